"""A model server to test and measure with: real HTTP, the OpenAI protocol, queued behaviour, a record of what arrived.

`python -m insightvault.fake_model_server PORT WORDS GAP_SECONDS` runs it by itself; without them, on port 9100.
"""

import asyncio
import contextlib
import functools
import json
import math
import re
import sys
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import uvloop
from aiohttp import web

# How often it is looked whether the next piece may go.
PERMIT_SECONDS = 0.01
WORDS = "the answer grows word by word until it has said what there is to say and then it ends".split()
# The day and the memories stand behind a question.
BESIDE = re.compile(r"\n\n\(Today is [^\n]*\)(?:\n|\Z)")
# The bytes of an answer that would not end.
FLOOD_BYTES = 100_000_000


@dataclass
class Reply:
    """How the server behaves for one question.

    `pieces` are sent one by one, `gap_seconds` apart, after `wait_seconds`. `status` other than 200
    answers with an error; `cut_after` pieces the line is cut; `hang_after` pieces nothing more comes; with `permits`
    each piece takes one, and waits until there is one;
    `ending` is sent instead of the ordinary end; `prelude` is content before the answer, as thoughts in tags are.
    """

    pieces: list[str] = field(default_factory=lambda: ["Hello ", "from ", "the model."])
    reasoning: list[str] = field(default_factory=list)
    prelude: list[str] = field(default_factory=list)
    wait_seconds: float = 0
    gap_seconds: float = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "scripted"}}'
    cut_after: int | None = None
    hang_after: int | None = None
    permits: threading.Semaphore | None = None
    finish_reason: str = "stop"
    raw: bytes | None = None  # sent as the whole body instead
    steps: list[bytes | float] | None = None  # sent one by one instead; a number is a pause in seconds
    ending: bytes | None = None
    kind: str = "text/event-stream"

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @classmethod
    def words(cls, count: int, **how: Any) -> "Reply":
        return cls(pieces=[f"{WORDS[i % len(WORDS)]} " for i in range(count)], **how)


@dataclass
class Sent:
    """The reply to one question: each piece of the answer with the moment it was written (monotonic)."""

    question: str
    pieces: list[tuple[float, str]] = field(default_factory=list)
    ended_at: float | None = None

    def length(self, *, until: float = float("inf")) -> int:
        """Code points written up to a moment."""
        return sum(len(text) for moment, text in self.pieces if moment <= until)


@dataclass
class Embedding:
    """How texts become vectors here: by their words alone, so that the same words lie close.

    `meanings`: words that mean the same as another.
    """

    status: int = 200
    wait_seconds: float = 0
    size: int = 64
    meanings: dict[str, str] = field(default_factory=dict)

    def vector(self, text: str) -> list[float]:
        numbers = [0.0] * self.size
        for word in re.findall(r"\w+", text.casefold()):
            numbers[zlib.crc32(self.meanings.get(word, word).encode()) % self.size] += 1

        length = math.sqrt(sum(number * number for number in numbers)) or 1
        return [number / length for number in numbers]


