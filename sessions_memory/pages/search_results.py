"""The results of a search of the history, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import RecallIndex, UserInteraction
from sessions_memory.recall.search import SearchHit
from sessions_memory.web.highlighting import excerpt
from sessions_memory.web.urls import place_url

QUESTION_CHARS = 280
ANSWER_CHARS = 170
COLUMNS = ("user_question", "ai_response", "created_at", "session__title", "session__source", "session__source_id")


@dataclass(frozen=True)
class FoundInteraction:
    """One interaction: its question and answer cut around the words to mark. `answer` is Markdown."""

    url: str
    title: str
    source: str
    time: datetime
    question: str
    answer: str
    matched: tuple[str, ...]


def found(user: AbstractBaseUser, hits: Sequence[SearchHit]) -> list[FoundInteraction]:
    """In the order of `hits`; one that was deleted meanwhile is left out."""
    rows = (
        UserInteraction.objects.owned_by(user)
        .select_related("session")
        .only(*COLUMNS)
        .in_bulk([hit.interaction_id for hit in hits])
    )

    return [found_interaction(rows[hit.interaction_id], hit.matched) for hit in hits if hit.interaction_id in rows]


def is_being_indexed(user: AbstractBaseUser) -> bool:
    """Whether a search may miss something that it will find in a moment."""
    return bool(_incomplete(user.pk))


@compiled_query
def _incomplete(user_id: int) -> "QuerySet[RecallIndex, tuple[int]]":
    return RecallIndex.objects.filter(pk=user_id, is_complete=False).values_list("pk")


def found_interaction(row: UserInteraction, matched: tuple[str, ...] = ()) -> FoundInteraction:
    return FoundInteraction(
        url=place_url(row.session_id, row.pk),
        title=row.session.title,
        source=row.session.origin,
        time=row.created_at,
        question=excerpt(row.user_question, matched, QUESTION_CHARS),
        answer=excerpt(row.ai_response, matched, ANSWER_CHARS, is_markdown=True),
        matched=matched,
    )
