"""The forms that a person sends: a question, and the address of a model server."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

from chat.help.lines import REGIONS
from chat.model_server.typed import Unusable, clean_address, clean_key
from chat.models import NAME_MAX_CHARS
from sessions_memory.forms import RowIdField, WrittenField
from sessions_memory.web.plain_text import in_one_line
from sessions_memory.web.sizes import number

UUID = re.compile(r"^[0-9a-f-]{36}$")


class WordsForm(forms.Form):
    """A question alone, as programs ask it."""

    question = WrittenField(error_messages={"required": _("Write a question first.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.CharField)
        # Below is who says it, in a sentence of our own.
        field.max_length = settings.QUESTION_MAX_CHARS

    def clean_question(self) -> str:
        question: str = self.cleaned_data["question"]
        too_long = len(question) - settings.QUESTION_MAX_CHARS

        if too_long > 0:
            raise forms.ValidationError(_too_long(too_long))

        return question


class QuestionForm(WordsForm):
    """With all that the page says beside it."""

    session = RowIdField(required=False)
    replaces = RowIdField(required=False)
    model = forms.CharField(required=False, max_length=200)
    temporary = forms.BooleanField(required=False)
    without_memory = forms.BooleanField(required=False)
    # Made with the page: the same post twice, by a double click or a reload, asks once.
    draft_id = forms.RegexField(UUID, required=False, max_length=36)


def _too_long(over: int) -> str:
    told = ngettext(
        "This is {over} character over the {most} that a question may have. Shorten it, or ask in parts.",
        "This is {over} characters over the {most} that a question may have. Shorten it, or ask in parts.",
        over,
    )
    return told.format(over=number(over), most=number(settings.QUESTION_MAX_CHARS))


class AddressField(forms.CharField):
    def __init__(self, *, help_text: Any, required: bool = True) -> None:
        typed = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(label=_("Address"), max_length=500, help_text=help_text, required=required, widget=typed)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return _tidied(clean_address, typed) if typed else ""


class KeyField(forms.CharField):
    """The page shows again what was just typed, so that a test doesn't cost it; it never shows what is saved."""

    def __init__(self, *, help_text: Any) -> None:
        typed = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True)
        super().__init__(
            label=pgettext_lazy("of a model server", "Key"),
            max_length=1000,
            help_text=help_text,
            required=False,
            widget=typed,
        )

    def clean(self, value: Any) -> str:
        return _tidied(clean_key, super().clean(value))


def _tidied(clean: Callable[[str], str], typed: str) -> str:
    try:
        return clean(typed)
    except Unusable as error:
        raise forms.ValidationError(str(error)) from None


class ModelServerForm(forms.Form):
    base_url = AddressField(help_text=_("Include the version, e.g. http://localhost:11434/v1"))
    api_key = KeyField(
        help_text=_("Kept encrypted. Servers on your own machine need none. Leave empty to keep the saved one.")
    )
    models = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Models"),
        help_text=_("One or several, separated by commas. The first is the default."),
    )
    name = forms.CharField(
        required=False,
        max_length=NAME_MAX_CHARS,
        label=_("Name"),
        help_text=_("What you call this server, for example Home. Leave empty for its address."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    temperature = forms.FloatField(
        required=False,
        min_value=0,
        max_value=2,
        label=_("Temperature"),
        help_text=_("0 to 2: lower is steadier, higher more varied. Leave empty for the server’s own."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    answer_tokens = forms.IntegerField(
        required=False,
        min_value=16,
        max_value=1_000_000,
        label=_("Longest answer"),
        help_text=_("In tokens, about three quarters of a word each. Leave empty for the server’s own."),
    )
    room_tokens = forms.IntegerField(
        required=False,
        min_value=1000,
        max_value=1_000_000,
        label=_("Longest prompt"),
        help_text=_("In tokens, with the answer. Leave empty for what the server tells, or the vault’s setting."),
    )
    vision_models = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Models that see images"),
        help_text=_("Separated by commas; * for all, none for no model. Leave empty for what the server tells."),
    )

    def clean_name(self) -> str:
        return in_one_line(self.cleaned_data["name"])


class EmbeddingForm(forms.Form):
    """Of the model that makes vectors; its fields have a prefix, for they stand beside the others."""

    prefix = "embedding"
    name = forms.CharField(
        label=_("Embedding model"),
        max_length=200,
        error_messages={"required": _("Write the name of a model, or list those of the server.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    base_url = AddressField(required=False, help_text=_("Leave empty for the default server."))
    api_key = KeyField(help_text=_("For an address of its own. Kept encrypted. Leave empty to keep the saved one."))


def _regions() -> list[tuple[str, StrOrPromise]]:
    """By their names in the reader's language, accents aside."""
    named = sorted(REGIONS.items(), key=lambda region: unicodedata.normalize("NFKD", str(region[1])))
    return [("", _("Detect from browser")), *named]


class HelpRegionForm(forms.Form):
    help_region = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=_regions,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
