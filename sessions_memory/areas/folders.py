"""The areas that projects and folders of other apps become, where the person said so before the import.

Only a conversation that is new here is put into one: where those are that were here before, the person decided. An
area of the same name takes it in; else one is made, with the first conversation that comes into it.
"""

from collections.abc import Callable

from sessions_memory.areas.keeping import TooManyAreas, make
from sessions_memory.models import Area, ImportJob
from sessions_memory.models.areas import NAME_MAX_CHARS


class FolderAreas:
    """For one transaction, which holds the person's lock: what it makes may be taken back with it."""

    def __init__(self, job: ImportJob, is_chosen: Callable[[str], bool]) -> None:
        self._job, self._is_chosen = job, is_chosen
        self._known: dict[str, int] | None = None
        self.is_full = False

    def area_of(self, folder: str) -> int | None:
        """The area of a new conversation that lay in this folder; None is in no area."""
        name = area_name(folder)
        if not name or not self._is_chosen(folder):
            return None
        if self._known is None:
            areas = Area.objects.owned_by(self._job.user_id).in_order().reverse()
            self._known = {area.name.casefold(): area.pk for area in areas}

        return self._known.get(name.casefold()) or self._make(name, self._known)

    def _make(self, name: str, known: dict[str, int]) -> int | None:
        try:
            area = make(self._job.user, name=name, made_by=self._job)
        except TooManyAreas:
            self.is_full = True
            return None

        known[name.casefold()] = area.pk
        return area.pk


def area_name(folder: str) -> str:
    """On one line, and no longer than an area's."""
    return " ".join(folder.split())[:NAME_MAX_CHARS].rstrip()


def in_none(_: str) -> None:
    return None
