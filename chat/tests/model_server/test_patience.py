"""A server that shows that it works is waited for, up to a limit; what a broken line had brought is kept."""

import pytest
from pytest_django import Settings

from chat.llm import ModelUnavailable, stream_chat
from chat.model_server.connection import Connection
from chat.model_server.protocol import Message
from chat.tests.model_server.manners import PLAIN, TEXT, WORDS, data, delta
from insightvault.fake_model_server import ModelServer, Reply

pytestmark = pytest.mark.usefixtures("answers")
MESSAGES: list[Message] = [{"role": "user", "content": "Which port?"}]
PROGRESS = data({"choices": [], "prompt_progress": {"total": 9000, "processed": 900}})


async def heard(server: ModelServer) -> tuple[str, str]:
    """The text, and the sentence with which it failed."""
    text = ""
    try:
        async for piece in stream_chat(Connection(server.base_url, "", ("test-model",)), "test-model", MESSAGES):
            text += piece.text
    except ModelUnavailable as error:
        return text, error.sentence

    return text, ""


@pytest.mark.parametrize("sign", [b": working\n\n", delta(role="assistant", content=""), PROGRESS])
async def test_a_sign_of_life_renews_the_patience(model_server: ModelServer, settings: Settings, sign: bytes) -> None:
    settings.MODEL_FIRST_TOKEN_SECONDS = settings.MODEL_BETWEEN_TOKENS_SECONDS = 1
    alive: list[bytes | float] = [sign, 0.6] * 3
    model_server.default = Reply(steps=[*alive, WORDS[0], *alive, PLAIN[len(WORDS[0]) :]])
    assert await heard(model_server) == (TEXT, "")


async def test_signs_of_life_alone_are_not_waited_for_for_ever(model_server: ModelServer, settings: Settings) -> None:
    settings.MODEL_FIRST_TOKEN_SECONDS, settings.MODEL_ALIVE_SECONDS = 1, 2
    model_server.default = Reply(steps=[b": working\n\n", 0.3] * 100)
    text, sentence = await heard(model_server)
    assert text == "" and "worked for 2 seconds without a word" in sentence


async def test_after_a_word_silence_is_waited_for_as_long_as_between_words(
    model_server: ModelServer, settings: Settings
) -> None:
    settings.MODEL_BETWEEN_TOKENS_SECONDS = 1
    model_server.default = Reply(["So "], hang_after=1)
    text, sentence = await heard(model_server)
    assert text == "So " and "stopped responding for 1 seconds" in sentence


@pytest.mark.parametrize("after", [2, 59])
async def test_no_word_is_lost_when_the_line_breaks_in_the_moment_in_which_much_came(
    model_server: ModelServer, after: int
) -> None:
    for _ in range(5):
        model_server.queue.append(Reply.words(60, cut_after=after))
        text, sentence = await heard(model_server)
        sent = "".join(text for _, text in model_server.sent[-1].pieces)
        assert text == sent and "Lost the connection" in sentence


async def test_a_line_that_breaks_after_the_end_costs_nothing(model_server: ModelServer) -> None:
    model_server.default = Reply(steps=[PLAIN.replace(b"data: [DONE]\n\n", b""), 0.05], cut_after=0)
    assert await heard(model_server) == (TEXT, "")
