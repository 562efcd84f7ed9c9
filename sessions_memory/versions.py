"""A turn and its versions: retrying or editing makes a new interaction that replaces the one before."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from sessions_memory.models import UserInteraction


class Version(NamedTuple):
    """An interaction, where no more of it is wanted."""

    pk: int
    replaces_id: int | None


Row = TypeVar("Row", UserInteraction, Version)


def group_versions(rows: Iterable[Row]) -> list[list[Row]]:
    """One group a turn, at the place of its first version; within it, oldest first. `rows`: oldest first."""
    first_of: dict[int | None, int] = {}
    turns: dict[int, list[Row]] = {}

    for row in rows:
        first = first_of[row.pk] = first_of.get(row.replaces_id, row.pk)
        turns.setdefault(first, []).append(row)

    return list(turns.values())
