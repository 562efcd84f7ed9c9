"""A person at the pages and a program of theirs: the calls that a browser and the JSON API's callers make."""

import asyncio
import contextlib
import json
import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

from insightvault.benchmarks.harness.page import EventParser, ShownPage, StreamEvent
from insightvault.benchmarks.harness.vault import Account

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
TOPBAR = re.compile(r'name="topbar" form="composer" value="(\w+)"')
INTERACTION = re.compile(r'data-interaction-id="(\d+)"\s+data-status="(\w+)"')
HERE = URL("http://127.0.0.1/")
HTMX = {"HX-Request": "true"}
# No call but a stream takes longer, even while the database is locked.
CALL_SECONDS = 25
STREAM_SILENT_SECONDS = 25
LOGIN_TRIES = 20

# A line that broke, or nobody there: what a browser meets when a server dies.
Broken = (aiohttp.ClientError, ConnectionError, TimeoutError)


@dataclass(frozen=True)
class Fragment:
    """A turn as the page gets it."""

    interaction_id: int
    status: str
    html: str

    @property
    def is_live(self) -> bool:
        return "data-stream-url" in self.html

    def shows(self, answer_html: str, *, whole: bool = True) -> bool:
        """Whether its answer is exactly this, or begins with it."""
        if not answer_html:
            return not whole or '<div class="answer"' not in self.html

        return f'<div class="answer">{answer_html}{"</div>" if whole else ""}' in self.html


