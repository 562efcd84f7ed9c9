"""Who sends a request, and how many of one person are answered at once."""

import asyncio
import json
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.server import senders
from insightvault.tests.asking import answer_to
from sessions_memory.database.turns import Sender

pytestmark = pytest.mark.django_db(transaction=True)


def scope_of(headers: dict[str, str], address: str = "203.0.113.9") -> senders.Scope:
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"path": "/history/", "headers": given, "client": (address, 1)}


def cookie(client: Client) -> dict[str, str]:
    return {
        "cookie": f"theme=dark; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    }


async def test_a_person_is_known_by_whatever_was_right_before(as_ann: Client, ann: User) -> None:
    token = {"authorization": f"Bearer {(await asyncio.to_thread(ApiToken.objects.create_for, ann, 'a'))[1]}"}
    for headers, path in ((cookie(as_ann), "/history/"), (token, "/sessions/recent"), (cookie(as_ann), "/memory/")):
        assert (await answer_to(path, headers=headers)).status == 200
        assert senders.sender_of(scope_of(headers)) == Sender(ann.pk)


async def test_strangers_are_known_by_their_address() -> None:
    for headers in ({}, {"cookie": f"{settings.SESSION_COOKIE_NAME}=made-up"}, {"authorization": "Bearer iv_made-up"}):
        await answer_to("/history/", headers=headers)
        assert senders.sender_of(scope_of(headers)) == Sender("203.0.113.9")


async def test_who_is_logged_out_is_known_no_longer(as_ann: Client) -> None:
    kept = cookie(as_ann)
    await answer_to("/history/", headers=kept)
    await asyncio.to_thread(as_ann.logout)
    await answer_to("/history/", headers=kept)
    assert senders.sender_of(scope_of(kept)) == Sender("203.0.113.9")


async def test_one_request_too_many_of_a_person_is_refused_and_others_are_not(
    as_ann: Client, as_bob: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STREAMS_PER_USER = settings.ANSWERS_PER_USER = 1
    monkeypatch.setattr(senders, "REFUSED_SECONDS", 0)
    for client in (as_ann, as_bob):
        await answer_to("/history/", headers=cookie(client))

    with ExitStack() as answered:
        for _ in range(senders.PAGES_AT_ONCE + 2):
            answered.enter_context(senders.one_more(scope_of(cookie(as_ann))))
        refused = await answer_to("/history/", headers=cookie(as_ann))
        assert refused.status == 429
        assert "<h1" in refused.body and str(senders.TOO_MANY) in refused.body
        in_place = await answer_to("/history/", headers=cookie(as_ann) | {"hx-request": "true"})
        assert (in_place.status, in_place.body) == (429, str(senders.TOO_MANY))
        assert (await answer_to("/history/", headers=cookie(as_bob))).status == 200

    assert (await answer_to("/history/", headers=cookie(as_ann))).status == 200


def test_no_more_is_remembered_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senders, "KNOWN_MAX", 2)
    logins = [scope_of({"cookie": f"{settings.SESSION_COOKIE_NAME}={number}"}) for number in range(3)]
    for number, login in enumerate(logins):
        senders.learn(login, number)
    known = [senders.sender_of(login).who for login in logins]
    assert known == ["203.0.113.9", 1, 2]


def test_a_program_is_refused_in_json() -> None:
    refused = senders.too_many(scope_of({"authorization": "Bearer iv_1"}))
    assert (refused.status_code, refused["Retry-After"]) == (429, "2")
    assert json.loads(refused.content) == {"detail": senders.TOO_MANY}
