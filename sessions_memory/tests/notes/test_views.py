"""Notes and instructions over their forms, with htmx and without."""

from typing import Any

import pytest
from django.test import Client

from sessions_memory.models import Note
from sessions_memory.notes import keeping

HTMX = {"HX-Request": "true"}


@pytest.fixture
def note(ann: Any) -> Note:
    return keeping.keep_note(ann, "Ines is my sister.")


def test_a_note_is_written_and_one_goes_back_to_where_one_came_from(as_ann: Client, ann: Any) -> None:
    response = as_ann.post("/notes/", {"text": "Short answers.", "next": "/account/"})
    assert response["Location"] == "/account/"
    assert [(note.user, note.text) for note in Note.objects.all()] == [(ann, "Short answers.")]
    assert as_ann.post("/notes/", {"text": "More.", "next": "https://evil.example/"})["Location"] == "/memory/"


def test_with_htmx_the_new_note_and_an_empty_form_come_back(as_ann: Client) -> None:
    shown = as_ann.post("/notes/", {"text": "Short <b>answers</b>."}, headers=HTMX).content.decode()
    assert "Short &lt;b&gt;answers&lt;/b&gt;." in shown and "You wrote it" in shown and "note-form" in shown


def test_a_note_that_is_none_is_refused_in_words(as_ann: Client) -> None:
    response = as_ann.post("/notes/", {"text": "  "}, headers=HTMX)
    assert response.status_code == 422 and "Write the note first." in response.content.decode()
    long = as_ann.post("/notes/", {"text": "n" * 1001}, headers=HTMX)
    assert "at most 1,000 characters" in long.content.decode()
    assert not Note.objects.exists()


def test_a_note_is_edited_switched_off_and_deleted(as_ann: Client, note: Note) -> None:
    assert "Ines is my sister." in as_ann.get(f"/notes/{note.pk}/").content.decode()
    assert as_ann.post(f"/notes/{note.pk}/", {"text": ""}).status_code == 422
    as_ann.post(f"/notes/{note.pk}/", {"text": "Ines is my older sister."})
    shown = as_ann.post(f"/notes/{note.pk}/switch/", {"active": "0"}, headers=HTMX).content.decode()
    assert [(n.text, n.is_active) for n in Note.objects.all()] == [("Ines is my older sister.", False)]

    assert "Switched off" in shown and "Switch this note on" in shown
    as_ann.post(f"/notes/{note.pk}/switch/", {"active": "1"})
    assert Note.objects.active().exists()
    assert as_ann.post(f"/notes/{note.pk}/delete/").status_code == 302
    assert not Note.objects.exists()


def test_instructions_are_saved_and_too_long_ones_refused(as_ann: Client, ann: Any) -> None:
    shown = as_ann.post("/instructions/", {"text": "No praise."}, headers=HTMX).content.decode()
    assert "No praise.</textarea>" in shown and "of 400 tokens" in shown
    assert keeping.instructions_of(ann) == "No praise."
    assert as_ann.post("/instructions/", {"text": "x" * 4001}, headers=HTMX).status_code == 422
    assert keeping.instructions_of(ann) == "No praise."


PATHS = ["/notes/{}/", "/notes/{}/switch/", "/notes/{}/delete/"]


def test_anothers_note_is_404_and_stays(as_bob: Client, note: Note) -> None:
    assert [as_bob.post(path.format(note.pk), {"text": "x"}).status_code for path in PATHS] == [404] * 3
    note.refresh_from_db()
    assert note.text == "Ines is my sister." and note.is_active


def test_they_want_a_login_and_a_post(client: Client, as_ann: Client, note: Note) -> None:
    for path in [*(path.format(note.pk) for path in PATHS), "/notes/", "/instructions/"]:
        assert client.post(path)["Location"].startswith("/accounts/login/")

    for path in [*(path.format(note.pk) for path in PATHS[1:]), "/notes/", "/instructions/"]:
        assert as_ann.get(path).status_code == 405