class ModelServer:
    """`requests` holds the bodies of all chat questions and `sent` what they were answered, oldest first.

    `choose` picks the reply for a question; unless it is set, the queue does, and `default` when that is empty.
    """

    def __init__(self, models: tuple[str, ...] = ("test-model", "other-model")) -> None:
        self.models = models
        self.queue: deque[Reply] = deque()
        self.default = Reply()
        self.choose: Callable[[str], Reply] = lambda question: self.queue.popleft() if self.queue else self.default
        self.requests: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []  # the same as they came

        self.sent: list[Sent] = []
        self.keys: list[str] = []
        # What a question is refused with, by its whole body; None if it is answered.
        self.refuses: Callable[[dict[str, Any]], Reply | None] = lambda asked: None
        self.listed: bytes | None = None  # sent in place of the list of models
        self.told: dict[str, bytes] = {}  # by path: what the server tells beside the protocol; 404 elsewhere
        self.looked_up: list[str] = []  # such paths, whether there was something or not
        self.paths: list[str] = []  # of lists and questions, with what stands behind "?"
        self.gone = 0  # readers that left in the middle
        self.embedded: list[str] = []
        self.embedding = Embedding()
        self.flood = b""  # sent over and over, instead of a list or vectors, until the reader leaves
        self.flood_status = 200
        self.flooded = 0  # bytes of it

        self.base_url = ""
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/v1/models", self._list)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/embeddings", self._embed)
        app.router.add_route("*", "/{path:.*}", self._tell)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)

        await self._runner.setup()
        await self._listen(port)
        address = self._runner.addresses[0]
        self.base_url = f"http://127.0.0.1:{address[1]}/v1"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def down(self) -> int:
        """Looks like a crash: every line is cut and nobody listens. Returns the port for `up`."""
        assert self._runner and self._runner.server and self._site
        port: int = self._runner.addresses[0][1]
        await self._site.stop()

        for handler in self._runner.server.connections:
            if handler.transport:
                handler.transport.abort()

        return port

    async def up(self, port: int) -> None:
        await self._listen(port)

    async def _listen(self, port: int) -> None:
        assert self._runner
        self._site = web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True)
        await self._site.start()

    async def _tell(self, request: web.Request) -> web.StreamResponse:
        self.looked_up.append(request.path)
        if request.path not in self.told:
            return web.Response(status=404, text="404 page not found")
        return web.Response(body=self.told[request.path], content_type="application/json")

    async def _list(self, request: web.Request) -> web.StreamResponse:
        self.keys.append(request.headers.get("Authorization", ""))
        self.paths.append(request.path_qs)
        if self.flood:
            return await self._endless(request)
        if self.listed is not None:
            return web.Response(body=self.listed, content_type="application/json")
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=self.flood_status, headers={"Content-Type": "application/json"})
        await response.prepare(request)

        with contextlib.suppress(ConnectionError):
            while self.flooded < FLOOD_BYTES:
                await response.write(self.flood)
                self.flooded += len(self.flood)

        return response

    async def _embed(self, request: web.Request) -> web.StreamResponse:
        self.keys.append(request.headers.get("Authorization", ""))
        if self.flood:
            return await self._endless(request)
        asked = await request.json()
        self.embedded += asked["input"]
        await asyncio.sleep(self.embedding.wait_seconds)

        if self.embedding.status != 200:
            return web.Response(status=self.embedding.status, text="{}", content_type="application/json")

        vectors = [self.embedding.vector(text) for text in asked["input"]]
        data = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]
        return web.json_response({"object": "list", "model": asked["model"], "data": data[::-1]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self.keys.append(request.headers.get("Authorization", ""))
        self.paths.append(request.path_qs)
        self.bodies.append(await request.read())
        asked = json.loads(self.bodies[-1])
        self.requests.append(asked)
        content = asked["messages"][-1]["content"]
        sent = Sent(BESIDE.split(content if isinstance(content, str) else content[0]["text"])[0])
        self.sent.append(sent)

        try:
            return await self._reply(request, self.refuses(asked) or self.choose(sent.question), sent)
        finally:
            sent.ended_at = time.monotonic()

    async def _reply(self, request: web.Request, reply: Reply, sent: Sent) -> web.StreamResponse:
        await asyncio.sleep(reply.wait_seconds)
        if reply.status != 200:
            return web.Response(
                status=reply.status, text=reply.body, headers=reply.headers, content_type="application/json"
            )

        response = web.StreamResponse(headers={"Content-Type": reply.kind})
        await response.prepare(request)

        try:
            if reply.raw is not None or reply.steps is not None:
                await _step(request, response, reply)
            else:
                await self._write(request, response, reply, sent)
        except asyncio.CancelledError:
            self.gone += 1
            raise
        except ConnectionError:
            self.gone += 1

        return response

    async def _write(self, request: web.Request, response: web.StreamResponse, reply: Reply, sent: Sent) -> None:
        for text in reply.reasoning:
            await response.write(event({"reasoning_content": text}))

        for text in reply.prelude:
            await response.write(event({"content": text}))

        for number, text in enumerate(reply.pieces):
            if number == reply.cut_after:
                _cut(request)
                return

            if number == reply.hang_after:
                await asyncio.sleep(3600)

            await _taken(reply.permits)
            await response.write(_word(text))
            sent.pieces.append((time.monotonic(), text))
            if reply.gap_seconds:
                await asyncio.sleep(reply.gap_seconds)

        if reply.hang_after == len(reply.pieces):
            await asyncio.sleep(3600)

        if reply.ending is not None:
            await response.write(reply.ending)
            return

        await response.write(event({}, finish_reason=reply.finish_reason))
        usage = {"prompt_tokens": 11, "completion_tokens": len(reply.pieces)}
        await response.write(b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\n")
        await response.write(b"data: [DONE]\n\n")


def _cut(request: web.Request) -> None:
    assert request.transport
    request.transport.abort()


async def _step(request: web.Request, response: web.StreamResponse, reply: Reply) -> None:
    for step in [reply.raw] if reply.raw is not None else reply.steps or []:
        if isinstance(step, bytes):
            await response.write(step)
        else:
            await asyncio.sleep(step)

    if reply.cut_after is not None:
        _cut(request)


async def _taken(permits: threading.Semaphore | None) -> None:
    """Given from another thread, whose event loop may be another one or none."""
    while permits and not permits.acquire(blocking=False):
        await asyncio.sleep(PERMIT_SECONDS)


def event(delta: dict[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return b"data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


@functools.cache
def _word(text: str) -> bytes:
    # Made once: while thousands a second are sent, the machine is for what is measured.
    return event({"content": text})


class ThreadedServer:
    """A model server in a thread and event loop of its own; `call` runs one of its coroutines there."""

    def __init__(self) -> None:
        self.server = ModelServer()
        self.loop = asyncio.new_event_loop()

    def call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)


@contextlib.contextmanager
def in_a_thread() -> Iterator[ThreadedServer]:
    threaded = ThreadedServer()
    thread = threading.Thread(target=threaded.loop.run_forever, daemon=True)
    thread.start()

    try:
        threaded.call(threaded.server.start())
        yield threaded
    finally:
        with contextlib.suppress(TimeoutError):
            threaded.call(threaded.server.stop())
        threaded.loop.call_soon_threadsafe(threaded.loop.stop)
        thread.join(10)


async def _serve(port: int, words: int, gap_seconds: float) -> None:
    server = ModelServer()
    server.default = Reply.words(words, gap_seconds=gap_seconds)
    await server.start(port)
    print(server.base_url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    given = sys.argv[1:]
    port, words, gap_seconds = given + ["9100", "50", "0"][len(given) :]
    uvloop.run(_serve(int(port), int(words), float(gap_seconds)))
