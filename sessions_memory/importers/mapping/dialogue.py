"""From the messages of one branch to turns: what is a question, what belongs to its answer.

- Each question opens a turn. Several in a row keep a turn each; only the last has the answer.
- All that the assistant says up to the next question is one answer, its parts as paragraphs.
- An answer before any question is a turn with an empty question, known by the answer's id.
- Thinking and tool calls go to the turn in which they happened; what comes before the first turn goes to that.
- A question that is empty, with nothing attached and never answered, is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Refused
from sessions_memory.importers.mapping.texts import digest, identity, joined, one_line
from sessions_memory.importers.mapping.unread import holds_words
from sessions_memory.importers.mapping.values import Attachment, Conversation, Empty, ImportedTurn, Skipped, ToolCall
from sessions_memory.thinking import parted

UNKNOWN_SHAPE = gettext_noop("Its messages have a shape that is not known here.")
LEFT_OUT = gettext_noop("Messages of a shape that is not known here were left out.")
LONG_QUESTION = gettext_noop("A question was longer than {count} characters; the rest of it was left out.")
LONG_ANSWER = gettext_noop("An answer was longer than {count} characters; the rest of it was left out.")
LONG_THINKING = gettext_noop(
    "The thinking before an answer was longer than {count} characters; the rest of it was left out."
)
LONG_FILE = gettext_noop("An attachment's text was longer than {count} characters; the rest of it was left out.")
LONG_INPUT = gettext_noop("What a tool was given was longer than {count} characters; the rest of it was left out.")
LONG_OUTPUT = gettext_noop("What a tool gave back was longer than {count} characters; the rest of it was left out.")


@dataclass(slots=True)
class Said:
    """One message: a question, (a part of) an answer, or something aside that is neither."""

    kind: Literal["question", "answer", "aside"]
    id: str = ""
    text: str = ""
    time: datetime | None = None
    model: str = ""
    thinking: str = ""
    attachments: tuple[Attachment, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    # The message itself, to see whether it has words though nothing of it was read.
    raw: Any = None

    @property
    def is_silent(self) -> bool:
        return not (self.text.strip() or self.thinking.strip() or self.attachments or self.tool_calls)


@dataclass(slots=True)
class Heading:
    """The conversation's own fields."""

    source: str
    source_id: str
    title: str = ""
    started_at: datetime | None = None
    updated_at: datetime | None = None
    model: str = ""
    folder: str = ""


def conversation(heading: Heading, messages: Iterable[Said], context: Context) -> Conversation | Empty | Skipped:
    """`heading.model` is the model of every answer that names none itself. Refused without an id: what is read again
    from a later export could not be told from what is kept."""
    if not heading.source_id:
        raise Refused(gettext_noop("It has no id, so a later export could not be told from this one."))

    drafts = _drafts(_looked_at(messages, context))
    turns = [turn for turn in (draft.turn(heading, context) for draft in drafts) if turn is not None]
    left_out, remarks = context.take_left_out(), context.take_remarks()
    title = parted(heading.title, is_short=True).text
    if not turns:
        return Skipped(title, UNKNOWN_SHAPE) if left_out else Empty(heading.source, heading.source_id, title)

    times = [time for turn in turns for time in (turn.asked_at, turn.answered_at) if time is not None]
    return Conversation(
        source=heading.source,
        source_id=heading.source_id,
        title=title or _title(turns),
        started_at=heading.started_at or min(times, default=None),
        updated_at=heading.updated_at,
        turns=_with_own_ids(turns),
        remarks=remarks,
        folder=heading.folder,
    )


def _looked_at(messages: Iterable[Said], context: Context) -> Iterator[Said]:
    for said in messages:
        if said.raw is not None and said.is_silent and holds_words(said.raw):
            context.leave_out(LEFT_OUT)

        yield said


@dataclass(slots=True)
class _Draft:
    question: Said | None = None
    answers: list[Said] = field(default_factory=list)
    asides: list[Said] = field(default_factory=list)

    def turn(self, heading: Heading, context: Context) -> ImportedTurn | None:
        question = self.question or Said("question")
        # In the order in which it was thought and called.
        all_said = [question, *self.asides]
        answers = [parted(part.text) for part in self.answers]
        answer = joined(part.text for part in answers)
        thoughts = [*(said.thinking for said in all_said), *(part.thinking for part in answers)]
        attachments = tuple(_cut_file(file, context) for said in all_said for file in said.attachments)

        if not question.text.strip() and not answer and not attachments:
            return None

        return ImportedTurn(
            source_id=question.id or next((part.id for part in self.answers), ""),
            question=context.cut(question.text, LONG_QUESTION),
            answer=context.cut(answer, LONG_ANSWER),
            asked_at=question.time,
            answered_at=max((part.time for part in self.answers if part.time), default=None),
            model=next((part.model for part in self.answers[::-1] if part.model), heading.model if answer else ""),
            thinking=context.cut(joined(thoughts), LONG_THINKING),
            attachments=attachments,
            tool_calls=_paired(_cut_call(call, context) for said in all_said for call in said.tool_calls),
        )


def _drafts(messages: Iterable[Said]) -> list[_Draft]:
    drafts: list[_Draft] = []
    before: list[Said] = []

    for said in messages:
        if said.kind == "question":
            drafts.append(_Draft(question=said))
        elif said.kind == "answer":
            if not drafts:
                drafts.append(_Draft())
            drafts[-1].answers.append(said)

        if said.kind != "question":
            (drafts[-1].asides if drafts else before).append(said)

    if drafts:
        drafts[0].asides[:0] = before

    return drafts


def _cut_file(file: Attachment, context: Context) -> Attachment:
    return replace(file, text=context.cut(file.text, LONG_FILE)) if file.text else file


def _cut_call(call: ToolCall, context: Context) -> ToolCall:
    given, returned = (
        context.cut(call.input, LONG_INPUT),
        context.cut(call.output, LONG_OUTPUT),
    )
    return ToolCall(call.name, given, returned)


def _paired(calls: Iterable[ToolCall]) -> tuple[ToolCall, ...]:
    """A call and what the tool gave back stand in two messages: the output joins the call it follows."""
    paired: list[ToolCall] = []
    for call in calls:
        last = paired[-1] if paired else None
        if last and last.name == call.name and last.input and not last.output and not call.input:
            paired[-1] = ToolCall(last.name, last.input, call.output)
        else:
            paired.append(call)

    return tuple(paired)


def _with_own_ids(turns: list[ImportedTurn]) -> tuple[ImportedTurn, ...]:
    """Ids missing or used twice are made of the turn's place: a later export only adds turns after it."""
    seen: set[str] = set()
    for place, turn in enumerate(turns):
        if not turn.source_id or turn.source_id in seen:
            turns[place] = replace(turn, source_id=identity(f"{turn.source_id}#{place}"))
        seen.add(turns[place].source_id)

    return tuple(turns)


def _title(turns: list[ImportedTurn]) -> str:
    """The start of the first question that says something, else of the first answer, else the first file's name."""
    texts = [turn.question for turn in turns] + [turn.answer for turn in turns]
    texts += [attachment.name for turn in turns for attachment in turn.attachments]
    return next((line for line in map(one_line, texts) if line), "") or digest(turns[0].source_id)[:16]
