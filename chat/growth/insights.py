"""Insights that the model proposes: a session's questions go to it, and what it quotes of them is offered."""

from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from chat.growth.proposals import Question, holding
from chat.growth.reviews import LOOKED_BACK
from chat.growth.values import ITEMS_MAX, Item, Job
from sessions_memory.growth.keeping.offering import offer
from sessions_memory.growth.reviews.reading import zone_of_days
from sessions_memory.models import ReadSession, UserInteraction
from sessions_memory.states import MemberBy
from sessions_memory.web.dates import english_day

TASK = (
    "The quotes are what a person wrote in one conversation. Find at most three places where they say, in their own "
    "voice and as a fact, that they themselves reached or began something that matters to them (a milestone), or saw "
    "something in a new way (a breakthrough). Nothing planned, wished, asked or invented, and nothing of other people. "
    "Most conversations have none. Copy the sentence letter for letter. Answer with JSON alone: "
    '{"insights": [{"kind": "milestone", "quote": 1, "quotation": "…"}]}, the number being that of the quote.'
)


def next_job(user_id: int) -> Job | None:
    """Of the latest session that growth has read and the model was not asked about as it is."""
    for row in _unasked(user_id):
        if questions := _questions(row, zone_of_days(user_id)):
            keep = _keeping(row, [one for one, _ in questions])
            return Job(TASK, [item for _, item in questions], "insights", keep, keeps_last=True)

        _note_asked(row)

    return None


def _unasked(user_id: int) -> Iterable[ReadSession]:
    since = timezone.now() - LOOKED_BACK
    rows = ReadSession.objects.filter(user=user_id, session__last_activity_at__gt=since)
    return rows.exclude(asked_digest=F("digest")).defer("tiles", "told").order_by("-session")[:ITEMS_MAX]


def _questions(row: ReadSession, zone: tzinfo) -> list[tuple[Question, Item]]:
    """The latest of them, oldest first; none of a hidden theme."""
    inside = Q(in_themes__theme__is_hidden=True) | Q(in_themes__theme__merged_into__is_hidden=True)
    hidden = UserInteraction.objects.filter(inside & ~Q(in_themes__by=MemberBy.TAKEN_OUT), session=row.session_id)
    rows = UserInteraction.objects.owned_by(row.user_id).growing().filter(session=row.session_id)
    latest = rows.exclude(pk__in=hidden.values("pk")).order_by("-created_at", "-id")[:ITEMS_MAX]
    return [_question(each, zone) for each in reversed(latest)]


def _question(row: UserInteraction, zone: tzinfo) -> tuple[Question, Item]:
    day = english_day(row.created_at.astimezone(zone))
    return Question(row.pk, row.user_question), Item(day, row.user_question)


def _keeping(row: ReadSession, questions: Sequence[Question]) -> Callable[[Sequence[dict[str, Any]]], int]:
    def keep(entries: Sequence[dict[str, Any]]) -> int:
        _note_asked(row)
        return offer(row.user, holding(entries, questions))

    return keep


def _note_asked(row: ReadSession) -> None:
    ReadSession.objects.filter(pk=row.pk, digest=row.digest).update(asked_digest=row.digest)
