"""Areas as pages show them."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

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
    is_own = recalls == Recalls.OWN
    rule = _("Answers here recall only this area.") if is_own else _("Answers here recall everything but closed areas.")
    return f"{rule} {_('Closed: nothing of it is recalled elsewhere.')}" if is_closed else rule


def looked_in_words(user: AbstractBaseUser, area: str, recalls: str) -> str:
    """Where recall looked, for a receipt. `area`: the `source_id` of the one that was asked in, "" outside of all."""
    if not area:
        return _("Looked everywhere but in closed areas.")

    name = Area.objects.owned_by(user).filter(source_id=area).values_list("name", flat=True).first()
    is_own = recalls == Recalls.OWN
    if not name:
        gone = _("Looked from an area that is deleted into all open ones.")
        return _("Looked only in an area that is deleted.") if is_own else gone

    looked = (
        _("Looked only in the area “{area}”.") if is_own else _("Looked from the area “{area}” into all open ones.")
    )
    return looked.format(area=name)


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
    choices = [("", _("All but closed areas")), (ALL, _("All areas")), *named]
    return AreaChoice(choices if rows else [], reach_from(None, rules))


@compiled_query
def _areas(user_id: int) -> "QuerySet[Area, tuple[int, str, str, str, bool, object]]":
    rows = Area.objects.owned_by(user_id).in_order()
    return rows.values_list("pk", "name", "colour", "recalls", "is_closed", "archived_at")
