"""A read-only session takes no questions, until the person lets it again."""

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession

Headers = dict[str, str]


@pytest.fixture
def read_only(ann: User) -> UserSession:
    session = lifecycle.start_session(ann)
    lifecycle.store_interaction(session, "Where is my quince?", "At the wall.")
    lifecycle.make_read_only(ann, [session.pk], is_read_only=True)
    return UserSession.objects.get(pk=session.pk)


def test_it_ends_and_refuses_a_question_in_every_way(as_ann: Client, ann: User, read_only: UserSession) -> None:
    row = read_only.interactions.get()
    assert not read_only.is_open
    as_ann.post(f"/s/{read_only.pk}/resume/")
    refused = as_ann.post("/ask/", {"question": "And the plum?", "session": read_only.pk})
    as_ann.post(f"/interactions/{row.pk}/retry/")

    assert "This session is read-only." in refused.content.decode()
    assert UserInteraction.objects.count() == 1 and not UserSession.objects.get(pk=read_only.pk).is_open


def test_a_program_is_refused_too(client: Client, ann_token: Headers, read_only: UserSession) -> None:
    asked = {"message": "And the plum?", "session_id": read_only.pk}
    response = client.post("/chat/send", asked, content_type="application/json", headers=ann_token)
    assert (response.status_code, response.json()["detail"]) == (409, lifecycle.READ_ONLY)
    assert client.get("/sessions/history", headers=ann_token).json()[0]["is_read_only"]


def test_its_page_has_no_composer_and_says_why(as_ann: Client, read_only: UserSession) -> None:
    page = as_ann.get(f"/s/{read_only.pk}/").content.decode()
    assert "<b>Read-only.</b> It takes no questions." in page and 'id="composer' not in page
    assert "Ask something to resume it" not in page and "/retry/" not in page
    assert ", read-only" in as_ann.get("/history/").content.decode()


def test_it_takes_questions_again(as_ann: Client, ann: User, read_only: UserSession) -> None:
    as_ann.post(f"/s/{read_only.pk}/read-only/", {"read_only": "0"})
    assert "Make read-only" in as_ann.get(f"/s/{read_only.pk}/").content.decode()
    lifecycle.store_question(ann, "And the plum?", session=read_only)
    assert read_only.interactions.count() == 2


def test_a_stale_copy_of_the_row_lets_nothing_in(ann: User, read_only: UserSession) -> None:
    read_only.is_read_only = False
    with pytest.raises(lifecycle.ReadOnlySession):
        lifecycle.store_question(ann, "And the plum?", session=read_only)


def test_somebody_else_s_is_not_found(as_bob: Client, ann: User) -> None:
    session = lifecycle.start_session(ann)
    assert as_bob.post(f"/s/{session.pk}/read-only/").status_code == 404
    assert not UserSession.objects.get(pk=session.pk).is_read_only
