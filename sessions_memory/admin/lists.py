"""Keeps the admin's lists quick over millions of rows.

A count that stops, searches that look up ids first, and filters that read no
table to offer their choices.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Greatest, Upper
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sessions_memory.areas.rules import EVERYTHING
from sessions_memory.database.distinct_values import distinct_values
from sessions_memory.database.text import row_id
from sessions_memory.models import Area, UserInteraction, UserSession
from sessions_memory.recall.search import found_ids
from sessions_memory.states import Source, shown_source

COUNTED = 10_000
MODELS_SHOWN = 20
WORDS_MAX = 5
QUERY_MAX_CHARS = 500
# How many people one search finds by name, how many of their interactions by words, and how many of the newest
# sessions of a source are looked into.
PEOPLE_FOUND = 100
INTERACTIONS_FOUND = 200
SESSIONS_FOUND = 250


class AtLeast(int):
    """A count that stopped; written "10000+" wherever Django writes it."""

    def __str__(self) -> str:
        return f"{int(self)}+"


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts at most COUNTED rows. Older ones are reached by filtering."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        counted: int = rows.order_by().values("pk")[: COUNTED + 1].count()
        return AtLeast(COUNTED) if counted > COUNTED else counted

    def page(self, number: int | str) -> Page[Any]:
        """Far back, ids alone are walked over: whole rows with their people took five times as long."""
        number = self.validate_number(number)
        if number == 1:
            return super().page(number)

        rows: Any = self.object_list
        start = (number - 1) * self.per_page
        ids = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return Page(rows.filter(pk__in=ids), number, self)


def newest_of_found(moment: str) -> tuple[OrderBy, str]:
    """An order by time that no index has, for rows that something else finds.

    By the column alone PostgreSQL walks everybody's rows from the newest until it has met enough of them.
    """
    return Greatest(moment, moment).desc(), "-pk"


class TextFilter(admin.ListFilter):
    """A field to type into, where links would be one for each of thousands of people."""

    template = "admin/sessions_memory/text_filter.html"
    parameter_name: str

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: admin.ModelAdmin[Any]
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.text = params.pop(self.parameter_name, [""])[-1].strip()

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != self.parameter_name
            for value in values
        ]

        yield {"kept": kept, "without": changelist.get_query_string(remove=[self.parameter_name])}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.text:
            return queryset

        return queryset.none() if "\0" in self.text else self.matching(queryset)

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError


class UserFilter(TextFilter):
    title = _("username")
    parameter_name = "user"

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Looked up first: with the id known, each database takes the index that leads with it.
        person = person_called(self.text)
        return queryset.filter(user=person.pk) if person else queryset.none()


class SessionFilter(TextFilter):
    title = _("session number")
    parameter_name = "session"

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(session=row_id(self.text))


class AreaFilter(TextFilter):
    title = _("area number")
    parameter_name = "area"

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # The index of an area's sessions leads with the person.
        area = Area.objects.filter(pk=row_id(self.text) or 0).values_list("user", "pk").first()
        return queryset.filter(user=area[0], area=area[1]) if area else queryset.none()


class DayFilter(TextFilter):
    """A day in UTC, as the list shows times."""

    title = _("day (2026-03-31)")
    parameter_name = "day"

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        try:
            begin = datetime.combine(date.fromisoformat(self.text), time.min, UTC)
            return queryset.filter(created_at__gte=begin, created_at__lt=begin + timedelta(days=1))
        except (ValueError, OverflowError):
            return queryset.none()


class DateFilter(TextFilter):
    """A day in the person's time zone, as growth keeps it."""

    title = _("day (2026-03-31)")
    parameter_name = "day"

    def matching(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        try:
            return self.on(date.fromisoformat(self.text), queryset)
        except (ValueError, OverflowError):
            return queryset.none()

    def on(self, day: date, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(day=day)


class ModelFilter(admin.SimpleListFilter):
    title = _("model")
    parameter_name = "model"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [(name, name) for name in models_used()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(model=self.value()) if self.value() else queryset


class SourceFilter(admin.SimpleListFilter):
    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(source, shown_source(source)) for source in Source.values]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset

        # The newest sessions of it: to find fifty rows of a rare source, their times would be walked from end to end.
        newest = of_source(UserSession.objects.all(), self.value()).order_by("-pk").values_list("pk", flat=True)
        return queryset.filter(session__in=list(newest[:SESSIONS_FOUND]))


class SessionSourceFilter(SourceFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return of_source(queryset, self.value()) if self.value() else queryset


def of_source(sessions: QuerySet[Any], source: str | None) -> QuerySet[Any]:
    """Across all people, by an index on another form of the word: none that asks for one person's rows can take it."""
    found: QuerySet[Any] = sessions.alias(source_named=Upper("source"))
    return found.filter(source_named=str(source).upper())


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("open", pgettext("a session that goes on", "Open")), ("ended", gettext("Ended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("open", "ended"):
            return queryset

        return queryset.filter(session_end__isnull=self.value() == "open")


def models_used() -> list[str]:
    """The names of models that answered anybody."""
    return distinct_values(UserInteraction, "model", MODELS_SHOWN)


def people_named(words: str) -> list[int]:
    people = get_user_model().objects.all()
    for word in words.split()[:WORDS_MAX]:
        people = people.filter(username__icontains=word)

    return list(people.order_by("pk").values_list("pk", flat=True)[:PEOPLE_FOUND])


def person_called(name: str) -> AbstractBaseUser | None:
    if not name or "\0" in name:
        return None

    found: AbstractBaseUser | None = get_user_model().objects.filter(username=name.strip()).first()
    return found


def interactions_saying(person: AbstractBaseUser, words: str) -> list[int]:
    """Searches the person's own index, as they do themselves."""
    return found_ids(user=person, query=words[:QUERY_MAX_CHARS], limit=INTERACTIONS_FOUND, reach=EVERYTHING)
