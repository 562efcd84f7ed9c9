import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, PasswordChangeForm

from insightvault.accounts.leaving import why_not
from insightvault.accounts.models import ApiToken, User


class NewPersonForm(BaseUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["username"]


class ProfileForm(forms.ModelForm[User]):
    time_zone = forms.ChoiceField(required=False)

    class Meta:
        model = User
        fields = ["time_zone"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = sorted(zoneinfo.available_timezones())
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "As the browser says"), *((name, name.replace("_", " ")) for name in names)]


class NewPasswordForm(PasswordChangeForm):
    """One of several forms of its page: there Django's own would take the focus, and open a phone's keyboard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]


class TokenForm(forms.ModelForm[ApiToken]):
    name = forms.CharField(
        max_length=100, label="Name of the token", error_messages={"required": "Name it, so that you know it again."}
    )

    class Meta:
        model = ApiToken
        fields = ["name"]


class LeaveForm(forms.Form):
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label="Your password",
        error_messages={"required": "Enter your password to confirm."},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError("This is not your password.")

        return password

    def clean(self) -> dict[str, Any] | None:
        if reason := why_not(self.person):
            raise forms.ValidationError(reason)

        return super().clean()
