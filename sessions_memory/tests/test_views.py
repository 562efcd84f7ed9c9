import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import Area, UserSession
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

    assert "The open one" in sidebar and "1 question" in sidebar and "Pinned one" in sidebar
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


def from_elsewhere(person: User, count: int) -> None:
    for number in range(count):
        begun = timezone.now() - timedelta(days=number + 1)
        UserSession.objects.create(
            user=person,
            source=Source.CHATGPT,
            title=f"Plum {number}",
            session_start=begun,
            session_end=begun,
            interaction_count=1,
        )


def test_the_sidebar_lists_imported_sessions_with_their_source_where_there_are_no_others(
    as_ann: Client, ann: User, as_bob: Client
) -> None:
    from_elsewhere(ann, 12)
    sidebar = as_ann.get("/sidebar/").content.decode()
    assert "Plum 0<" in sidebar and "Plum 9<" in sidebar and "Plum 10<" not in sidebar and ">ChatGPT</span>" in sidebar
    assert "Plum" not in as_bob.get("/sidebar/").content.decode()

    session_with(ann)
    sidebar = as_ann.get("/sidebar/").content.decode()
    assert "Plum" not in sidebar and "ChatGPT" not in sidebar


def test_all_sessions_are_listed_part_by_part_each_once(as_ann: Client, ann: User, as_bob: Client) -> None:
    from_elsewhere(ann, 90)
    UserSession.objects.filter(title="Plum 5").update(archived_at=timezone.now())
    url, titles = "/sidebar/sessions/", list[str]()
    while url:
        part = as_ann.get(url, headers={"HX-Request": "true"}).content.decode()
        titles += re.findall(r">(Plum \d+)<", part)
        following = re.search(r'hx-get="([^"]+)"', part)
        url = following[1] if following else ""

    assert titles == [f"Plum {number}" for number in range(90) if number != 5]
    assert "Plum" not in as_bob.get("/sidebar/sessions/", headers={"HX-Request": "true"}).content.decode()
    assert as_ann.get("/sidebar/sessions/")["Location"] == "/history/"
    assert as_ann.get("/sidebar/sessions/?cursor=x", headers={"HX-Request": "true"}).status_code == 404


def test_a_new_session_is_the_first_thing_in_the_sidebar_and_stays_in_the_area(as_ann: Client, ann: User) -> None:
    area = Area.objects.create(user=ann, name="Garden")
    session = session_with(ann, ended=False)
    UserSession.objects.filter(pk=session.pk).update(area=area)
    nav = as_ann.get(f"/s/{session.pk}/").content.decode().partition('<nav class="nav"')[2].partition("</form>")[0]
    assert 'action="/s/start/"' in nav and "New session" in nav and f'name="area" value="{area.pk}"' in nav
    assert 'name="area"' not in as_ann.get("/history/").content.decode().partition("</form>")[0]


def test_a_new_session_of_somebody_who_has_none_begins_with_their_question(as_ann: Client, ann: User) -> None:
    as_ann.post("/s/start/")
    assert not UserSession.objects.exists()
    lifecycle.start_session(ann)
    assert "A place to think that keeps what you said." in as_ann.get("/").content.decode()


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
