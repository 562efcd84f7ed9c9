"""A reader is told the same by the draft and by the row."""

import asyncio

import pytest

from chat.answer.draft import Draft
from chat.answer.events import Cursor, Event
from chat.answer.stored import StoredProgress
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

MEMORY = {"used": 2, "off": ""}
PIECES = [
    *("<think>Let me ", "see.</think>", "# Title\n", "\nFirst para", "graph.\n\n", "Second 😀 paragraph", "\n\n"),
    *(
        "- a\n",
        "- b\n",
        "- c\n",
        "\n```python\n",
        "x = 1\n",
        "```\n",
        "\n| a | b |\n|---|---|\n",
        "| 1 | 2 |\n",
        "\nThe end.",
    ),
]


def told(position: int, *, looks_every: int = 1) -> tuple[list[Event], list[Event]]:
    """The draft's and the row's events for a reader who comes at `position` and looks after so many pieces."""
    draft, stored = Draft(UserInteraction(user_question="?", status=Status.ANSWERING)), StoredProgress()
    by_draft, by_row = Cursor(position), Cursor(position)
    from_draft: list[Event] = []
    from_row: list[Event] = []

    def look() -> None:
        from_draft.extend(by_draft.events(draft))
        stored.read(row_of(draft))
        from_row.extend(by_row.events(stored))

    look()
    draft.interaction.interaction_metadata["memory"] = MEMORY
    draft.looked_back()

    for number, piece in enumerate(PIECES):
        draft.add(piece)
        asyncio.run(draft.catch_up())
        if number % looks_every == 0:
            look()

    draft.complete()
    draft.close(Status.ANSWERED)
    look()

    return from_draft, from_row


def row_of(draft: Draft) -> UserInteraction:
    """The row as a checkpoint or the end stores it."""
    status = draft.ended_as or Status.ANSWERING
    return UserInteraction(status=status, ai_response=draft.text, interaction_metadata=draft.metadata())


@pytest.mark.parametrize("position", [0, 1, 9, 10_000])
def test_draft_and_row_tell_the_same_events_in_the_same_order(position: int) -> None:
    from_draft, from_row = told(position)

    assert from_draft == from_row
    assert {event.kind for event in from_draft} >= {"memory", "thinking", "block", "preview", "done"}


def test_who_looks_seldom_is_told_the_same_texts_and_blocks() -> None:
    often, (seldom_draft, seldom_row) = told(0)[0], told(0, looks_every=4)

    for kind in ("text", "thinking", "block"):
        whole = said(often, kind)
        assert said(seldom_draft, kind) == said(seldom_row, kind) == whole != ""


def said(events: list[Event], kind: str) -> str:
    return "".join(event.data for event in events if event.kind == kind)


def test_of_the_text_only_what_comes_after_the_place_asked_for_is_told() -> None:
    whole = said(told(0)[0], "text")

    assert said(told(9)[0], "text") == whole[9:]
    assert said(told(len(whole))[1], "text") == ""


def test_all_that_came_before_the_end_is_told_before_it() -> None:
    """Also what comes while the reader takes what came before."""
    draft, cursor = Draft(UserInteraction(user_question="?", status=Status.ANSWERING)), Cursor(0)
    draft.add("One.")
    events = cursor.events(draft)

    next(events)
    draft.add(" Two.")
    draft.complete()
    draft.close(Status.ANSWERED)
    first = list(events)

    assert [event.kind for event in first] == []
    assert [event.kind for event in cursor.events(draft)][-2:] == ["text", "done"]
