"""Searching the history for words: every match, newest first within equal relevance, in pages."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import UserInteraction

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class SearchHit:
    """`matched`: words as they stand in the texts, to mark. `score`: higher is closer, within one search."""

    interaction_id: int
    session_id: int
    matched: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class SearchPage:
    """`following`: where the next page begins, to hand back as `after`; "" on the last page."""

    hits: tuple[SearchHit, ...]
    following: str


def search(  # noqa: PLR0913 (the fields of one form)
    *,
    user: AbstractBaseUser,
    query: str,
    limit: int,
    after: str = "",
    source: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    model: str = "",
) -> SearchPage:
    """What holds every word of `query`, in [since, until). Raises ValueError for an `after` that no page gave out."""
    start = int(after or 0)
    words = tuple(dict.fromkeys(WORD.findall(query.replace("\x00", " "))))
    rows = UserInteraction.objects.owned_by(user).searchable().holding(words).within(source, since, until, model)
    page = list(rows.recent_first().only("session")[start : start + limit + 1]) if words else []
    return SearchPage(
        tuple(SearchHit(row.pk, row.session_id, words, 1.0) for row in page[:limit]),
        str(start + limit) if len(page) > limit else "",
    )
