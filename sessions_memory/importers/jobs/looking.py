"""What lies in files, before anything of them is brought in: how many conversations, from when, what can't be read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sessions_memory.importers.mapping.values import Conversation, Empty, KeptSession, Limits, Skipped
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.states import source_name
from sessions_memory.web.dates import is_undated, long_month

LISTED = 20


@dataclass
class Look:
    """`sources`: conversations by source. `first` and `last`: of those with a date, None if none has one."""

    sources: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    empty: int = 0
    skipped: int = 0
    first_skipped: list[Skipped] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None

    def take(self, source: str, times: Sequence[datetime]) -> None:
        self.sources[source_name(source)] += 1
        self.undated += not times
        if times:
            self.first = min(times) if self.first is None else min(self.first, *times)
            self.last = max(times) if self.last is None else max(self.last, *times)

    @property
    def line(self) -> str:
        """ "412 conversations, March 2022 to November 2026, 3 can't be read"."""
        count = self.sources.total()
        parts = ["1 conversation" if count == 1 else f"{count:,} conversations", self._months()]
        parts += [f"{self.undated:,} of unknown date"] if self.undated else []
        parts += [f"{self.empty:,} empty"] if self.empty else []
        parts += [f"{self.skipped:,} can't be read"] if self.skipped else []
        return ", ".join(filter(None, parts))

    def _months(self) -> str:
        if self.first is None or self.last is None:
            return ""

        first, last = long_month(self.first), long_month(self.last)
        return first if first == last else f"{first} to {last}"


def look(paths: Sequence[Path], limits: Limits) -> Look:
    """Reads all of them and keeps nothing. Raises UnreadableExport."""
    found = Look()
    for item in read_export(paths, limits):
        match item:
            case Conversation():
                found.take(item.source, _times(item))
            case KeptSession(part=1):
                start = item.fields["session_start"]
                found.take(item.source, [] if is_undated(start) else [start])
            case Empty():
                found.empty += 1
            case Skipped():
                found.skipped += 1
                found.first_skipped += [item] if len(found.first_skipped) < LISTED else []

    return found


def _times(conversation: Conversation) -> list[datetime]:
    times = [conversation.started_at, *(turn.asked_at for turn in conversation.turns)]
    return [time for time in times if time]
