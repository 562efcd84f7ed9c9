"""One slice of an import, read to be stored at once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sessions_memory.importers.mapping.values import (
    Claimed,
    Conversation,
    Empty,
    Item,
    KeptArea,
    KeptSession,
    OfferedNote,
    Position,
    Remark,
    Skipped,
)
from sessions_memory.importers.storing.store import Tally

# Storing it takes about a tenth of a second; a long conversation comes in by instalments.
TURNS = 300
CHARS = 1_000_000
# A batch may hold the database this long, on a machine that has other work, too.
HELD_SECONDS = 0.2
SLOWEST = 0.1
# An answer with its receipt weighs as much as so many without.
RECEIPT_TURNS = 4


@dataclass(slots=True)
class Batch:
    """The values that one slice stores. `position`: all before it is in here or was stored earlier.

    `leaves_out` says of a conversation that the person didn't choose it.
    """

    conversations: list[Conversation] = field(default_factory=list)
    kept: list[KeptSession] = field(default_factory=list)
    areas: list[KeptArea] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    skipped: list[Skipped] = field(default_factory=list)
    offers: list[OfferedNote] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)
    position: Position | None = None
    is_last: bool = False
    turns: int = 0
    chars: int = 0
    leaves_out: Callable[[Conversation | KeptSession], bool] = lambda _: False

    def take(self, item: Item) -> None:  # noqa: C901 (a case for each kind of value)
        match item:
            case Conversation() | KeptSession() if self.leaves_out(item):
                # Later parts of a session were counted with its first.
                self.tally.left_out += isinstance(item, Conversation) or item.part == 1
            case Conversation():
                self.conversations.append(item)
                self.sources[item.source] = None
                self.turns += len(item.turns)
                self.chars += sum(turn.chars for turn in item.turns)
            case KeptSession():
                self.kept.append(item)
                self.sources[item.source] = None
                self.turns += sum(RECEIPT_TURNS if row["context_used"] else 1 for row in item.interactions)
                self.chars += sum(len(row["user_question"]) + len(row["ai_response"]) for row in item.interactions)
            case KeptArea():
                self.areas.append(item)
                self.turns += 1
            case Empty():
                self.tally.empty += 1
                self.sources[item.source] = None
            case Skipped():
                self.tally.skipped += 1
                self.skipped.append(item)
            case OfferedNote():
                self.offers.append(item)
            case Claimed():
                self.claims.append(item)
                self.turns += 1
                self.chars += item.chars
            case Remark():
                self.remarks.append(item.text)
            case Position():
                self.position = item

    def is_full(self, pace: float = 1.0) -> bool:
        """`pace`: of TURNS and CHARS, how much this machine stores in HELD_SECONDS."""
        return max(self.turns / TURNS, self.chars / CHARS, len(self.skipped) / TURNS) >= pace


def paced(pace: float, held_seconds: float) -> float:
    """The pace of the next batch: slower if this one held the database for too long, then slowly faster."""
    return min(1.0, max(SLOWEST, pace * min(HELD_SECONDS / max(held_seconds, 0.001), 1.25)))
