from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from insightvault.accounts.forms import TokenForm
from insightvault.accounts.models import TokenScope, User

DAYS = 90
MEANS = {
    TokenScope.READ: _("“Read” searches and reads your questions and answers, themes and insights."),
    TokenScope.NOTES: _("“Read and keep notes” also adds notes, which later answers use."),
    TokenScope.EVERYTHING: _("“Everything” also asks questions as you, and changes or deletes what is here."),
}


class ConsentForm(TokenForm):
    """What a program may do, at most what it asks for; all else as for a token that is made by hand."""

    def __init__(self, *args: Any, user: User, host: str = "", scope: str = TokenScope.READ, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        offered = TokenScope(scope).covered
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, each.label) for each in offered]
        # All else is chosen by the person and not by the link that led here.
        field.initial = TokenScope.NOTES if TokenScope.NOTES in offered else scope
        field.help_text = format_html_join("", "{}<br>", ((MEANS[each],) for each in offered))

        self.fields["name"].label = _("Name on your Access page")
        self.fields["name"].initial = host
        self.fields["until"].initial = timezone.localdate() + timedelta(days=DAYS)
