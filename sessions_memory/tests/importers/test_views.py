"""The import page: what it takes, what it shows, and whose it is."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from insightvault.accounts.models import User
from sessions_memory.importers import uploads
from sessions_memory.importers.formats import FORMATS
from sessions_memory.importers.jobs.running import claim
from sessions_memory.models import ImportFile, ImportJob, Note, OfferedNote, SkippedEntry
from sessions_memory.states import JobState, Source
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_zip, many
from sessions_memory.tests.importing import work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def uploaded(user: User, *conversations: Any, name: str = "export.zip") -> ImportJob:
    return uploads.take_whole(user, [SimpleUploadedFile(name, chatgpt_zip(*conversations))])


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_form_without_script_brings_files_in(as_ann: Client, ann: User) -> None:
    files = [SimpleUploadedFile(f"part-{n}.zip", chatgpt_zip(*many(n + 1))) for n in range(2)]
    answer = as_ann.post("/import/", {"files": files})
    assert (answer.status_code, answer["Location"]) == (302, "/import/")
    assert "part-0.zip and 1 more Cancel Waiting to be read" in words(as_ann.get("/import/"))
    work_all()

    assert "Found 3 All accounted for. The uploaded file is deleted." in words(as_ann.get("/import/"))


def test_a_form_without_a_file_says_so(as_ann: Client) -> None:
    answer = as_ann.post("/import/", {})
    assert answer.status_code == 422
    assert "Choose a file first." in words(answer)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PIECE_BYTES", 300)


@pytest.mark.usefixtures("small_pieces")
def test_a_script_sends_files_in_pieces(as_ann: Client, ann: User) -> None:
    content = chatgpt_zip(*many(2))
    started = as_ann.post("/import/start/", {"name": ["one.zip"], "size": [str(len(content))]}).json()
    assert (len(started["files"]), started["piece_bytes"]) == (1, 300)

    for offset in range(0, len(content), 300):
        piece = content[offset : offset + 300]
        sent = as_ann.post(f"{started['files'][0]}?offset={offset}", piece, content_type="application/octet-stream")
        assert sent.json() == {"received": offset + len(piece)}

    work_all()
    assert ImportJob.objects.get(user=ann).imported == 2


@pytest.mark.usefixtures("small_pieces")
def test_a_piece_out_of_step_is_told_where_to_go_on(as_ann: Client) -> None:
    url = as_ann.post("/import/start/", {"name": ["one.zip"], "size": ["500"]}).json()["files"][0]
    as_ann.post(f"{url}?offset=0", b"x" * 300, content_type="application/octet-stream")
    again = as_ann.post(f"{url}?offset=0", b"x" * 300, content_type="application/octet-stream")
    assert (again.status_code, again.json()) == (409, {"received": 300})
    more = as_ann.post(f"{url}?offset=300", b"x" * 700, content_type="application/octet-stream")

    assert (more.status_code, list(more.json())) == (422, ["detail"])
    for offset in ("", "-1", "x", "9" * 30):
        assert as_ann.post(f"{url}?offset={offset}", b"x", content_type="application/octet-stream").status_code == 422


@pytest.mark.parametrize("sizes", [["x"], ["-4"], ["0"], ["9" * 30], []])
def test_files_of_no_sensible_size_are_refused(as_ann: Client, sizes: list[str]) -> None:
    answer = as_ann.post("/import/start/", {"name": ["one.zip"], "size": sizes})
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_too_large_and_no_room_are_said_before_anything_is_sent(as_ann: Client, settings: Settings) -> None:
    large = as_ann.post("/import/start/", {"name": ["one.zip"], "size": [str(11_000_000_000)]})
    assert "at most 10 GB" in large.json()["detail"]
    settings.IMPORT_KEEP_FREE_MB = 10**9
    full = as_ann.post("/import/start/", {"name": ["one.zip"], "size": ["10"]})
    assert "not enough room on the disk" in full.json()["detail"]

    form = as_ann.post("/import/", {"files": SimpleUploadedFile("one.zip", b"x")})
    assert "not enough room on the disk" in words(form)


def test_the_room_on_the_disk_is_held_against_all_that_is_announced(
    as_ann: Client, settings: Settings, own_files: Path
) -> None:
    """Room for two gigabytes is left, give or take what others write meanwhile."""
    free = shutil.disk_usage(own_files.parent).free
    settings.IMPORT_KEEP_FREE_MB = free // 1_000_000 - 2_000
    both = as_ann.post("/import/start/", {"name": ["a.zip", "b.zip"], "size": ["3000000000", "3000000000"]})
    assert "not enough room on the disk" in both.json()["detail"]
    assert as_ann.post("/import/start/", {"name": ["a.zip"], "size": ["1000"]}).status_code == 200


@pytest.mark.usefixtures("small_pieces")
def test_a_disk_that_fills_up_meanwhile_ends_the_upload_with_a_sentence(
    as_ann: Client, ann: User, own_files: Path
) -> None:
    """A device that is always full stands in the place of the file."""
    url = as_ann.post("/import/start/", {"name": ["one.zip"], "size": ["900"]}).json()["files"][0]
    file = ImportFile.objects.get()
    (own_files / file.stored_as).unlink()
    (own_files / file.stored_as).symlink_to("/dev/full")
    answer = as_ann.post(f"{url}?offset=0", b"x" * 300, content_type="application/octet-stream")

    assert answer.status_code == 507
    assert "The disk of this vault is full" in answer.json()["detail"]
    assert ImportJob.objects.get().state == JobState.CANCELLED


def test_while_it_runs_the_page_asks_again_and_counts(as_ann: Client, ann: User) -> None:
    job = uploaded(ann, *many(700))
    run = claim()
    assert run and not run.slice()
    job.refresh_from_db()
    page = as_ann.get("/import/").content.decode()

    assert f'hx-get="/import/{job.pk}/" hx-trigger="every 1s"' in page
    assert 'http-equiv="refresh"' in page
    part = as_ann.get(f"/import/{job.pk}/", headers={"HX-Request": "true"})
    assert f"{job.found:,} conversations" in words(part)
    assert "You can close this page. Imported conversations can be used right away." in words(part)

    assert f'max="{job.bytes_total}" value="{job.bytes_done}"' in part.content.decode()


def test_a_job_that_stands_still_says_so(as_ann: Client, ann: User) -> None:
    job = uploaded(ann, *many(1))
    ImportJob.objects.filter(pk=job.pk).update(heartbeat_at="2024-01-01T00:00:00Z")
    assert "Nothing has moved for a minute." in words(as_ann.get("/import/"))


def test_the_result_accounts_for_all(as_ann: Client, ann: User) -> None:
    uploaded(ann, *many(2), chatgpt_conversation("none", []), *["broken"] * 5)
    work_all()
    page = words(as_ann.get("/import/"))

    for line in (
        "Imported 2 new conversations",
        "Empty 1 no messages",
        "Skipped 5 each with its reason",
        "Found 8 All",
    ):
        assert line in page

    assert "Show the other 2" in page
    assert "ChatGPT, " in page


def test_the_result_leads_to_what_came_in(as_ann: Client, ann: User) -> None:
    job = uploaded(ann, *many(2))
    work_all()
    job.refresh_from_db()
    link = re.search(r'href="([^"]+)"\s*>ChatGPT</a>', as_ann.get(job.get_absolute_url()).content.decode())

    assert link
    assert link[1] == "/history/?source=chatgpt"
    assert as_ann.get(link[1]).content.decode().count('class="history-row"') == 2


def test_a_failed_one_says_why_and_earlier_ones_are_listed(as_ann: Client, ann: User) -> None:
    uploaded(ann, *many(2), name="first.zip")
    work_all()
    uploads.take_whole(ann, [SimpleUploadedFile("strange.bin", b"\x00\x01")])
    work_all()
    page = words(as_ann.get("/import/"))

    assert "“strange.bin”" in page
    assert "Earlier imports first.zip 2 found, 2 imported, 0 updated, 0 skipped" in page


def test_cancel_ends_it(as_ann: Client, ann: User, own_files: Path) -> None:
    job = uploaded(ann, *many(2))
    assert as_ann.post(f"/import/{job.pk}/cancel/").status_code == 302
    page = words(as_ann.get("/import/"))
    assert "Cancelled. Nothing had been brought in. The uploaded file is deleted." in page
    assert [path for path in own_files.rglob("*") if path.is_file()] == []


def test_names_and_reasons_are_shown_as_text(as_ann: Client, ann: User) -> None:
    job = uploaded(ann, *many(1), name="<script>x.zip")
    SkippedEntry.objects.create(job=job, user=ann, title="<img src=x>", reason="<b>no</b>")
    work_all()
    page = as_ann.get("/import/").content.decode()
    assert "&lt;script&gt;x.zip" in page and "&lt;img src=x&gt;" in page

    assert "<script>x" not in page and "<img" not in page


def test_offered_notes_are_kept_one_by_one_or_not(as_ann: Client, ann: User) -> None:
    told = [chatgpt_conversation(f"c{n}", [("Why?", "So.")], hidden=f"I have {n} dogs.") for n in range(3)]
    uploaded(ann, *told)
    work_all()
    assert not Note.objects.exists()
    first, second, third = OfferedNote.objects.order_by("pk")

    assert first.text in words(as_ann.get("/import/"))
    as_ann.post(f"/import/notes/{first.pk}/keep/", {"text": "I have one dog."})
    as_ann.post(f"/import/notes/{second.pk}/dismiss/")
    note = Note.objects.get(user=ann)
    assert (note.text, note.origin) == ("I have one dog.", first.origin)

    page = words(as_ann.get("/import/"))
    assert third.text in page and first.text not in page and second.text not in page


def test_a_note_that_is_too_long_stays_offered_and_says_so(as_ann: Client, ann: User) -> None:
    uploaded(ann, chatgpt_conversation("c", [("Why?", "So.")], hidden="Long. " * 300))
    work_all()
    offered = OfferedNote.objects.get()
    answer = as_ann.post(f"/import/notes/{offered.pk}/keep/", {"text": offered.text})
    assert answer.status_code == 422

    assert "at most 1,000 characters" in words(answer)
    assert not Note.objects.exists()


def test_all_offered_notes_can_be_dismissed_at_once(as_ann: Client, ann: User, bob: User) -> None:
    told = [chatgpt_conversation(f"c{n}", [("Why?", "So.")], hidden=f"I have {n} dogs.") for n in range(7)]
    uploaded(ann, *told)
    uploaded(bob, *told)
    work_all()
    assert "2 more Dismiss all 7" in words(as_ann.get("/import/"))

    as_ann.post("/import/notes/dismiss/")
    assert not OfferedNote.objects.owned_by(ann).open().exists()
    assert OfferedNote.objects.owned_by(bob).open().count() == 7


def test_another_persons_import_is_404(as_bob: Client, as_ann: Client, ann: User) -> None:
    job = uploaded(ann, chatgpt_conversation("c", [("Why?", "So.")], hidden="I have dogs."))
    url = as_ann.post("/import/start/", {"name": ["one.zip"], "size": ["900"]}).json()["files"][0]
    assert as_bob.get(f"/import/{job.pk}/").status_code == 404
    assert as_bob.post(f"/import/{job.pk}/cancel/").status_code == 404
    assert as_bob.post(f"{url}?offset=0", b"x", content_type="application/octet-stream").status_code == 404

    work_all()
    note = OfferedNote.objects.get(user=ann)

    for verb in ("keep", "dismiss"):
        assert as_bob.post(f"/import/notes/{note.pk}/{verb}/", {"text": "x"}).status_code == 404

    page = words(as_bob.get("/import/"))
    assert "export.zip" not in page and "dogs" not in page
    job.refresh_from_db()
    assert job.state == JobState.DONE


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("/import/", "get"),
        ("/import/start/", "post"),
        ("/import/files/1/", "post"),
        ("/import/1/", "get"),
        ("/import/1/cancel/", "post"),
        ("/import/notes/1/keep/", "post"),
        ("/import/notes/1/dismiss/", "post"),
        ("/import/notes/dismiss/", "post"),
    ],
)
def test_who_is_not_logged_in_is_asked_to_and_the_wrong_method_refused(
    client: Client, as_ann: Client, url: str, right: str
) -> None:
    answer = getattr(client, right)(url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
    wrong = as_ann.delete(url) if url == "/import/" else getattr(as_ann, {"get": "post", "post": "get"}[right])(url)
    assert wrong.status_code == 405


def test_a_post_without_the_token_is_refused(ann: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann, backend=settings.PERSON_BACKEND)
    assert client.post("/import/", {"files": SimpleUploadedFile("one.zip", b"x")}).status_code == 403
    assert client.post("/import/files/1/?offset=0", b"x", content_type="application/octet-stream").status_code == 403


def test_the_page_asks_no_more_for_more_imports(
    as_ann: Client, ann: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        uploaded(ann, *many(1), *["broken"] * 4, name=f"{number}.zip")

    work_all()
    with django_assert_max_num_queries(18):
        as_ann.get("/import/")


def test_the_page_counts_the_formats_that_are_known(as_ann: Client) -> None:
    others = {"eight": 8}
    said = re.search(r"ChatGPT, Claude, Open WebUI and (\w+) other formats", words(as_ann.get("/import/")))
    assert said and 3 + others[said[1]] == len({known.name for known in FORMATS} - {Source.SAMPLE.label})
