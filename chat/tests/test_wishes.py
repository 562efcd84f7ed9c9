"""The owner's temperature and length of answers go to the server, under a name that it takes, or not at all."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from pytest_django import Settings

from chat import live
from chat.model_server.connection import Wishes
from chat.model_server.manners import Manner
from chat.model_server.reasons import reason_of
from chat.model_server.servers.stored import save_connection
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")
WISHES = Wishes(temperature=0.3, answer_tokens=500)


@pytest.fixture
def server(model_server: ModelServer, settings: Settings) -> ModelServer:
    settings.CHAT_MODELS = []
    save_connection(base_url=model_server.base_url, api_key="", models=["test-model"], wishes=WISHES)
    return model_server


async def answered(user: User) -> UserInteraction:
    asked = await sync_to_async(lifecycle.store_question)(user, "How do leeks grow?")
    await live.finished(asked)
    return await UserInteraction.objects.aget(pk=asked.pk)


async def test_they_go_with_each_question(ann: User, server: ModelServer) -> None:
    assert (await answered(ann)).status == Status.ANSWERED
    sent = server.requests[-1]
    assert (sent["temperature"], sent["max_tokens"]) == (0.3, 500)


@pytest.mark.parametrize(
    ("says", "left"),
    [
        ("Unsupported value: 'temperature' does not support 0.3 with this model.", {"max_tokens": 500}),
        (
            "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
            {"temperature": 0.3, "max_completion_tokens": 500},
        ),
        ("Extra inputs are not permitted: max_tokens", {"temperature": 0.3}),
    ],
)
async def test_what_the_server_does_not_take_is_left_out_and_that_is_remembered(
    ann: User, server: ModelServer, says: str, left: dict[str, Any]
) -> None:
    def refuses(asked: dict[str, Any]) -> Reply | None:
        field = "temperature" if "temperature" in says else "max_tokens"
        return Reply(status=400, body=f'{{"error": {{"message": "{says}"}}}}') if field in asked else None

    server.refuses = refuses
    assert (await answered(ann)).status == Status.ANSWERED
    assert (await answered(ann)).status == Status.ANSWERED
    wishes = ("temperature", "max_tokens", "max_completion_tokens")
    assert {name: server.requests[-1][name] for name in wishes if name in server.requests[-1]} == left
    assert len(server.requests) == 3


def test_a_prompt_that_is_too_long_is_no_wish_that_is_not_taken() -> None:
    said = "maximum context length is 4096 tokens, you requested 5000 (4500 in the messages, 500 max_tokens)"
    assert Manner().after(reason_of(400, said)) is None


async def test_without_wishes_nothing_is_sent(ann: User, model_server: ModelServer) -> None:
    await answered(ann)
    assert not {"temperature", "max_tokens"} & set(model_server.requests[-1])