class Person:
    """Logged in on all nodes at once: their cookies are the host's, and the nodes differ by port."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._csrf = self._topbar = ""
        self._client = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=CALL_SECONDS),
        )

    async def close(self) -> None:
        await self._client.close()

    async def log_in(self, node: str) -> None:
        """Tries again, as the page says, while the database does not answer."""
        for _ in range(LOGIN_TRIES):
            try:
                return await self._log_in(node)
            except aiohttp.ClientResponseError as error:
                if error.status != 503:
                    raise
                await asyncio.sleep(1)

        raise TimeoutError("the login page did not come back")

    async def _log_in(self, node: str) -> None:
        await self._read_csrf(f"{node}/accounts/login/")
        form = {"username": self.account.name, "password": self.account.password, "csrfmiddlewaretoken": self._csrf}

        async with self._client.post(f"{node}/accounts/login/", data=form) as response:
            response.raise_for_status()

        await self._read_csrf(f"{node}/")

    def arrive(self) -> None:
        """With the login of a browser that logged in before."""
        self._csrf = secrets.token_hex(16)
        name, _, value = self.account.session.partition("=")
        self._client.cookie_jar.update_cookies({name: value, self.account.csrf: self._csrf}, HERE)

    async def ask(self, node: str, question: str, draft_id: str) -> tuple[int, Fragment | None]:
        """The status and, if it was accepted, the turn."""
        form = {"question": question, "draft_id": draft_id, "csrfmiddlewaretoken": self._csrf, "topbar": self._topbar}
        async with self._client.post(f"{node}/ask/", data=form, headers=HTMX, allow_redirects=False) as response:
            html = await response.text()
            if shown := TOPBAR.search(html):
                self._topbar = shown[1]

            return response.status, _fragment(html) if response.status == 200 else None

    async def read(self, node: str, interaction_id: int) -> tuple[int, Fragment | None]:
        address = f"{node}/interactions/{interaction_id}/"
        async with self._client.get(address, headers=HTMX, allow_redirects=False) as response:
            return response.status, _fragment(await response.text()) if response.status == 200 else None

    async def stop(self, node: str, interaction_id: int) -> int:
        form = {"csrfmiddlewaretoken": self._csrf}
        address = f"{node}/interactions/{interaction_id}/stop/"

        async with self._client.post(address, data=form, headers=HTMX, allow_redirects=False) as response:
            return response.status

    async def follow(self, node: str, interaction_id: int, page: ShownPage, *, leave_after: int | None = None) -> int:
        """Reads the stream into `page`, from where it is, to its end or for `leave_after` events; the status.

        Raises one of `Broken` when the line breaks before the stream's end.
        """
        headers = {"Accept": "text/event-stream", "Last-Event-ID": page.last_id}
        address = f"{node}/interactions/{interaction_id}/stream/"

        async with self._client.get(
            address, headers=headers, allow_redirects=False, timeout=_STREAM_TIMEOUT
        ) as response:
            if response.status != 200:
                return response.status

            count = 0
            async for event in _events(response, page.last_id):
                page.take(event)
                count += 1

                if page.is_done or count == leave_after:
                    # The body's rest is dropped with its connection, as when a browser leaves.
                    response.close()
                    return 200

        raise aiohttp.ServerDisconnectedError

    async def ask_and_stream(self, node: str, question: str) -> AsyncGenerator[tuple[str, dict[str, Any]]]:
        """The events of POST /chat/stream; the first, "status", holds the status."""
        headers = {"Authorization": f"Bearer {self.account.token}"}
        async with self._client.post(
            f"{node}/chat/stream", json={"message": question}, headers=headers, timeout=_STREAM_TIMEOUT
        ) as response:
            yield "status", {"status": response.status}
            if response.status == 200:
                async for event in _events(response):
                    yield event.kind, json.loads(event.data)

    async def look(self, node: str, path: str) -> str:
        """The page at `path`."""
        async with self._client.get(f"{node}{path}") as response:
            response.raise_for_status()
            return await response.text()

    async def call(self, node: str, path: str) -> str:
        """The answer to a call of their program."""
        headers = {"Authorization": f"Bearer {self.account.token}"}
        async with self._client.get(f"{node}{path}", headers=headers) as response:
            response.raise_for_status()
            return await response.text()

    async def start_session(self, node: str) -> None:
        headers = {"Authorization": f"Bearer {self.account.token}"}
        async with self._client.post(f"{node}/sessions/start", json={}, headers=headers) as response:
            response.raise_for_status()

    async def attach(self, node: str, name: str, content: bytes) -> int:
        """The number of the file, which waits for a question."""
        attached = await self._send_file(f"{node}/attachments", name, content)
        return int(attached[0]["id"])

    async def upload(self, node: str, path: Path) -> None:
        """In pieces, as the import page's script does."""
        headers = {"X-CSRFToken": self._csrf}
        announced = {"name": path.name, "size": str(path.stat().st_size)}

        async with self._client.post(f"{node}/import/start/", data=announced, headers=headers) as response:
            response.raise_for_status()
            started = await response.json()

        at = 0
        with path.open("rb") as file:
            while piece := file.read(started["piece_bytes"]):
                address = f"{node}{started['files'][0]}?offset={at}"
                async with self._client.post(address, data=piece, headers=headers) as response:
                    response.raise_for_status()
                at += len(piece)

    async def send_import(self, node: str, name: str, content: bytes) -> int:
        """The import's number."""
        begun = await self._send_file(f"{node}/import", name, content)
        return int(begun["id"])

    async def _send_file(self, address: str, name: str, content: bytes) -> Any:
        """With the person's token; the call's answer."""
        form = aiohttp.FormData()
        form.add_field("files", content, filename=name)
        headers = {"Authorization": f"Bearer {self.account.token}"}
        async with self._client.post(address, data=form, headers=headers) as response:
            response.raise_for_status()
            return await response.json()

    async def delete(self, node: str, interaction_id: int) -> int:
        form = {"csrfmiddlewaretoken": self._csrf}
        address = f"{node}/interactions/{interaction_id}/delete/"
        async with self._client.post(address, data=form, allow_redirects=False) as response:
            return response.status

    async def _read_csrf(self, address: str) -> None:
        async with self._client.get(address) as response:
            response.raise_for_status()
            found = CSRF.search(await response.text())

        assert found, "the page has no form"
        self._csrf = found[1]


async def _events(response: aiohttp.ClientResponse, last_id: str = "") -> AsyncIterator[StreamEvent]:
    parser = EventParser(last_id)
    async for chunk in response.content.iter_any():
        for event in parser.feed(chunk):
            yield event


def _fragment(html: str) -> Fragment | None:
    found = INTERACTION.search(html)
    return Fragment(int(found[1]), found[2], html) if found else None


_STREAM_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=STREAM_SILENT_SECONDS)


@contextlib.asynccontextmanager
async def people_of(accounts: Iterable[Account]) -> AsyncIterator[list[Person]]:
    """Their connections are closed at the end."""
    async with contextlib.AsyncExitStack() as leaving:
        people = [Person(account) for account in accounts]
        for person in people:
            leaving.push_async_callback(person.close)

        yield people
