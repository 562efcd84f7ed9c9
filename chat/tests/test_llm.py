"""What the one module that talks to model servers does beside a turn."""

import asyncio

import pytest

from chat.connection import Connection
from chat.llm import stream_chat
from insightvault.benchmarks.model_server import ModelServer, Reply

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
