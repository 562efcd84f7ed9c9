"""`python -m insightvault.benchmarks.programs.people COUNT` readies a benchmark's vault and prints its people as JSON.

With `--logged-in` they come with the login of a browser, without a password,
which takes a moment each to hash, and with memory switched off.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.test import Client  # noqa: E402

from chat.models import Preferences  # noqa: E402
from insightvault.accounts.models import ApiToken, User  # noqa: E402
from insightvault.server import preparation  # noqa: E402


def make_people(count: int, *, logged_in: bool) -> list[dict[str, str]]:
    people = []
    for number in range(count):
        name, password = f"person-{number}", "" if logged_in else f"a password of person {number}"
        person = User.objects.create_user(name, password=password or None)
        token = ApiToken.objects.create_for(person, "benchmark")[1]
        cookies = {"session": _login(person, logged_in), "csrf": settings.CSRF_COOKIE_NAME}
        people.append({"name": name, "password": password, "token": token, **cookies})

    return people


def _login(person: User, logged_in: bool) -> str:
    """The cookie of a browser, with its name."""
    if not logged_in:
        return ""

    Preferences.objects.create(user=person, uses_memory=False)
    client = Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[-1])

    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    preparation.prepare_database()
    preparation.prepare_static_files()
    print(json.dumps(make_people(int(sys.argv[1]), logged_in="--logged-in" in sys.argv)))
