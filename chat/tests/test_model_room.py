"""A prompt has the room that the model's server tells, and is made shorter where it was refused as too long."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from pytest_django import Settings

from chat import live
from chat.model_room import ask_length
from chat.model_server.connection import Connection
from chat.model_server.reading.context_length import ContextLength
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")
TOO_LONG = Reply(status=400, body='{"error": {"message": "maximum context length is 2048 tokens"}}')
STORY = "The ship sailed past the harbour wall once more. " * 20


async def answer(user: User, question: str) -> UserInteraction:
    asked = await sync_to_async(lifecycle.store_question)(user, question)
    await live.finished(asked)
    return await UserInteraction.objects.aget(pk=asked.pk)


async def told_by(server: ModelServer, user: User) -> int:
    receipt: Receipt = (await answer(user, "How are you?")).context_used
    return receipt["budget_tokens"]["total"]


@pytest.mark.parametrize(
    ("path", "told", "total"),
    [
        ("/props", {"default_generation_settings": {"n_ctx": 4096}}, 4096),
        ("/api/ps", {"models": [{"name": "test-model:latest", "context_length": 16384}]}, 16384),
        ("/api/v0/models", {"data": [{"id": "test-model", "loaded_context_length": 2048}]}, 2048),
        ("/api/show", {"parameters": "num_ctx 6144"}, 6144),
        ("/props", [], 8000),
    ],
)
async def test_the_prompt_has_the_room_that_the_server_tells(
    ann: User, model_server: ModelServer, path: str, told: Any, total: int
) -> None:
    model_server.told[path] = json.dumps(told).encode()
    assert await told_by(model_server, ann) == total


async def test_a_list_of_models_may_tell_it_too(ann: User, model_server: ModelServer) -> None:
    model_server.listed = b'{"data": [{"id": "test-model", "max_model_len": 12000}]}'
    assert await told_by(model_server, ann) == 12_000


async def test_it_is_asked_once_however_many_wait(ann: User, model_server: ModelServer) -> None:
    connection = Connection(model_server.base_url, "", ("test-model",))
    found = await asyncio.gather(*(ask_length(connection, "test-model") for _ in range(5)))
    assert found == [ContextLength()] * 5 and model_server.looked_up.count("/props") == 1

    await answer(ann, "How are you?")
    assert model_server.looked_up.count("/props") == 1


async def test_a_prompt_that_was_too_long_is_tried_once_more_with_less(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    for number in range(6):
        model_server.queue.append(Reply(pieces=[STORY]))
        await answer(ann, f"Tell me story {number}.")

    model_server.queue.extend([TOO_LONG, Reply(pieces=["Yes."])])
    row = await answer(ann, "Did it arrive?")
    refused, sent = model_server.requests[-2:]
    assert (row.status, row.ai_response) == (Status.ANSWERED, "Yes.")
    assert len(json.dumps(sent)) < len(json.dumps(refused))

    receipt: Receipt = row.context_used
    assert receipt["estimated_tokens"] < receipt["refused_tokens"]
    assert receipt["turns_left_out"] == 6 - len(receipt["turns"]) > 0

    asked = len(model_server.requests)
    assert (await answer(ann, "And then?")).context_used["budget_tokens"]["total"] < 2048
    assert len(model_server.requests) == asked + 1


async def test_refused_twice_it_says_why(ann: User, model_server: ModelServer) -> None:
    await answer(ann, "Is it far?")
    model_server.default = TOO_LONG
    asked = len(model_server.requests)
    row = await answer(ann, "Did it arrive?")
    assert row.status == Status.FAILED and "too long" in row.error
    assert len(model_server.requests) == asked + 2


async def test_a_question_with_nothing_beside_it_is_not_sent_again(ann: User, model_server: ModelServer) -> None:
    model_server.default = TOO_LONG
    row = await answer(ann, "Is it far?")
    assert row.status == Status.FAILED and len(model_server.requests) == 1
    assert row.context_used["refused_tokens"] == 0
