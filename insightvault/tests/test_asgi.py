"""Requests that reach Django at all; the application is asked as a server asks it."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.asgi import BODY_MAX_BYTES
from insightvault.tests.asking import answer_to

pytestmark = pytest.mark.django_db(transaction=True)


async def status_of(path: str, headers: dict[str, str], body: list[bytes]) -> int:
    """The status of the answer to a post whose body comes in these chunks."""
    return (await answer_to(path, method="POST", headers=headers, body=body)).status


@pytest.mark.parametrize("charset", ["punycode", "zlib", "idna", "unicode_escape", "utf-7"])
async def test_a_form_in_a_costly_encoding_is_refused_unread(charset: str) -> None:
    headers = {"content-type": f"multipart/form-data; charset={charset}; boundary=X"}
    assert await status_of("/accounts/login/", headers, [b"--X--"]) == 400


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", 'text/plain; charset="UTF-8"', ""])
async def test_an_ordinary_form_is_read(kind: str) -> None:
    assert await status_of("/accounts/login/", {"content-type": kind}, [b"a=b"]) == 403  # no CSRF token


async def test_a_body_without_end_is_refused_before_it_fills_the_disk() -> None:
    chunk = b"x" * 1_000_000
    chunks = [chunk] * (BODY_MAX_BYTES // len(chunk) + 2)
    assert await status_of("/ask/", {"content-type": "application/octet-stream"}, chunks) == 413


async def test_a_body_too_large_for_memory_is_taken_whole() -> None:
    chunks = [bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE), *[b"x" * 1000] * 3]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 3000 < BODY_MAX_BYTES
    assert await status_of("/ask/", {"content-type": "application/octet-stream"}, chunks) == 403  # no CSRF token


async def test_the_reader_behind_a_proxy_is_who_the_proxy_saw(settings: Settings) -> None:
    settings.BEHIND_TLS = True
    headers = {"x-forwarded-for": "1.2.3.4, 203.0.113.9", "x-forwarded-proto": "https"}
    assert await status_of("/accounts/login/", headers, [b""]) in (301, 403)


def form_of(size: int) -> tuple[dict[str, str], list[bytes]]:
    """The import form with a file of `size` zeros, in the chunks that a server hands on."""
    head = b'--X\r\nContent-Disposition: form-data; name="files"; filename="a.zip"\r\n\r\n'
    tail = b"\r\n--X--\r\n"
    chunk = bytes(1_000_000)
    chunks = [head, *[chunk] * (size // len(chunk)), bytes(size % len(chunk)), tail]
    length = sum(map(len, chunks))

    return {"content-type": "multipart/form-data; boundary=X", "content-length": str(length)}, chunks


async def test_a_large_form_is_taken_only_from_who_is_logged_in(ann: User, as_ann: Client) -> None:
    headers, chunks = form_of(BODY_MAX_BYTES + 2_000_000)
    assert await status_of("/import/", headers, chunks) == 413
    name = settings.SESSION_COOKIE_NAME
    assert await status_of("/import/", headers | {"cookie": f"{name}=made-up"}, chunks) == 413
    cookie = {"cookie": f"{name}={as_ann.cookies[name].value}"}

    # Taken whole; then the form is asked for its CSRF token.
    assert await status_of("/import/", headers | cookie, chunks) == 403
    for with_files in ("/ask/", "/attachments/"):
        assert await status_of(with_files, headers, chunks) == 413
        assert await status_of(with_files, headers | cookie, chunks) == 403
    for other in ("/notes/", "/import/start/", "/import/files/1/"):
        assert await status_of(other, headers | cookie, chunks) == 413


async def test_a_large_import_of_a_program_is_taken_only_with_a_token(ann: User) -> None:
    headers, chunks = form_of(BODY_MAX_BYTES + 2_000_000)
    token = (await sync_to_async(ApiToken.objects.create_for)(ann, "laptop"))[1]
    for wrong in ({}, {"authorization": "Bearer iv_made-up"}, {"authorization": f"Basic {token}"}):
        assert await status_of("/import", headers | wrong, chunks) == 413
    bearer = {"authorization": f"Bearer {token}"}

    assert await status_of("/import", headers | bearer, chunks) == 202
    assert await status_of("/attachments", headers, chunks) == 413
    assert await status_of("/attachments", headers | bearer, chunks) == 415
    assert await status_of("/chat/send", headers | bearer, chunks) == 413


async def test_a_large_form_gets_no_more_room_than_it_asked_for(as_ann: Client) -> None:
    headers, chunks = form_of(BODY_MAX_BYTES + 2_000_000)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"cookie": f"{name}={as_ann.cookies[name].value}"}
    assert await status_of("/import/", headers | cookie, [*chunks, bytes(1_000_000)]) == 413
    del headers["content-length"]

    assert await status_of("/import/", headers | cookie, chunks) == 413


async def test_a_large_form_that_would_fill_the_disk_is_refused_unread(as_ann: Client, settings: Settings) -> None:
    headers, _ = form_of(BODY_MAX_BYTES + 2_000_000)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"cookie": f"{name}={as_ann.cookies[name].value}"}
    settings.IMPORT_KEEP_FREE_MB = 10**9
    assert await status_of("/import/", headers | cookie, []) == 507


@pytest.mark.parametrize(
    ("headers", "size", "status"),
    [
        ({"content-type": "application/json; charset=latin-1"}, 1, 400),
        ({"host": "elsewhere.example"}, 1, 400),
        ({"content-type": "application/json"}, BODY_MAX_BYTES + 1, 413),
    ],
)
async def test_what_is_refused_before_a_call_is_asked_is_told_in_json(
    headers: dict[str, str], size: int, status: int
) -> None:
    for path in ("/chat/send", "/import", "/sessions/recent"):
        sent = headers | {"authorization": "Bearer iv_made-up"}
        answer = await answer_to(path, method="POST", headers=sent, body=[bytes(size)])
        assert (answer.status, set(json.loads(answer.body))) == (status, {"detail"})
