"""A vault as `manage.py serve` runs it, a model server, and a person in Chromium."""

import asyncio
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.machine import chromium
from insightvault.tests.processes import prepare
from insightvault.tests.settings import ROOT

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET = ["--disable-background-networking", "--disable-component-update"]
# Only a process that hangs takes so long.
START_SECONDS, STOP_SECONDS, LONGEST_SECONDS = 300, 120, 60
PASSWORD = "quince-jelly-1847"
# Machines that run other tests meanwhile are slow.
expect.set_options(timeout=1000 * LONGEST_SECONDS)


class Vault:
    """A running vault of its own; `rows` reads its database directly."""

    def __init__(self, folder: Path, model: ModelServer, *, names_model: bool = True) -> None:
        self.folder, self.model, self.names_model = folder, model, names_model
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.output = ""

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        environment |= {
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "ENV_FILE": os.devnull,
            "SHUTDOWN_SECONDS": "1",
        }
        if self.names_model:
            environment |= {"OPENAI_BASE_URL": self.model.base_url, "CHAT_MODEL": "test-model,other-model"}

        log = (self.folder.parent / "vault.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log, text=True
        )
        self._wait()
        self.output = (self.folder.parent / "vault.log").read_text(encoding="utf-8")

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(number)
            self.process.wait(STOP_SECONDS)
            self.process = None

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.folder / "insightvault.sqlite3", timeout=20)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def statuses(self) -> list[str]:
        return [status for (status,) in self.rows("SELECT status FROM user_interactions ORDER BY id")]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process and self.process.poll() is None, "the vault did not start"
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=10) as response:
                    if response.status == 200:
                        return
            except OSError:
                time.sleep(0.05)

        raise AssertionError("the vault was not ready in time")


class Line:
    """A network between the browser and the vault, which can be cut."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.loop = asyncio.new_event_loop()
        self.writers: set[asyncio.StreamWriter] = set()
        self.server: asyncio.Server | None = None
        self.port = 0

        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.mend()
        self.url = f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        self._do(self._listen())

    def cut(self) -> None:
        self._do(self._hang_up())

    def close(self) -> None:
        self.cut()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def _listen(self) -> None:
        self.server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _hang_up(self) -> None:
        if self.server:
            self.server.close()

        for writer in self.writers:
            writer.transport.abort()

        self.writers.clear()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.vault.port)
        self.writers |= {writer, there_writer}
        await asyncio.gather(self._pass(reader, there_writer), self._pass(there_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(65536):
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@pytest.fixture
def line(vault: Vault) -> Iterator[Line]:
    line = Line(vault)
    yield line
    line.close()


@pytest.fixture
def model(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    """On a free port, or on the one that the test names as this fixture's parameter."""
    server, loop = ModelServer(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(getattr(request, "param", 0)), loop).result(10)
    server.default = Reply(pieces=["A **first** line.\n\n", "And ", "the ", "end."])

    yield server
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def fresh_vault(tmp_path: Path, model: ModelServer) -> Iterator[Vault]:
    """Nobody has set it up yet."""
    vault = Vault(tmp_path / "data", model)
    prepare(vault.folder)
    vault.start()
    yield vault
    vault.stop()


@pytest.fixture
def unconnected_vault(tmp_path: Path, model: ModelServer) -> Iterator[Vault]:
    """Nobody has set it up, and its environment names no model."""
    vault = Vault(tmp_path / "data", model, names_model=False)
    prepare(vault.folder)
    vault.start()
    yield vault
    vault.stop()


# Until the last test here: in one thread there can be one Playwright, and tests elsewhere start theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS + QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Without the page that is kept for a vault that does not answer: tests look at what the browser itself is told."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 860}, timezone_id="Europe/Berlin", service_workers="block"
    )
    context.set_default_timeout(1000 * LONGEST_SECONDS)
    yield context
    context.close()


@pytest.fixture
def vault(fresh_vault: Vault, context: BrowserContext) -> Vault:
    """Set up by maren, who is logged in in `context`."""
    page = context.new_page()
    set_up(page, fresh_vault)
    page.close()

    return fresh_vault


@pytest.fixture
def page(vault: Vault, context: BrowserContext) -> Iterator[Page]:
    """The chat page of maren; nothing may go wrong on it unseen."""
    page = context.new_page()
    wrong = watched(page)
    page.goto(vault.url)
    yield page
    assert wrong == []


def watched(page: Page) -> list[str]:
    """Errors that the page's scripts and its security policy report, and what is loaded from elsewhere."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)

    def seen(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "about:")):
            wrong.append(url)

    page.on("request", lambda request: seen(request.url))
    return wrong


def set_up(page: Page, vault: Vault) -> None:
    link = re.search(r"http://\S+/setup/\S+", vault.output)
    assert link
    page.goto(link[0])
    page.get_by_label("Username").fill("maren")
    page.locator("[name=password1]").fill(PASSWORD)

    page.locator("[name=password2]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{vault.url}/")


def log_in(page: Page) -> None:
    page.get_by_label("Username").fill("maren")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def held(vault: Vault, words: int, *, after: int) -> threading.Semaphore:
    """The model says so many words, the first `after` at once, and each of the others when it is let go."""
    permits = threading.Semaphore(after)
    vault.model.default = Reply.words(words, permits=permits)
    return permits


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def until(condition: Callable[[], bool], seconds: float = LONGEST_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass in time"
        time.sleep(0.05)
