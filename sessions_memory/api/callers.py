"""The callers of the JSON API: the person, and the area that their token is bound to.

A token that is bound to an area sees what an answer asked in there may recall, and writes into that area alone.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.errors import HttpError

from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.areas.reading import reach_in
from sessions_memory.areas.rules import Reach
from sessions_memory.models import Area, Note, UserInteraction, UserSession
from sessions_memory.querysets.areas import AreaQuerySet
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.receipts.of_area import Named, Seen, named_in, seen_of

NO_SESSION, NO_AREA = "There is no such session.", "There is no such area."
NOT_IN_AREA = "The session is not in this area. Leave the area out, or move the session there."
ELSEWHERE = "This token is bound to an area, and this session is not in it. It can be read, not written to."


@dataclass(frozen=True)
class Caller:
    """`area_id`: that of the token, None for one that is bound to none. All but the fields asks the database."""

    person: AbstractBaseUser
    area_id: int | None = None

    @cached_property
    def reach(self) -> Reach | None:
        """None without an area: what the person owns."""
        return None if self.area_id is None else reach_in(self.person, self.area_id)

    @property
    def area(self) -> Area | None:
        return None if self.area_id is None else get_object_or_404(Area, pk=self.area_id, user=self.person)

    def areas(self) -> AreaQuerySet:
        """The person's; bound to one, the caller hears of no other."""
        rows = Area.objects.owned_by(self.person)
        return rows if self.area_id is None else rows.filter(pk=self.area_id)

    def area_named(self, area_id: int) -> Area:
        area = self.areas().select_related("user").filter(pk=area_id).first()
        if area is None:
            raise HttpError(404, NO_AREA)

        return area

    def sees(self, session: UserSession) -> bool:
        return self.reach is None or self.reach.holds(session.area_id)

    def writes_to(self, session: UserSession) -> bool:
        return self.area_id is None or session.area_id == self.area_id

    def sessions(self) -> SessionQuerySet:
        """Those that it sees. Temporary sessions stand outside the API."""
        rows = UserSession.objects.owned_by(self.person).kept()
        return rows if self.reach is None else rows.within(self.reach)

    def session(self, session_id: int) -> UserSession:
        session = self.sessions().filter(pk=session_id).first()
        if session is None:
            raise HttpError(404, NO_SESSION)

        return session

    def session_to_write(self, session_id: int) -> UserSession:
        session = self.session(session_id)
        if not self.writes_to(session):
            raise HttpError(403, ELSEWHERE)

        return session

    def open_session(self) -> UserSession | None:
        session = lifecycle.open_session(self.person)
        return session if session and self.sees(session) else None

    def session_for_question(self, session_id: int | None, area_id: int | None = None) -> UserSession | None:
        """None is the open session or a new one, as for a question on a page. `area_id`: of the area to ask in."""
        area = self.area if area_id is None else self.area_named(area_id)
        if session_id is None:
            return lifecycle.session_in(self.person, area) if area else None

        session = self.session_to_write(session_id)
        if area and session.area_id != area.pk:
            raise HttpError(409, NOT_IN_AREA)

        return session

    def start(self, *, context_summary: str | None = None, area_id: int | None = None) -> UserSession:
        area = self.area if area_id is None else self.area_named(area_id)
        return lifecycle.start_session(self.person, context_summary=context_summary, area=area)

    def move(self, session_id: int, area_id: int | None) -> UserSession:
        keeping.put(self.session_to_write(session_id), None if area_id is None else self.area_named(area_id))
        return self.session(session_id)

    def without_others(self, rows: Iterable[UserInteraction]) -> None:
        """Takes out of receipts what the area does not see now: their sessions may have been elsewhere before."""
        if self.reach is None:
            return

        found = list(rows)
        seen = self._seen(named_in(row.context_used for row in found), self.reach)
        for row in found:
            row.context_used = seen_of(row.context_used, seen)

    def _seen(self, named: Named, reach: Reach) -> Seen:
        sessions = self.sessions().filter(pk__in=named.sessions)
        notes = Note.objects.owned_by(self.person).of_area_or_all(self.area_id).filter(pk__in=named.notes)
        turns = UserInteraction.objects.owned_by(self.person).within_reach(reach).filter(pk__in=named.interactions)
        area = self.area.source_id if self.area else ""
        return Seen(Named(_ids(sessions), _ids(notes), _ids(turns)), area)


def _ids(rows: QuerySet[Any]) -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True))


def tally_of(request: HttpRequest) -> Counter[str]:
    """How much this call gave out and took in, by kind; `insightvault.api` keeps it for the account page."""
    tally: Counter[str] = vars(request).setdefault("tally", Counter())
    return tally


def caller_of(request: HttpRequest) -> Caller:
    assert isinstance(request.user, AbstractBaseUser)
    # Ninja keeps here whatever the token was found to be.
    return Caller(request.user, request.auth.area_id)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> AbstractBaseUser:
    return caller_of(request).person
