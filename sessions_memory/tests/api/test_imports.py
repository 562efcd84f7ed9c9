"""The calls about imports: what they take, what they answer, and to whom."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory.importers import uploads
from sessions_memory.models import ImportJob, UserSession
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_zip, many
from sessions_memory.tests.importing import on_days, work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
Headers = dict[str, str]


def send(client: Client, headers: Headers, *conversations: Any, **fields: Any) -> Any:
    files = SimpleUploadedFile("a.zip", chatgpt_zip(*conversations))
    return client.post("/import", {"files": files, **fields}, headers=headers)


def ask(client: Client, headers: Headers, path: str) -> Any:
    return client.get(path, headers=headers).json()


def begin(client: Client, headers: Headers, pk: int, **body: Any) -> Any:
    return client.post(f"/import/{pk}/start", body, content_type="application/json", headers=headers)


def here() -> list[str]:
    return sorted(UserSession.objects.values_list("source_id", flat=True))


def test_files_come_in_and_are_asked_after(client: Client, ann: User, ann_token: Headers) -> None:
    answer = send(client, ann_token, *many(3), chatgpt_conversation("none", []), "broken")
    assert (answer.status_code, answer.json()["state"]) == (202, "uploaded")
    pk = answer.json()["id"]
    work_all()

    said = ask(client, ann_token, f"/import/{pk}")
    assert (said["state"], said["found"], said["imported"], said["empty"], said["skipped"]) == ("done", 5, 3, 1, 1)
    assert (said["files"], said["sources"], said["look"]) == (["a.zip"], ["ChatGPT"], None)
    assert UserSession.objects.owned_by(ann).count() == 3


def test_a_look_brings_nothing_in_before_it_is_started(client: Client, ann_token: Headers) -> None:
    pk = send(client, ann_token, *on_days(3), mode="look").json()["id"]
    assert begin(client, ann_token, pk).status_code == 409
    work_all()
    said = ask(client, ann_token, f"/import/{pk}")
    assert (said["state"], said["look"]["conversations"], here()) == ("looked", 3, [])
    assert said["look"]["line"] == "3 conversations, November 2023"

    first = client.get(f"/import/{pk}/conversations?limit=2", headers=ann_token)
    following = first["Link"].partition(">")[0].removeprefix("<")
    rows = first.json() + ask(client, ann_token, following)
    assert [(row["source_id"], row["questions"]) for row in rows] == [("c2", 1), ("c1", 1), ("c0", 1)]
    assert begin(client, ann_token, pk, exclude=["c1"]).status_code == 202

    work_all()
    assert here() == ["c0", "c2"]
    assert ask(client, ann_token, f"/import/{pk}")["left_out"] == 1


def test_a_span_and_exclusions_go_with_the_files_or_with_the_start(client: Client, ann_token: Headers) -> None:
    send(client, ann_token, *on_days(4), since="2023-11-15", until="2023-11-16", exclude="c1, c9")
    work_all()
    assert here() == ["c2"]
    pk = send(client, ann_token, *on_days(4), mode="look").json()["id"]
    work_all()
    begin(client, ann_token, pk, until="2023-11-14")
    work_all()
    assert here() == ["c0", "c2"]


@pytest.mark.parametrize(
    "fields",
    [
        *(
            {"mode": "Look"},
            {"since": "1700000000"},
            {"until": "2023-02-30"},
            {"exlude": "c1"},
            {"exclude": "x" * 50_001},
        ),
    ],
)
def test_a_field_that_is_wrong_or_unknown_is_refused(
    client: Client, ann_token: Headers, fields: dict[str, Any]
) -> None:
    answer = send(client, ann_token, *many(1), **fields)
    assert answer.status_code in (400, 422) and answer.json()["detail"]
    assert not ImportJob.objects.exists()


def test_what_is_no_form_of_files_is_refused(client: Client, ann_token: Headers) -> None:
    wrong_kind = client.post("/import", {}, content_type="application/json", headers=ann_token)
    assert wrong_kind.status_code == 415
    broken = client.post("/import", b"--X", content_type="multipart/form-data", headers=ann_token)
    assert broken.status_code == 400
    for sent in ({}, {"files": "text"}, {"files": SimpleUploadedFile("a.zip", b"")}):
        answer = client.post("/import", sent, headers=ann_token)
        assert (answer.status_code, list(answer.json())) == (422, ["detail"])


def test_too_many_too_large_and_no_room_are_told_apart(
    client: Client, ann_token: Headers, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAX_IMPORT_GB = 0
    assert send(client, ann_token, *many(1)).status_code == 413
    settings.MAX_IMPORT_GB, settings.IMPORT_KEEP_FREE_MB = 1, 10**9
    assert send(client, ann_token, *many(1)).status_code == 507
    settings.IMPORT_KEEP_FREE_MB = 1
    monkeypatch.setattr(uploads, "UNFINISHED_MAX", 1)

    assert send(client, ann_token, *many(1)).status_code == 202
    assert send(client, ann_token, *many(1)).status_code == 429


def test_somebody_elses_import_is_not_there(client: Client, ann_token: Headers, bob_token: Headers) -> None:
    pk = send(client, ann_token, *on_days(2), mode="look").json()["id"]
    work_all()
    for path in (f"/import/{pk}", f"/import/{pk}/conversations"):
        assert client.get(path, headers=bob_token).status_code == 404
        assert client.get(path).status_code == 401
    assert begin(client, bob_token, pk).status_code == 404
    assert begin(client, {}, pk).status_code == 401

    assert client.post("/import", {"files": SimpleUploadedFile("a.zip", b"x")}).status_code == 401
    assert ImportJob.objects.get().state == "looked"


def test_a_browser_that_leaves_out_the_slash_comes_to_the_page(as_ann: Client) -> None:
    assert as_ann.get("/import").headers["Location"] == "/import/"
    assert as_ann.get("/import/nothing").json()["detail"]
