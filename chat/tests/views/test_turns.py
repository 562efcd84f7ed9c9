"""The chat page's calls, as a browser without and with htmx makes them."""

import re
from typing import Any, cast

import pytest
from django.conf import settings
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from chat import models
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Source, Status
from sessions_memory.tests.reading import as_read
from sessions_memory.web.urls import place_url

HTMX = {"HTTP_HX_REQUEST": "true"}


def ask(client: Client, question: str = "Why?", **fields: object) -> str:
    return client.post("/ask/", {"question": question, **fields}, **HTMX).content.decode()  # type: ignore[arg-type]


def test_asking_stores_the_question_and_returns_its_fragment(as_ann: Client, ann: User) -> None:
    html = ask(as_ann, "Why do I stay?")
    row = UserInteraction.objects.get()
    assert (row.user, row.user_question, row.status) == (ann, "Why do I stay?", Status.PENDING)
    assert f'data-interaction-id="{row.pk}"' in html
    assert f'data-stream-url="/interactions/{row.pk}/stream/"' in html

    assert 'id="topbar"' in html and 'hx-swap-oob="true"' in html


def test_asking_without_a_script_leads_to_the_question_s_place(as_ann: Client) -> None:
    response = as_ann.post("/ask/", {"question": "Why?"})
    row = UserInteraction.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/s/{row.session_id}/#interaction-{row.pk}"
    page = as_ann.get(f"/s/{row.session_id}/").content.decode()

    assert "<noscript>" in page and "Why?" in page


@pytest.mark.parametrize("question", ["", "   \n "])
def test_an_empty_question_gets_a_sentence_and_stores_nothing(as_ann: Client, question: str) -> None:
    response = as_ann.post("/ask/", {"question": question})
    assert response.status_code == 422
    assert "Write a question first." in response.content.decode()
    assert not UserInteraction.objects.exists()


def test_too_long_a_question_is_refused_and_given_back(as_ann: Client, settings: Settings) -> None:
    settings.QUESTION_MAX_CHARS = 100
    response = as_ann.post("/ask/", {"question": "x" * 130})
    assert response.status_code == 422
    page = response.content.decode()
    assert "30 characters over the 100" in page and "x" * 130 in page

    assert "1 character over the 100" in as_ann.post("/ask/", {"question": "x" * 101}).content.decode()


def test_a_long_question_is_asked_again_whole_and_nobody_else_s(as_ann: Client, as_bob: Client, ann: User) -> None:
    long = lifecycle.store_question(ann, "Why do I stay?" * 40)
    sidebar = as_ann.get("/sidebar/").content.decode()
    assert f'name="again" value="{long.pk}"' in sidebar and "data-question" not in sidebar
    as_ann.post("/ask/", {"again": long.pk})
    assert list(UserInteraction.objects.values_list("user_question", "user")) == [(long.user_question, ann.pk)] * 2

    assert as_bob.post("/ask/", {"again": long.pk}).status_code == 404
    assert UserInteraction.objects.count() == 2


def test_the_same_post_twice_asks_once(as_ann: Client) -> None:
    draft = "0f8fad5b-d9cb-469f-a165-70867728950e"
    first, second = ask(as_ann, "Once?", draft_id=draft), ask(as_ann, "Once?", draft_id=draft)
    row = UserInteraction.objects.get()
    assert f'data-interaction-id="{row.pk}"' in first and f'data-interaction-id="{row.pk}"' in second


def test_a_question_goes_into_the_session_its_page_named(as_ann: Client, ann: User) -> None:
    old = lifecycle.store_question(ann, "Old").session
    new = lifecycle.start_session(ann)
    ask(as_ann, "For the old one", session=old.pk)
    ask(as_ann, "For the new one", session=new.pk)
    assert [row.user_question for row in old.interactions.oldest_first()] == ["Old", "For the old one"]

    assert [row.user_question for row in new.interactions.oldest_first()] == ["For the new one"]
    assert UserSession.objects.owned_by(ann).open().get() == new


def test_asking_in_an_imported_session_is_refused(as_ann: Client, ann: User) -> None:
    imported = UserSession.objects.create(user=ann, source=Source.CLAUDE, session_end="2026-01-01T00:00Z")
    response = as_ann.post("/ask/", {"question": "Q", "session": imported.pk}, **HTMX)  # type: ignore[arg-type]
    assert response.status_code == 422 and "imported" in response.content.decode()


