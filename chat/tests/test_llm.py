"""The one module that talks to model servers, beside a turn."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from yarl import URL

from chat.llm import (
    COMPLETE_MAX_CHARS,
    LIST_MAX_BYTES,
    MODELS_MAX,
    VECTOR_MAX_BYTES,
    ModelError,
    ModelRefused,
    ModelUnavailable,
    close_clients,
    complete_chat,
    embed,
    list_models,
    stream_chat,
)
from chat.llm.clients import ERROR_MAX_BYTES, SERVERS_MAX, _proxy_to, _server, client_of
from chat.llm.relaying import relay
from chat.model_server import pacing
from chat.model_server.connection import Connection
from insightvault.fake_model_server import ModelServer, Reply, event
from insightvault.oauth.tests.programs import certified

pytestmark = pytest.mark.usefixtures("answers")
# A client's own limit of lines to one server is 100.
MANY = 130


@pytest.mark.parametrize(("user", "key"), [("", "sk–12"), ("ann:secret@", "sk-12"), ("", "sk-1\n2")])
async def test_an_address_or_key_that_cannot_be_sent_is_a_sentence(
    model_server: ModelServer, user: str, key: str
) -> None:
    connection = Connection(model_server.base_url.replace("//", f"//{user}"), key, ("test-model",))
    with pytest.raises(ModelError, match="can’t be used as it is"):
        await complete_chat(connection, "test-model", [{"role": "user", "content": "Why?"}])


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
    permits = threading.Semaphore(0)
    model_server.default = Reply.words(5, permits=permits)
    connection = Connection(model_server.base_url, "", ("test-model",))
    pieces = stream_chat(connection, "test-model", [{"role": "user", "content": "Why?"}])

    for word in model_server.default.pieces:
        permits.release()
        assert (await anext(pieces)).text == word


async def test_of_many_answers_at_once_each_is_read_less_often_and_none_loses_a_word(model_server: ModelServer) -> None:
    model_server.default = Reply.words(30, gap_seconds=0.01)
    with contextlib.ExitStack() as others:
        for _ in range(MANY):
            others.enter_context(pacing.coming())
        began = time.monotonic()
        readings = await heard(model_server)
        seconds = time.monotonic() - began

    assert "".join(readings) == model_server.default.text
    # 130 of them take turns for a fifth of a second, the time of twenty words.
    assert len(readings) <= 2 + seconds * pacing.READINGS_A_SECOND / MANY


async def test_what_came_together_with_an_error_is_heard_before_it(model_server: ModelServer) -> None:
    model_server.default = Reply(raw=event({"content": "So "}) + event({"content": "far"}) + b'data: {"error": 1}\n\n')
    connection = Connection(model_server.base_url, "", ("test-model",))
    texts = []

    with pytest.raises(ModelUnavailable):
        async for piece in stream_chat(connection, "test-model", [{"role": "user", "content": "Why?"}]):
            texts.append(piece.text)

    assert texts == ["So far"]


async def refused(model_server: ModelServer, *, texts: int = 0) -> str:
    connection = Connection(model_server.base_url, "", ("test-model",))
    with pytest.raises(ModelError) as found:
        await (embed(connection, ["text"] * texts) if texts else list_models(model_server.base_url, ""))
    return found.value.sentence


# The server also writes what fills the line's buffers; that is little of the whole flood.
async def test_a_list_of_models_without_end_is_not_read(model_server: ModelServer) -> None:
    model_server.flood = b'{"data": [' + b'{"id": "model"}, ' * 10_000
    assert "more than anybody reads" in await refused(model_server)
    assert model_server.flooded < 5 * LIST_MAX_BYTES


async def test_vectors_without_end_are_not_read(model_server: ModelServer) -> None:
    model_server.flood = b'{"data": [' + b"0.12345678901234567, " * 10_000
    assert "more than anybody reads" in await refused(model_server, texts=2)
    assert model_server.flooded < 20 * 2 * VECTOR_MAX_BYTES


@pytest.mark.parametrize("status", [400, 500])
async def test_of_an_error_without_end_the_beginning_is_read(model_server: ModelServer, status: int) -> None:
    model_server.flood, model_server.flood_status = b"The context is too long. " * 10_000, status
    sentence = await refused(model_server, texts=1)
    assert "too long" in sentence
    assert model_server.flooded < 300 * ERROR_MAX_BYTES


async def test_a_line_that_comes_in_small_pieces_is_put_together(model_server: ModelServer) -> None:
    model_server.default = Reply(raw=event({"content": "x" * 300_000}) + b"data: [DONE]\n\n")
    assert await heard(model_server) == ["x" * 300_000]


async def test_of_an_endless_title_the_beginning_is_read(model_server: ModelServer) -> None:
    model_server.default = Reply(["word " * 1_000] * 1_000, gap_seconds=0.001)
    connection = Connection(model_server.base_url, "", ("test-model",))
    title = await complete_chat(connection, "test-model", [{"role": "user", "content": "Why?"}])
    assert len(title) <= COMPLETE_MAX_CHARS
    assert len(model_server.sent[0].pieces) < 1_000


async def test_names_that_are_too_many_or_too_long_are_left_out(model_server: ModelServer) -> None:
    model_server.models = ("a", "b" * 10_000, *(f"model-{number}" for number in range(5_000)))
    names = await list_models(model_server.base_url, "")
    assert len(names) == MODELS_MAX - 1 and "a" in names


@pytest.fixture
async def elsewhere(model_server: ModelServer) -> AsyncIterator[Connection]:
    """A connection to a server that answers everything by naming another one: `model_server`."""

    async def named(request: web.Request) -> web.Response:
        location = f"{model_server.base_url}/{request.match_info['path']}"
        return web.Response(status=307, headers={"Location": location})

    app = web.Application()
    app.router.add_route("*", "/v1/{path:.*}", named)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()

    yield Connection(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", "the-key", ("test-model",))
    await runner.cleanup()


async def test_the_prompt_and_the_key_go_to_the_server_that_was_chosen_and_to_no_other(
    model_server: ModelServer, elsewhere: Connection
) -> None:
    with pytest.raises(ModelError):
        await complete_chat(elsewhere, "test-model", [{"role": "user", "content": "My secret"}])
    with pytest.raises(ModelError):
        await embed(elsewhere, ["My secret"])
    with pytest.raises(ModelError):
        await list_models(elsewhere.base_url, elsewhere.api_key)

    assert (model_server.requests, model_server.embedded, model_server.keys) == ([], [], [])


@contextlib.asynccontextmanager
async def listening(said: bytes, heard_lines: list[bytes]) -> AsyncIterator[str]:
    """A server that says the same to whoever asks; the address it is at."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard_lines.extend((await reader.readuntil(b"\r\n\r\n")).splitlines())
        writer.write(said)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


