"""What the one module that talks to model servers does beside a turn."""

import asyncio
import contextlib

import pytest

from chat.llm import ModelUnavailable, stream_chat
from chat.model_server import pacing
from chat.model_server.connection import Connection
from insightvault.fake_model_server import ModelServer, Reply, event

pytestmark = pytest.mark.usefixtures("answers")
# A client's own limit of lines to one server is 100.
MANY = 130


async def test_nobody_waits_for_the_end_of_another_s_answer(model_server: ModelServer) -> None:
    model_server.default = Reply(["word "], hang_after=1)
    connection = Connection(model_server.base_url, "", ("test-model",))
    answers = [stream_chat(connection, "test-model", [{"role": "user", "content": "Why?"}]) for _ in range(MANY)]

    async with asyncio.timeout(20):
        first = await asyncio.gather(*(anext(answer) for answer in answers))

    assert [piece.text for piece in first] == ["word "] * MANY


async def heard(model_server: ModelServer) -> list[str]:
    connection = Connection(model_server.base_url, "", ("test-model",))
    pieces = stream_chat(connection, "test-model", [{"role": "user", "content": "Why?"}])
    return [piece.text async for piece in pieces if piece.text]


async def test_an_answer_alone_is_read_as_it_comes(model_server: ModelServer) -> None:
    model_server.default = Reply.words(5, gap_seconds=0.05)
    assert await heard(model_server) == model_server.default.pieces


async def test_of_many_answers_at_once_each_is_read_less_often_and_none_loses_a_word(model_server: ModelServer) -> None:
    model_server.default = Reply.words(30, gap_seconds=0.01)
    with contextlib.ExitStack() as others:
        for _ in range(MANY):
            others.enter_context(pacing.coming())
        first, *rest = await heard(model_server)

    assert first == model_server.default.pieces[0]
    assert first + "".join(rest) == model_server.default.text
    # 130 of them take turns for a fifth of a second, the time of twenty words.
    assert len(rest) < 15


async def test_what_came_together_with_an_error_is_heard_before_it(model_server: ModelServer) -> None:
    model_server.default = Reply(raw=event({"content": "So "}) + event({"content": "far"}) + b'data: {"error": 1}\n\n')
    connection = Connection(model_server.base_url, "", ("test-model",))
    texts = []

    with pytest.raises(ModelUnavailable):
        async for piece in stream_chat(connection, "test-model", [{"role": "user", "content": "Why?"}]):
            texts.append(piece.text)

    assert texts == ["So far"]
