"""The rows of an export, read in slices by key: memory does not grow with the history, and no slice holds the database.

Everything is in order of time and `source_id`, byte by byte, so that both databases give one order.
Temporary sessions and unfinished interactions are no part of it, nor is a session that has nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate

from sessions_memory.database.portions import portions
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.receipts.portable import Ids, Name, Names, ids_in, with_names

SESSIONS = 200
# An answer may have a megabyte with its receipt: few enough to hold in memory at once.
INTERACTIONS = 100
NOTES = 200
BYTE_ORDER = {"sqlite": "BINARY", "postgresql": "C"}

SESSION_FIELDS = (
    *("source", "source_id", "title", "title_by", "session_start", "session_end", "last_activity_at"),
    *("context_summary", "summary_by", "is_pinned", "uses_memory", "reflected_at", "interaction_count"),
    *("source_updated_at", "source_digest", "never_recall", "archived_at", "is_read_only"),
    *("continues__source", "continues__source_id", "area__source_id"),
)
INTERACTION_FIELDS = (
    *("source_id", "created_at", "answered_at", "status", "user_question", "ai_response", "error", "model"),
    *("context_used", "interaction_metadata", "never_recall", "replaces__source_id", "replaces__status"),
    "is_superseded",
)
# Receipts, and what a retry keeps to: both name other rows.
NAMING = ("context_used", "interaction_metadata")
NOTE_FIELDS = ("source_id", "text", "is_active", "created_at", "origin", "from_interaction_id", "area__source_id")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an interaction: its name, and its session as a reader knows it."""

    name: Name
    title: str
    start: datetime


def sessions_of(user: AbstractBaseUser, selection: Selection) -> Iterator[tuple[Row, Iterator[Row]]]:
    """Each session with its interactions, which are to be read before the next session is asked for."""
    chosen = UserSession.objects.owned_by(user).kept().asked_in().chosen(selection.source, selection.session_id)
    chosen = chosen.begun_within(selection.since, selection.until)
    if selection.chosen:
        chosen = chosen.filter(selection.chosen.condition())

    for page in pages(chosen, "session_start", SESSION_FIELDS, SESSIONS):
        for few in together(page, "interaction_count", INTERACTIONS):
            yield from _with_interactions(few)


def together(rows: list[Row], size: str, most: int) -> Iterator[list[Row]]:
    """Small ones in groups that make one slice; a large one alone. `size`: the field that says how much each has."""
    few: list[Row] = []
    for one in rows:
        if few and sum(row[size] for row in [*few, one]) > most:
            yield few
            few = []
        few.append(one)

    yield few


def _with_interactions(sessions: list[Row]) -> Iterator[tuple[Row, Iterator[Row]]]:
    if len(sessions) == 1:
        interactions = _interactions_of(sessions[0]["pk"])
        if first := next(interactions, None):
            yield sessions[0], chain([first], interactions)
        return

    rows = UserInteraction.objects.in_sessions(session["pk"] for session in sessions).finished()
    ordered = rows.annotate(byte_order=byte_order()).order_by("session", "created_at", "byte_order")
    found = _named(list(ordered.values("pk", "session_id", *INTERACTION_FIELDS)))
    of_session = {pk: list(group) for pk, group in groupby(found, key=itemgetter("session_id"))}

    for session in sessions:
        if interactions_here := of_session.get(session["pk"]):
            yield session, iter(interactions_here)


def notes_of(user: AbstractBaseUser) -> Iterator[Row]:
    """Each with the place of what it was kept from, as `from_interaction`; None if it stands alone."""
    for page in pages(Note.objects.owned_by(user), "created_at", NOTE_FIELDS, NOTES):
        places = _places(row["from_interaction_id"] for row in page)
        for row in page:
            yield row | {"from_interaction": places.get(row["from_interaction_id"])}


def interaction_names(ids: Iterable[int]) -> dict[int, Name]:
    """Of those that an export holds."""
    return {pk: place.name for pk, place in _places(ids).items()}


def _interactions_of(session_id: int) -> Iterator[Row]:
    rows = UserInteraction.objects.filter(session=session_id).finished()
    for page in pages(rows, "created_at", INTERACTION_FIELDS, INTERACTIONS):
        yield from _named(page)


def _named(page: list[Row]) -> Iterator[Row]:
    """Each with its receipt and metadata as they are read elsewhere, by names, and the `places` that these name."""
    ids = ids_in(*(row[part] for row in page for part in NAMING))
    places = _places(ids.interactions)
    names = _names(ids, places)

    for row in page:
        yield row | {part: with_names(row[part], names) for part in NAMING} | {"places": places}


def _names(ids: Ids, places: dict[int, Place]) -> Names:
    notes = Note.objects.filter(pk__in=ids.notes).values_list("pk", "source_id") if ids.notes else ()
    sessions = UserSession.objects.filter(pk__in=ids.sessions).kept() if ids.sessions else UserSession.objects.none()
    return Names(
        interactions={pk: place.name for pk, place in places.items()},
        sessions={pk: tuple(name) for pk, *name in sessions.values_list("pk", "source", "source_id")},
        notes={pk: tuple(name) for pk, *name in notes},
    )


def _places(ids: Iterable[int | None]) -> dict[int, Place]:
    rows = UserInteraction.objects.finished().filter(session__is_temporary=False)
    session = ("session__title", "session__session_start")
    columns = rows.values_list("pk", "session__source", "session__source_id", "source_id", *session)
    places: dict[int, Place] = {}
    for some in portions(sorted({pk for pk in ids if pk is not None})):
        found = columns.filter(pk__in=some)
        places |= {pk: Place(tuple(name), title, start) for pk, *name, title, start in found}

    return places


def pages(rows: QuerySet[Any], time: str, fields: tuple[str, ...], size: int) -> Iterator[list[Row]]:
    ordered = rows.annotate(byte_order=byte_order()).order_by(time, "byte_order", "pk")
    following = Q()

    while page := list(ordered.filter(following).values("pk", "byte_order", *fields)[:size]):
        yield page
        if len(page) < size:
            return

        last = page[-1]
        beyond = Q(byte_order__gt=last["byte_order"]) | Q(byte_order=last["byte_order"], pk__gt=last["pk"])
        following = Q(**{f"{time}__gte": last[time]}) & (Q(**{f"{time}__gt": last[time]}) | beyond)


def byte_order() -> Collate:
    return Collate("source_id", BYTE_ORDER[connection.vendor])
