"""Floods at the doors that take much at once: files, programs' own prompts, tools, and actions on many sessions."""

from typing import Any

import aiohttp

from insightvault.benchmarks.attack.files import bomb
from insightvault.benchmarks.attack.sending import Flood, Target, again_and_again, call, post_form
from insightvault.benchmarks.harness.model_process import MODEL
from insightvault.mcp.shapes import QUERY_MAX_CHARS

FILES = "files"
CHAT, REMEMBERED = "/v1/chat/completions", "/memory/v1/chat/completions"
# Of a prompt, in characters: most of what a body may have.
PROMPT_CHARS = 8_000_000
MESSAGES = 20_000
DEEP = 900
WORDS = "quince garden frost letter window harbour kettle meadow " * 30
ACTIONS = ("archive", "bring-back", "never-recall", "pin", "move-to", "export-json")


async def files(target: Target, client: aiohttp.ClientSession) -> None:
    """They are attached, and questions are asked with them."""

    async def send(number: int) -> None:
        path = ("/attachments/", "/ask/")[number % 2]
        await post_form(client, target, path, {"question": "What does it say?"}, bomb(number))

    await again_and_again(send, 4)


async def prompts(target: Target, client: aiohttp.ClientSession) -> None:
    """Of programs: one word of millions of signs, thousands of messages, values within values."""
    conversations: tuple[list[dict[str, Any]], ...] = (
        [{"role": "user", "content": "[" * PROMPT_CHARS}],
        [{"role": ("user", "assistant")[n % 2], "content": WORDS[:300]} for n in range(MESSAGES + 1)],
        [{"role": "user", "content": [{"type": "text", "text": "quince"}] * MESSAGES}],
        [{"role": "user", "content": WORDS, "of_tomorrow": _nested(DEEP)}],
    )

    async def send(number: int) -> None:
        messages = conversations[number % len(conversations)]
        body = {"model": MODEL, "stream": number % 3 > 0, "messages": messages}
        await call(client, target, (REMEMBERED, CHAT)[number % 5 == 0], body)

    await again_and_again(send, 4)


def _nested(depth: int) -> Any:
    found: Any = "quince"
    for _ in range(depth):
        found = [found]

    return found


async def tools(target: Target, client: aiohttp.ClientSession) -> None:
    """Searches of many words over MCP."""

    async def send(number: int) -> None:
        params = {"name": "search", "arguments": {"query": WORDS[number % 100 :][:QUERY_MAX_CHARS]}}
        body = {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}
        await call(client, target, "/mcp", body)

    await again_and_again(send, 16)


async def many_sessions(target: Target, client: aiohttp.ClientSession) -> None:
    """All of them, there and back again, and into an area."""
    # The first of this vault.
    await post_form(client, target, "/areas/", {"name": "Flood", "colour": "grey", "recalls": "own"})

    async def send(number: int) -> None:
        do, into = ACTIONS[number % len(ACTIONS)], ("1", "none")[number // len(ACTIONS) % 2]
        await post_form(client, target, "/history/many/", {"all": "on", "do": do, "into": into, "confirmed": "on"})

    await again_and_again(send, 8)


FLOODS: dict[str, Flood] = {
    "prompts": prompts,
    "tools": tools,
    "many sessions": many_sessions,
    # Last: its questions wait for their files, and a person has so many at once.
    FILES: files,
}
