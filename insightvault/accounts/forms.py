import zoneinfo

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm

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


class TokenForm(forms.ModelForm[ApiToken]):
    name = forms.CharField(
        max_length=100, label="Name of the token", error_messages={"required": "Name it, so that you know it again."}
    )

    class Meta:
        model = ApiToken
        fields = ["name"]
