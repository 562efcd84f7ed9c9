"""The contract of a format: it offers a reader, and gets a context while it reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.texts import clean, digest
from sessions_memory.importers.mapping.values import FoundRecord, Item, Limits, OfferedNote, Position

# One record of an export, as parsed from JSON: anything at all.
Record = Any
# Nobody reads of more kinds of trouble.
REMARKS_A_CONVERSATION = 20
TOO_MANY_MESSAGES = gettext_noop("It has more than {count} messages.")
UNKNOWN_PARTS = gettext_noop("Parts of the kind “{kind}” are not known here and were left out.")


class Refused(Exception):
    """One record cannot be read. The message is the sentence that says why, without a word of the record."""


@dataclass(slots=True)
class Context:
    """Given to a format beside the record: the limits, the names of files, and the notes offered before."""

    limits: Limits
    asset_names: Mapping[str, str] = field(default_factory=dict)
    _offered: set[str] = field(default_factory=set)
    _remarks: dict[str, None] = field(default_factory=dict)
    _left_out: int = 0

    def offer(self, text: Any, origin: str, kept: Mapping[str, Any] | None = None) -> Iterator[OfferedNote]:
        """Each text once: exports repeat the same instructions in every conversation."""
        text = clean(text).strip()
        known_by = digest(text)

        if text and known_by not in self._offered and len(self._offered) < self.limits.offered_notes:
            self._offered.add(known_by)
            yield OfferedNote(text[: self.limits.message_chars], origin, kept)

    def limit(self, messages: Sized) -> None:
        """Refuse a conversation of more messages than any has."""
        most = self.limits.conversation_nodes
        if len(messages) > most:
            raise Refused(TOO_MANY_MESSAGES.format(count=f"{most:,}"))

    def remark(self, sentence: str) -> None:
        """Something to say about the conversation that is being read, once."""
        if len(self._remarks) < REMARKS_A_CONVERSATION:
            self._remarks[sentence] = None

    def leave_out(self, sentence: str) -> None:
        """Like `remark`, about a message with words that isn't read: a conversation of such alone is not empty."""
        self._left_out += 1
        self.remark(sentence)

    def take_left_out(self) -> int:
        left_out, self._left_out = self._left_out, 0
        return left_out

    def take_remarks(self) -> tuple[str, ...]:
        remarks, self._remarks = tuple(self._remarks), {}
        return remarks

    def cut(self, text: str, told: str) -> str:
        """`told`: the remark on a text that is cut, with its limit as `count`."""
        limit = self.limits.message_chars
        if len(text) <= limit:
            return text

        self.remark(told.format(count=f"{limit:,}"))
        return text[:limit]


@dataclass(frozen=True, slots=True)
class Format:
    """`recognises` looks at one record and must not raise; `read` turns it into values or raises Refused.

    `source` is what the sessions are known by, `name` what a person calls it, `record` what one record is, to say
    what was expected of one that is not. `collects`: the records of a file are the messages of one conversation
    and are read together. `advice`, of a file that is recognised but holds nothing: what to upload instead.

    A file that is no plain list of records has `records`, which takes apart every file that begins with `begins`:
    it is given the stream, standing where the position to go on after says, the limits and that position.
    """

    source: str
    name: str
    record: str
    recognises: Callable[[Record], bool]
    read: Callable[[Record, Context], Iterable[Item]]
    collects: bool = False
    advice: str = ""
    begins: bytes = b""
    records: Callable[[IO[bytes], Limits, Position], Iterator[FoundRecord]] | None = None
