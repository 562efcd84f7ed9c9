"""The question of the day, of the themes that a person has."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.growth.coming_back.questions import Lately, OwnQuestion, question_for
from sessions_memory.models import Theme
from sessions_memory.web.zones import zone_of

# The largest ones; each has its turn.
ASKED_OF = 12


def own_question(user: AbstractBaseUser, *, today: date) -> OwnQuestion | None:
    zone = zone_of(user)
    rows = Theme.objects.owned_by(user).shown().largest_first().values_list("pk", "name", "first_at", "last_at")
    themes = [
        Lately(pk, name, timezone.localdate(first, zone), timezone.localdate(last, zone))
        for pk, name, first, last in rows[:ASKED_OF]
        if first and last
    ]
    return question_for(today, themes)
