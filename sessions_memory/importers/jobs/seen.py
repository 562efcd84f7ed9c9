"""A conversation as a look sees it: the little that tells a person, or a span of days, which one it is."""

from dataclasses import dataclass
from datetime import datetime

from sessions_memory.importers.mapping.values import Conversation, Item, KeptSession
from sessions_memory.web.dates import UNDATED, is_undated

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """`first` and `last`: the earliest and latest of its times, None if it tells none."""

    source: str
    source_id: str
    title: str
    folder: str
    first: datetime | None
    last: datetime | None
    questions: int

    @property
    def key(self) -> Key:
        return (self.source, self.source_id)

    @property
    def began_at(self) -> datetime:
        return self.first or UNDATED


def seen_in(item: Item) -> Seen | None:
    """None for all else, and for the later parts of a session."""
    match item:
        case Conversation():
            times = [
                item.started_at,
                *(turn.asked_at for turn in item.turns),
                *(turn.answered_at for turn in item.turns),
            ]
            known = [time for time in times if time]
            first, last = min(known, default=None), max(known, default=None)
            return Seen(item.source, item.source_id, item.title, item.folder, first, last, len(item.turns))
        case KeptSession(part=1):
            start = item.fields["session_start"]
            first = None if is_undated(start) else start
            questions = len(item.interactions)
            return Seen(item.source, item.source_id, item.title, "", first, first, questions)
        case _:
            return None
