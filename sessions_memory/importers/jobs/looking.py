"""What lies in files, before anything of them is brought in: how many conversations, from when, what can't be read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sessions_memory.importers.jobs.seen import Seen, seen_in
from sessions_memory.importers.mapping.values import Empty, Item, Limits, Skipped
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.states import source_name
from sessions_memory.web.dates import long_month
from sessions_memory.web.sizes import conversations, if_any

LISTED = 20


@dataclass
class Look:
    """`sources`: conversations by source. `first` and `last`: of those with a date, None if none has one.

    `unlisted`: of the conversations those that are counted, and were too many to be listed.
    """

    sources: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    empty: int = 0
    skipped: int = 0
    unlisted: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @classmethod
    def kept(cls, kept: Mapping[str, Any]) -> "Look":
        """As a job's row holds it."""
        first, last = (datetime.fromisoformat(kept[name]) if kept.get(name) else None for name in ("first", "last"))
        counts = {name: kept.get(name, 0) for name in ("undated", "empty", "skipped", "unlisted")}
        return cls(Counter(kept.get("sources", {})), first=first, last=last, **counts)

    def as_json(self) -> dict[str, Any]:
        times = {"first": self.first and self.first.isoformat(), "last": self.last and self.last.isoformat()}
        counts = {"undated": self.undated, "empty": self.empty, "skipped": self.skipped, "unlisted": self.unlisted}
        return {"sources": dict(self.sources), **counts, **times}

    def count(self, found: Seen | Empty | Skipped) -> None:
        match found:
            case Empty():
                self.empty += 1
            case Skipped():
                self.skipped += 1
            case Seen(first=None):
                self.sources[source_name(found.source)] += 1
                self.undated += 1
            case Seen(first=datetime() as first, last=datetime() as last):
                self.sources[source_name(found.source)] += 1
                self.first = min(first, self.first or first)
                self.last = max(last, self.last or last)

    @property
    def conversations(self) -> int:
        return self.sources.total()

    @property
    def line(self) -> str:
        """ "412 conversations, March 2022 to November 2026, 3 can’t be read"."""
        parts = [
            conversations(self.conversations),
            self._months(),
            if_any(_("{count} of unknown date"), self.undated),
            if_any(_("{count} empty"), self.empty),
            if_any(_("{count} can’t be read"), self.skipped),
        ]
        return ", ".join(filter(None, parts))

    def _months(self) -> str:
        if self.first is None or self.last is None:
            return ""

        first, last = long_month(self.first), long_month(self.last)
        return first if first == last else _("{first} to {last}").format(first=first, last=last)


def counted(item: Item) -> Seen | Empty | Skipped | None:
    """What a look counts; None for all else."""
    return item if isinstance(item, (Empty, Skipped)) else seen_in(item)


def look(paths: Sequence[Path], limits: Limits) -> tuple[Look, list[Skipped]]:
    """Reads all of them and keeps nothing; the first of what can't be read. Raises UnreadableExport."""
    found = Look()
    skipped: list[Skipped] = []
    for item in read_export(paths, limits):
        if (one := counted(item)) is not None:
            found.count(one)
        if isinstance(item, Skipped) and len(skipped) < LISTED:
            skipped.append(item)

    return found, skipped
