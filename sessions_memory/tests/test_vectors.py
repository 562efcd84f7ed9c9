"""Vectors of what was said: kept, found to be lacking, and compared."""

import numpy as np
import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import RecallVector, UserInteraction
from sessions_memory.recall import recall, vectors

NORTH, EAST = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]


@pytest.fixture(autouse=True)
def encoder(settings: Settings) -> None:
    settings.EMBEDDING_MODEL = "encoder"
    # Of other tests, whose rows had the same ids.
    vectors.let_go()


def said(user: User, question: str = "Q", answer: str = "A") -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.get_or_create_session(user), question, answer)


def test_the_nearest_are_told_by_question_or_answer_and_of_their_person_alone(ann: User, bob: User) -> None:
    by_question, by_answer, other, theirs = said(ann), said(ann), said(ann), said(bob)
    vectors.keep("encoder", [(by_question, [0.9, 0.1, 0.0], EAST), (by_answer, [0.0, 0.0, 1.0], [3.0, 4.0, 0.0])])
    vectors.keep("encoder", [(other, EAST, EAST), (theirs, NORTH, NORTH)])
    found = vectors.closeness(ann, NORTH)
    assert list(found) == [by_question.pk, by_answer.pk]
    assert found[by_question.pk] == pytest.approx(0.9 / np.hypot(0.9, 0.1), abs=0.02)
    assert found[by_answer.pk] == pytest.approx(0.6, abs=0.02)


def test_what_is_added_changed_or_of_another_model_is_seen_at_once(ann: User, settings: Settings) -> None:
    row, later = said(ann), said(ann)
    vectors.keep("encoder", [(row, NORTH, NORTH)])
    assert set(vectors.closeness(ann, NORTH)) == {row.pk}
    vectors.keep("encoder", [(later, NORTH, NORTH), (row, EAST, EAST)])
    assert set(vectors.closeness(ann, NORTH)) == {later.pk} and RecallVector.objects.count() == 2
    assert vectors.closeness(ann, [1.0, 0.0]) == {}
    settings.EMBEDDING_MODEL = "another"
    assert vectors.closeness(ann, NORTH) == {}


@pytest.mark.parametrize("vector", [[0.0, 0.0, 0.0], [float("nan"), 0.0, 0.0], [float("inf"), 0.0, 0.0]])
def test_a_vector_without_direction_is_close_to_nothing(ann: User, vector: list[float]) -> None:
    vectors.keep("encoder", [(said(ann), NORTH, [0.0, 0.0, 0.0])])
    assert vectors.closeness(ann, vector) == {}


def test_what_lacks_vectors_is_found_in_order_and_not_past_a_running_answer(ann: User) -> None:
    rows = [said(ann, f"Q{number}") for number in range(3)]
    temporary = lifecycle.start_temporary_session(ann)
    lifecycle.store_interaction(temporary, "Secret", "A")
    running = lifecycle.store_question(ann, "Still being answered")
    said(ann, "After it")
    vectors.keep("encoder", [(rows[0], NORTH, NORTH)])
    needed, after = vectors.lacking("encoder", 0, 100)
    assert needed == rows[1:] and after < running.pk
    assert vectors.lacking("encoder", after, 100) == ([], after)
    assert vectors.lacking("another", 0, 2)[0] == rows[:2]


def test_what_was_deleted_meanwhile_is_left_out_and_vectors_go_with_their_interaction(ann: User) -> None:
    kept, gone = said(ann), said(ann)
    stale = UserInteraction.objects.get(pk=gone.pk)
    lifecycle.delete_interaction(gone)
    assert vectors.keep("encoder", [(kept, NORTH, NORTH), (stale, NORTH, NORTH)]) == 1
    kept.session.delete()
    assert not RecallVector.objects.exists()


def test_recall_finds_what_shares_no_word_but_is_close_in_meaning(ann: User) -> None:
    for number in range(6):
        vectors.keep("encoder", [(said(ann, f"Something about trains {number}"), EAST, EAST)])
    row = said(ann, "Awake at four again")
    vectors.keep("encoder", [(row, NORTH, NORTH)])
    found = recall(user=ann, question="Do I rest well?", limit=3, question_vector=[0.98, 0.2, 0.0])
    assert found[0].interaction_id == row.pk and "close in meaning" in found[0].reasons
    assert row.pk not in [memory.interaction_id for memory in recall(user=ann, question="Do I rest well?", limit=3)]
