"""Ticking many in the history: what the page offers, what it asks first, and its undo."""

import io
import json
import re
import zipfile

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from pytest import MonkeyPatch

from insightvault.accounts.models import User
from sessions_memory.areas.keeping import make, put
from sessions_memory.bulk import jobs
from sessions_memory.chosen_sessions import IDS_MAX
from sessions_memory.models import BulkJob, Deletion, MemoryUse, UserSession
from sessions_memory.states import Source
from sessions_memory.tests.admin.test_content_csv import whole
from sessions_memory.tests.bulk.test_jobs import session_of
from sessions_memory.tests.reading import as_read

MANY = "/history/many/"
read_whole = async_to_sync(whole)


def read(client: Client, url: str = "/history/") -> str:
    return as_read(client.get(url).content.decode())


def test_rows_can_be_ticked_where_sessions_are_listed(as_ann: Client, ann: User) -> None:
    session = session_of(ann)
    page = read(as_ann)
    assert re.search(rf'name="session" value="{session.pk}" form="many" aria-label="Tick “Session 0”"', page)
    assert "All sessions<" in page and 'value="archive"' in page and 'value="bring-back"' not in page
    for url in ("/history/?q=question", "/history/?by=questions"):
        assert 'id="many"' not in read(as_ann, url)


def test_what_is_ticked_changes_at_once_and_can_be_undone(as_ann: Client, ann: User) -> None:
    ticked, other = session_of(ann, 1), session_of(ann, 2)
    response = as_ann.post(MANY, {"do": "archive", "session": [ticked.pk], "source": "chat"})
    assert response["Location"] == "/history/?source=chat"
    assert list(UserSession.objects.in_lists()) == [other]

    page = read(as_ann)
    assert "Archived: 1 session." in page
    undo = re.search(r'action="(/history/many/\d+/undo/)"', page)
    assert undo
    as_ann.post(undo[1])
    assert UserSession.objects.in_lists().count() == 2 and "Archived: 1" not in read(as_ann)


def test_all_that_match_are_counted_first(as_ann: Client, ann: User, bob: User) -> None:
    for person in (ann, bob):
        session_of(person, 1, source=Source.CLAUDE, is_pinned=True)
        session_of(person, 2, source=Source.CLAUDE)
        session_of(person, 3)
    sent = {"do": "pin", "all": "on", "source": "claude"}
    asked = as_read(as_ann.post(MANY, sent).content.decode())
    assert "2 sessions with 2 questions match. 1 of them would change" in asked
    assert UserSession.objects.pinned().count() == 2

    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked[asked.index("page-title") :]))
    assert {name: hidden[name] for name in sent} == sent
    as_ann.post(MANY, sent | {"confirmed": hidden["confirmed"]})
    assert UserSession.objects.owned_by(ann).pinned().count() == 2 and UserSession.objects.pinned().count() == 3


