"""Interactions, as they are looked up."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q

from sessions_memory.areas.rules import Reach
from sessions_memory.querysets.conditions import UNFINISHED, of_active_people, reached
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import Source, Status
from sessions_memory.web.dates import DATED_FROM

if TYPE_CHECKING:
    from sessions_memory.models import UserInteraction, UserSession  # for types: models import this module

# Large or internal columns that no list shows.
NOT_LISTED = ("context_used", "response_html")
# Enough questions to name and summarise a session by; one of thousands is not read whole for that.
SUMMARISED_QUESTIONS = 200


class InteractionQuerySet(OwnedQuerySet["UserInteraction"]):
    def these_of(self, user: AbstractBaseUser, ids: Iterable[int]) -> Self:
        """Those of a few that are the person's.

        The sum keeps SQLite from the index of the person's rows: it would read all of them rather than look up a dozen.
        """
        return self.alias(owner=F("user_id") + 0).filter(owner=user.pk, pk__in=ids)

    def in_session(self, session: "UserSession | int") -> Self:
        return self.filter(session=session)

    def answered(self) -> Self:
        return self.filter(status=Status.ANSWERED)

    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED)

    def waiting(self) -> Self:
        """Those that nobody has taken, of people who are switched on; in no order."""
        # SQLite doesn't see that a bound value is one of the index's, nor that few wait, and reads all there ever was.
        # So the index's own words stand here.
        as_indexed = f"user_interactions.status IN ('{Status.PENDING}', '{Status.ANSWERING}')"
        rows = cast(Self, self.extra(where=[as_indexed]))  # noqa: S610 (nobody's text)
        return rows.filter(of_active_people(), status=Status.PENDING)

    def running(self) -> Self:
        """The unfinished ones, as their index by person knows them."""
        return self.filter(Q(status=Status.PENDING) | Q(status=Status.ANSWERING))

    def finished(self) -> Self:
        return self.exclude(status__in=UNFINISHED)

    def current(self) -> Self:
        """Without the versions that a later one replaced."""
        return self.filter(is_superseded=False)

    def superseded(self) -> Self:
        return self.filter(is_superseded=True)

    def in_sessions(self, session_ids: Iterable[int]) -> Self:
        return self.filter(session__in=list(session_ids))

    def named(self, source_ids: Iterable[str]) -> Self:
        return self.filter(source_id__in=list(source_ids))

    def asked_here(self) -> Self:
        """Neither imported nor temporary."""
        return self.filter(session__source=Source.CHAT, session__is_temporary=False)

    def in_recent(self) -> Self:
        """Those of the list of recent ones: asked here, and not archived."""
        return self.filter(is_listed=True)

    def recallable(self) -> Self:
        """All that may be found again but what the person wants never recalled; also what got no whole answer."""
        return self.searchable().filter(never_recall=False, session__never_recall=False)

    def never_recalled(self) -> Self:
        return self.filter(never_recall=True)

    def searchable(self) -> Self:
        """Those that the person may find again: all but temporary sessions and old versions."""
        return self.finished().current().filter(session__is_temporary=False)

    def growing(self) -> Self:
        """Those that growth may read: it tells of days and months, so what has no date is left out."""
        return self.recallable().outside_closed_areas().filter(created_at__gte=DATED_FROM)

    def outside_closed_areas(self) -> Self:
        return self.exclude(session__area__is_closed=True)

    def within_reach(self, reach: Reach) -> Self:
        return self.filter(reached("session__area", reach))

    def within(self, source: str, since: datetime | None, until: datetime | None, model: str) -> Self:
        """Those of this source and model ("" is any), in [since, until)."""
        given = {"session__source": source, "created_at__gte": since, "created_at__lt": until, "model": model}
        return self.filter(**{name: value for name, value in given.items() if value})

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "id")

    def session_by_session(self) -> Self:
        return self.order_by("session_id", "created_at", "id")

    def recent_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def preceding(self, interaction: "UserInteraction") -> Self:
        """Those before it, in time."""
        return self.before(interaction.created_at, interaction.pk)

    def before(self, moment: datetime, pk: int) -> Self:
        """The page after the row (moment, pk) in `recent_first` order."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk), created_at__lte=moment)

    def after(self, moment: datetime, pk: int) -> Self:
        """The page after the row (moment, pk) in `oldest_first` order."""
        return self.filter(Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=pk), created_at__gte=moment)

    def summarised_questions(self) -> list[str]:
        """The questions that make the title and the summary of a session, oldest first."""
        return list(self.current().oldest_first().values_list("user_question", flat=True)[:SUMMARISED_QUESTIONS])

    def listed(self) -> Self:
        return self.defer(*NOT_LISTED)
