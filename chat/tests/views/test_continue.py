"""Going on from a conversation that was imported, and how such a one is shown."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.importers.mapping.values import Attachment, Conversation, ImportedTurn, ToolCall
from sessions_memory.importers.storing.store import keep
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.tests.reading import as_read

MAY = datetime(2024, 5, 1, 10, tzinfo=UTC)


def imported(user: User, *turns: ImportedTurn, **more: Any) -> UserSession:
    turns = turns or (ImportedTurn("one", "Where is **my** umbrella?", "In the *hall*.", MAY, MAY, "gpt-4o"),)
    keep(user, [Conversation("chatgpt", "c-1", "Lost things", MAY, MAY, turns, **more)])
    return UserSession.objects.get(user=user, source="chatgpt")


def test_an_imported_session_shows_its_source_and_takes_no_questions(as_ann: Client, ann: User) -> None:
    session = imported(ann)
    page = as_read(as_ann.get(session.get_absolute_url()).content.decode())
    assert "This conversation came from ChatGPT." in page
    assert "ChatGPT, 1 question<" in page
    assert "In the <em>hall</em>." in page

    assert "data-composer" not in page and "data-edit=" not in page and "/retry/" not in page


def test_continue_begins_a_session_below_the_old_turns(as_ann: Client, ann: User) -> None:
    old = imported(ann)
    was_open = lifecycle.start_session(ann)
    answer = as_ann.post(f"/s/{old.pk}/continue/")
    session = UserSession.objects.get(continues=old)
    assert answer["Location"] == session.get_absolute_url()

    assert (session.source, session.title, session.is_open) == ("chat", "Lost things", True)
    was_open.refresh_from_db()
    assert not was_open.is_open
    page = as_read(as_ann.get(session.get_absolute_url()).content.decode())
    assert page.index("From ChatGPT") < page.index("In the <em>hall</em>.") < page.index("Continued here")

    assert "data-composer" in page
    assert "data-edit=" not in page and "/retry/" not in page


def test_continue_pressed_twice_begins_one(as_ann: Client, ann: User) -> None:
    old = imported(ann)
    for _ in range(2):
        as_ann.post(f"/s/{old.pk}/continue/")

    assert UserSession.objects.filter(continues=old).count() == 1


def test_what_is_asked_there_stands_below_and_the_old_stays_as_it_was(as_ann: Client, ann: User) -> None:
    old = imported(ann)
    as_ann.post(f"/s/{old.pk}/continue/")
    session = UserSession.objects.get(continues=old)
    as_ann.post("/ask/", {"question": "And the kettle?", "session": session.pk})
    page = as_read(as_ann.get(session.get_absolute_url()).content.decode())

    assert page.index("Continued here") < page.rindex("And the kettle?")
    assert old.interactions.count() == 1
    assert UserInteraction.objects.get(session=session).user_question == "And the kettle?"


def test_another_persons_conversation_is_not_continued(as_bob: Client, ann: User) -> None:
    old = imported(ann)
    assert as_bob.post(f"/s/{old.pk}/continue/").status_code == 404
    assert as_bob.get(f"/s/{old.pk}/continue/").status_code == 405
    assert not UserSession.objects.filter(continues=old).exists()


def test_what_came_beside_the_words_is_folded_away(as_ann: Client, ann: User) -> None:
    turn = ImportedTurn(
        "one",
        "",
        "",
        attachments=(Attachment("<plan>.pdf", text="Page <one>"), Attachment("photo.png")),
        tool_calls=(ToolCall("python", "print(1)", "1"),),
        thinking="Hm, a <plan>.",
    )

    session = imported(ann, turn, remarks=("A file was left out.",))
    page = as_read(as_ann.get(session.get_absolute_url()).content.decode())

    for shown in (
        "&lt;plan&gt;.pdf",
        "Page &lt;one&gt;",
        "photo.png",
        "1 tool call<",
        "print(1)",
        "Hm, a &lt;plan&gt;.",
    ):
        assert shown in page

    assert "No answer came with the export." in page and "A file was left out." in page
    assert "question-time" not in page


@pytest.mark.parametrize(
    "kept", [{"attachments": "x"}, {"attachments": [1]}, {"tool_calls": {}}, {"import_notes": [2]}, {"import_notes": 2}]
)
def test_metadata_of_another_shape_breaks_no_page(as_ann: Client, ann: User, kept: dict[str, Any]) -> None:
    session = imported(ann)
    UserInteraction.objects.update(interaction_metadata=kept)
    assert as_ann.get(session.get_absolute_url()).status_code == 200