def test_a_long_one_has_a_page_of_its_own(as_ann: Client, as_bob: Client, ann: User, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    session_of(ann)
    response = as_ann.post(MANY, {"do": "pin", "all": "on", "confirmed": "on"})
    job = BulkJob.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert "0 of 1 sessions" in read(as_ann, job.get_absolute_url()) and "See how far it is" in read(as_ann)

    assert as_bob.get(job.get_absolute_url()).status_code == 404
    jobs.work_on_all()
    part = as_ann.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<section") and "Pinned: 1 session." in part and "every 2s" not in part


REFUSED = [
    ({"do": "pin"}, "Tick a session first"),
    ({"do": "pin", "session": ["x", "-1"]}, "Tick a session first"),
    ({"do": "pin", "session": list(range(1, IDS_MAX + 2))}, f"Tick at most {IDS_MAX} sessions"),
    ({"do": "pin", "all": "on", "since": "soon"}, "This is no date"),
    ({"do": "explode", "all": "on"}, "explode is not one of the available choices"),
]


@pytest.mark.parametrize(("sent", "sentence"), REFUSED)
def test_what_makes_no_sense_gets_a_sentence(as_ann: Client, ann: User, sent: dict[str, object], sentence: str) -> None:
    session_of(ann)
    assert sentence in as_read(as_ann.post(MANY, sent, follow=True).content.decode())
    assert not BulkJob.objects.exists()


def test_another_one_waits(as_ann: Client, ann: User, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    session = session_of(ann)
    for _ in range(2):
        response = as_ann.post(MANY, {"do": "pin", "session": [session.pk]}, follow=True)
    assert "still under way" in response.content.decode() and BulkJob.objects.count() == 1


def test_what_is_not_one_s_own_can_t_be_ticked_nor_undone(as_bob: Client, as_ann: Client, ann: User) -> None:
    session = session_of(ann)
    as_bob.post(MANY, {"do": "pin", "session": [session.pk]})
    assert not UserSession.objects.pinned().exists()
    as_ann.post(MANY, {"do": "pin", "session": [session.pk]})
    assert as_bob.post(f"{MANY}{BulkJob.objects.owned_by(ann).get().pk}/undo/").status_code == 404
    assert UserSession.objects.pinned().exists()


def test_what_is_ticked_is_deleted_after_a_look_at_what_goes(as_ann: Client, ann: User, bob: User) -> None:
    gone, kept, theirs = session_of(ann, 1), session_of(ann, 2), session_of(bob)
    sent = {"do": "delete", "session": [gone.pk, theirs.pk], "by": ""}
    asked = as_read(as_ann.post(MANY, sent).content.decode())
    assert "1 question and its answer" in asked and 'action="/history/many/"' in asked
    assert UserSession.objects.count() == 3

    response = as_ann.post(MANY, sent | {"confirmed": "on"})
    deletion = Deletion.objects.get()
    assert response["Location"] == deletion.get_absolute_url()
    assert (deletion.sessions, deletion.interactions, deletion.deleted_at is not None) == (1, 1, True)
    assert set(UserSession.objects.all()) == {kept, theirs}


def test_all_that_match_are_deleted_and_later_answers_with_them(as_ann: Client, ann: User) -> None:
    first, second = (session_of(ann, number, source=Source.CLAUDE) for number in (1, 2))
    other = session_of(ann, 3)
    uses = MemoryUse(user=ann, answer=other.interactions.get(), memory=first.interactions.get())
    uses.save()
    MemoryUse.objects.create(user=ann, answer=second.interactions.get(), memory=first.interactions.get())
    sent = {"do": "delete", "all": "on", "source": "claude"}
    asked = as_read(as_ann.post(MANY, sent).content.decode())
    assert "in 2 sessions" in asked and "Delete this answer and its question, too" in asked

    as_ann.post(MANY, sent | {"confirmed": "on", "with_answers": "on"})
    assert not UserSession.objects.exists() and Deletion.objects.get().answers == 1


def test_an_export_holds_what_was_chosen(as_ann: Client, ann: User, bob: User) -> None:
    chosen, theirs = session_of(ann, 1), session_of(bob)
    session_of(ann, 2)
    response = as_ann.post(MANY, {"do": "export-json", "session": [chosen.pk, theirs.pk]})
    header, *records = json.loads(read_whole(response))
    assert header["selection"] == {"chosen": True}
    assert [record["source_id"] for record in records] == [chosen.source_id]

    zipped = as_ann.post(MANY, {"do": "export-markdown", "all": "on"})
    assert len(zipfile.ZipFile(io.BytesIO(read_whole(zipped))).namelist()) == 2


def test_all_that_match_lie_in_the_area_that_the_history_shows(as_ann: Client, ann: User) -> None:
    inside, outside = session_of(ann, 1), session_of(ann, 2)
    area = make(ann, name="Therapy", is_closed=True)
    put(inside, area)
    every = {"do": "pin", "all": "on", "confirmed": "on"}
    assert f'name="area" value="{area.pk}"' in read(as_ann, f"/history/?area={area.pk}")

    for sent, pinned in (
        ({}, {outside.pk}),
        ({"area": area.pk}, {inside.pk}),
        ({"area": "all"}, {inside.pk, outside.pk}),
    ):
        UserSession.objects.update(is_pinned=False)
        as_ann.post(MANY, every | sent)
        assert set(UserSession.objects.pinned().values_list("pk", flat=True)) == pinned


@pytest.mark.parametrize("do", ["archive", "delete", "export-json"])
def test_of_ids_that_are_nobody_s_or_another_s_nothing_is_meant(as_ann: Client, ann: User, bob: User, do: str) -> None:
    """Never all of one's own in their place."""
    own, theirs = session_of(ann), session_of(bob)
    for pk in (theirs.pk, 10**9):
        response = as_ann.post(MANY, {"do": do, "session": [pk], "confirmed": "on"})
        assert do != "export-json" or len(json.loads(read_whole(response))) == 1

    assert set(UserSession.objects.in_lists()) == {own, theirs}
