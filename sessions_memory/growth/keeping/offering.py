"""Offers insights that a model proposed: always to be decided, each incident once, beside what rules found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.keeping.insights import KINDS
from sessions_memory.growth.keeping.keys import key_of
from sessions_memory.growth.keeping.wanted import words_of
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.growth.rules.choosing import WEEK_LIMIT
from sessions_memory.growth.rules.incidents import Incidents
from sessions_memory.models import Evidence, Growth, Insight, ThemeMember, UserInteraction
from sessions_memory.states import FoundBy, InsightKind, InsightState, ReviewSpan
from sessions_memory.web.zones import zone_of


@dataclass(frozen=True)
class Proposed:
    """`text` stands in the question of the interaction from `start` to `end`, letter for letter."""

    kind: InsightKind
    interaction_id: int
    start: int
    end: int
    text: str


def offer(user: AbstractBaseUser, proposed: Sequence[Proposed]) -> int:
    """How many. None while growth is being read, or has to be, nor after the person took their allowance back."""
    with user_lock(user):
        # Held, so that no reading of the same begins meanwhile.
        rows = Growth.objects.select_for_update(no_key=True).filter(pk=user.pk, asks_model=True, changed_at=None)
        if rows.filter(claim_id=None).first() is None:
            return 0

        count = 0
        # One by one: each counts for the limit of its week.
        for one, row in _new(user, proposed):
            _store(user, one, row)
            count += 1

    return count


def _new(user: AbstractBaseUser, proposed: Sequence[Proposed]) -> Iterator[tuple[Proposed, UserInteraction]]:
    """Those whose words stand there still, and of which nothing like it was offered or decided."""
    there = Insight.objects.owned_by(user).filter(kind__in=KINDS)
    keys, incidents = set(there.values_list("key", flat=True)), Incidents(_sentences(user.pk))
    for one in proposed:
        row = UserInteraction.objects.owned_by(user).growing().filter(pk=one.interaction_id).first()
        if row is None or row.user_question[one.start : one.end] != one.text:
            continue
        if key_of(one.text) in keys or one.text in incidents or _is_full(user, _day(user, row)):
            continue

        keys.add(key_of(one.text))
        incidents.add(one.text)
        yield one, row


def _sentences(user_id: int) -> Iterator[str]:
    return words_of(Evidence.objects.filter(user=user_id, insight__kind__in=KINDS))


def _is_full(user: AbstractBaseUser, day: date) -> bool:
    """Whether its week of the calendar has as many as are offered of one."""
    week = containing(ReviewSpan.WEEK, day)
    offered = Insight.objects.owned_by(user).filter(kind__in=KINDS, day__range=(week.first, week.last))
    return offered.count() >= WEEK_LIMIT


def _store(user: AbstractBaseUser, one: Proposed, row: UserInteraction) -> None:
    member = ThemeMember.objects.holding().filter(interaction=row).select_related("theme__merged_into").first()
    insight = Insight.objects.create(
        user_id=user.pk,
        kind=one.kind,
        state=InsightState.OFFERED,
        found_by=FoundBy.MODEL,
        key=key_of(one.text),
        theme=(member.theme.merged_into or member.theme) if member else None,
        day=_day(user, row),
    )
    Evidence.objects.create(insight=insight, interaction=row, user_id=user.pk, start=one.start, end=one.end)


def _day(user: AbstractBaseUser, row: UserInteraction) -> date:
    return row.created_at.astimezone(zone_of(user)).date()
