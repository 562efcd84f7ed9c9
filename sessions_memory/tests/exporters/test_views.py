"""The page, `GET /export` and `manage.py export_history`."""

import io
import json
import resource
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.test import Client

from sessions_memory import lifecycle
from sessions_memory.models import UserSession
from sessions_memory.states import Source
from sessions_memory.tests.admin.test_content_csv import whole

ENDED = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def sessions(ann: Any, bob: Any) -> list[UserSession]:
    imported = UserSession.objects.create(user=ann, source=Source.CLAUDE, title="From Claude", session_end=ENDED)
    own = lifecycle.get_or_create_session(ann)

    for session, question in ((imported, "Imported question"), (own, "Own question")):
        lifecycle.store_interaction(session, question, "a")

    lifecycle.store_interaction(lifecycle.get_or_create_session(bob), "Bob's question", "a")
    return [imported, own]


def download(client: Client, **chosen: Any) -> bytes:
    response: Any = client.get("/export", chosen)
    assert response.status_code == 200 and response.streaming and "attachment" in response["Content-Disposition"]
    return async_to_sync(whole)(response)


def questions(document: bytes) -> list[str]:
    return [row["user_question"] for record in json.loads(document) for row in record.get("interactions", ())]


def test_everything_streams_as_json(as_ann: Client, sessions: list[UserSession]) -> None:
    assert sorted(questions(download(as_ann))) == ["Imported question", "Own question"]


def test_a_part_is_chosen_by_source_or_session(as_ann: Client, sessions: list[UserSession]) -> None:
    assert questions(download(as_ann, source="claude")) == ["Imported question"]
    assert questions(download(as_ann, session=sessions[1].pk)) == ["Own question"]


def test_markdown_is_a_zip(as_ann: Client, sessions: list[UserSession]) -> None:
    names = zipfile.ZipFile(io.BytesIO(download(as_ann, format="markdown", source="claude"))).namelist()
    assert len(names) == 1 and "From Claude" in names[0]


def test_dates_are_days_of_the_person_s_zone(as_ann: Client, ann: Any) -> None:
    session = UserSession.objects.create(
        user=ann, session_start=ENDED - timedelta(days=60, minutes=30), session_end=ENDED
    )
    lifecycle.store_interaction(session, "At half past eight in Tokyo", "a")
    as_ann.cookies["timezone"] = "Asia/Tokyo"
    assert questions(download(as_ann, since="2026-03-02", until="2026-03-02")) != []
    assert questions(download(as_ann, since="2026-03-01", until="2026-03-01")) == []


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"since": "yesterday"}, "Write it like 2026-03-31."),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The last day lies before the first."),
        ({"source": "nowhere"}, "nowhere is not one of the available choices"),
    ],
)
def test_what_can_t_be_chosen_gets_a_sentence(as_ann: Client, chosen: dict[str, str], sentence: str) -> None:
    response = as_ann.get("/export", chosen)
    assert response.status_code == 422 and sentence in response.content.decode()


def test_somebody_else_s_session_is_not_found(as_bob: Client, sessions: list[UserSession]) -> None:
    assert as_bob.get("/export", {"session": sessions[0].pk}).status_code == 404


@pytest.mark.parametrize("url", ["/export", "/account/data/"])
def test_it_is_for_those_who_are_logged_in_and_only_to_get(as_ann: Client, url: str) -> None:
    assert Client().get(url)["Location"].startswith("/accounts/login/")
    assert as_ann.post(url).status_code == 405


def test_the_page_offers_the_person_s_own_sources(as_ann: Client, as_bob: Client, sessions: list[UserSession]) -> None:
    assert 'value="claude"' in as_ann.get("/account/data/").content.decode()
    assert 'value="claude"' not in as_bob.get("/account/data/").content.decode()


def test_the_command_writes_a_file_that_only_its_owner_reads(
    ann: Any, sessions: list[UserSession], tmp_path: Path
) -> None:
    path = tmp_path / "vault.json"
    call_command("export_history", "--user", "ann", "--source", "claude", "--output", str(path))
    assert questions(path.read_bytes()) == ["Imported question"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    with pytest.raises(CommandError, match="is there already"):
        call_command("export_history", "--user", "ann", "--output", str(path))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(("--user", "eve"), "nobody called eve"), (("--user", "ann", "--since", "soon"), "--since: This is no date")],
)
def test_the_command_says_what_is_wrong(ann: Any, options: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("export_history", *options)


@pytest.mark.parametrize("kind", ["json", "markdown"])
def test_a_file_that_the_disk_has_no_room_for_is_not_left(
    ann: Any, sessions: list[UserSession], tmp_path: Path, kind: str
) -> None:
    path, (least, most) = tmp_path / "vault", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, most))
    try:
        with pytest.raises(CommandError, match="can't be written"):
            call_command("export_history", "--user", "ann", "--format", kind, "--output", str(path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))

    assert not path.exists()