def test_a_temporary_question_gets_a_session_that_is_in_no_list(as_ann: Client, ann: User) -> None:
    ordinary = lifecycle.store_question(ann, "Ordinary").session
    response = as_ann.post("/ask/", {"question": "Off the record", "session": ordinary.pk, "temporary": "1"}, **HTMX)  # type: ignore[arg-type]
    temporary = UserSession.objects.get(is_temporary=True)
    assert response["HX-Redirect"].startswith(f"/s/{temporary.pk}/")
    assert "Off the record" in as_ann.get(f"/s/{temporary.pk}/").content.decode()

    assert "Off the record" not in as_ann.get("/").content.decode()
    assert "Off the record" not in as_ann.get("/history/").content.decode()
    as_ann.post(f"/s/{temporary.pk}/end/")
    assert not UserSession.objects.filter(pk=temporary.pk).exists()


def test_what_a_person_wrote_is_escaped(as_ann: Client) -> None:
    ask(as_ann, "<script>alert('q')</script>")
    assert "<script>alert" not in as_ann.get("/").content.decode()


def test_an_answer_is_rendered_once_and_anew_when_the_renderer_changed(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    row = lifecycle.store_interaction(session, "Q", "Some **bold** text")
    assert "<strong>bold</strong>" in as_ann.get("/").content.decode()
    row.refresh_from_db()
    assert "<strong>bold</strong>" in row.response_html


def test_retry_makes_a_version_and_keeps_the_old_one(as_ann: Client, ann: User) -> None:
    old = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Q?", "The first answer.")
    html = as_ann.post(f"/interactions/{old.pk}/retry/", **HTMX).content.decode()  # type: ignore[arg-type]
    new = UserInteraction.objects.get(replaces=old)
    assert f'data-interaction-id="{new.pk}"' in html
    old.refresh_from_db()

    assert old.is_superseded and old.ai_response == "The first answer."
    fragment = as_ann.get(f"/interactions/{old.pk}/", **HTMX).content.decode()  # type: ignore[arg-type]
    assert "1/2" in re.sub(r"\s", "", fragment) and "The first answer." in fragment


def test_an_edited_question_replaces_the_old_one(as_ann: Client, ann: User) -> None:
    old = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "First words", "A.")
    ask(as_ann, "Better words", session=old.session_id, replaces=old.pk)
    page = as_ann.get("/").content.decode()
    thread = page[page.index('id="thread-turns"') :]
    assert "Better words" in thread and "First words" not in thread


def test_the_last_model_chosen_is_kept(as_ann: Client, model_server: ModelServer) -> None:
    ask(as_ann, model="other-model")
    assert '<option value="other-model" selected>' in as_read(as_ann.get("/").content.decode())


def test_pages_are_not_kept_by_the_browser(as_ann: Client) -> None:
    assert "no-store" in as_ann.get("/")["Cache-Control"]


