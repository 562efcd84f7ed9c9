"""A small S3 server over real HTTP, and a bucket in it for each test."""

import http.client
import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import botocore.session
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from insightvault import bucket as module

KEYS = {"access_key": "an-access-key", "secret_key": "a-secret-key-that-nobody-sees"}
REGION = "us-east-1"
numbers = itertools.count(1)


class Kept:
    """What the bucket holds, asked with a client of the test's own."""

    def __init__(self, endpoint_url: str, settings: Settings) -> None:
        self.name = f"bucket-{next(numbers)}"
        self.endpoint_url = endpoint_url
        self._settings = settings
        given = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
        self.client = botocore.session.Session().create_client(
            "s3", endpoint_url=endpoint_url, config=Config(s3={"addressing_style": "path"}), **given
        )
        self.client.create_bucket(Bucket=self.name)
        self._nobody = socket.socket()
        self._nobody.bind(("127.0.0.1", 0))

    @property
    def names(self) -> list[str]:
        return [each["Key"] for each in self.client.list_objects_v2(Bucket=self.name).get("Contents", ())]

    def content(self, name: str) -> bytes:
        return bytes(self.client.get_object(Bucket=self.name, Key=name)["Body"].read())

    def use(self, **changed: Any) -> None:
        """Makes it the storage of this vault."""
        options = {"name": self.name, "endpoint_url": self.endpoint_url, "region": REGION, "addressing": "path", **KEYS}
        default = {"BACKEND": "insightvault.bucket.Bucket", "OPTIONS": {**options, **changed}}
        self._settings.STORAGES = {**self._settings.STORAGES, "default": default}

    def go_away(self) -> None:
        """Nobody listens at its address, and no other program can take it meanwhile."""
        self.use(endpoint_url=f"http://127.0.0.1:{self._nobody.getsockname()[1]}")

    def close(self) -> None:
        self._nobody.close()


@pytest.fixture(scope="package")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """Nothing is asked twice, for that waits a while between; and no rest ends while a test runs."""
    monkeypatch.setattr(module, "ATTEMPTS", 1)
    monkeypatch.setattr(module, "REST_SECONDS", 600)
    kept = Kept(s3_server, settings)
    kept.use()
    yield kept
    kept.close()


class Between(BaseHTTPRequestHandler):
    """Passes all on to the S3 server, but for what is `refused`: method and end of the path, and what is answered.

    While `slow` is given, all else is passed on once that is set; `came` counts what has come until then.
    """

    protocol_version = "HTTP/1.1"
    behind = ""
    refused: dict[tuple[str, str], tuple[int, str]] = {}
    slow: threading.Event | None = None
    came: list[str] = []

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        for (method, end), (status, code) in self.refused.items():
            if self.command == method and path.endswith(end):
                self._answer(status, {}, f"<Error><Code>{code}</Code></Error>".encode())
                return

        self.came.append(path)
        if self.slow:
            self.slow.wait(120)

        line = http.client.HTTPConnection(self.behind)
        line.request(self.command, self.path, sent, dict(self.headers))
        answer = line.getresponse()
        self._answer(answer.status, dict(answer.getheaders()), answer.read())
        line.close()

    do_PUT = do_POST = do_HEAD = do_DELETE = do_GET

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        told = {"content-length": str(len(body)), **{name.lower(): value for name, value in headers.items()}}
        for name, value in told.items():
            if name not in ("connection", "transfer-encoding"):
                self.send_header(name, value)

        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *told: object) -> None:
        """Nothing: tests read the log."""


@contextmanager
def refusing(bucket: Kept, refused: dict[tuple[str, str], tuple[int, str]]) -> Iterator[None]:
    """The vault's bucket answers as ever, but for these."""
    with _between(bucket, refused=refused):
        yield


@contextmanager
def slow(bucket: Kept) -> Iterator[tuple[threading.Event, list[str]]]:
    """It answers nothing until the event is set; and what it was asked so far."""
    event, came = threading.Event(), list[str]()
    with _between(bucket, slow=event, came=came):
        try:
            yield event, came
        finally:
            event.set()


@contextmanager
def _between(bucket: Kept, **given: Any) -> Iterator[None]:
    given["behind"] = urlsplit(bucket.endpoint_url).netloc
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Given", (Between,), given)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        bucket.use(endpoint_url=f"http://127.0.0.1:{server.server_port}")
        try:
            yield
        finally:
            bucket.use()
            server.shutdown()
            thread.join(10)


@contextmanager
def answering(*answers: bytes, hangs_up: bool = True) -> Iterator[tuple[str, list[str]]]:
    """A server that gives each connection the next answer, and then none at all; its address, and what it was asked."""
    asked: list[str] = []
    held: list[socket.socket] = []

    def serve(server: socket.socket) -> None:
        waiting = list(answers)
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                held.append(line)
                asked.append(line.recv(65_536).decode("latin-1").partition("\r\n")[0])
                if waiting:
                    line.sendall(waiting.pop(0))
                    if hangs_up:
                        line.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(10)
            for line in held:
                line.close()
