"""The few sessions and questions that the search of every page shows while somebody types."""

from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.pages.areas import area_choice
from sessions_memory.pages.history_rows import HistoryRow, history_rows, listed, sessions_of
from sessions_memory.pages.search_results import FoundInteraction, found
from sessions_memory.pages.titled import titled
from sessions_memory.recall.search import search

SESSIONS, QUESTIONS = 5, 8


@dataclass(frozen=True)
class Finds:
    """`sessions`: those with such a title, or the newest where nothing is searched for."""

    sessions: list[HistoryRow] = field(default_factory=list)
    questions: list[FoundInteraction] = field(default_factory=list)


def finds(user: AbstractBaseUser, query: str) -> Finds:
    reach = area_choice(user).reach("")
    if not query:
        newest = listed(sessions_of(user.pk).within(reach).in_lists())
        return Finds(history_rows(newest[:SESSIONS]))

    hits = search(user=user, query=query, limit=QUESTIONS, reach=reach).hits
    return Finds(titled(user.pk, query, reach=reach), found(user, hits))
