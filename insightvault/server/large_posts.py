"""The paths on which more than a question may be posted: files for a question, programs' prompts, and whole exports.

An export goes up in pieces that any post may have, unless the browser runs no script. Here Django spools the whole body
to the disk before a view is asked, so who sends it and how much room there is are looked at first.
"""

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from sessions_memory.files.stored import room_on_this_machine
from sessions_memory.web.urls import address

IMPORT, IMPORT_CALL, ATTACH_CALL = "sessions_memory:import", "/import", "/attachments"
WITH_FILES = ("chat:ask", "chat:attach")
# A program sends its whole conversation with each question, images and all.
WITH_PROMPTS = ("v1-completions", "v1-embeddings", "memory-v1-completions", "memory-v1-embeddings")
BEARER = b"bearer "
MEGABYTE = 1_000_000
# Between the files of a form and around them.
FORM_BYTES = 1_000_000
# The body is spooled, and its files are written once more when the form is read.
COPIES = 2


class NoRoom(Exception):
    pass


def is_large(scope: Mapping[str, Any], ordinary_bytes: int) -> bool:
    """A post of files that says it is larger than others may be. Without a length it gets no more room."""
    return scope["method"] == "POST" and _length(scope) > ordinary_bytes and _largest(scope["path"]) > 0


def is_call(scope: Mapping[str, Any]) -> bool:
    """Of a program's, which reads JSON."""
    return str(scope["path"]) in _calls(IMPORT_CALL, ATTACH_CALL) or is_prompt(scope["path"])


def is_prompt(path: str) -> bool:
    """Of a program that speaks OpenAI's protocol."""
    return path in map(address, WITH_PROMPTS)


def allowed_bytes(scope: Mapping[str, Any], ordinary_bytes: int, may_send: Callable[[str, str], bool]) -> int:
    """How much may come: without a login or a token no more than anywhere. Raises NoRoom. Asks the database."""
    path = str(scope["path"]).removeprefix(settings.URL_PREFIX)
    if not (may_send(_bearer(scope), path) if is_call(scope) else _is_logged_in(scope)):
        return ordinary_bytes

    length = _length(scope)
    if COPIES * length > room_on_this_machine():
        raise NoRoom

    # It may send as much as it announced and no more: the room was counted by that.
    return min(length, _largest(scope["path"]) + FORM_BYTES)


def _largest(path: str) -> int:
    """Of the files that may be posted there, in bytes; 0 where none may."""
    if path in (address(IMPORT), *_calls(IMPORT_CALL)):
        return 1000 * MEGABYTE * int(settings.MAX_IMPORT_GB)

    takes_files = path in (*map(address, (*WITH_FILES, *WITH_PROMPTS)), *_calls(ATTACH_CALL))
    return MEGABYTE * int(settings.ATTACHMENTS_MB) if takes_files else 0


def _calls(*paths: str) -> list[str]:
    return [settings.URL_PREFIX + path for path in paths]


def _is_logged_in(scope: Mapping[str, Any]) -> bool:
    cookie = SimpleCookie()
    try:
        cookie.load(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return False

    if settings.SESSION_COOKIE_NAME not in cookie:
        return False

    request = HttpRequest()
    sessions = import_module(settings.SESSION_ENGINE)
    request.session = sessions.SessionStore(cookie[settings.SESSION_COOKIE_NAME].value)

    return bool(get_user(request).is_authenticated)


def _bearer(scope: Mapping[str, Any]) -> str:
    given = dict(scope["headers"]).get(b"authorization", b"")
    return given[len(BEARER) :].decode("latin-1").strip() if given.lower().startswith(BEARER) else ""


def _length(scope: Mapping[str, Any]) -> int:
    text = dict(scope["headers"]).get(b"content-length", b"0")
    return int(text) if text.isdigit() and len(text) < 16 else 0
