"""All insights, a page at a time: by kind and by what the person said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from sessions_memory.models import Insight
from sessions_memory.pages.growth.insights import InsightCard, insight_cards
from sessions_memory.querysets.growth import InsightQuerySet
from sessions_memory.states import InsightKind
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.urls import narrowed

INSIGHTS = 20
# What the address says, and what the page calls it. The first is all that was not dismissed.
ALL, TO_DECIDE, YOURS, DISMISSED = "", "to-decide", "yours", "dismissed"
STATES = {
    ALL: pgettext_lazy("insights", "All"),
    TO_DECIDE: gettext_lazy("To decide"),
    YOURS: pgettext_lazy("insights", "Yours"),
    DISMISSED: gettext_lazy("Dismissed"),
}


@dataclass(frozen=True)
class Choice:
    """A link that narrows the list."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class InsightList:
    """`following`: the cursor of the next page, "" on the last."""

    cards: list[InsightCard]
    kinds: list[Choice]
    states: list[Choice]
    kind: str
    state: str
    following: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.state)


def insight_list(user: AbstractBaseUser, kind: str, state: str, cursor: str) -> InsightList:
    """What is no kind or state is all of them. Raises InvalidCursor."""
    kind = kind if kind in InsightKind.values else ""
    state = state if state in STATES else ""
    start = Cursor.read(cursor)
    rows = _in_state(Insight.objects.owned_by(user).in_sight().quoted(), state).newest_first().with_theme()
    rows = rows.filter(kind=kind) if kind else rows
    found = list((rows.before(start.time.date(), start.pk) if start else rows)[: INSIGHTS + 1])
    last_shown = found[INSIGHTS - 1 : -1]

    return InsightList(
        cards=insight_cards(user, found[:INSIGHTS]),
        kinds=_choices("kind", {"": gettext("All kinds")} | dict(InsightKind.choices), kind, {"state": state}),
        states=_choices("state", STATES, state, {"kind": kind}),
        kind=kind,
        state=state,
        following="".join(str(Cursor.on_day(row.day, row.pk)) for row in last_shown),
    )


def _in_state(rows: InsightQuerySet, state: str) -> InsightQuerySet:
    chosen = {TO_DECIDE: rows.offered, YOURS: rows.counted, DISMISSED: rows.dismissed}
    return chosen.get(state, rows.shown)()


def _choices(field: str, names: Mapping[str, object], current: str, kept: Mapping[str, str]) -> list[Choice]:
    return [
        Choice(str(label), narrowed("sessions_memory:insights", **{**kept, field: value}), value == current)
        for value, label in names.items()
    ]
