"""What the database knows for the rule: a person's areas, and the sessions in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from sessions_memory.areas.rules import AreaRule, Reach, reach_from
from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import Area, UserSession
from sessions_memory.receipts.values import LookedIn


@dataclass(frozen=True)
class Standing:
    """What holds for a question wherever it leads: how to answer it, and the sessions that it may recall.

    `instructions`: the person's, and after them those of the area. `looked_in`: for the receipt; empty for a person
    without areas.
    """

    instructions: str
    reach: Reach
    looked_in: LookedIn


def standing_of(user_id: int, area_id: int | None) -> Standing:
    """In one statement, which every turn makes: areas cost nothing to a person who has none."""
    rows = _standing(user_id)
    areas = [row for row in rows if row[1] is not None]
    reach = reach_from(area_id, (AreaRule(pk, recalls, is_closed) for _, pk, _, recalls, is_closed, _ in areas))
    here = [(source_id, text) for _, pk, source_id, _, _, text in areas if pk == area_id]

    texts = [text for text, *_ in rows[:1]] + [text for _, text in here]
    looked_in: LookedIn = {"area": "".join(name for name, _ in here), "recalls": reach.name} if areas else {}
    return Standing("\n\n".join(filter(None, texts)), reach, looked_in)


@compiled_query
def _standing(user_id: int) -> "QuerySet[Any, tuple[str | None, int, str, str, bool, str]]":
    columns = ("areas__pk", "areas__source_id", "areas__recalls", "areas__is_closed", "areas__instructions")
    return get_user_model()._default_manager.filter(pk=user_id).values_list("instructions__text", *columns)


def reach_in(user: AbstractBaseUser, area_id: int | None = None) -> Reach:
    """For whoever asks beside a turn."""
    return reach_from(area_id, (AreaRule(*row) for row in _rules(user.pk)))


@compiled_query
def _rules(user_id: int) -> "QuerySet[Area, tuple[int, str, bool]]":
    return Area.objects.owned_by(user_id).values_list("pk", "recalls", "is_closed")


def session_ids(user: AbstractBaseUser, areas: Iterable[int]) -> NDArray[np.int64]:
    return np.array([pk for (pk,) in _sessions(user.pk, tuple(sorted(areas)))], np.int64)


@compiled_query
def _sessions(user_id: int, areas: tuple[int, ...]) -> "QuerySet[UserSession, tuple[int]]":
    # Named one by one: "in" takes no argument that is still to be given, for a key of another table.
    any_of_them = reduce(or_, (Q(area=area) for area in areas))
    return UserSession.objects.owned_by(user_id).filter(any_of_them, area__isnull=False).values_list("pk")
