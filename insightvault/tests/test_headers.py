"""Headers of every page, found by a walk over all addresses."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.server.staticfiles import StaticFiles
from insightvault.tests.processes import manage
from insightvault.tests.routes import filled, routes
from sessions_memory import lifecycle

# The description of the API is the same for everybody; what calls tell is asked about again each time.
KEPT = {
    "/manifest.webmanifest",
    "/favicon.ico",
    "/offline/",
    "/api/openapi.json",
    "/sessions/current",
    "/sessions/recent",
    "/sessions/history",
}
TLS = {"BEHIND_TLS": "True", "ALLOWED_HOSTS": "localhost", "SECRET_KEY": "k" * 60}
HSTS = """
from django.test import Client
print(Client().get("/healthz", secure=True, headers={"host": "localhost"})["Strict-Transport-Security"])
"""


@pytest.fixture
def answers(ann: User, as_owner: Client, as_ann: Client) -> Iterator[tuple[str, Any]]:
    session = lifecycle.get_or_create_session(ann)
    row = lifecycle.store_interaction(session, "How do I say no?", "Slowly.")
    values = {"str": str(ann.pk), "path": str(ann.pk), "uuid": str(uuid.uuid4()), "": "x"}

    # A number is now the session's, now the interaction's.
    numbers = {str(session.pk), str(row.pk)}
    paths = [filled(route, values | {"int": number}) for route in routes() for number in numbers]

    def asked() -> Iterator[tuple[str, Any]]:
        for client in (Client(), as_ann, as_owner):
            for path in paths:
                if "logout" not in path:
                    yield path, client.get(path)

    return asked()


def test_every_page_says_that_no_copy_stays_and_what_it_may_use(answers: Iterator[tuple[str, Any]]) -> None:
    found = 0
    for path, answer in answers:
        found += answer.status_code == 200
        assert "no-store" in answer["Cache-Control"] or path in KEPT, path
        assert "camera=()" in answer["Permissions-Policy"], path
        assert "default-src 'self'" in answer["Content-Security-Policy"], path
        assert answer["X-Content-Type-Options"] == "nosniff", path

    assert found > 40


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "max-age=31536000"),
        ({"HSTS_SUBDOMAINS": "True"}, "max-age=31536000; includeSubDomains"),
        ({"HSTS_SUBDOMAINS": "True", "HSTS_PRELOAD": "True"}, "max-age=31536000; includeSubDomains; preload"),
    ],
)
def test_other_names_are_bound_to_tls_only_where_a_setting_says_so(
    tmp_path: Path, given: dict[str, str], told: str
) -> None:
    done = manage("shell", "-v0", "-c", HSTS, data_dir=tmp_path, **TLS, **given)
    assert done.stdout.strip() == told, done.stderr


async def test_pages_of_other_origins_read_no_file_of_ours(settings: Settings) -> None:
    settings.DEBUG = True
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await StaticFiles()({"path": "/static/css/tokens.css", "method": "GET", "headers": []}, None, send)
    assert sent[0]["status"] == 200
    assert "access-control-allow-origin" not in {name.lower().decode() for name, _ in sent[0]["headers"]}
