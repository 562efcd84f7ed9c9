"""The short way for the events that nearly every answer consists of says the same as the careful one."""

import copy
from collections.abc import Iterator
from typing import Any

import orjson

from chat.model_server.protocol import Hearing, Piece
from chat.model_server.reading.event_stream import Event
from chat.model_server.reading.shapes import usual_words
from chat.model_server.reasons import error_in
from chat.tests.model_server.manners import TEXT

USUAL: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "test-model",
    "choices": [{"index": 0, "delta": {"role": "assistant", "content": TEXT}, "finish_reason": None}],
    "usage": None,
}
ODD_VALUES: list[Any] = [
    None,
    0,
    1,
    True,
    "",
    "stop",
    "error",
    TEXT,
    [],
    [TEXT],
    {},
    {"content": TEXT},
    {"error": "no"},
]
KEYS = ["object", "usage", "error", "code", "detail", "message", "done", "done_reason", "response", "type"]
CHOICE_KEYS = ["index", "finish_reason", "error", "text", "message", "delta", "logprobs"]
DELTA_KEYS = ["content", "role", "refusal", "reasoning", "reasoning_content", "thinking", "tool_calls"]


def varied() -> Iterator[Any]:
    """The usual event with one key of it, or one more, of another value; and other numbers of choices."""
    for keys, place in ((KEYS, 0), (CHOICE_KEYS, 1), (DELTA_KEYS, 2)):
        for key in keys:
            for value in ODD_VALUES:
                event: Any = copy.deepcopy(USUAL)
                [event, event["choices"][0], event["choices"][0]["delta"]][place][key] = value
                yield event

    for choices in (*ODD_VALUES, [*USUAL["choices"], {"index": 1, "delta": {"content": "b"}}]):
        yield {**USUAL, "choices": choices}
    yield from ODD_VALUES


def test_the_usual_event_goes_the_short_way() -> None:
    assert usual_words(orjson.loads(orjson.dumps(USUAL))) == TEXT


def test_the_short_way_says_what_the_careful_one_says() -> None:
    for event in varied():
        if (words := usual_words(event)) is not None:
            assert (Hearing("host", "model")._piece(event), error_in(event, "")) == (Piece(words), None), event


def test_an_event_that_is_named_an_error_does_not_go_the_short_way() -> None:
    assert Hearing("host", "model").together([Event(USUAL, "error")]).problem


def test_a_whole_message_after_usual_events_only_sums_them_up() -> None:
    whole = {"choices": [{"message": {"content": TEXT}}]}
    assert Hearing("host", "model").together([Event(USUAL), Event(whole)]).piece.text == TEXT
