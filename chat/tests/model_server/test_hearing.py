"""Whatever shape a server gives its answer, it is heard; no odd event ends it. Over real HTTP."""

import pytest

from chat.llm import ModelError, stream_chat
from chat.model_server.connection import Connection
from chat.model_server.protocol import Message, Piece
from chat.model_server.reading.event_stream import EventReader, TooMuch
from chat.tests.model_server import manners
from chat.tests.model_server.manners import END, ODD_EVENTS, SHAPES, STREAMS, TEXT, THOUGHT, THOUGHTS, WORDS, delta
from insightvault.fake_model_server import ModelServer, Reply

pytestmark = pytest.mark.usefixtures("answers")
MESSAGES: list[Message] = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Which port?"}]


async def heard(server: ModelServer, reply: Reply | bytes) -> Piece:
    """All of one answer."""
    server.queue.append(reply if isinstance(reply, Reply) else Reply(raw=reply))
    connection = Connection(server.base_url, "", ("test-model",))
    pieces = [piece async for piece in stream_chat(connection, "test-model", MESSAGES)]

    return Piece(
        text="".join(piece.text for piece in pieces),
        reasoning="".join(piece.reasoning for piece in pieces),
        finish_reason=next((piece.finish_reason for piece in pieces if piece.finish_reason), ""),
        prompt_tokens=next((piece.prompt_tokens for piece in pieces if piece.prompt_tokens), None),
    )


@pytest.mark.parametrize("manner", STREAMS)
async def test_every_kind_of_stream_is_read(model_server: ModelServer, manner: str) -> None:
    answer = await heard(model_server, STREAMS[manner])
    assert (answer.text, answer.finish_reason) == (TEXT, "stop")


@pytest.mark.parametrize("manner", ODD_EVENTS)
async def test_an_odd_event_ends_no_answer(model_server: ModelServer, manner: str) -> None:
    assert (await heard(model_server, ODD_EVENTS[manner])).text == TEXT


@pytest.mark.parametrize("manner", SHAPES)
async def test_every_shape_of_an_answer_is_read(model_server: ModelServer, manner: str) -> None:
    answer = await heard(model_server, SHAPES[manner])
    assert (answer.text, answer.reasoning) == (TEXT, "")


@pytest.mark.parametrize("manner", THOUGHTS)
async def test_thoughts_are_told_apart_from_the_answer(model_server: ModelServer, manner: str) -> None:
    answer = await heard(model_server, THOUGHTS[manner] + b"".join(WORDS) + END)
    assert (answer.text, answer.reasoning) == (TEXT, THOUGHT)


async def test_whole_json_tells_its_counts(model_server: ModelServer) -> None:
    assert (await heard(model_server, SHAPES["whole JSON over lines"])).prompt_tokens == 5


async def test_a_refusal_is_told_as_one(model_server: ModelServer) -> None:
    answer = await heard(model_server, delta(refusal="I can’t help ") + delta(refusal="with that.") + END)
    assert (answer.text, answer.finish_reason) == ("I can’t help with that.", "refusal")


async def test_the_words_of_an_error_are_no_answer(model_server: ModelServer) -> None:
    model_server.queue.append(Reply(raw=manners.data({"object": "error", "message": "The engine died.", "code": 500})))
    connection = Connection(model_server.base_url, "", ("test-model",))
    with pytest.raises(ModelError):
        async for piece in stream_chat(connection, "test-model", MESSAGES):
            pytest.fail(piece.text)


async def test_a_sign_cut_in_two_events_is_whole(model_server: ModelServer) -> None:
    halves = [b'data: {"choices":[{"delta":{"content":"%s"}}]}\n\n' % half for half in (b"a\\ud83c", b"\\udf1eb")]
    assert (await heard(model_server, b"".join(halves) + END)).text == "a🌞b"


async def test_an_answer_that_comes_byte_by_byte_is_read(model_server: ModelServer) -> None:
    stream = b"\xef\xbb\xbf" + manners.PLAIN.replace(b"\n", b"\r\n")
    assert (await heard(model_server, Reply(steps=[stream[i : i + 1] for i in range(len(stream))]))).text == TEXT


async def test_a_server_that_does_not_hang_up_after_its_end_is_not_waited_for(model_server: ModelServer) -> None:
    answer = await heard(model_server, Reply(steps=[*WORDS, END.replace(manners.DONE, b""), 60]))
    assert answer.text == TEXT


def test_what_cannot_be_read_is_counted() -> None:
    reader = EventReader()
    events = reader.feed(ODD_EVENTS["what is none"]) + reader.finish()
    assert (len(events), reader.skipped) == (4, 3)


@pytest.mark.parametrize("flood", [b"data: " + b"x" * 3_000_000, b"data: x\n" * 1_000_000])
def test_an_event_without_end_is_not_read(flood: bytes) -> None:
    reader = EventReader()
    with pytest.raises(TooMuch):
        for _ in range(3):
            reader.feed(flood)
