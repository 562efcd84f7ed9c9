"""`python -m insightvault.benchmarks.people COUNT` readies a benchmark's vault and prints its people as JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from insightvault import preparation  # noqa: E402 (Django must be set up first)
from insightvault.accounts.models import ApiToken, User  # noqa: E402


def make_people(count: int) -> list[dict[str, str]]:
    people = []
    for number in range(count):
        name, password = f"person-{number}", f"a password of person {number}"
        person = User.objects.create_user(name, password=password)
        token = ApiToken.objects.create_for(person, "benchmark")[1]
        people.append({"name": name, "password": password, "token": token})
    return people


if __name__ == "__main__":
    preparation.prepare_database()
    preparation.prepare_static_files()
    print(json.dumps(make_people(int(sys.argv[1]))))
