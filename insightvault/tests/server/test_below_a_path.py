"""A vault below the path of a proxy, over real HTTP: all that a page leads to lies below that path, too."""

import contextlib
import http.client
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import orjson
import pytest

from insightvault.tests.processes import manage, prepare, served

MAKE = "from insightvault.accounts.models import User; User.objects.create_superuser('ann', password='ann-password-1')"
ADDRESS = re.compile(r"""(?:href|src|action|data-home|data-login|data-[\w-]+-url|hx-get|hx-post)="(/[^"]*)""")
PAGES = (
    "",
    "history/",
    "memory/",
    "growth/",
    "import/",
    "account/",
    "account/access/",
    "account/data/",
    "admin/",
    "api/docs",
)


@contextlib.contextmanager
def proxied(vault: str, *, cuts: bool) -> Iterator[str]:
    """A proxy for `/vault/` and nothing else; the address of the vault behind it."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/vault/"):
                self.send_error(404, "not the vault")
                return

            line = http.client.HTTPConnection(urllib.parse.urlsplit(vault).netloc)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            line.request(self.command, self.path.removeprefix("/vault" * cuts), body, dict(self.headers))
            answer = line.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                    self.send_header(name, value)
            self.end_headers()
            while piece := answer.read1(65_536):
                self.wfile.write(piece)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/vault/"
    finally:
        server.shutdown()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data: Path = tmp_path_factory.mktemp("below") / "data"
    prepare(data)
    done = manage("shell", "-v0", "-c", MAKE, data_dir=data, URL_PREFIX="/vault")
    assert done.returncode == 0, done.stderr
    with served(data, URL_PREFIX="/vault/") as running:
        yield running.address


@pytest.fixture(params=[False, True], ids=["whole", "cut"])
def home(vault: str, request: pytest.FixtureRequest) -> Iterator[str]:
    with proxied(vault, cuts=request.param) as address:
        yield address


class Browser:
    def __init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, address: str) -> tuple[str, str]:
        """Where it led to, and what was there."""
        with self._opener.open(address, timeout=60) as answer:
            return answer.geturl(), answer.read().decode(errors="replace")

    def send(self, page: str, address: str, **fields: str) -> tuple[str, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page)[1])
        assert token
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self._opener.open(address, form, timeout=60) as answer:
            return answer.geturl(), answer.read().decode()


@pytest.fixture
def ann(home: str) -> Browser:
    browser = Browser()
    arrived = browser.send(home, f"{home}accounts/login/", username="ann", password="ann-password-1")[0]
    assert arrived == home
    return browser


def test_without_a_login_one_is_led_to_it(home: str) -> None:
    assert Browser().get(f"{home}history/")[0] == f"{home}accounts/login/?next=/vault/history/"


def test_all_that_pages_name_lies_below_the_path(ann: Browser, home: str) -> None:
    host = home.removesuffix("/vault/")
    named = {address for page in PAGES for address in ADDRESS.findall(ann.get(f"{home}{page}")[1])}
    assert len(named) > 40 and [address for address in named if not address.startswith("/vault/")] == []
    for address in sorted(named):
        if address.startswith("/vault/static/"):
            assert ann.get(host + address)[1]


def test_cookies_are_sent_to_the_vault_alone(ann: Browser) -> None:
    assert {cookie.path for cookie in ann.cookies if cookie.name.startswith("vault_")} == {"/vault/"}


def test_a_question_is_asked_and_its_answer_read_below_it(ann: Browser, home: str) -> None:
    arrived, page = ann.send(home, f"{home}ask/", question="What about leeks?")
    assert arrived.startswith(f"{home}s/")
    number = re.search(r'id="interaction-(\d+)"', page)
    assert number
    assert "event: done" in ann.get(f"{home}interactions/{number[1]}/stream/")[1]


def test_the_api_is_described_where_it_is(ann: Browser, home: str) -> None:
    document = orjson.loads(ann.get(f"{home}api/openapi.json")[1])
    assert document["servers"] == [{"url": "/vault"}] and "/sessions/current" in document["paths"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{home}sessions/current", timeout=60)
    assert refused.value.code == 401


def test_a_path_that_is_none_is_refused(tmp_path: Path) -> None:
    for wrong in ("/my vault", "/../x", "/a?b", "/a//b"):
        done = manage("check", data_dir=tmp_path / "data", URL_PREFIX=wrong)
        assert done.returncode != 0 and "URL_PREFIX" in done.stderr
