"""The contents of an export as values: the language between the formats that read files and the store that keeps them.

Every text here is clean (NUL and lone surrogates are U+FFFD), every time is aware and in UTC.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

MEGABYTE = 1_000_000
# A name of an interaction, as it mostly is.
NAME_CHARS = 80
# A name may hold what looks like the end of a sentence.
QUOTED = re.compile("“[^“”]*”")
SECOND_SENTENCE = re.compile(r"\. [A-Z]")
OF_A_FILE = gettext_noop("“{file}” {problem}")
CHOOSE_ANOTHER = gettext_noop("Choose the export of one of the apps that the import page lists.")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is called hostile. Real exports stay far below each of these."""

    archive_entries: int = 20_000
    unpacked_bytes: int = 4_000 * MEGABYTE  # of all that is read from one archive
    # Honest text packs up to 16:1, what says the same over and over 150:1, a bomb 1000:1.
    # A ratio alone says little of a small entry, so it counts from a size on.
    packing_ratio: int = 300
    packing_ratio_from_bytes: int = 50 * MEGABYTE
    nesting: int = 200
    conversation_bytes: int = 24 * MEGABYTE  # of JSON, up to twelve times that in memory; 18 MB has been seen
    conversation_nodes: int = 100_000
    message_chars: int = 2_000_000  # kept; the rest is cut, and the conversation's remarks say so
    offered_notes: int = 500
    database_bytes: int = 2_000 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a question. `text`: the provider's extract from it, "" if the export has none."""

    name: str
    media_type: str = ""
    size_bytes: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A step of the assistant on the way to its answer: kept aside, never part of the answer."""

    name: str
    input: str = ""
    output: str = ""


@dataclass(frozen=True, slots=True)
class ImportedTurn:
    """One question with its answer.

    `source_id` is the provider's id of the question's message, unique in its conversation.
    `question` is "" when the assistant spoke first or only a file was sent, `answer` is "" when none came.
    `asked_at` and `answered_at` (of the last part of the answer) are None when the export does not say;
    an answer may be stamped earlier than its question: the order of `turns` counts, not the times.
    """

    source_id: str
    question: str
    answer: str
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    model: str = ""
    thinking: str = ""
    attachments: tuple[Attachment, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()

    @property
    def chars(self) -> int:
        aside = sum(len(file.text) for file in self.attachments)
        aside += sum(len(call.input) + len(call.output) for call in self.tool_calls)
        return len(self.question) + len(self.answer) + len(self.thinking) + aside


@dataclass(frozen=True, slots=True)
class Conversation:
    """The current branch of one conversation, at least one turn.

    (`source`, `source_id`) is its identity for one person; `updated_at` tells a later copy from an earlier one
    and is None when the export does not say. `title` is one line, at most 200 characters, never empty.
    `remarks` say in sentences what was cut or not understood. `folder`: the project or folder that it lay in, by its
    name, "" if the export names none.
    """

    source: str
    source_id: str
    title: str
    started_at: datetime | None
    updated_at: datetime | None
    turns: tuple[ImportedTurn, ...]
    remarks: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """A conversation without a question or an answer."""

    source: str
    source_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry, or a whole file among several, that could not be read. `reason` is a sentence."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferedNote:
    """Custom instructions or a saved memory: offered to the person, never taken silently. `origin` is said in words.

    `kept`: of InsightVault's own export, what the note or the instructions were there, by the names of their fields.
    """

    text: str
    origin: str
    kept: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A part of a session as InsightVault's own export holds it. `fields` and `interactions`: by their names there.

    The first part has the fields; later ones only add interactions.
    """

    source: str
    source_id: str
    part: int
    fields: Mapping[str, Any]
    interactions: tuple[Mapping[str, Any], ...]

    @property
    def title(self) -> str:
        return str(self.fields.get("title", ""))


@dataclass(frozen=True, slots=True)
class KeptArea:
    """An area as InsightVault's own export holds it. `fields`: by their names there, without its instructions."""

    source_id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What InsightVault's own export says of growth: in force only once the person restores it.

    `kind`: of the record; `name`: the `source_id` there, "" for what there is once. `kept`: by the names there.
    """

    kind: str
    name: str
    kept: Mapping[str, Any]

    @property
    def chars(self) -> int:
        """About."""
        texts = sum(len(value) for value in self.kept.values() if isinstance(value, str))
        return texts + NAME_CHARS * sum(len(value) for value in self.kept.values() if isinstance(value, list | tuple))


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the result that is about no single conversation; it counts as nothing found."""

    text: str


@dataclass(frozen=True, slots=True)
class Position:
    """All that was yielded before it is done: reading on `after` it yields the rest and nothing twice.

    Plain numbers and texts, so that it can be kept as JSON (`dataclasses.asdict`, `Position(**kept)`).
    `file` counts the paths given, `entry` names the archive's entry, `index` counts the entry's records,
    `offset` is where the next one begins, `within` what surrounds it and `format` what they are. `bytes_done` of
    `bytes_total` is what a progress bar shows, over all files, unpacked.
    """

    file: int = 0
    entry: str = ""
    index: int = 0
    offset: int = 0
    within: str = ""
    format: str = ""
    bytes_done: int = 0
    bytes_total: int = 0


@dataclass(slots=True)
class FoundRecord:
    """One record, or why it could not be read (`problem`, a sentence). `offset` and `within`: where to go on."""

    value: Any = None
    problem: str = ""
    title: str = ""
    is_repaired: bool = False  # bytes that are not UTF-8 were replaced
    offset: int = 0
    within: str = ""
    lists: int = 1  # begun so far


Item = Conversation | KeptSession | KeptArea | Empty | Skipped | OfferedNote | Claimed | Remark | Position


class UnreadableExport(Exception):
    """Nothing of a file can be imported: `happened` goes on after the file's name, and may say what to do as well.

    `str()` is the two sentences to show. Nothing of a person's text stands in it, only names of files and fields.
    """

    def __init__(self, file: str, happened: str) -> None:
        says_more = SECOND_SENTENCE.search(QUOTED.sub("", happened))
        told = OF_A_FILE.format(file=file, problem=happened)
        super().__init__(told if says_more else f"{told} {CHOOSE_ANOTHER}")
