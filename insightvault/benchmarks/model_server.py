"""A model server to test and measure with: real HTTP, the OpenAI protocol, queued behaviour, a record of what arrived.

`python -m insightvault.benchmarks.model_server [PORT]` runs it by itself.
"""

import asyncio
import json
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

WORDS = "the answer grows word by word until it has said what there is to say and then it ends".split()


@dataclass
class Reply:
    """How the server behaves for one question.

    `pieces` are sent one by one, `gap_seconds` apart, after `wait_seconds`. `status` other than 200
    answers with an error; `cut_after` pieces the line is cut; `hang_after` pieces nothing more comes.
    """

    pieces: list[str] = field(default_factory=lambda: ["Hello ", "from ", "the model."])
    reasoning: list[str] = field(default_factory=list)
    wait_seconds: float = 0
    gap_seconds: float = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "scripted"}}'
    cut_after: int | None = None
    hang_after: int | None = None
    finish_reason: str = "stop"
    raw: bytes | None = None  # sent as the whole body instead

    @classmethod
    def words(cls, count: int, **how: Any) -> "Reply":
        return cls(pieces=[f"{WORDS[i % len(WORDS)]} " for i in range(count)], **how)


class ModelServer:
    """`requests` holds the bodies of all chat questions, oldest first; `default` answers when nothing is queued."""

    def __init__(self, models: tuple[str, ...] = ("test-model", "other-model")) -> None:
        self.models = models
        self.queue: deque[Reply] = deque()
        self.default = Reply()
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.gone = 0  # readers that left in the middle
        self.base_url = ""
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/v1/models", self._list)
        app.router.add_post("/v1/chat/completions", self._chat)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        address = self._runner.addresses[0]
        self.base_url = f"http://127.0.0.1:{address[1]}/v1"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _list(self, request: web.Request) -> web.Response:
        self.keys.append(request.headers.get("Authorization", ""))
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self.keys.append(request.headers.get("Authorization", ""))
        self.requests.append(await request.json())
        reply = self.queue.popleft() if self.queue else self.default
        await asyncio.sleep(reply.wait_seconds)
        if reply.status != 200:
            return web.Response(
                status=reply.status, text=reply.body, headers=reply.headers, content_type="application/json"
            )
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            await self._write(request, response, reply)
        except (ConnectionError, asyncio.CancelledError):
            self.gone += 1
            raise
        return response

    async def _write(self, request: web.Request, response: web.StreamResponse, reply: Reply) -> None:
        if reply.raw is not None:
            await response.write(reply.raw)
            return
        for text in reply.reasoning:
            await response.write(event({"reasoning_content": text}))
        for number, text in enumerate(reply.pieces):
            if number == reply.cut_after:
                assert request.transport
                request.transport.abort()
                return
            if number == reply.hang_after:
                await asyncio.sleep(3600)
            await response.write(event({"content": text}))
            if reply.gap_seconds:
                await asyncio.sleep(reply.gap_seconds)
        await response.write(event({}, finish_reason=reply.finish_reason))
        usage = {"prompt_tokens": 11, "completion_tokens": len(reply.pieces)}
        await response.write(b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\n")
        await response.write(b"data: [DONE]\n\n")


def event(delta: dict[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return b"data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


async def _serve(port: int) -> None:
    server = ModelServer()
    server.default = Reply.words(50)
    await server.start(port)
    print(server.base_url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else 9100))
