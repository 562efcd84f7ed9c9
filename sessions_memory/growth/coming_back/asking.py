"""The questions of the day, of the themes and titles that a person has."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.growth.coming_back.questions import (
    Lately,
    OwnQuestion,
    question_for,
    questions_of_titles,
)
from sessions_memory.models import Theme, UserSession
from sessions_memory.web.zones import zone_of

# The largest ones; each has its turn.
ASKED_OF = 12
# Of the newest sessions; some repeat, or are no good alone.
TITLES_READ = 120


def own_question(user: AbstractBaseUser, *, today: date) -> OwnQuestion | None:
    zone = zone_of(user)
    rows = Theme.objects.owned_by(user).shown().largest_first().values_list("pk", "name", "first_at", "last_at")
    themes = [
        Lately(pk, name, timezone.localdate(first, zone), timezone.localdate(last, zone))
        for pk, name, first, last in rows[:ASKED_OF]
        if first and last
    ]
    return question_for(today, themes)


def questions_from_titles(user: AbstractBaseUser, *, today: date) -> list[str]:
    """Of sessions that lists show and answers may recall."""
    sessions = UserSession.objects.owned_by(user).kept().in_lists().outside_closed_areas().asked_in()
    newest = sessions.filter(never_recall=False).newest_first().values_list("title", flat=True)
    return questions_of_titles(today, list(newest[:TITLES_READ]))
