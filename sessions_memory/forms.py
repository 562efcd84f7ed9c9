from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from sessions_memory.areas.rules import Reach
from sessions_memory.bulk.actions import ACTIONS, Action, action_named
from sessions_memory.bulk.moving import MOVE, OUT
from sessions_memory.chosen_sessions import IDS_MAX, ChosenSessions
from sessions_memory.database.text import TITLE_MAX_CHARS, row_id
from sessions_memory.exporters.selection import Selection
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.growth.reviews.values import Days
from sessions_memory.models import Area, Deletion
from sessions_memory.models.areas import AREA_INSTRUCTIONS_MAX_CHARS, NAME_MAX_CHARS
from sessions_memory.models.growth import INSIGHT_MAX_CHARS, REVIEW_MAX_CHARS, THEME_NAME_MAX_CHARS
from sessions_memory.states import ReviewSpan, Scope, Source, shown_source
from sessions_memory.web.dates import day, day_after, long_month
from sessions_memory.web.model_names import short_model
from sessions_memory.web.sent import each_chosen
from sessions_memory.web.zones import midnight

QUERY_MAX_CHARS = 500
# Those of the history that say which sessions all of them are.
FILTERS = ("by", "area", "source", "since", "until")
# What is done with many sessions beside the actions that can be undone; with the format of each export.
DELETE, EXPORTS = "delete", {"export-json": "json", "export-markdown": "markdown"}
# No chat is older.
FIRST_YEAR = 1990


class RowIdField(forms.IntegerField):
    """The number of a row, written in one way: without blanks, signs or a point."""

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None

        number = row_id(str(value))
        if number is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class WrittenField(forms.CharField):
    """A text of several lines. A browser sends two signs for the end of a line, and counts one while it is typed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class RenameForm(forms.Form):
    title = forms.CharField(max_length=TITLE_MAX_CHARS, error_messages={"required": _("A session needs a title.")})


class ThemeNameForm(forms.Form):
    name = forms.CharField(max_length=THEME_NAME_MAX_CHARS, error_messages={"required": _("A theme needs a name.")})


class AreaForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person says of an area; it is stored by the verbs of `areas.keeping`."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_MAX_CHARS,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("An area needs a name.")},
    )
    instructions = WrittenField(
        required=False,
        max_length=AREA_INSTRUCTIONS_MAX_CHARS,
        label=_("How you want to be answered here"),
        help_text=_("They come after your instructions for all questions."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    class Meta:
        model = Area
        fields = ("name", "colour", "recalls", "is_closed", "instructions")
        labels = {"recalls": _("Answers here may recall"), "is_closed": _("Closed"), "colour": _("Colour")}
        help_texts = {"is_closed": _("It is recalled nowhere else, and is no part of growth.")}

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class InsightForm(forms.Form):
    words = WrittenField(max_length=INSIGHT_MAX_CHARS, error_messages={"required": _("Write what it is, or go back.")})


class DateInput(forms.DateInput):
    """Renders in one step: Django's three templates took as long as the thirty rows below the form."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        shown = self.format_value(value)
        given = self.build_attrs({"type": "date", "name": name} | ({"value": shown} if shown else {}), attrs)
        return format_html("<input{}>", flatatt(given))


class DateField(forms.DateField):
    """A day of the person's time zone."""

    widget = DateInput

    def __init__(self, label: StrOrPromise) -> None:
        wrong = _("This is no date. Write it like 2026-03-31.")
        super().__init__(required=False, label=label, input_formats=["%Y-%m-%d"], error_messages={"invalid": wrong})


class ReviewForm(forms.Form):
    text = WrittenField(
        max_length=REVIEW_MAX_CHARS,
        error_messages={"required": _("Write something, or reset the review to how it was laid out.")},
    )


