"""A server that refuses a field is asked otherwise, once and before the first word; other refusals name their kind."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from chat.llm import ModelError, complete_chat
from chat.model_server import manners
from chat.model_server.connection import Connection
from chat.model_server.protocol import Message
from chat.tests.model_server.manners import DONE, PLAIN, TEXT, data, delta
from insightvault.fake_model_server import ModelServer, Reply

pytestmark = pytest.mark.usefixtures("answers")
MESSAGES: list[Message] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Before?"},
    {"role": "assistant", "content": "Yes."},
    {"role": "user", "content": "Which port?"},
]
Refuses = Callable[[dict[str, Any]], Reply | None]


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    manners._known.clear()


async def answer(server: ModelServer) -> str:
    return await complete_chat(Connection(server.base_url, "", ("test-model",)), "test-model", MESSAGES)


def without_usage(status: int, body: Any) -> Refuses:
    return lambda asked: Reply(status=status, body=json.dumps(body)) if "stream_options" in asked else None


def without_system(reply: Reply) -> Refuses:
    return lambda asked: reply if asked["messages"][0]["role"] == "system" else None


def without_stream(asked: dict[str, Any]) -> Reply | None:
    return Reply(status=400, body='{"error": "Streaming is not supported."}') if asked["stream"] else None


MISTRAL = {"message": {"detail": [{"loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]}}
REFUSED: dict[str, Refuses] = {
    "Mistral": without_usage(422, MISTRAL),
    "Azure": without_usage(400, {"error": {"message": "Unrecognized request argument supplied: stream_options"}}),
    "NIM": without_usage(400, {"detail": "Unsupported parameter(s): `stream_options`"}),
    "which one is not said": without_usage(422, {"detail": "Bad request"}),
    "Gemma": without_system(Reply(status=400, body='{"message": "System role not supported", "code": 400}')),
    "llama.cpp": without_system(
        Reply(
            status=500,
            body='{"error": {"message": "Only user, assistant and tool roles are supported, got system."}}',
        )
    ),
    "Mixtral": without_system(
        Reply(status=400, body='{"error": {"message": "Conversation roles must alternate user/assistant"}}')
    ),
    "inside a 200": without_system(
        Reply(raw=data({"error": {"message": "System role not supported", "code": 400}}) + DONE)
    ),
    "no streams": without_stream,
}


@pytest.mark.parametrize("who", REFUSED)
async def test_asked_otherwise_it_answers_and_is_asked_so_from_then_on(model_server: ModelServer, who: str) -> None:
    model_server.default, model_server.refuses = Reply(raw=PLAIN), REFUSED[who]
    assert await answer(model_server) == TEXT
    assert len(model_server.requests) == 2

    assert await answer(model_server) == TEXT
    assert len(model_server.requests) == 3


async def test_the_system_s_text_stands_before_the_first_question_instead(model_server: ModelServer) -> None:
    model_server.default, model_server.refuses = Reply(raw=PLAIN), REFUSED["Gemma"]
    await answer(model_server)
    sent = model_server.requests[-1]["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant", "user"]
    assert sent[0]["content"] == "Be brief.\n\nBefore?" and sent[-1]["content"] == "Which port?"


async def test_a_server_that_refuses_both_is_asked_without_both(model_server: ModelServer) -> None:
    def refuses(asked: dict[str, Any]) -> Reply | None:
        return REFUSED["Azure"](asked) or REFUSED["Gemma"](asked)

    model_server.default, model_server.refuses = Reply(raw=PLAIN), refuses
    assert await answer(model_server) == TEXT and len(model_server.requests) == 3


async def test_one_that_refuses_whatever_is_asked_is_asked_twice(model_server: ModelServer) -> None:
    model_server.default = Reply(status=400, body='{"error": {"message": "no stream_options, and no to all"}}')
    with pytest.raises(ModelError):
        await answer(model_server)
    assert len(model_server.requests) == 2


async def test_after_the_first_word_nothing_is_asked_again(model_server: ModelServer) -> None:
    model_server.default = Reply(
        raw=delta(content="It is ") + data({"error": {"message": "System role not supported"}})
    )
    with pytest.raises(ModelError):
        await answer(model_server)
    assert len(model_server.requests) == 1


def error(message: str, **more: Any) -> str:
    return json.dumps({"error": {"message": message, **more}})


# Status, body, and what the sentence says.
SAID: list[tuple[int, str, str]] = [
    (308, '{"detail": "moved"}', "has moved elsewhere"),
    (402, error("Insufficient credits. Add more."), "credit or quota"),
    (429, error("You exceeded your current quota", type="insufficient_quota"), "credit or quota"),
    (403, "<html><title>Attention Required!</title></html>", "does not allow this"),
    (404, "404 page not found", "nothing at this address"),
    (404, '{"detail":"Not Found"}', "nothing at this address"),
    (404, "", "nothing at this address"),
    (404, "<!doctype html><html></html>", "nothing at this address"),
    (404, error('model "odd" not found, try pulling it first'), "has no model “test-model”"),
    (400, error("odd is not a valid model ID"), "has no model"),
    (405, '{"detail":"Method Not Allowed"}', "nothing at this address"),
    (413, error("Request too large on tokens per minute (TPM)", code="rate_limit_exceeded"), "too large"),
    (500, error("the request exceeds the available context size, try increasing it"), "too long"),
    (400, error("request (9123 tokens) exceeds the available context size (8192 tokens)"), "too long"),
    (400, error("This model's maximum context length is 8192 tokens."), "too long"),
    (400, error("Invalid 'temperature': the maximum value is 1."), "refused the question (status 400)"),
    (400, error("API key not valid. Please pass a valid API key."), "does not accept the key"),
    (401, error("Incorrect API key provided"), "does not accept the key"),
    (500, error("model requires more system memory (9 GiB) than is available"), "too little memory"),
    (503, error("Loading model", type="unavailable_error"), "still loading"),
    (400, error("The response was filtered", code="content_filter"), "filter"),
    (529, error("Overloaded"), "too much to do"),
    (502, "bad gateway", "returned an error (status 502)"),
]


@pytest.mark.parametrize(("status", "body", "says"), SAID)
async def test_the_sentence_names_the_kind_of_a_refusal(
    model_server: ModelServer, status: int, body: str, says: str
) -> None:
    model_server.default = Reply(status=status, body=body, headers={"Retry-After": "900"})
    with pytest.raises(ModelError) as raised:
        await answer(model_server)
    assert says in raised.value.sentence


# The same inside an answer whose status is good.
IN_BAND: list[tuple[bytes, str]] = [
    (data({"choices": [{"delta": {"content": ""}, "finish_reason": "error"}]}), "reported an error of its own"),
    (
        data({"choices": [{"delta": {}, "finish_reason": "error"}], "error": {"code": 429, "message": "Slow"}}),
        "too often",
    ),
    (
        data(
            {
                "object": "error",
                "message": "The prompt has 9001 tokens, the context of this model is 8192.",
                "code": 400,
            }
        ),
        "too long",
    ),
    (b'event: error\ndata: {"message":"engine died"}\n\n', "reported an error of its own"),
    (data({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}), "too much to do"),
    (data({"error": "model requires more system memory (9 GiB) than is available"}), "too little memory"),
    (b'{"error": "Unexpected endpoint or method. (POST /chat/completions)"}', "nothing at this address"),
    (b'{\n  "error": {\n    "message": "No model loaded."\n  }\n}\n', "has no model"),
    (b'[{"error": {"code": 404, "message": "models/odd is not found"}}]', "has no model"),
    (b'{"detail": "Not authenticated: invalid token"}', "does not accept the key"),
    (b"error: context full\n\n", "too long"),
    (b"<!doctype html>\n<html><body>app</body></html>\n", "no answer"),
]


@pytest.mark.parametrize(("raw", "says"), IN_BAND)
async def test_an_error_inside_a_good_answer_is_named_too(model_server: ModelServer, raw: bytes, says: str) -> None:
    model_server.default = Reply(raw=raw)
    with pytest.raises(ModelError) as raised:
        await answer(model_server)
    assert says in raised.value.sentence


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("7", "in 7 seconds"),
        ("900", "in 15 minutes"),
        ("7200", "in 2 hours"),
        ("soon", "in a minute"),
        ("nan", "in a minute"),
    ],
)
async def test_when_to_retry_is_said_in_words(model_server: ModelServer, header: str, says: str) -> None:
    model_server.default = Reply(status=429, headers={"Retry-After": header})
    with pytest.raises(ModelError) as raised:
        await answer(model_server)
    assert says in raised.value.hint
