"""The type of a request behind `login_required`: its user is a person, and it says whether htmx made it."""

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PersonRequest(HttpRequest):
    user: AbstractUser  # type: ignore[assignment]
    htmx: HtmxDetails

    async def auser(self) -> AbstractUser:  # type: ignore[override]
        raise NotImplementedError  # Django's middleware sets it on each request
