"""Other programs at the OpenAI-compatible endpoint: what they send and what a server answers pass as they are."""

import asyncio
import json
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import AsyncClient
from pytest_django import Settings

from chat import open_streams
from chat.model_server.servers.encoder import save_encoder
from chat.model_server.servers.stored import save_connection
from chat.tests.api.test_questions import scope
from insightvault.accounts.models import User
from insightvault.asgi import application
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.asking import answer_to, nothing_is_on_its_way
from sessions_memory.models import UserSession

pytestmark = pytest.mark.usefixtures("answers")

Headers = dict[str, str]
CHAT, JSON = "/v1/chat/completions", "application/json"
# Odd spaces, a field that nobody knows, tools, an image, an escape and a letter beside ASCII.
ASKED = (
    '{"messages" : [ {"role":"user","content":[{"type":"text","text":"Gr\\u00fcße, ü"},'
    '{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}],\n "n": 2, "logprobs":true,'
    '"tools":[{"type":"function","function":{"name":"f"}}], "of_tomorrow": {"a": [1.50, null]}, "stream": true,'
    ' "model": "test-model"}'
)
STREAM = b': hello\r\n\r\ndata: {"choices":[{"index":1,"delta":{"tool_calls":[{}]},"logprobs":null}]}\n\n data: ?\n'


async def post(path: str, headers: Headers, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return await AsyncClient().post(path, text, content_type=JSON, headers=headers)


async def content(response: Any) -> bytes:
    return b"".join([chunk async for chunk in response.streaming_content])


def question(**more: Any) -> dict[str, Any]:
    return {"model": "test-model", "messages": [{"role": "user", "content": "Why?"}], **more}


async def test_a_stream_and_its_request_pass_to_the_byte(ann_token: Headers, model_server: ModelServer) -> None:
    model_server.queue.append(Reply(steps=[STREAM[:40], 0.01, STREAM[40:]]))
    response = await post(CHAT, ann_token, ASKED)

    assert (response.status_code, response["Content-Type"]) == (200, "text/event-stream")
    assert await content(response) == STREAM
    assert model_server.bodies == [ASKED.encode()]
    assert ann_token["Authorization"] not in model_server.keys
    assert not await UserSession.objects.aexists()


async def test_a_whole_answer_passes_to_the_byte(ann_token: Headers, model_server: ModelServer) -> None:
    whole = b'{"choices": [{"message": {"content": "Yes."}}, {"x": 1}],  "of_tomorrow": 1}\n'
    model_server.queue.append(Reply(raw=whole, kind=JSON))
    response = await post(CHAT, ann_token, question())

    assert (response["Content-Type"], await content(response)) == (JSON, whole)


async def test_a_name_with_a_server_chooses_it(
    ann_token: Headers, model_server: ModelServer, other_server: ModelServer
) -> None:
    other_server.models = ("llama3",)
    await sync_to_async(save_connection)(base_url=other_server.base_url, api_key="sk-2", models=["llama3"], name="Home")
    listed = (await AsyncClient().get("/v1/models", headers=ann_token)).json()["data"]
    assert [(one["id"], one["owned_by"]) for one in listed][1:] == [
        ("env/other-model", listed[0]["owned_by"]),
        ("home/llama3", "Home"),
    ]
    one = await AsyncClient().get("/v1/models/home/llama3", headers=ann_token)
    assert one.json() == listed[2]

    await content(await post(CHAT, ann_token, ASKED.replace("test-model", "home/llama3")))
    assert other_server.bodies == [ASKED.replace("test-model", "llama3").encode()]
    assert (other_server.keys, model_server.bodies) == (["Bearer sk-2"], [])


async def test_vectors_come_from_the_server_that_was_chosen_for_them(
    ann_token: Headers, model_server: ModelServer, other_server: ModelServer
) -> None:
    await sync_to_async(save_encoder)(base_url=other_server.base_url, api_key="", model="bge-m3")
    response = await post("/v1/embeddings", ann_token, {"model": "bge-m3", "input": ["a garden"]})
    assert len(json.loads(await content(response))["data"][0]["embedding"]) == other_server.embedding.size

    await content(await post("/v1/embeddings", ann_token, {"model": "test-model", "input": ["a shed"]}))
    assert (other_server.embedded, model_server.embedded) == (["a garden"], ["a shed"])


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ("{", 400, None),
        ('{"model": ' + "[" * 2000, 400, None),
        ("[" * 2000, 422, None),
        ("[1]", 422, None),
        ('{"model": 7}', 422, "model"),
        ('{"model": "gone/llama3"}', 404, "model"),
        (json.dumps({"model": "x", "messages": "y" * 12_000_001}), 413, None),
    ],
)
async def test_a_bad_request_is_refused_in_the_shape_of_the_protocol(
    ann_token: Headers, model_server: ModelServer, body: str, status: int, param: str | None
) -> None:
    response = await post(CHAT, ann_token, body)
    error = response.json()["error"]
    assert (response.status_code, error["param"], error["type"]) == (status, param, "invalid_request_error")
    assert error["message"]


