"""The page after a look: what it lists, what its buttons keep, and whose it is."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from insightvault.accounts.models import User
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.models import ImportJob, UserSession
from sessions_memory.pages import import_choice
from sessions_memory.states import JobState
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_zip, many
from sessions_memory.tests.importing import on_days, work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
PROJECT = "g-p-68a1b2c3d4e5f60718293a4b5c6d7e8f-garden"


def looked_at(user: User, *conversations: Any) -> ImportJob:
    job = uploads.take_whole(user, [SimpleUploadedFile("a.zip", chatgpt_zip(*conversations))], is_look=True)
    work_all()
    return ImportJob.objects.get(pk=job.pk)


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def shown(page: Any) -> list[str]:
    return re.findall(r'name="shown" value="(\d+)"', page.content.decode())


def ticked(page: Any) -> list[str]:
    return re.findall(r'name="ticked" value="(\d+)"\s+checked', page.content.decode())


def press(client: Client, job: ImportJob, then: str, **fields: Any) -> Any:
    return client.post(f"/import/{job.pk}/choose/", {"then": then, **fields})


def test_an_upload_is_looked_at_and_its_conversations_are_listed(as_ann: Client) -> None:
    told = chatgpt_conversation("g", [("Why?", "So."), ("And?", "So.")], gizmo_id=PROJECT, title="Beds")
    export = SimpleUploadedFile("a.zip", chatgpt_zip(*many(2), told, "broken"))
    answer = as_ann.post("/import/", {"files": export, "look": "1"})
    assert "Seeing what the file holds." in words(as_ann.get(answer["Location"]))
    work_all()

    page = words(as_ann.get(answer["Location"]))
    assert "3 conversations, November 2023, 1 can’t be read" in page
    assert "Beds 14 Nov 2023, 2 questions, ChatGPT, garden" in page
    assert "garden (1)" in page
    assert "3 of 3 conversations chosen" in page
    assert not UserSession.objects.exists()


def test_one_click_brings_everything_in_from_either_page_and_during_the_look(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *many(3))
    for address in ("/import/", f"/import/{job.pk}/"):
        assert f'action="/import/{job.pk}/everything/"' in as_ann.get(address).content.decode()

    press(as_ann, job, "none")
    assert as_ann.post(f"/import/{job.pk}/everything/").status_code == 302
    work_all()
    assert UserSession.objects.owned_by(ann).count() == 3
    waiting = uploads.take_whole(ann, [SimpleUploadedFile("b.zip", chatgpt_zip(*many(5)))], is_look=True)
    as_ann.post(f"/import/{waiting.pk}/everything/")

    work_all()
    assert UserSession.objects.owned_by(ann).count() == 5


def test_what_is_unticked_stays_out(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *on_days(4))
    page = as_ann.get(f"/import/{job.pk}/")
    rows = shown(page)
    assert ticked(page) == rows and len(rows) == 4
    press(as_ann, job, "import", shown=rows, ticked=rows[1:3])
    work_all()

    assert sorted(UserSession.objects.values_list("source_id", flat=True)) == ["c1", "c2"]
    assert "Left out 2 not chosen" in words(as_ann.get(f"/import/{job.pk}/"))


def test_ticks_last_from_page_to_page(as_ann: Client, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_choice, "ROWS", 2)
    job = looked_at(ann, *on_days(5))
    first = as_ann.get(f"/import/{job.pk}/")
    assert "Page 1 of 3 Older" in words(first)
    answer = press(as_ann, job, "2", shown=shown(first), ticked=shown(first)[:1])
    second = as_ann.get(answer["Location"])

    assert "Newer Page 2 of 3 Older" in words(second) and "4 of 5 conversations chosen" in words(second)
    press(as_ann, job, "1", shown=shown(second), ticked=shown(second))
    assert ticked(as_ann.get(f"/import/{job.pk}/")) == shown(first)[:1]
    assert "Page 3 of 3" in words(as_ann.get(f"/import/{job.pk}/?page=99"))


def test_days_narrow_the_list_and_the_import(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *on_days(5))
    assert press(as_ann, job, "span", since="2023-11-16", until="2023-11-17").status_code == 302
    page = as_ann.get(f"/import/{job.pk}/")
    assert "2 of 2 conversations chosen" in words(page)
    assert 'value="2023-11-16"' in page.content.decode() and 'value="2023-11-17"' in page.content.decode()

    press(as_ann, job, "none")
    assert "0 of 2 conversations chosen" in words(as_ann.get(f"/import/{job.pk}/"))
    press(as_ann, job, "all")
    press(as_ann, job, "import")
    work_all()
    assert sorted(UserSession.objects.values_list("source_id", flat=True)) == ["c2", "c3"]


def test_wrong_days_and_no_choice_are_said(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *on_days(2))
    wrong = press(as_ann, job, "span", since="2023-11-17", until="2023-11-16")
    assert wrong.status_code == 422 and "The last day lies before the first." in words(wrong)
    none = press(as_ann, job, "import", shown=[str(row.pk) for row in job.looked.all()])
    assert none.status_code == 422 and "Tick at least one conversation" in words(none)
    assert ImportJob.objects.get().state == JobState.LOOKED


def test_a_tick_is_kept_at_once_and_counted(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *on_days(3))
    rows = shown(as_ann.get(f"/import/{job.pk}/"))
    said = as_ann.post(f"/import/{job.pk}/choose/", {"shown": rows, "ticked": rows[:1]}, headers={"HX-Request": "true"})
    assert words(said) == "1 of 3 conversations chosen"
    assert job.looked.chosen().count() == 1


def test_the_rest_that_is_not_listed_is_one_tick(as_ann: Client, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions_memory.importers.jobs.look_run.LISTED_MAX", 2)
    job = looked_at(ann, *on_days(5))
    assert "3 more, too many to be listed" in words(as_ann.get(f"/import/{job.pk}/"))
    rows = [str(row.pk) for row in job.looked.all()]
    press(as_ann, job, "1", shown=rows, ticked=rows, has_rest="1")
    job.refresh_from_db()

    assert not Choice.kept(job.choice).takes_rest
    press(as_ann, job, "import", shown=rows, ticked=rows, has_rest="1", rest="1")
    work_all()
    assert UserSession.objects.count() == 5


def test_what_is_here_already_is_marked(as_ann: Client, ann: User) -> None:
    uploads.take_whole(ann, [SimpleUploadedFile("a.zip", chatgpt_zip(*on_days(1)))])
    work_all()
    job = looked_at(ann, *on_days(2))
    assert words(as_ann.get(f"/import/{job.pk}/")).count("here already") == 1


@pytest.mark.parametrize("call", ["everything/", "choose/"])
def test_somebody_else_chooses_nothing(as_bob: Client, as_ann: Client, ann: User, client: Client, call: str) -> None:
    job = looked_at(ann, *on_days(2))
    address = f"/import/{job.pk}/{call}"
    assert as_bob.post(address, {"then": "import"}).status_code == 404
    assert "/login/" in client.post(address)["Location"]
    assert as_ann.get(address).status_code == 405
    assert ImportJob.objects.get().state == JobState.LOOKED


def test_rows_of_another_job_are_not_ticked(as_ann: Client, ann: User, bob: User) -> None:
    job, other = looked_at(ann, *on_days(2)), looked_at(bob, *on_days(2))
    press(as_ann, job, "1", shown=[str(row.pk) for row in other.looked.all()])
    assert other.looked.chosen().count() == 2


@pytest.mark.parametrize("then", ["", "x", "9" * 30, "-1", "0"])
def test_an_unknown_button_only_keeps_the_ticks(as_ann: Client, ann: User, then: str) -> None:
    job = looked_at(ann, *on_days(2))
    answer = press(as_ann, job, then, shown=["x", "9" * 30, *[str(row.pk) for row in job.looked.all()]], page="zz")
    assert answer.status_code == 302 and as_ann.get(answer["Location"]).status_code == 200
    assert job.looked.chosen().count() == 0


def test_choosing_after_it_has_begun_changes_nothing(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *on_days(2))
    press(as_ann, job, "import")
    work_all()
    assert press(as_ann, job, "none").status_code == 302
    assert ImportJob.objects.get().state == JobState.DONE


def test_the_page_asks_as_little_for_many_as_for_few(as_ann: Client, ann: User) -> None:
    counts = []
    for rows in (2, 60):
        job = looked_at(ann, *on_days(rows))
        with CaptureQueriesContext(connection) as asked:
            as_ann.get(f"/import/{job.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