def test_a_long_session_is_shown_from_its_end(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    for number in range(130):
        lifecycle.store_interaction(session, f"Question {number:03}.", "A.")

    page = as_ann.get("/").content.decode()
    thread = page[page.index('id="thread-turns"') :]
    assert "Question 129." in thread and "Question 009." not in thread
    earlier = re.search(r'href="(\?before=\d+)"', thread)
    assert earlier

    above = as_ann.get("/" + earlier[1]).content.decode()
    assert "Question 009." in above and f'href="/s/{session.pk}/">Show the end</a>' in above


def test_a_link_to_a_place_shows_it_however_long_the_session_is(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    rows = [lifecycle.store_interaction(session, f"Question {number:03}.", "A") for number in range(200)]

    def thread(place: UserInteraction) -> str:
        page = as_ann.get(place_url(session.pk, place.pk)).content.decode()
        return page[page.index('id="thread-turns"') :]

    early, late = thread(rows[20]), thread(rows[190])
    assert f'id="interaction-{rows[20].pk}"' in early and "Question 060." in early and "Question 061." not in early
    assert f'href="/s/{session.pk}/">Show the end</a>' in early
    assert "Question 199." in late and "Show the end" not in late


@pytest.mark.parametrize("place", ["x", "1" * 30, "-1", "", "\0"])
def test_a_place_that_is_none_shows_the_end(as_ann: Client, ann: User, place: str) -> None:
    session = lifecycle.store_question(ann, "The end").session
    assert "The end" in as_ann.get(f"/s/{session.pk}/", {"at": place, "before": place}).content.decode()


def test_the_page_s_query_count_does_not_grow_with_rows(
    as_ann: Client, ann: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    session = lifecycle.get_or_create_session(ann)
    for number in range(3):
        lifecycle.store_interaction(session, f"Q{number}", "A")

    as_ann.get("/")
    for number in range(30):
        lifecycle.store_interaction(session, f"R{number}", "A")

    as_ann.get("/")  # renders what was not rendered yet
    with django_assert_max_num_queries(13):
        as_ann.get("/")


def test_a_new_turn_asks_for_none_of_the_composer_s_choices(as_ann: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(as_ann)

    statements = " ".join(query["sql"] for query in asked.captured_queries)
    assert not any(row._meta.db_table in statements for row in (models.ModelServer, models.Preferences))


CALLS = [
    ("get", "chat:session"),
    ("get", "chat:interaction"),
    ("get", "chat:stream"),
    ("post", "chat:stop"),
    ("post", "chat:retry"),
]


@pytest.mark.parametrize(("method", "name"), CALLS)
def test_somebody_else_s_row_is_not_found_and_nobody_is_sent_to_login(
    as_ann: Client, as_bob: Client, ann: User, method: str, name: str
) -> None:
    row = lifecycle.store_question(ann, "Ann's")
    pk = row.session_id if name == "chat:session" else row.pk
    url = reverse(name, args=[pk])
    assert getattr(as_bob, method)(url).status_code == 404
    anonymous = getattr(Client(), method)(url)

    assert anonymous.status_code == 302 and anonymous["Location"].startswith("/accounts/login/")
    row.refresh_from_db()
    assert row.status == Status.PENDING and UserInteraction.objects.count() == 1


def test_asking_in_somebody_else_s_session_or_over_their_question_is_not_found(
    as_bob: Client, bob: User, ann: User
) -> None:
    row = lifecycle.store_question(ann, "Ann's")
    assert as_bob.post("/ask/", {"question": "Q", "session": row.session_id}).status_code == 404
    assert as_bob.post("/ask/", {"question": "Q", "replaces": row.pk}).status_code == 404
    row.refresh_from_db()
    assert not row.is_superseded and not UserInteraction.objects.owned_by(bob).exists()


@pytest.mark.parametrize("url", ["/", "/ask/", "/history/", "/sidebar/", "/account/", "/account/access/"])
def test_nobody_is_sent_to_the_login_page(db: None, url: str) -> None:
    response = Client().post(url) if url == "/ask/" else Client().get(url)
    assert response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def test_a_fragment_s_request_without_a_login_is_told_so(db: None) -> None:
    response = Client().post("/ask/", {"question": "Q"}, **HTMX)  # type: ignore[arg-type]
    assert response.status_code == 401


@pytest.mark.parametrize("url", ["/ask/", "/interactions/1/stop/", "/interactions/1/retry/", "/s/1/end/"])
def test_what_changes_something_cannot_be_got(as_ann: Client, url: str) -> None:
    assert as_ann.get(url).status_code == 405


def test_the_security_headers_are_strict(as_ann: Client) -> None:
    response = as_ann.get("/")
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'self'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"


async def test_the_stream_carries_the_answer_and_the_row_holds_it(
    answers: None, ann: User, bob: User, model_server: ModelServer
) -> None:
    model_server.default = Reply(pieces=["First line\n", "second line\n\n", "- a\n- b"])
    client = AsyncClient()
    await client.aforce_login(ann, backend=settings.PERSON_BACKEND)
    asked = await client.post("/ask/", {"question": "Q"}, headers={"HX-Request": "true"})
    assert asked.status_code == 200

    row = await UserInteraction.objects.aget()
    response = await client.get(f"/interactions/{row.pk}/stream/")
    assert response["Content-Type"].startswith("text/event-stream")
    stream = b"".join([chunk async for chunk in cast(Any, response).streaming_content]).decode()
    texts = [
        "\n".join(line.removeprefix("data: ") for line in event.split("\n") if line.startswith("data: "))
        for event in stream.split("\n\n")
        if event.startswith("event: text")
    ]

    await row.arefresh_from_db()
    assert "".join(texts) == row.ai_response == "First line\nsecond line\n\n- a\n- b"
    assert 'event: done\ndata: {"status": "answered"}' in stream
    finished = await client.get(f"/interactions/{row.pk}/", headers={"HX-Request": "true"})
    assert "<li>b</li>" in finished.content.decode()


def test_the_sidebar_lists_a_session_from_its_first_question_on(as_ann: Client, as_bob: Client) -> None:
    asked = as_ann.post("/ask/", {"question": "Why do I stay?"}, headers={"HX-Request": "true"}).content.decode()
    row = UserInteraction.objects.get()
    sidebar = asked.partition('id="sidebar-content"')[2]
    assert row.status == "pending" and "Open session" in sidebar and "No answer yet" in sidebar
    assert sidebar.count("Why do I stay?") == as_ann.get("/sidebar/").content.decode().count("Why do I stay?") > 1
    assert "Why do I stay?" not in as_bob.get("/sidebar/").content.decode()


def test_what_comes_along_with_a_question_leads_back_to_its_session(as_ann: Client) -> None:
    asked = ask(as_ann, "Why do I stay?")
    session = UserSession.objects.get()
    assert set(re.findall(r'name="next" value="([^"]*)"', asked)) == {f"/s/{session.pk}/"}
    pinned = as_ann.post(f"/s/{session.pk}/pin/", {"next": f"/s/{session.pk}/"}, follow=True)

    assert pinned.status_code == 200 and "Why do I stay?" in pinned.content.decode()
    place = as_ann.get(f"/s/{session.pk}/?at=1").content.decode()
    assert f'name="next" value="/s/{session.pk}/?at=1"' in place


def test_a_question_sent_after_the_login_ended_comes_back_in_the_composer(ann: User) -> None:
    client = Client()
    page = client.post("/ask/", {"question": "What I <b>typed</b>"}).content.decode()
    assert 'name="question" value="What I &lt;b&gt;typed&lt;/b&gt;"' in page
    login = {"username": "ann", "password": "wrong", "question": "What I <b>typed</b>"}
    assert "What I &lt;b&gt;typed" in client.post("/accounts/login/", login).content.decode()

    client.post("/accounts/login/", login | {"password": "ann-password-1"})
    assert "What I &lt;b&gt;typed&lt;/b&gt;</textarea>" in client.get("/").content.decode()
    assert "typed&lt;" not in client.get("/").content.decode()
    assert not UserInteraction.objects.exists()


def test_a_question_sent_with_an_old_form_can_be_sent_again(ann: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann, backend=settings.PERSON_BACKEND)
    response = client.post("/ask/", {"question": "What I typed", "session": "7"})
    page = response.content.decode()
    assert response.status_code == 403 and "What I typed</textarea>" in page and 'value="7"' in page

    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    again = client.post("/ask/", {"question": "What I typed", "csrfmiddlewaretoken": token[1]})
    assert again.status_code == 302 and UserInteraction.objects.get().user_question == "What I typed"


@pytest.mark.parametrize("path", ["/", "/sidebar/", "/interactions/{pk}/"])
def test_the_query_count_does_not_grow_with_rows(
    as_ann: Client, ann: User, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    rows = [lifecycle.store_interaction(lifecycle.start_session(ann), "Why?", "So.") for _ in range(3)]
    rows[0].session.toggle_pin()

    def look() -> None:
        assert as_ann.get(path.format(pk=rows[0].pk), headers={"HX-Request": "true"}).status_code == 200

    look()  # what was never shown is rendered, once
    with CaptureQueriesContext(connection) as few:
        look()

    with_few = len(few)
    for number in range(30):
        row = lifecycle.store_interaction(lifecycle.start_session(ann), f"Why {number}?", "So.")
        if number % 10 == 0:
            row.session.toggle_pin()
        lifecycle.store_interaction(row.session, "And?", "Yes.")

    look()
    with django_assert_num_queries(with_few):
        look()


def test_a_model_named_by_a_path_is_shown_by_its_last_part(as_ann: Client, ann: User, settings: Settings) -> None:
    settings.CHAT_MODELS = ["/srv/models/small.gguf"]
    session = lifecycle.get_or_create_session(ann)
    row = lifecycle.store_interaction(session, "Why?", "So.")
    UserInteraction.objects.filter(pk=row.pk).update(model="/srv/models/small.gguf")
    page = as_read(as_ann.get(f"/s/{session.pk}/").content.decode())
    assert page.count(">small.gguf<") == 2 and ">/srv/models" not in page

    history = as_read(as_ann.get("/history/?q=why").content.decode())
    assert ">small.gguf<" in history and ">/srv/models" not in history


def test_a_temporary_session_that_was_left_has_a_way_back(as_ann: Client, as_bob: Client, ann: User) -> None:
    temporary = lifecycle.start_temporary_session(ann)
    way = f'href="/s/{temporary.pk}/">Go back to it</a>'
    assert way in as_read(as_ann.get("/").content.decode())
    assert way in as_read(as_ann.get("/history/").content.decode())
    assert way not in as_read(as_ann.get(f"/s/{temporary.pk}/").content.decode())
    assert way not in as_read(as_bob.get("/").content.decode())
    assert as_ann.get("/?temporary=1")["Location"] == f"/s/{temporary.pk}/"
    assert as_bob.get("/?temporary=1").status_code == 200


def test_after_an_import_home_and_sidebar_know_that_something_is_there(
    as_ann: Client, ann: User, as_bob: Client
) -> None:
    first_visit = "A place to think that keeps what you said."
    assert first_visit in as_ann.get("/").content.decode()
    UserSession.objects.create(user=ann, source=Source.CHATGPT, session_end="2026-01-01T00:00Z", interaction_count=1)

    page = as_ann.get("/").content.decode()
    assert first_visit not in page and "What you ask here is listed here." in page
    assert first_visit in as_bob.get("/").content.decode()