LIST = b'HTTP/1.1 200 OK\r\nSet-Cookie: who=ann\r\nContent-Length: 26\r\n\r\n{"data": [{"id": "kiln"}]}'


async def test_a_proxy_of_the_environment_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[bytes] = []
    async with listening(LIST, lines) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        assert await list_models("http://models.example/v1", "") == ["kiln"]

    assert lines[0] == b"GET http://models.example/v1/models HTTP/1.1"


async def test_a_server_without_a_proxy_is_named_with_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "models.example:8080")
    assert _proxy_to(URL("http://models.example:8080/v1")) is None
    assert _proxy_to(URL("http://models.example/v1")) == "http://127.0.0.1:9"


async def test_each_place_has_the_version_that_the_address_asks_for_and_no_cookie() -> None:
    lines: list[bytes] = []
    async with listening(LIST, lines) as server:
        for _ in range(2):
            assert await list_models(f"{server}/v1?api-version=3", "") == ["kiln"]

    assert lines[0] == b"GET /v1/models?api-version=3 HTTP/1.1"
    # What a server wants kept is not.
    assert not [line for line in lines if line.lower().startswith(b"cookie")]


async def test_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with listening(LIST, []) as server:
        assert await list_models(f"{server}/v1", "") == ["kiln"]


async def test_a_certificate_that_nobody_signed_is_told(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified(tmp_path))
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    async with server:
        with pytest.raises(ModelRefused, match=r"certificate .* is not trusted"):
            await list_models(f"https://localhost:{server.sockets[0].getsockname()[1]}/v1", "")


@pytest.mark.parametrize("length", [10, 10_000])
async def test_a_refusal_that_breaks_off_is_a_sentence(length: int) -> None:
    said = b"HTTP/1.1 500 No\r\nRetry-After: \xff5\r\nContent-Length: %d\r\n\r\nno" % length
    async with listening(said, []) as server:
        relayed = await relay(Connection(f"{server}/v1", "", ("test-model",)), "chat/completions", b"{}", seconds=20)
        assert relayed.retry_after == "5"
        with pytest.raises(ModelUnavailable):
            await relayed.beginning(1_000)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nA header without a colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nwhat",
        b"220 mail.example ESMTP\r\n",
        b"",
    ],
)
async def test_what_does_not_speak_http_is_a_sentence(said: bytes) -> None:
    async with listening(said, []) as server:
        with pytest.raises(ModelUnavailable):
            await list_models(f"{server}/v1", "")


async def test_addresses_that_change_leave_nothing_behind(model_server: ModelServer) -> None:
    of_now = client_of(Connection(model_server.base_url, "key", ()))
    for number in range(2 * SERVERS_MAX):
        other = client_of(Connection(f"http://127.0.0.1:9/{number}/v1", f"key-{number}", ()))
        assert other.http is of_now.http
        assert other.server.headers["Authorization"] == f"Bearer key-{number}"

    assert _server.cache_info().currsize == SERVERS_MAX
    await close_clients()
    assert of_now.http.closed and not _server.cache_info().currsize


async def test_each_key_goes_with_its_own_requests(model_server: ModelServer) -> None:
    for key in ("one", "two", "one"):
        await list_models(model_server.base_url, key)

    assert model_server.keys == ["Bearer one", "Bearer two", "Bearer one"]
