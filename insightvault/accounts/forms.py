from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UsernameField,
)
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from insightvault.accounts.leaving import why_not
from insightvault.accounts.models import TOKEN_NAME_MAX_CHARS, ApiToken, TokenScope, User
from insightvault.accounts.zone_select import UNNAMED, ZoneSelect, zone_label
from sessions_memory.models import Area
from sessions_memory.web.dates import day_after
from sessions_memory.web.plain_text import in_one_line
from sessions_memory.web.zones import offered_zones

# Longer than any manager makes one; a hash reads it whole.
PASSWORD_MAX_CHARS = 4096
SHOWN_NAME_MAX_CHARS = 60
# What AUTH_PASSWORD_VALIDATORS ask for.
NEW_PASSWORD_HINT = _("At least 8 characters, not only digits; no common password, and none like your name.")
HINTS: dict[str, Any] = {
    **dict.fromkeys(("password1", "new_password1"), NEW_PASSWORD_HINT),
    **dict.fromkeys(("password2", "new_password2"), ""),
}
USERNAME_HINT = _("Letters, digits and @ . + - _")
THEMES = (("", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))


class BoundedPasswords:
    """A form whose password fields are Django's, which have no limit of their own, and lists for hints."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and isinstance(field.widget, forms.PasswordInput):
                field.max_length = PASSWORD_MAX_CHARS
                field.validators.append(MaxLengthValidator(PASSWORD_MAX_CHARS))

        for name in HINTS.keys() & self.fields.keys():
            self.fields[name].help_text = HINTS[name]


class LoginForm(BoundedPasswords, AuthenticationForm):
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("That username or password is wrong. Capital letters count in both."),
    }


class AddPersonForm(BoundedPasswords, AdminUserCreationForm[User]):
    pass


class GivePasswordForm(BoundedPasswords, AdminPasswordChangeForm):  # type: ignore[type-arg]  # no generic at run time
    pass


class NewPersonForm(BoundedPasswords, BaseUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["username"]
        help_texts = {"username": USERNAME_HINT}


class NewNameForm(forms.ModelForm[User]):
    """Somebody who chooses their password themselves, by a link."""

    class Meta:
        model = User
        fields = ["username"]
        field_classes = {"username": UsernameField}
        labels = {"username": _("Name")}
        help_texts = {"username": ""}
        error_messages = {
            "username": {"required": _("Enter a name."), "unique": _("Somebody here has this name already.")}
        }

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)


class ProfileForm(forms.ModelForm[User]):
    """`theme` is the browser's: it stands in a cookie, as what the button in the sidebar chooses."""

    first_name = forms.CharField(
        required=False,
        max_length=SHOWN_NAME_MAX_CHARS,
        label=_("Name"),
        help_text=_("What you are called on these pages. Leave empty for the name you log in with."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    time_zone = forms.ChoiceField(required=False, widget=ZoneSelect, label=_("Time zone"))
    language = forms.ChoiceField(required=False, label=_("Language"))
    theme = forms.ChoiceField(
        required=False,
        choices=THEMES,
        label=pgettext_lazy("the look of the pages", "Theme"),
        help_text=_("In this browser."),
    )

    class Meta:
        model = User
        fields = ["first_name", "time_zone", "language"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # What a browser told may be none of those that are offered.
        names = dict.fromkeys((*offered_zones(), *filter(None, [self.instance.time_zone])))
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", UNNAMED), *((name, zone_label(name)) for name in names)]
        self._offer_languages()

    def clean_first_name(self) -> str:
        return in_one_line(self.cleaned_data["first_name"])

    def _offer_languages(self) -> None:
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
            return

        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Use browser language")), *settings.LANGUAGES]


class RevokesTokens(BoundedPasswords):
    """A form that sets a person's own password. Somebody who had the old one may have made tokens with it."""

    user: User

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if user and user.api_tokens.exists():
            self.fields["revoke_tokens"] = forms.BooleanField(
                required=False, label=_("Also revoke my API tokens"), help_text=_("Otherwise they keep working.")
            )

    def save(self, commit: bool = True) -> User:
        person: User = super().save(commit)  # type: ignore[misc]
        if self.revokes_tokens:
            person.api_tokens.all().delete()
        return person

    @property
    def revokes_tokens(self) -> bool:
        return bool(self.cleaned_data.get("revoke_tokens"))  # type: ignore[attr-defined]


class ResetForm(RevokesTokens, SetPasswordForm):  # type: ignore[type-arg]
    pass


class NewPasswordForm(RevokesTokens, PasswordChangeForm):
    """One of several forms of its page: there Django's own would take the focus, and open a phone's keyboard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]


class AreaChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    def label_from_instance(self, obj: Area) -> str:
        return obj.name


class TokenForm(forms.ModelForm[ApiToken]):
    """`until`: the last day, in the person's time zone."""

    name = forms.CharField(
        max_length=TOKEN_NAME_MAX_CHARS,
        label=_("Token name"),
        error_messages={"required": _("Give the token a name.")},
    )
    scope = forms.ChoiceField(choices=TokenScope.choices, initial=TokenScope.READ, label=_("Allowed to"))
    area = AreaChoice(
        queryset=Area.objects.none(),
        required=False,
        label=_("Area"),
        empty_label=_("None: the whole vault"),
        help_text=_(
            "It then sees what an answer in this area may recall, and starts its sessions there. Without one, "
            "a program also reads closed areas where it asks for them; over MCP it never does."
        ),
    )
    until = forms.DateField(
        required=False,
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a day, such as 2027-03-31.")},
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.owned_by(user).in_order()
        field = self.fields["area"]
        assert isinstance(field, AreaChoice)
        field.queryset = areas

        if not areas:
            del self.fields["area"]

    def clean_until(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))

        return day

    @property
    def limits(self) -> dict[str, Any]:
        """As `ApiToken.objects.create_for` takes them."""
        day: date | None = self.cleaned_data["until"]
        ends_at = timezone.make_aware(datetime.combine(day_after(day), time())) if day else None
        return {
            "scope": self.cleaned_data["scope"],
            "area": self.cleaned_data.get("area"),
            "ends_at": ends_at,
        }


class LeaveForm(forms.Form):
    password = forms.CharField(
        strip=False,
        max_length=PASSWORD_MAX_CHARS,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
        error_messages={"required": _("Enter your password to confirm.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError(_("This is not your password."))

        return password

    def clean(self) -> dict[str, Any] | None:
        if reason := why_not(self.person):
            raise forms.ValidationError(reason)

        return super().clean()
