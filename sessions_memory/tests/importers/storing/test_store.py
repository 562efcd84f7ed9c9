"""Conversations come in for the first time, again and later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.importers.formats import FORMATS
from sessions_memory.importers.mapping.values import Attachment, Conversation, ImportedTurn, ToolCall
from sessions_memory.importers.storing.rows import asked_times
from sessions_memory.importers.storing.store import keep
from sessions_memory.models import Note, RecallVector, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.recall import recall
from sessions_memory.recall.meaning import vectors
from sessions_memory.recall.search import search
from sessions_memory.states import Source, Status
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, memory, receipt_of
from sessions_memory.tests.traces import traces
from sessions_memory.web.dates import is_undated

MAY = datetime(2024, 5, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def turn(name: str, answer: str = "Because.", *, minute: int = 0, **more: Any) -> ImportedTurn:
    at = MAY + minute * MINUTE
    return ImportedTurn(name, f"Why {name}?", answer, at, at + timedelta(seconds=5), "gpt-4o", **more)


def conversation(*turns: ImportedTurn, **more: Any) -> Conversation:
    given: dict[str, Any] = {
        "source": "chatgpt",
        "source_id": "c-1",
        "title": "Lost things",
        "started_at": MAY,
        "updated_at": MAY,
    }

    return Conversation(**(given | more), turns=turns or (turn("one"), turn("two", minute=1)))


def test_a_conversation_becomes_an_ended_session_with_its_times_and_names(ann: User) -> None:
    keep(ann, [conversation()])
    session = UserSession.objects.get(user=ann)
    assert (session.source, session.source_id, session.title) == (Source.CHATGPT, "c-1", "Lost things")
    assert (session.session_start, session.session_end) == (MAY, MAY + MINUTE + timedelta(seconds=5))
    assert session.interaction_count == 2

    first, second = session.interactions.oldest_first()
    assert (first.source_id, first.user_question, first.ai_response) == ("one", "Why one?", "Because.")
    assert (first.created_at, first.answered_at, first.model) == (MAY, MAY + timedelta(seconds=5), "gpt-4o")
    assert (first.status, first.is_listed, first.user) == (Status.ANSWERED, False, ann)
    assert second.created_at == MAY + MINUTE


def test_what_stands_aside_is_kept_aside(ann: User) -> None:
    aside: dict[str, Any] = {
        "thinking": "Hm.",
        "attachments": (Attachment("plan.pdf", "application/pdf"),),
        "tool_calls": (ToolCall("python", "1+1", "2"),),
    }

    keep(ann, [conversation(turn("one", **aside), remarks=("A question was cut.",))])
    metadata = UserInteraction.objects.get(user=ann).interaction_metadata
    assert metadata["thinking"] == "Hm."
    assert metadata["attachments"] == [
        {"name": "plan.pdf", "media_type": "application/pdf", "size_bytes": None, "text": ""}
    ]
    assert metadata["tool_calls"] == [{"name": "python", "input": "1+1", "output": "2"}]

    assert metadata["import_notes"] == ["A question was cut."]


def test_the_same_again_changes_nothing(ann: User) -> None:
    keep(ann, [conversation()])
    before = (list(UserSession.objects.values()), list(UserInteraction.objects.values()))
    tally = keep(ann, [conversation()])
    assert (tally.imported, tally.updated, tally.unchanged, tally.older, tally.interactions) == (0, 0, 1, 0, 0)
    assert (list(UserSession.objects.values()), list(UserInteraction.objects.values())) == before


def test_a_later_copy_adds_changes_and_takes_away(ann: User) -> None:
    keep(ann, [conversation()])
    kept = UserInteraction.objects.get(source_id="one")
    later = conversation(
        turn("one", "Rather this."), turn("other", minute=2), title="Found things", updated_at=MAY + 3 * MINUTE
    )
    tally = keep(ann, [later])
    assert (tally.imported, tally.updated, tally.interactions) == (0, 1, 1)

    session = UserSession.objects.get()
    assert (session.title, session.interaction_count) == ("Found things", 2)
    assert session.session_end == MAY + 2 * MINUTE + timedelta(seconds=5)
    rows = list(session.interactions.oldest_first())
    assert [(row.source_id, row.ai_response) for row in rows] == [("one", "Rather this."), ("other", "Because.")]

    assert rows[0].pk == kept.pk


def test_what_a_later_copy_lacks_leaves_no_word_behind_but_the_note_kept_from_it(ann: User) -> None:
    keep(ann, [conversation(turn("umbrella", "It is violet."), turn("two", minute=1), title="Why umbrella?")])
    gone, stays = UserInteraction.objects.oldest_first()
    keep_note(ann, "I own one for rain.", from_interaction=gone)
    answer = answer_with(asked(ann, "What about it?"), memory(gone), memory(stays) | {"reasons": []})
    continuing = lifecycle.continue_session(gone.session)

    follower = answer_with(asked(ann, "And then?", session=continuing), continued=[{"id": gone.pk}])
    keep(ann, [conversation(turn("two", minute=1), updated_at=MAY + MINUTE)])
    assert [item.get("is_deleted", False) for item in receipt_of(answer)["items"]] == [True, False]
    assert receipt_of(follower)["digest"] == ""
    assert traces("umbrella") == []

    assert Note.objects.get().from_interaction is None
    assert holding(ann, "umbrella") == set()


def test_turns_that_were_all_replaced_leave_the_session_and_its_name(ann: User) -> None:
    keep(ann, [conversation()])
    session = UserSession.objects.get()
    session.rename("My own words")
    keep(ann, [conversation(turn("three"), updated_at=MAY + MINUTE)])
    left = UserSession.objects.get()

    assert (left.pk, left.title, left.interaction_count) == (session.pk, "My own words", 1)
    assert [row.source_id for row in left.interactions.all()] == ["three"]


def test_a_changed_answer_is_not_recalled_by_what_it_said_before(ann: User) -> None:
    keep(ann, [conversation(turn("one"))])
    row = UserInteraction.objects.get()
    vectors.keep("m", [(row, [1.0, 0.0], [0.0, 1.0])])
    keep(ann, [conversation(turn("one", "Rather this."), updated_at=MAY + MINUTE)])
    assert not RecallVector.objects.exists()


def test_an_update_keeps_what_the_person_did_and_renders_anew(ann: User) -> None:
    keep(ann, [conversation()])
    session = UserSession.objects.get()
    session.rename("My own words")
    session.toggle_pin()
    UserInteraction.objects.update(never_recall=True, response_html="<p>old</p>", renderer_version=1)

    keep(ann, [conversation(turn("one", "New."), turn("two", minute=1), title="Theirs", updated_at=MAY + MINUTE)])
    session.refresh_from_db()
    assert (session.title, session.is_pinned) == ("My own words", True)
    one, two = session.interactions.oldest_first()
    assert one.never_recall

    assert (one.response_html, two.response_html) == ("", "<p>old</p>")


def test_an_older_copy_never_overwrites_and_is_counted(ann: User) -> None:
    keep(ann, [conversation(updated_at=MAY + MINUTE)])
    tally = keep(ann, [conversation(turn("one", "Stale."), updated_at=MAY)])
    assert (tally.updated, tally.unchanged, tally.older) == (0, 1, 1)
    assert UserInteraction.objects.filter(ai_response="Stale.").count() == 0


@pytest.mark.parametrize(
    ("here", "there", "is_taken"),
    [(MAY, MAY, False), (MAY, None, False), (None, MAY, True), (None, None, True), (MAY, MAY + MINUTE, True)],
)
def test_which_of_two_copies_stands(ann: User, here: datetime, there: datetime, is_taken: bool) -> None:
    keep(ann, [conversation(updated_at=here)])
    keep(ann, [conversation(turn("one", "Other."), updated_at=there)])
    assert UserInteraction.objects.filter(ai_response="Other.").exists() is is_taken


def test_a_later_copy_that_says_the_same_still_guards_against_older_ones(ann: User) -> None:
    keep(ann, [conversation(updated_at=MAY)])
    keep(ann, [conversation(updated_at=MAY + 9 * MINUTE)])
    keep(ann, [conversation(turn("one", "Between."), updated_at=MAY + MINUTE)])
    assert not UserInteraction.objects.filter(ai_response="Between.").exists()


def test_copies_inside_one_file_count_one_by_one_and_the_newest_stands(ann: User) -> None:
    old, new = conversation(updated_at=MAY), conversation(turn("one", "New."), updated_at=MAY + MINUTE)
    tally = keep(ann, [old, new, old])
    assert (tally.imported, tally.updated, tally.unchanged, tally.found) == (1, 1, 1, 3)
    assert [row.ai_response for row in UserInteraction.objects.all()] == ["New."]
    assert tally.interactions == 1


def test_what_an_export_lacks_is_not_deleted(ann: User) -> None:
    keep(ann, [conversation(), conversation(source_id="c-2")])
    keep(ann, [conversation(source_id="c-2", updated_at=MAY + MINUTE)])
    assert UserSession.objects.filter(user=ann).count() == 2


def test_two_people_and_two_sources_keep_their_own(ann: User, bob: User) -> None:
    keep(ann, [conversation(), conversation(source="claude")])
    tally = keep(bob, [conversation(turn("one", "Bob's."))])
    assert tally.imported == 1
    assert UserSession.objects.owned_by(ann).count() == 2
    assert [row.ai_response for row in UserInteraction.objects.owned_by(bob)] == ["Bob's."]


def test_the_order_of_the_turns_counts_more_than_their_times(ann: User) -> None:
    turns = (turn("one", minute=9), turn("two", minute=3), turn("three", minute=9))
    keep(ann, [conversation(*turns)])
    rows = list(UserInteraction.objects.oldest_first())
    assert [row.source_id for row in rows] == ["one", "two", "three"]
    assert rows[1].interaction_metadata["asked_at"] == (MAY + 3 * MINUTE).isoformat()

    assert UserSession.objects.get().session_start == MAY + 3 * MINUTE


def test_what_has_no_date_at_all_stands_behind_everything_in_its_order(ann: User) -> None:
    undated = [ImportedTurn(name, f"Why {name}?", "So.") for name in ("a", "b")]
    keep(ann, [conversation(*undated, source_id="undated", started_at=None, updated_at=None), conversation()])
    first, second = UserSession.objects.owned_by(ann).get(source_id="undated").interactions.oldest_first()
    assert (first.source_id, second.source_id) == ("a", "b")
    assert all(is_undated(row.created_at) for row in (first, second))

    newest = UserSession.objects.owned_by(ann).newest_first()
    assert [session.source_id for session in newest] == ["c-1", "undated"]
    growing = UserInteraction.objects.owned_by(ann).growing()
    assert {row.source_id for row in growing} == {"one", "two"}


def test_turns_without_a_time_stand_between_their_neighbours() -> None:
    untimed = ImportedTurn("x", "When?", "Then.")
    times = asked_times(conversation(untimed, turn("b", minute=5), untimed, started_at=None))
    assert times == sorted(times)
    assert times[1] == MAY + 5 * MINUTE
    assert times[2] - times[1] < timedelta(seconds=1)


def test_many_at_once_and_the_ids_that_come_after(ann: User) -> None:
    many = [conversation(turn("one"), turn("two", minute=1), source_id=f"c-{number}") for number in range(150)]
    assert keep(ann, many).interactions == 300
    after = UserSession.objects.create(user=ann)
    assert after.pk > max(UserSession.objects.exclude(pk=after.pk).values_list("pk", flat=True))
    assert UserInteraction.objects.filter(session__source_id="c-149").count() == 2


def holding(user: User, word: str) -> set[str]:
    hits = search(user=user, query=word, limit=5).hits
    rows = UserInteraction.objects.filter(pk__in=[hit.interaction_id for hit in hits])
    return {row.source_id for row in rows}


def test_what_is_in_can_be_found_at_once_and_follows_every_update(ann: User, bob: User) -> None:
    keep(ann, [conversation(turn("umbrella", "It is violet."), turn("kettle", minute=1))])
    assert (holding(ann, "violet"), holding(ann, "kettle")) == ({"umbrella"}, {"kettle"})
    assert recall(user=ann, question="Which umbrella is violet?", limit=1)[0].source == Source.CHATGPT
    assert holding(bob, "violet") == set()
    keep(ann, [conversation(turn("umbrella", "It is green."), updated_at=MAY + MINUTE)])

    assert (holding(ann, "green"), holding(ann, "violet"), holding(ann, "kettle")) == ({"umbrella"}, set(), set())


def test_every_format_is_a_source_that_sessions_know() -> None:
    assert {known.source for known in FORMATS} <= set(Source.values)
