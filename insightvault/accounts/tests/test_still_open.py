"""Whatever is on its way to a program or a page ends with its token or its account, over every door."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import AsyncClient
from django.utils import timezone

from chat import live
from chat.tests.api.test_completions import post
from chat.tests.endpoint.test_remembering import body
from chat.tests.test_answering import asked, until
from insightvault.accounts import still_open
from insightvault.accounts.models import ApiToken, Browser, User
from insightvault.accounts.still_open import ENDED, CutOff
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.asking import nothing_is_on_its_way
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")

Headers = dict[str, str]
End = Callable[[User], Awaitable[Any]]
QUESTION = '{"message": "Why?"}'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_open, "LOOK_SECONDS", 0.02)


def revoke(person: User) -> Awaitable[Any]:
    return ApiToken.objects.filter(user=person).adelete()


def let_end(person: User) -> Awaitable[Any]:
    return ApiToken.objects.filter(user=person).aupdate(ends_at=timezone.now() - timedelta(seconds=1))


def switch_off(person: User) -> Awaitable[Any]:
    return User.objects.filter(pk=person.pk).aupdate(is_active=False)


async def cut(response: Any, end: Awaitable[Any], word: bytes = b"grows", *, pause_seconds: float = 0) -> bytes:
    """All that came; it is ended after a word of the answer, of which no more is sent then."""
    text, has_ended = b"", False
    async with asyncio.timeout(30):
        async for piece in response.streaming_content:
            text += piece
            if word in text and not has_ended:
                has_ended = True
                await end
                await asyncio.sleep(pause_seconds)

    assert has_ended
    return text


@pytest.mark.parametrize("end", [revoke, let_end, switch_off])
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/chat/stream", QUESTION),
        ("/v1/chat/completions", body("Why?")),
        ("/memory/v1/chat/completions", body("Why?")),
    ],
)
async def test_a_program_s_stream_says_that_it_is_over(
    ann: User, ann_token: Headers, bob_token: Headers, model_server: ModelServer, end: End, path: str, sent: str
) -> None:
    model_server.default = Reply.words(10, permits=threading.Semaphore(3))
    text = await cut(await post(path, ann_token, sent), end(ann))
    assert text.endswith(b"\n\n") and ENDED.encode() in text.rstrip().rpartition(b"data: ")[2]
    assert not still_open._ways
    await nothing_is_on_its_way()
    await until(nothing_is_written)


async def test_what_ends_while_a_piece_is_being_sent_waits_for_no_other(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.default = Reply.words(10, permits=threading.Semaphore(3))

    async def revoked_and_seen() -> None:
        await revoke(ann)
        await until(is_shut)

    text = await cut(await post("/memory/v1/chat/completions", ann_token, body("Why?")), revoked_and_seen())
    assert ENDED.encode() in text
    await until(nothing_is_written)


async def is_shut() -> bool:
    return any(way.is_shut for way in still_open._ways)


async def nothing_is_written() -> bool:
    """What a program that left had asked for itself is stopped; a question of the API is written to its end."""
    return not await UserInteraction.objects.filter(status=Status.ANSWERING, session__source="program").aexists()


@pytest.mark.parametrize("path", ["/chat/send", "/memory/v1/chat/completions", "/v1/chat/completions"])
async def test_a_program_that_waits_for_the_whole_hears_it_as_well(
    ann: User, ann_token: Headers, model_server: ModelServer, path: str
) -> None:
    model_server.default = Reply(wait_seconds=60)
    sent = QUESTION if path == "/chat/send" else body("Why?", stream=False)
    waiting = asyncio.create_task(post(path, ann_token, sent))
    await until(lambda: is_asked(model_server))
    await revoke(ann)
    response = await waiting
    assert response.status_code == 401 and ENDED in response.content.decode()


async def is_asked(server: ModelServer) -> bool:
    return bool(server.requests)


async def test_a_page_s_stream_ends_with_the_account_and_nobody_else_s_does(
    ann: User, bob: User, model_server: ModelServer
) -> None:
    model_server.default = Reply.words(5, hang_after=3)
    hers, his = await stream_of(ann), await stream_of(bob)
    reading = asyncio.create_task(cut(his, asyncio.Event().wait()))
    assert b"event: done" not in await cut(hers, switch_off(ann))
    assert people_on_their_way() == [bob.pk] and not reading.done()
    reading.cancel()


async def test_a_browser_that_is_logged_out_hears_no_more_and_another_of_the_same_person_does(
    ann: User, model_server: ModelServer
) -> None:
    model_server.default = Reply.words(5, hang_after=3)
    row = await begun(ann)
    in_the_library, at_home = await stream_of(ann, row), await stream_of(ann, row)
    reading = asyncio.create_task(cut(at_home, asyncio.Event().wait()))
    key = in_the_library.client.cookies[settings.SESSION_COOKIE_NAME].value
    log_out = Browser.objects.filter(session_key=key).adelete()
    assert b"event: done" not in await cut(in_the_library, log_out)
    assert people_on_their_way() == [ann.pk] and not reading.done()
    reading.cancel()


def people_on_their_way() -> list[int | None]:
    return [way.visitor.person for way in still_open._ways if way.visitor]


async def begun(person: User) -> UserInteraction:
    row = await asked(person)
    await live.start(row.pk)
    return row


async def stream_of(person: User, row: UserInteraction | None = None) -> Any:
    row = row or await begun(person)
    client = AsyncClient()
    await sync_to_async(client.force_login)(person)
    return await client.get(f"/interactions/{row.pk}/stream/")


async def test_a_download_breaks_off(ann: User) -> None:
    await asked(ann)
    client = AsyncClient()
    await sync_to_async(client.force_login)(ann)
    response: Any = await client.get("/export?format=markdown")
    with pytest.raises(CutOff):
        await cut(response, switch_off(ann), b"PK", pause_seconds=0.2)
