"""A day at either end of the calendar, wherever one may be given, is taken or refused with a sentence."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from insightvault.accounts.models import User
from insightvault.mcp.tests import calling
from insightvault.tests.access.people import program_of
from sessions_memory.models import ImportJob
from sessions_memory.states import JobState
from sessions_memory.tests.areas.made import said_in

pytestmark = pytest.mark.usefixtures("own_files")
ENDS = ("0001-01-01", "9999-12-31")


def days_of(schema: Any, document: Any) -> list[str]:
    """The names of its fields that hold a day."""
    if "$ref" in str(schema):
        name = re.findall(r"schemas/(\w+)", str(schema))[0]
        return days_of(document["components"]["schemas"][name], document)

    return [name for name, field in schema.get("properties", {}).items() if "'format': 'date'" in str(field)]


def asked(document: Any) -> Iterator[tuple[str, str, str, str]]:
    """Each call that takes a day: path, method, kind of body ("" for a query), name."""
    for path, called in document["paths"].items():
        for method, call in called.items():
            for given in call.get("parameters", ()):
                if "'format': 'date'" in str(given["schema"]):
                    yield path, method, "", given["name"]
            for kind, body in call.get("requestBody", {}).get("content", {}).items():
                yield from ((path, method, kind, name) for name in days_of(body["schema"], document))


@pytest.mark.parametrize("day", ENDS)
def test_calls(client: Client, ann: User, ann_token: dict[str, str], day: str) -> None:
    answers = []
    for path, method, kind, name in asked(client.get("/api/openapi.json").json()):
        job = ImportJob.objects.create(user=ann, state=JobState.LOOKED, is_look=True)
        url = re.sub(r"{\w+}", str(job.pk), path)
        if kind == "application/json":
            answers.append(client.post(url, {name: day}, content_type=kind, headers=ann_token))
        elif kind:
            file = SimpleUploadedFile("a.json", b"[]")
            answers.append(client.post(url, {name: day, "files": file}, headers=ann_token))
        else:
            answers.append(getattr(client, method)(url, {name: day}, headers=ann_token))

    assert len(answers) >= 5
    assert {answer.status_code for answer in answers} <= {200, 202, 422}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_tools(ann: User, day: str, zone: str) -> None:
    User.objects.filter(pk=ann.pk).update(time_zone=zone)
    said_in(None, ann, "How do I prune the quince tree?")
    found = [calling.call(program_of(ann), "search", query="quince", **{name: day}) for name in ("since", "until")]
    is_first = day == ENDS[0]
    assert [bool(one["results"]) for one in found] == [is_first, not is_first]


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Etc/GMT-14"])
def test_pages(ann: User, as_ann: Client, day: str, zone: str) -> None:
    User.objects.filter(pk=ann.pk).update(time_zone=zone)
    job = ImportJob.objects.create(user=ann, state=JobState.LOOKED, is_look=True)
    span = {"since": day, "until": day}
    pages = ["/history/", "/history/?by=questions", "/history/?q=quince", "/export", f"/import/{job.pk}/", "/growth/"]
    posts = ["/history/many/", f"/import/{job.pk}/choose/", "/forget/"]
    posts += ["/growth/reviews/make/", "/growth/on-this-day/hide/"]

    for url in pages:
        assert as_ann.get(url, span | {"of": day[:4], "day": day}).status_code in (200, 404, 422), url
    for url in posts:
        sent = span | {"all": "on", "do": "archive", "scope": "span", "span": "week", "first_day": day, "day": day}
        assert as_ann.post(url, sent).status_code in (200, 302, 409, 422), url

    token = {"name": "Claude Code", "scope": "read", "until": day}
    assert as_ann.post("/account/tokens/", token).status_code in (200, 302, 422)
    assert as_ann.get("/account/access/").status_code == 200
