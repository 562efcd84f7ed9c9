"""Deleting from the pages: what would go is shown, then it goes, then there is a report."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sessions_memory import lifecycle
from sessions_memory.deletion import jobs, wiping
from sessions_memory.models import Deletion, UserInteraction, UserSession
from sessions_memory.states import Scope, Source
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, memory
from sessions_memory.tests.deletion.test_jobs import imported
from sessions_memory.tests.reading import as_read


def page(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return as_read(response.content.decode())


def test_a_session_is_shown_and_goes_and_there_is_a_report(as_ann: Client, ann: Any, bob: Any) -> None:
    row = asked(ann)
    url = f"/s/{row.session_id}/delete/"
    shown = page(as_ann, url)
    assert "1 question and its answer" in shown and "The violet umbrella" in shown
    assert UserSession.objects.filter(pk=row.session_id).exists()

    report = as_ann.post(url)["Location"]
    assert not UserInteraction.objects.exists() and not UserSession.objects.exists()
    text = page(as_ann, report)
    assert "Leftover traces on disk" in text and "Gone." not in text and "Backups and exports" in text


def test_an_interaction_is_deleted_from_its_thread(as_ann: Client, ann: Any) -> None:
    row, other = asked(ann), asked(ann, "Another")
    url = f"/interactions/{row.pk}/delete/"
    assert url in page(as_ann, f"/s/{row.session_id}/")
    assert "The violet umbrella" in page(as_ann, url)
    as_ann.post(url)

    assert UserInteraction.objects.get() == other


def test_later_answers_that_used_it_are_listed_and_offered(as_ann: Client, ann: Any) -> None:
    session = imported(ann)
    answer = answer_with(asked(ann, "What did I say?"), memory(session.interactions.all()[0]))
    url = "/forget/?scope=source&source=chatgpt"
    shown = page(as_ann, url)
    assert "What did I say?" in shown and "Delete this answer and its question, too" in shown

    as_ann.post(url, {"scope": "source", "source": "chatgpt", "with_answers": "on"})
    assert not UserInteraction.objects.filter(pk=answer.pk).exists()


def test_answers_stay_unless_they_are_chosen(as_ann: Client, ann: Any) -> None:
    session = imported(ann)
    answer = answer_with(asked(ann, "What did I say?"), memory(session.interactions.all()[0]))
    as_ann.post("/forget/", {"scope": "source", "source": "chatgpt"})
    assert list(UserInteraction.objects.all()) == [answer]


def test_a_span_names_its_days(as_ann: Client, ann: Any) -> None:
    imported(ann)
    query = {"scope": "span", "since": "2026-05-01", "until": "2026-05-01"}
    assert "from 1 May 2026 up to 1 May 2026" in page(as_ann, "/forget/", **query)
    as_ann.post("/forget/", query)
    assert not UserInteraction.objects.exists()


def test_everything_leaves_the_account(as_ann: Client, ann: Any, bob: Any) -> None:
    imported(ann)
    theirs = imported(bob)
    assert "2 questions and their answers" in page(as_ann, "/forget/", scope="all")
    as_ann.post("/forget/", {"scope": "all"})
    assert UserSession.objects.get() == theirs and page(as_ann, "/account/")


def test_where_nothing_is_nothing_can_be_confirmed(as_ann: Client) -> None:
    shown = page(as_ann, "/forget/", scope="all")
    assert "There is nothing to delete" in shown and "Delete for good" not in shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"scope": "span"}, "Choose a day"),
        ({"scope": "span", "since": "soon"}, "Write it like 2026-03-31."),
        ({"scope": "span", "since": "2026-05-02", "until": "2026-05-01"}, "lies before the first"),
        ({"scope": "source"}, "Choose what to delete"),
        ({"scope": "account"}, "Choose what to delete"),
        ({}, "Choose what to delete"),
    ],
)
def test_what_can_t_be_meant_gets_a_sentence(as_ann: Client, query: dict[str, str], sentence: str) -> None:
    response = as_ann.get("/forget/", query)
    assert response.status_code == 422 and sentence in response.content.decode()


def test_gone_is_said_when_the_bytes_are(as_ann: Client, ann: Any, transactional_db: None) -> None:
    row = asked(ann)
    report = as_ann.post(f"/s/{row.session_id}/delete/")["Location"]
    assert any(wiping.wipe_what_was_deleted(whole=True) for _ in range(10))
    assert "Gone." in page(as_ann, report)


def test_a_deletion_under_way_says_how_far_it_is(as_ann: Client, ann: Any) -> None:
    deletion = Deletion.objects.create(user=ann, scope=Scope.ALL, found=1200, interactions=300, has_report=True)
    text = page(as_ann, deletion.get_absolute_url())
    assert "300 of 1,200" in text and 'value="300"' in text and "every 2s" in text
    assert "being deleted" in page(as_ann, "/account/data/")


def owned_urls(ann: Any) -> list[str]:
    row = asked(ann)
    deletion = Deletion.objects.create(user=ann, scope=Scope.ALL)
    return [
        reverse("sessions_memory:session-delete", args=[row.session_id]),
        reverse("sessions_memory:interaction-delete", args=[row.pk]),
        deletion.get_absolute_url(),
    ]


def test_somebody_else_s_is_not_found(as_bob: Client, ann: Any) -> None:
    for url in owned_urls(ann):
        assert as_bob.get(url).status_code == 404
        assert as_bob.post(url).status_code in (404, 405)

    assert UserInteraction.objects.exists()


def test_it_is_for_those_who_are_logged_in(ann: Any) -> None:
    for url in [*owned_urls(ann), "/forget/?scope=all"]:
        assert Client().get(url)["Location"].startswith("/accounts/login/")
        assert Client().post(url)["Location"].startswith("/accounts/login/")

    assert UserInteraction.objects.exists()


def test_a_source_chosen_by_somebody_takes_nothing_of_another_person(as_bob: Client, ann: Any, bob: Any) -> None:
    kept = imported(ann, Source.CLAUDE)
    imported(bob, Source.CLAUDE)
    as_bob.post("/forget/", {"scope": "source", "source": "claude"})
    assert UserSession.objects.get() == kept


def test_a_temporary_session_leaves_no_report_on_the_page(as_ann: Client, ann: Any) -> None:
    session = lifecycle.start_temporary_session(ann)
    lifecycle.end_session(session)
    jobs.work_on_all()
    assert Deletion.objects.count() == 1 and "/forget/" + str(Deletion.objects.get().key) not in page(
        as_ann, "/account/data/"
    )
