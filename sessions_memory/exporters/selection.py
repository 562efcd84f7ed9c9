"""Chooses the part of a history that is exported."""

from dataclasses import dataclass
from datetime import datetime

from sessions_memory.chosen_sessions import ChosenSessions


@dataclass(frozen=True)
class Selection:
    """Sessions of this source and this id that began in [since, until), among those `chosen` in the history.

    All empty: everything, notes included.
    """

    source: str = ""
    since: datetime | None = None
    until: datetime | None = None
    session_id: int | None = None
    chosen: ChosenSessions | None = None

    @property
    def is_everything(self) -> bool:
        return not (self.source or self.since or self.until or self.session_id or self.chosen)
