"""Areas as pages show them."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from sessions_memory.areas.rules import EVERYTHING, AreaRule, Reach, only, reach_from
from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import Area
from sessions_memory.states import Recalls

ALL = "all"


@dataclass(frozen=True)
class AreaRow:
    """`rule`: what its answers recall, and whether others recall it, in a sentence."""

    id: int
    name: str
    colour: str
    is_archived: bool
    rule: str


def area_rows(user: AbstractBaseUser) -> list[AreaRow]:
    """All of the person's, in their order."""
    return [
        AreaRow(pk, name, colour, archived_at is not None, rule_in_words(recalls, is_closed=is_closed))
        for pk, name, colour, recalls, is_closed, archived_at in _areas(user.pk)
    ]


def rule_in_words(recalls: str, *, is_closed: bool) -> str:
    where = "only this area" if recalls == Recalls.OWN else "everything but closed areas"
    closed = " Closed: nothing of it is recalled elsewhere." if is_closed else ""
    return f"Answers here recall {where}.{closed}"


def looked_in_words(user: AbstractBaseUser, area: str, recalls: str) -> str:
    """Where recall looked, for a receipt. `area`: the `source_id` of the one that was asked in, "" outside of all."""
    if not area:
        return "Looked everywhere but in closed areas."

    name = Area.objects.owned_by(user).filter(source_id=area).values_list("name", flat=True).first()
    asked_in = f"the area “{name}”" if name else "an area that is deleted"
    return f"Looked only in {asked_in}." if recalls == Recalls.OWN else f"Looked from {asked_in} into all open ones."


@dataclass(frozen=True)
class AreaChoice:
    """The areas that a list can be narrowed to. `choices`: empty for a person without areas."""

    choices: list[tuple[str, str]]
    outside: Reach

    def reach(self, chosen: str) -> Reach:
        """Of a value of `choices`; "" leaves closed areas out."""
        if chosen == ALL:
            return EVERYTHING

        return only(int(chosen)) if chosen else self.outside


def area_choice(user: AbstractBaseUser) -> AreaChoice:
    rows = _areas(user.pk)
    named = [(str(pk), name) for pk, name, *_ in rows]
    rules = [AreaRule(pk, recalls, is_closed) for pk, _, _, recalls, is_closed, _ in rows]
    choices = [("", "All but closed areas"), (ALL, "All areas"), *named]
    return AreaChoice(choices if rows else [], reach_from(None, rules))


@compiled_query
def _areas(user_id: int) -> "QuerySet[Area, tuple[int, str, str, str, bool, object]]":
    rows = Area.objects.owned_by(user_id).in_order()
    return rows.values_list("pk", "name", "colour", "recalls", "is_closed", "archived_at")