class MakeReviewForm(forms.Form):
    first_day = forms.DateField(input_formats=["%Y-%m-%d"])

    def clean_first_day(self) -> date:
        """Of a month that is over."""
        day: date = self.cleaned_data["first_day"]
        if not day.year >= FIRST_YEAR or containing(ReviewSpan.MONTH, day).last >= timezone.localdate():
            raise forms.ValidationError(_("This month is not over."))

        return day

    def days(self) -> Days:
        return containing(ReviewSpan.MONTH, self.cleaned_data["first_day"])


class HideDayForm(forms.Form):
    day = forms.DateField(input_formats=["%Y-%m-%d"])

    def clean_day(self) -> date:
        """One that can have been shown: no endless list is to be kept."""
        day: date = self.cleaned_data["day"]
        if not day.year >= FIRST_YEAR or day >= timezone.localdate():
            raise forms.ValidationError(_("This is no earlier day."))

        return day


class DatesForm(forms.Form):
    """A span of days, both included; an empty one has no bound."""

    since = DateField(pgettext_lazy("a first day", "From"))
    until = DateField(pgettext_lazy("a last day", "To"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", _("The last day lies before the first."))

        return given

    def span(self) -> tuple[datetime | None, datetime | None]:
        """[since, until) in moments."""
        first, last = self.cleaned_data["since"], self.cleaned_data["until"]
        return midnight(first) if first else None, midnight(day_after(last)) if last else None


class ExportForm(DatesForm):
    format = forms.ChoiceField(
        required=False,
        label=_("Format"),
        choices=[("json", _("JSON (can be re-imported)")), ("markdown", _("Markdown, to read"))],
    )
    source = forms.ChoiceField(required=False, label=_("Source"), choices=Source.choices)
    session = RowIdField(required=False, widget=forms.HiddenInput)

    field_order = ["format", "source"]

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All sources")), *((source.value, shown_source(source)) for source in sources)]

    def selection(self) -> Selection:
        since, until = self.span()
        return Selection(self.cleaned_data["source"], since, until, self.cleaned_data["session"])


class SearchForm(DatesForm):
    """The form above the history: words to look for, and filters that narrow it."""

    q = forms.CharField(
        required=False,
        max_length=QUERY_MAX_CHARS,
        label=_("Search your history"),
        error_messages={"max_length": _("A search has at most %(limit_value)d characters. Shorten it.")},
    )
    source = forms.ChoiceField(required=False, label=_("Source"))
    model = forms.ChoiceField(required=False, label=_("Model"))
    area = forms.ChoiceField(required=False, label=_("Area"))

    # The list where nothing is searched for.
    by = forms.ChoiceField(
        required=False,
        label=_("Listed by"),
        choices=[("", _("Sessions")), ("questions", _("Questions")), ("archived", _("Archived"))],
    )

    field_order = ["q", "by", "area", "source", "since", "until", "model"]

    def __init__(
        self,
        query: QueryDict,
        *,
        sources: Sequence[Source],
        models: Sequence[str],
        areas: Sequence[tuple[str, str]],
    ) -> None:
        given = query.copy()
        # No text holds NUL; a search for one is a search for what stands around it.
        given["q"] = given.get("q", "").replace("\0", " ")
        super().__init__(given)
        self._offer(
            "source", [("", gettext("All sources")), *((source.value, shown_source(source)) for source in sources)]
        )
        self._offer("area", list(areas))
        self._offer("model", [("", gettext("Any model")), *((model, short_model(model)) for model in models)])

    def given(self) -> dict[str, str]:
        """The fields that say something, for the page's address."""
        return {name: value for name in self.fields if (value := str(self[name].value() or ""))}

    def days_in_words(self) -> str:
        """ "Since March 2026", "Until 5 Apr 2026", "1 Mar to 5 Apr 2026"; "" for any time."""
        first, last = self.cleaned_data["since"], self.cleaned_data["until"]
        if first and last:
            return gettext("{first} to {last}").format(first=day(first), last=day(last))
        if first:
            return gettext("Since {date}").format(date=long_month(first) if first.day == 1 else day(first))

        return gettext("Until {date}").format(date=day(last)) if last else ""

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _("Nothing of yours comes from there.")


class ManyForm(DatesForm):
    """What is to be done with which sessions: `session` is ticked, or `all` that match the filters of the history."""

    do = forms.ChoiceField(choices=[(name, name) for name in (*ACTIONS, MOVE, DELETE, *EXPORTS)])
    # Where a move leads: an area, or out of all.
    into = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose one of your areas.")})
    all = forms.BooleanField(required=False)
    source = forms.ChoiceField(required=False, choices=Source.choices)
    by = forms.ChoiceField(required=False, choices=[("", "Sessions"), ("archived", "Archived")])
    area = forms.ChoiceField(required=False)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, sent: QueryDict, *, areas: Sequence[tuple[str, str]]) -> None:
        super().__init__(sent)
        area, into = self.fields["area"], self.fields["into"]
        assert isinstance(area, forms.ChoiceField) and isinstance(into, forms.ChoiceField)
        area.choices = list(areas)
        into.choices = [(OUT, OUT), *((value, name) for value, name in areas if value.isdecimal())]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if len(self._ticked()) > IDS_MAX and not given.get("all"):
            self.add_error(None, _("Tick at most {count} sessions, or take all that match.").format(count=IDS_MAX))
        if given.get("do") == MOVE and not given.get("into") and not self.errors:
            self.add_error("into", _("Choose where to move them."))

        return given

    def action(self) -> Action | None:
        """None for what is no action: an export, a deletion."""
        do = self.cleaned_data["do"]
        return action_named(f"{do}:{self.cleaned_data['into']}" if do == MOVE else do)

    def chosen(self, reach: Reach) -> ChosenSessions | None:
        """None if nothing was ticked. `reach`: of the area that the history was narrowed to."""
        if not self.cleaned_data["all"]:
            ids = tuple(sorted({pk for text in self._ticked() if (pk := row_id(text)) is not None}))
            return ChosenSessions(ids=ids) if ids else None

        since, until = self.span()
        is_archive = self.cleaned_data["by"] == "archived"
        source = self.cleaned_data["source"]
        return ChosenSessions(source=source, since=since, until=until, archived=is_archive, reach=reach)

    def filters(self) -> dict[str, str]:
        """Those of the history, as its address has them."""
        return {name: str(self[name].value() or "") for name in FILTERS}

    def carried(self) -> dict[str, list[str]]:
        """What a form that asks again sends along."""
        given = {name: [value] for name, value in self.filters().items() if value}
        every = {"all": ["on"]} if self.cleaned_data["all"] else {"session": self._ticked()}
        into = {"into": [self.cleaned_data["into"]]} if self.cleaned_data["into"] else {}
        return given | every | into | {"do": [self.cleaned_data["do"]], "confirmed": ["on"]}

    def _ticked(self) -> list[str]:
        return each_chosen(self.data, "session") if isinstance(self.data, QueryDict) else []


class ForgetForm(DatesForm):
    """The choice of what to delete, as the address of its preview holds it."""

    scope = forms.ChoiceField(
        choices=[
            choice for choice in Scope.choices if choice[0] not in (Scope.ACCOUNT, Scope.NOTE, Scope.AREA, Scope.CHOSEN)
        ]
    )
    row = RowIdField(required=False)
    source = forms.ChoiceField(required=False, choices=Source.choices)

    def __init__(self, *given: Any, **options: Any) -> None:
        # It stands beside the form of an export, which has days too.
        super().__init__(*given, **(options | {"auto_id": "forget_%s"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("scope") == Scope.SPAN and not (given.get("since") or given.get("until") or self.errors):
            self.add_error("since", _("Choose a day to begin or to end with."))
        if given.get("scope") == Scope.SOURCE and not (given.get("source") or self.errors):
            self.add_error("source", _("Choose a source."))

        return given

    def deletion(self, user: AbstractBaseUser) -> Deletion:
        """A row that is not saved yet."""
        since, until = self.span()
        given = {name: self.cleaned_data[name] for name in ("scope", "row", "source")}
        return Deletion(user_id=user.pk, since=since, until=until, **given)