async def test_what_is_refused_before_a_body_is_read_has_that_shape_too(
    ann_token: Headers, model_server: ModelServer
) -> None:
    nobody = await post(CHAT, {"Authorization": "Bearer iv_no"}, question())
    assert (nobody.status_code, nobody["WWW-Authenticate"]) == (401, "Bearer")
    assert nobody.json()["error"]["code"] == "invalid_api_key"

    form = await AsyncClient().post(CHAT, {"model": "test-model"}, headers=ann_token)
    got = await AsyncClient().get(CHAT, headers=ann_token)
    nothing = await AsyncClient().get("/v1/nothing")
    assert [answer.status_code for answer in (form, got, nothing)] == [415, 405, 404]
    assert all(answer.json()["error"]["message"] for answer in (form, got, nothing))


async def test_a_long_prompt_passes_and_strangers_send_none(ann_token: Headers, model_server: ModelServer) -> None:
    body = json.dumps(question(image="x" * 4_000_000)).encode()
    sent = {"content-type": JSON, "content-length": str(len(body))}
    known_by = {name.lower(): value for name, value in ann_token.items()}
    known = await answer_to(CHAT, method="POST", headers=sent | known_by, body=[body])
    stranger = await answer_to(CHAT, method="POST", headers=sent, body=[body])

    assert (known.status, stranger.status) == (200, 413)
    assert "more than may be sent" in json.loads(stranger.body)["error"]["message"]
    assert model_server.bodies == [body]


async def test_without_a_server_nothing_can_be_asked(ann_token: Headers) -> None:
    response = await post(CHAT, ann_token, question())
    assert (response.status_code, response.json()["error"]["type"]) == (503, "server_error")
    assert (await AsyncClient().get("/v1/models", headers=ann_token)).json() == {"object": "list", "data": []}


async def test_a_server_s_refusal_passes_if_the_program_can_mend_it(
    ann_token: Headers, model_server: ModelServer
) -> None:
    told = '{"error": {"message": "temperature is too high", "odd": 1}}'
    model_server.queue.append(Reply(status=400, body=told))
    model_server.queue.append(Reply(status=429, body="{}", headers={"Retry-After": "7"}))
    bad, busy = await post(CHAT, ann_token, question()), await post(CHAT, ann_token, question())
    # As llama.cpp says it of vectors.
    model_server.embedding.status = 501
    never = await post("/v1/embeddings", ann_token, {"model": "test-model", "input": ["a shed"]})

    assert (never.status_code, await content(never)) == (501, b"{}")
    assert (bad.status_code, (await content(bad)).decode()) == (400, told)
    assert (busy.status_code, busy["Retry-After"]) == (429, "7")


@pytest.mark.parametrize("status", [401, 403, 302, 500])
async def test_what_is_between_this_vault_and_its_server_is_a_bad_gateway(
    ann_token: Headers, model_server: ModelServer, status: int
) -> None:
    model_server.queue.append(Reply(status=status, body='{"error": "the owner\'s key"}'))
    response = await post(CHAT, ann_token, question())
    error = response.json()["error"]
    assert (response.status_code, error["type"], error["code"]) == (502, "server_error", "model_server")
    assert "The model server at 127.0.0.1" in error["message"] and "owner's key" not in error["message"]
    # Nothing is kept of it.
    assert "saved" not in error["message"]


async def test_a_server_that_is_away_is_a_bad_gateway(ann_token: Headers, settings: Settings) -> None:
    settings.OPENAI_BASE_URL, settings.CHAT_MODELS = "http://127.0.0.1:9/v1", ["test-model"]
    response = await post(CHAT, ann_token, question())
    assert (response.status_code, "did not reply" in response.json()["error"]["message"]) == (502, True)


async def test_a_stream_that_breaks_ends_with_an_error_that_clients_read(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply.words(5, cut_after=2, gap_seconds=0.05))
    text = (await content(await post(CHAT, ann_token, question(stream=True)))).decode()
    *events, last = filter(None, text.split("\n\n"))
    assert len(events) == 2
    assert "Lost the connection" in json.loads(last.removeprefix("data: "))["error"]["message"]


async def test_a_program_that_leaves_takes_the_server_s_work_along(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply.words(10, permits=threading.Semaphore(3)))
    call: Any = ApplicationCommunicator(application, scope(CHAT, ann_token))  # type: ignore[no-untyped-call]
    await call.send_input({"type": "http.request", "body": json.dumps(question(stream=True)).encode()})
    assert (await call.receive_output(30))["status"] == 200
    assert (await call.receive_output(30))["body"]

    await call.send_input({"type": "http.disconnect"})
    await call.wait(30)
    async with asyncio.timeout(30):
        while not model_server.gone:
            await asyncio.sleep(0.01)

    await nothing_is_on_its_way()


async def test_one_person_has_so_many_answers_on_the_way_and_no_more(
    ann: User, ann_token: Headers, bob_token: Headers, model_server: ModelServer, settings: Settings
) -> None:
    settings.ANSWERS_PER_USER = 1
    with open_streams.relayed.one_more(ann.pk), pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_streams, "REFUSED_SECONDS", 0.01)
        refused, other = await post(CHAT, ann_token, question()), await post(CHAT, bob_token, question())

    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
    assert (refused["Retry-After"], other.status_code) == ("3", 200)
    await content(other)


async def test_calls_are_counted_as_those_of_the_api(
    ann_token: Headers, model_server: ModelServer, settings: Settings
) -> None:
    settings.API_RATE_PER_MINUTE = 1
    answers = [await AsyncClient().get("/v1/models", headers=ann_token) for _ in range(2)]
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) <= 60
    assert "Too many calls" in answers[-1].json()["error"]["message"]
