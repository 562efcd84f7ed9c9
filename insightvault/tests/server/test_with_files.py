"""Every address is asked for all that it may be asked for: those at which a file is needed are the known ones."""

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import pytest
from asgiref.sync import async_to_sync
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from insightvault.server import with_files
from insightvault.tests.access.people import AREA, FILE, INTERACTION, SESSION, World, taken_back
from insightvault.tests.access.table import ELSEWHERE, PROGRAMS, TABLE
from sessions_memory.models import Attachment, ImportFile, UserSession

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
IMPORTED_AS = "imports/an-import"
ANN = "ann's id"


class NotingStorage(InMemoryStorage):
    """Stands for a bucket and notes that it was asked; what is deleted stays, for the next request."""

    asked: list[str] = []
    is_away = False

    def open(self, name: str, mode: str = "rb") -> Any:
        self.asked.append(f"open {name}")
        return super().open(name, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        self.asked.append(f"save {name}")
        return super().save(name, content, max_length)

    def delete(self, name: str) -> None:
        self.asked.append(f"delete {name}")

    def delete_all(self, names: Any) -> None:
        self.asked.append(f"delete {names}")

    def listdir(self, path: str) -> Any:
        self.asked.append(f"list {path}")
        return super().listdir(path)


@dataclass(frozen=True)
class Ask:
    """What leads to a file where the request of the table of answers doesn't. `rows`: how ann's are before it.

    `files`: a form with files, which Django reads whole before anybody is asked.
    """

    sent: dict[str, Any] = field(default_factory=dict)
    rows: str = ""
    query: str = ""
    files: str = ""


CONFIRMED = {"post": "yes"}
SELECTED = CONFIRMED | {"action": "delete_selected"}
ASKS = {
    "/attachments/": Ask(files="files"),
    "/attachments": Ask(files="files"),
    "/attachments/<int:pk>/remove/": Ask(rows="a file waits"),
    "/attachments/<int:attachment_id>/remove": Ask(rows="a file waits"),
    "/s/<int:pk>/end/": Ask(rows="temporary"),
    "/sessions/<int:session_id>/end": Ask(rows="temporary"),
    "/accounts/logout/": Ask(rows="temporary"),
    "/admin/logout/": Ask(rows="of the superuser"),
    "/areas/<int:pk>/forget/": Ask(rows="in an area"),
    "/areas/<int:area_id>/delete": Ask({"dry": False, "with_sessions": True}, rows="in an area"),
    "/history/many/": Ask({"do": "delete", "session": SESSION, "confirmed": "1"}),
    "/import/": Ask(files="files"),
    "/import": Ask(files="files"),
    "/import/<int:pk>/cancel/": Ask(rows="an upload"),
    "/import/files/<int:pk>/": Ask(rows="an upload", query="?offset=0", files="body"),
    "/admin/sessions_memory/usersession/<path:object_id>/delete/": Ask(CONFIRMED),
    "/admin/sessions_memory/userinteraction/<path:object_id>/delete/": Ask(CONFIRMED),
    "/admin/accounts/user/<path:object_id>/delete/": Ask(CONFIRMED),
    "/admin/sessions_memory/usersession/": Ask(SELECTED | {ACTION_CHECKBOX_NAME: SESSION}),
    "/admin/sessions_memory/userinteraction/": Ask(SELECTED | {ACTION_CHECKBOX_NAME: INTERACTION}),
    "/admin/accounts/user/": Ask(SELECTED | {ACTION_CHECKBOX_NAME: ANN}),
    "/export": Ask(query="?format=json"),
}


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.{NotingStorage.__name__}"}}
    world = World()
    ImportFile.objects.filter(pk=FILE).update(stored_as=IMPORTED_AS)
    default_storage.save(f"{IMPORTED_AS}/0", ContentFile(b"{}"))
    return world


def test_where_a_file_is_needed_is_known_and_nowhere_else(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    needed, known = set(), set()
    for route, line in TABLE.items():
        for method in ("GET", "POST"):
            for who in ("ann", "superuser"):
                if line.answers(method) is None or (method, route, who) == ELSEWHERE:
                    continue

                NotingStorage.asked.clear()
                with taken_back(), django_capture_on_commit_callbacks(execute=True):
                    is_known = ask(world, who, method, route)
                needed |= {f"{method} {route}"} if NotingStorage.asked else set()
                known |= {f"{method} {route}"} if is_known else set()

    assert sorted(needed - known) == []
    assert sorted(known - needed) == []
    assert len(needed) > 20


def ask(world: World, who: str, method: str, route: str) -> bool:
    """Whether its path is known."""
    line, how, client, path = TABLE[route], ASKS.get(route, Ask()), world.clients[who], world.path(route)
    change_rows(world, how.rows)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    kind = JSON if route in PROGRAMS else FORM

    if method == "GET":
        response = client.get(path + how.query)
    elif how.files == "files":
        response = client.post(path, {"files": SimpleUploadedFile("a.json", b"[]")})
    else:
        sent = {name: world.ann.pk if value == ANN else value for name, value in (how.sent or line.sent).items()}
        body = json.dumps(sent) if kind == JSON else urlencode(sent, doseq=True)
        response = client.post(path + how.query, b"123456789" if how.files else body, content_type=kind)

    if response.streaming and "event-stream" not in response["Content-Type"]:
        async_to_sync(read)(response)

    client.cookies = SimpleCookie(cookies)
    return with_files.may_ask_bucket({"path": path, "method": method, "headers": [(b"content-type", kind.encode())]})


async def read(response: Any) -> None:
    async for _ in response:
        pass


def change_rows(world: World, how: str) -> None:
    session = UserSession.objects.filter(pk=SESSION)
    if how == "temporary":
        session.update(is_temporary=True)
    elif how == "of the superuser":
        session.update(is_temporary=True, user=world.people["superuser"])
        Attachment.objects.update(user=world.people["superuser"])
        session.get().interactions.update(user=world.people["superuser"])
    elif how == "in an area":
        session.update(area=AREA)
    elif how == "a file waits":
        Attachment.objects.update(interaction=None)
