"""Floods of an attacker: each goes on until its time is over, with a bound on how much it sends in all."""

import asyncio
import contextlib
import secrets

import aiohttp

from insightvault.benchmarks.attack import doors
from insightvault.benchmarks.attack.bombs import BOMB, BOMBS, SLOW
from insightvault.benchmarks.attack.sending import (
    AT_ONCE,
    CSRF,
    HOST,
    Flood,
    Target,
    again_and_again,
    call,
    post_form,
    read,
)
from insightvault.benchmarks.harness.person import INTERACTION

HALF_LINES = 300
TRICKLE_SECONDS = 0.5
STREAMS = 300
# A question may be about this long.
QUESTION_CHARS = 99_000
RUNS = ("[", "⟦", "【", "<", "(", "⟦end of memory 1", "Quoted: >", "`", "\n", "\ufdfa")
MALFORMED = (
    b"[" * 500_000,
    b'[{"uuid": "1", "name": "' + b"[" * 400_000 + b'", "chat_messages": [{"sender": "human", "text": "x"}]}]',
    b'[{"mapping": {"a": {"parent": "a", "children": ["a"], "message": null}}}]',
    b'{"format": "insightvault"}\n' * 20_000,
    b"PK\x03\x04" + b"\0" * 300_000,
    b"SQLite format 3\0" + b"\xff" * 300_000,
    b'{"a":' * 200_000,
    b"\xff\xfe" * 200_000,
)


async def logins(target: Target, client: aiohttp.ClientSession) -> None:
    """By strangers with made-up names."""
    await _forms("/accounts/login/", target, client)


async def signups(target: Target, client: aiohttp.ClientSession) -> None:
    await _forms("/accounts/signup/", target, client)


async def _forms(path: str, target: Target, client: aiohttp.ClientSession) -> None:
    async def send(number: int) -> None:
        password = secrets.token_hex(8)
        form = {"username": secrets.token_hex(6), "password": password, "password1": password, "password2": password}
        headers = {"Cookie": f"{target.csrf}={CSRF}"}
        form["csrfmiddlewaretoken"] = CSRF
        async with client.post(target.address + path, data=form, headers=headers, allow_redirects=False) as answer:
            await answer.read()

    await again_and_again(send, AT_ONCE)


async def bracket_runs(target: Target, client: aiohttp.ClientSession) -> None:
    """Sends them as questions, instructions, notes, summaries and searches."""

    async def send(number: int) -> None:
        run = RUNS[number % len(RUNS)]
        long = (run * QUESTION_CHARS)[:QUESTION_CHARS]
        if number % 4 == 0:
            await call(client, target, "/chat/send", {"message": long})
        elif number % 4 == 1:
            await post_form(client, target, "/instructions/", {"text": long[:4000]})
        elif number % 4 == 2:
            await call(client, target, "/sessions/start", {"context_summary": long[:2000]})
        else:
            await read(client, target, f"/memory/?q={'%5B' * 2000}")

    await again_and_again(send, 8)


async def markdown_bombs(target: Target, client: aiohttp.ClientSession) -> None:
    async def send(number: int) -> None:
        await call(client, target, "/chat/send", {"message": f"{BOMB} {number % len(BOMBS)}"})

    await again_and_again(send, 8)


async def half_requests(target: Target, client: aiohttp.ClientSession) -> None:
    """Half a head, and half a body, and then a sign now and then."""

    async def hold(number: int) -> None:
        reader, writer = await asyncio.open_connection(HOST, target.port)
        head = f"POST /ask/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100000\r\n"
        try:
            writer.write((head + ("X-A: " if number % 3 else "\r\nquestion=")).encode())
            # The vault may have cut the line, which uvloop then refuses to write to.
            while not reader.at_eof() and not writer.is_closing():
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(TRICKLE_SECONDS)
        finally:
            writer.transport.abort()

    await again_and_again(hold, HALF_LINES)


async def streams(target: Target, client: aiohttp.ClientSession) -> None:
    """One person reads one answer, and asks about it, again and again."""
    asked = {"question": SLOW, "csrfmiddlewaretoken": CSRF}
    found = None
    # Answers that an earlier flood asked for may still be running.
    while found is None:
        with contextlib.suppress(aiohttp.ClientError, ConnectionError):
            async with client.post(f"{target.address}/ask/", data=asked, headers=target.as_person) as answer:
                found = INTERACTION.search(await answer.text())

    address = f"/interactions/{found[1]}/stream/"
    await again_and_again(lambda number: read(client, target, address), STREAMS)


async def big_fields(target: Target, client: aiohttp.ClientSession) -> None:
    async def send(number: int) -> None:
        big = "é" * 400_000
        name = ("question", "text", "title", "username", "scope")[number % 5]
        path = ("/ask/", "/notes/", "/s/1/rename/", "/account/profile/", "/forget/")[number % 5]
        if number % 2:
            await post_form(client, target, path, {name: big, **{f"field-{n}": "x" * 1000 for n in range(500)}})
        else:
            await call(client, target, ("/chat/send", "/sessions/start")[number % 4 // 2], {"message": big, "a": big})

    await again_and_again(send, 8)


async def malformed_imports(target: Target, client: aiohttp.ClientSession) -> None:
    async def send(number: int) -> None:
        file = (("a.json", "a.zip", "a.db")[number % 3], MALFORMED[number % len(MALFORMED)])
        await post_form(client, target, "/import/", {}, file)

    await again_and_again(send, 4)


FLOODS: dict[str, Flood] = {
    "logins": logins,
    "sign-ups": signups,
    "bracket runs": bracket_runs,
    "Markdown bombs": markdown_bombs,
    "half requests": half_requests,
    "streams": streams,
    "big fields": big_fields,
    "malformed imports": malformed_imports,
    **doors.FLOODS,
}
