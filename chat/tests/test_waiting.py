"""While an answer is waited for, and when the waiting is given up, people are told what goes on."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient
from pytest_django import Settings

from chat import live
from chat.model_server.connection import Connection
from chat.model_server.manners import Manner, manner_of
from chat.model_server.reasons import reason_of
from chat.tests.model_server.manners import PLAIN, data
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")
LLAMA_CPP = json.dumps({"default_generation_settings": {"n_ctx": 4096}}).encode()


def read(processed: object, total: object = 200) -> bytes:
    progress = {"total": total, "cache": 0, "processed": processed, "time_ms": 5}
    return data({"choices": [{"index": 0, "delta": {"content": None}}], "prompt_progress": progress})


async def ask(user: User) -> UserInteraction:
    return await sync_to_async(lifecycle.store_question)(user, "How do leeks grow?")


async def readings(user: User) -> list[str]:
    return [event.data async for event in live.follow(await ask(user), 0) if event.kind == "reading"]


async def test_how_far_the_prompt_is_read_is_told_where_the_server_says_it(
    ann: User, model_server: ModelServer
) -> None:
    model_server.told["/props"] = LLAMA_CPP
    model_server.default = Reply(steps=[read(50), 0.1, read(180), 0.1, read(250), 0.1, PLAIN])
    assert await readings(ann) == ["25", "90", "100"]
    assert model_server.requests[-1]["return_progress"] is True


@pytest.mark.parametrize("odd", [read(None), read(5, 0), read("much"), data({"choices": [], "prompt_progress": 7})])
async def test_progress_of_another_shape_is_none(ann: User, model_server: ModelServer, odd: bytes) -> None:
    model_server.default = Reply(steps=[odd, 0.05, PLAIN])
    assert await readings(ann) == []
    assert "return_progress" not in model_server.requests[-1]
    assert (await UserInteraction.objects.aget()).status == Status.ANSWERED


async def test_a_server_that_refuses_to_tell_is_asked_without(ann: User, model_server: ModelServer) -> None:
    model_server.told["/props"] = LLAMA_CPP
    refused = Reply(status=400, body='{"error": {"message": "Unknown field: return_progress"}}')
    model_server.refuses = lambda asked: refused if "return_progress" in asked else None
    row = await ask(ann)
    await live.finished(row)
    await row.arefresh_from_db()
    assert row.status == Status.ANSWERED
    assert not manner_of(Connection(model_server.base_url, "", ()), "test-model").tells_progress
    assert Manner(tells_progress=True).after(reason_of(400, "no")) == Manner()


async def test_a_page_s_stream_carries_it(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(steps=[read(50), 0.1, PLAIN])
    client = AsyncClient()
    await client.aforce_login(ann, "insightvault.accounts.backend.PersonBackend")
    response = await client.get(f"/interactions/{(await ask(ann)).pk}/stream/")
    stream = b"".join([chunk async for chunk in response]).decode()  # type: ignore[attr-defined]
    assert "event: reading\ndata: 25\n\n" in stream


async def test_given_up_it_says_which_limit_by_which_setting_and_how_long_the_prompt_was(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.MODEL_FIRST_TOKEN_SECONDS = 1
    model_server.default = Reply(wait_seconds=5)
    row = await ask(ann)
    await live.finished(row)
    await row.arefresh_from_db()
    assert "did not reply in time" in row.error and "The prompt had about" in row.error
    assert "The limit of 1 seconds is set by MODEL_FIRST_TOKEN_SECONDS." in row.error


async def test_too_long_a_prompt_is_told_with_its_length(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(status=400, body='{"error": {"message": "maximum context length is 300 tokens"}}')
    row = await ask(ann)
    await live.finished(row)
    await row.arefresh_from_db()
    assert row.error.startswith("The prompt is too long for this model.\nIt had about ")


async def test_other_refusals_name_no_length(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(status=401)
    row = await ask(ann)
    await live.finished(row)
    await row.arefresh_from_db()
    assert "does not accept the key" in row.error and "tokens" not in row.error


async def test_thinking_that_took_all_the_room_is_told_as_that(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(reasoning=["They may grow…"], pieces=[], finish_reason="length")
    row = await ask(ann)
    await live.finished(row)
    await row.arefresh_from_db()
    assert row.error.startswith("The model thought, and gave no answer: it reached its length limit.")
