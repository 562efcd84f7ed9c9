"""The calls about attachments: what they take and give, and to whom."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping, reading
from sessions_memory.models import Attachment
from sessions_memory.tests.attachments.files import TEXT, attached, image, read_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
Headers = dict[str, str]


def send(client: Client, headers: Headers, *files: tuple[str, bytes], **fields: Any) -> Any:
    sent = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    return client.post("/attachments", sent | fields, headers=headers)


def test_files_are_taken_read_listed_and_given_back(client: Client, ann_token: Headers) -> None:
    taken = send(client, ann_token, ("quince.md", TEXT), ("tree.png", image()))
    assert taken.status_code == 201
    assert [(row["name"], row["kind"], row["state"]) for row in taken.json()] == [
        ("quince.md", "text", "waiting"),
        ("tree.png", "image", "waiting"),
    ]
    assert client.get("/attachments", headers=ann_token).json() == taken.json()

    reading.read_all()
    path = f"/attachments/{taken.json()[0]['id']}"
    told = client.get(path, headers=ann_token).json()
    assert (told["state"], told["text"], told["interaction_id"]) == ("read", TEXT.decode(), None)
    given: Any = client.get(f"{path}/file", headers=ann_token)
    assert (b"".join(given), given["Content-Type"]) == (TEXT, "application/octet-stream")


def test_one_that_waits_is_removed_and_one_that_was_asked_with_stays(
    client: Client, ann: User, ann_token: Headers
) -> None:
    waits, asked = attached(ann), attached(ann)
    keeping.give([asked], lifecycle.store_interaction(lifecycle.start_session(ann), "What?", "That."))
    for file, status in ((waits, 200), (waits, 404), (asked, 409)):
        assert client.post(f"/attachments/{file.pk}/remove", headers=ann_token).status_code == status
    assert list(Attachment.objects.all()) == [asked]


def test_a_file_of_a_temporary_session_stands_outside(client: Client, ann: User, ann_token: Headers) -> None:
    file = read_of(ann)
    keeping.give([file], lifecycle.store_interaction(lifecycle.start_temporary_session(ann), "What?", "That."))
    assert client.get(f"/attachments/{file.pk}", headers=ann_token).status_code == 404
    assert client.get(f"/attachments/{file.pk}/file", headers=ann_token).status_code == 404


def test_where_only_the_text_is_known_there_is_no_file(client: Client, ann: User, ann_token: Headers) -> None:
    file = Attachment.objects.create(user=ann, name="a", kind="text", size_bytes=3, text="tea", state="read")
    assert client.get(f"/attachments/{file.pk}", headers=ann_token).json()["text"] == "tea"
    assert client.get(f"/attachments/{file.pk}/file", headers=ann_token).status_code == 404


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("a.md", b"x" * 1_000_001)], 413),
        ([("a.md", b"x" * 900_000), ("b.md", b"x" * 900_000)], 413),
        ([("a.md", TEXT), ("b.txt", b"\x1f\x8b\x08")], 415),
        ([("a.md", TEXT)] * 4, 422),
        ([], 422),
        ([("a.md", b"")], 422),
    ],
)
def test_what_is_not_taken_is_told_by_its_status(
    client: Client, ann_token: Headers, settings: Settings, files: list[tuple[str, bytes]], status: int
) -> None:
    settings.ATTACHMENT_MB, settings.ATTACHMENTS_MB, settings.ATTACHMENTS_PER_QUESTION = 1, 1, 3
    refused = send(client, ann_token, *files)
    assert (refused.status_code, list(refused.json())) == (status, ["detail"])
    assert not Attachment.objects.exists()


def test_too_many_that_wait_no_room_and_an_unknown_field_are_told_apart(
    client: Client, ann_token: Headers, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(client, ann_token, ("a.md", TEXT), session="1").status_code == 422
    monkeypatch.setattr(keeping, "UNCLAIMED_MAX", 1)
    assert [send(client, ann_token, ("a.md", TEXT)).status_code for _ in range(2)] == [201, 429]
    monkeypatch.setattr(keeping, "UNCLAIMED_MAX", 9)
    settings.IMPORT_KEEP_FREE_MB = 10**9
    assert send(client, ann_token, ("a.md", TEXT)).status_code == 507


def test_what_is_no_form_is_refused(client: Client, ann_token: Headers) -> None:
    wrong = client.post("/attachments", {}, content_type="application/json", headers=ann_token)
    assert wrong.status_code == 415
    assert client.get("/attachments").status_code == 401


def test_an_interaction_names_its_files_and_a_list_asks_once_for_all(
    client: Client, ann: User, ann_token: Headers
) -> None:
    session = lifecycle.start_session(ann)
    for number in range(3):
        metadata = keeping.as_metadata(1)
        row = lifecycle.store_interaction(session, f"What {number}?", "That.", interaction_metadata=metadata)
        keeping.give([attached(ann, f"{number}.md")], row)
    lifecycle.store_interaction(session, "And?", "No.")

    with CaptureQueriesContext(connection) as asked:
        rows = client.get(f"/sessions/{session.pk}/interactions", headers=ann_token).json()
    assert [[file["name"] for file in row["attachments"]] for row in rows] == [["0.md"], ["1.md"], ["2.md"], []]
    assert sum("attachments" in query["sql"] for query in asked.captured_queries) == 1
