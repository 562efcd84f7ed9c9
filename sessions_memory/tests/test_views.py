import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserSession
from sessions_memory.states import Source
from sessions_memory.tests.reading import as_read


def session_with(user: User, question: str = "Why?", *, ended: bool = True) -> UserSession:
    session = lifecycle.start_session(user)
    lifecycle.store_interaction(session, question, f"An answer to {question}")
    if ended:
        lifecycle.end_session(session)

    session.refresh_from_db()
    return session


def test_the_sidebar_shows_the_open_session_recent_questions_and_pinned(as_ann: Client, ann: User, bob: User) -> None:
    pinned = session_with(ann, "Pinned one")
    pinned.toggle_pin()
    session_with(ann, "The open one", ended=False)
    session_with(bob, "Bob's")
    sidebar = as_read(as_ann.get("/sidebar/").content.decode())

    assert "The open one" in sidebar and "1 interaction" in sidebar and "Pinned one" in sidebar
    assert "An answer to The open one" in sidebar
    assert "Bob" not in sidebar


def test_the_sidebar_marks_the_session_that_the_page_shows(as_ann: Client, ann: User) -> None:
    session_with(ann, "Another")
    shown, pinned = session_with(ann, "Shown"), session_with(ann, "Pinned")
    pinned.toggle_pin()
    current = r'<a class="session-row" href="([^"]+)" aria-current="true">'

    for session in (shown, pinned):
        page = as_ann.get(session.get_absolute_url()).content.decode()
        assert re.findall(current, page) == [session.get_absolute_url()]

    assert not re.findall(current, as_ann.get("/history/").content.decode())


def test_imported_sessions_stay_out_of_the_sidebar_and_stand_in_history(as_ann: Client, ann: User) -> None:
    imported = UserSession.objects.create(
        user=ann, source=Source.CHATGPT, title="From elsewhere", session_end=timezone.now()
    )
    lifecycle.store_interaction(imported, "Imported question", "Imported answer")
    sidebar = as_ann.get("/sidebar/").content.decode()
    assert "Imported question" not in sidebar and "From elsewhere" not in sidebar
    assert "From elsewhere" in as_ann.get("/history/").content.decode()


def test_new_ends_the_open_session_and_an_empty_one_is_used_again(as_ann: Client, ann: User) -> None:
    first = session_with(ann, ended=False)
    as_ann.post("/s/start/")
    as_ann.post("/s/start/")
    first.refresh_from_db()
    assert not first.is_open

    assert UserSession.objects.owned_by(ann).open().count() == 1 and UserSession.objects.count() == 2


def test_end_resume_rename_and_pin(as_ann: Client, ann: User) -> None:
    session = session_with(ann, ended=False)
    as_ann.post(f"/s/{session.pk}/end/")
    ended = UserSession.objects.get()
    assert not ended.is_open and ended.context_summary == "Why?"
    as_ann.post(f"/s/{session.pk}/resume/")

    as_ann.post(f"/s/{session.pk}/rename/", {"title": "The call"})
    as_ann.post(f"/s/{session.pk}/pin/")
    session.refresh_from_db()
    assert session.is_open and session.title == "The call" and session.is_pinned


def test_a_session_needs_a_title(as_ann: Client, ann: User) -> None:
    session = session_with(ann)
    response = as_ann.post(f"/s/{session.pk}/rename/", {"title": "  "})
    assert response.status_code == 422 and "A session needs a title." in response.content.decode()


def test_an_imported_session_is_not_resumed(as_ann: Client, ann: User) -> None:
    imported = UserSession.objects.create(user=ann, source=Source.CLAUDE, session_end=timezone.now())
    as_ann.post(f"/s/{imported.pk}/resume/")
    imported.refresh_from_db()
    assert not imported.is_open


def test_a_form_cannot_send_a_person_to_another_site(as_ann: Client, ann: User) -> None:
    session = session_with(ann)
    response = as_ann.post(f"/s/{session.pk}/pin/", {"next": "https://evil.example/"})
    assert response["Location"] == f"/s/{session.pk}/"


VERBS = ["session-end", "session-resume", "session-rename", "session-pin", "session-delete"]


@pytest.mark.parametrize("verb", VERBS)
def test_somebody_else_s_session_is_not_found(as_bob: Client, ann: User, verb: str) -> None:
    session = session_with(ann, "Ann's")
    assert as_bob.post(reverse(f"sessions_memory:{verb}", args=[session.pk]), {"title": "x"}).status_code == 404
    again = UserSession.objects.get(pk=session.pk)
    assert (again.title, again.is_pinned, again.session_end) == ("Ann's", False, session.session_end)


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_is_sent_to_the_login_page(ann: User, verb: str) -> None:
    url = reverse(f"sessions_memory:{verb}", args=[session_with(ann).pk])
    assert Client().post(url)["Location"].startswith("/accounts/login/")
