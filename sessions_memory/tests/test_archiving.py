"""An archived session stands in no list, and is recalled and found as before; asking in it brings it back."""

import re

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.deletion.forgetting import empty_receipts_quoting_notes
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.recall.search import search
from sessions_memory.states import Source
from sessions_memory.tests.reading import as_read

QUINCE = "Where is my quince tree?"
ARCHIVED = {"by": "archived"}


def session_of(user: User, question: str = QUINCE, *, source: str = Source.CHAT) -> UserSession:
    session = UserSession.objects.create(user=user, source=source, session_end="2026-03-14T18:00:00Z")
    lifecycle.store_interaction(session, question, f"An answer to {question}")
    return UserSession.objects.get(pk=session.pk)


@pytest.fixture
def archived(ann: User) -> UserSession:
    session = session_of(ann)
    lifecycle.archive_sessions(ann, [session.pk])
    return UserSession.objects.get(pk=session.pk)


def listing(client: Client, **query: str) -> str:
    page = as_read(client.get("/history/", query).content.decode())
    return page[page.index('id="history-list"') :]


def test_it_leaves_every_list_and_comes_back(as_ann: Client, ann: User) -> None:
    session = session_of(ann)
    session.toggle_pin()
    lists = [("/", {}), ("/sidebar/", {}), ("/history/", {}), ("/history/", {"by": "questions"})]
    for archived, shown in (("1", False), ("0", True)):
        as_ann.post(f"/s/{session.pk}/archive/", {"archived": archived})
        for path, query in lists:
            assert (QUINCE in as_ann.get(path, query).content.decode()) is shown, (path, query)


def test_it_is_recalled_and_found_as_before(as_ann: Client, ann: User, archived: UserSession) -> None:
    row = archived.interactions.get()
    assert [memory.interaction_id for memory in recall(user=ann, question=QUINCE, limit=5)] == [row.pk]
    assert [hit.interaction_id for hit in search(user=ann, query="quince", limit=5).hits] == [row.pk]
    found = listing(as_ann, q="quince")
    assert f'id="session-{archived.pk}"' in found and "This vault, archived" in found


def test_archived_ones_have_a_list_of_their_own(as_ann: Client, ann: User, bob: User, archived: UserSession) -> None:
    session_of(ann, "And the plum?")
    lifecycle.archive_sessions(bob, [session_of(bob, "Bob's").pk])
    assert 'href="/history/?by=archived">Show archived<' in listing(as_ann)
    page = listing(as_ann, **ARCHIVED)

    assert re.findall(r'class="history-title"[^>]*>([^<]*)<', page) == [QUINCE]
    assert "Bring back" in page and "Show archived" not in page
    assert QUINCE in listing(as_ann, **ARCHIVED, source="chat")


def test_the_lists_say_what_is_left_out_when_nothing_is_in_them(as_ann: Client, archived: UserSession) -> None:
    assert "You archived all your sessions." in listing(as_ann)
    lifecycle.bring_sessions_back(archived.user, [archived.pk])
    assert "Nothing archived" in listing(as_ann, **ARCHIVED)


def test_an_open_one_ends(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, QUINCE, "At the wall.")
    as_ann.post(f"/s/{session.pk}/archive/")
    session.refresh_from_db()
    assert session.is_archived and not session.is_open and session.context_summary == QUINCE


def test_a_question_in_it_brings_it_back(as_ann: Client, ann: User, archived: UserSession) -> None:
    assert "Archived" in as_ann.get(f"/s/{archived.pk}/").content.decode()
    lifecycle.store_question(ann, "And the plum?", session=archived)
    archived.refresh_from_db()
    assert archived.is_open and not archived.is_archived
    assert UserInteraction.objects.owned_by(ann).in_recent().count() == 2


def test_its_time_is_that_of_the_first_time(archived: UserSession) -> None:
    lifecycle.archive_sessions(archived.user, [archived.pk])
    assert UserSession.objects.get(pk=archived.pk).archived_at == archived.archived_at


def test_imported_questions_stay_out_of_the_recent_ones_when_they_come_back(as_ann: Client, ann: User) -> None:
    session = session_of(ann, source=Source.CLAUDE)
    for archived in ("1", "0"):
        as_ann.post(f"/s/{session.pk}/archive/", {"archived": archived})

    assert not UserInteraction.objects.owned_by(ann).in_recent().exists()
    assert QUINCE in listing(as_ann)


def test_a_temporary_session_stays_as_it_is(ann: User) -> None:
    session = lifecycle.start_temporary_session(ann)
    lifecycle.archive_sessions(ann, [session.pk])
    assert not UserSession.objects.get(pk=session.pk).is_archived


def test_a_note_that_goes_is_taken_out_of_its_receipts_too(ann: User, archived: UserSession) -> None:
    item = {"kind": "note", "id": 7, "text": "I dislike ginger."}
    archived.interactions.update(context_used={"version": 2, "items": [item]})
    assert empty_receipts_quoting_notes(ann.pk, [7]) == 1
    assert "ginger" not in str(archived.interactions.get().context_used)


def test_somebody_else_s_is_not_found(as_bob: Client, ann: User) -> None:
    session = session_of(ann)
    assert as_bob.post(f"/s/{session.pk}/archive/").status_code == 404
    assert not UserSession.objects.get(pk=session.pk).is_archived
