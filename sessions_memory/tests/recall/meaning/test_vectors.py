"""Vectors of what was said: kept, found to be lacking, and compared."""

import numpy as np
import pytest
from django.conf import settings as project
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.models import RecallVector, UserInteraction, UserSession
from sessions_memory.recall import gate, recall
from sessions_memory.recall.meaning import vectors
from sessions_memory.recall.meaning.similarity import PICKED, Similarity, Vectors

NORTH, EAST = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]


@pytest.fixture(autouse=True)
def encoder(settings: Settings) -> None:
    settings.EMBEDDING_MODEL = "encoder"
    # Rows of other tests had the same ids.
    vectors.let_go()


def said(user: User, question: str = "Q", answer: str = "A") -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.get_or_create_session(user), question, answer)


def near(user: User, vector: list[float] = NORTH) -> dict[int, float]:
    """The nearest first, with their cosines."""
    found = vectors.similarity(user, vector, project.EMBEDDING_MODEL)
    return dict(zip(found.nearest.tolist(), found.of(found.nearest).tolist(), strict=True)) if found else {}


def test_the_nearest_are_told_by_question_or_answer_and_of_their_person_alone(ann: User, bob: User) -> None:
    by_question, by_answer, other, theirs = said(ann), said(ann), said(ann), said(bob)
    vectors.keep("encoder", [(by_question, [0.9, 0.1, 0.0], EAST), (by_answer, [0.0, 0.0, 1.0], [3.0, 4.0, 0.0])])
    vectors.keep("encoder", [(other, EAST, EAST), (theirs, NORTH, NORTH)])
    found = near(ann)
    assert list(found) == [by_question.pk, by_answer.pk]

    assert found[by_question.pk] == pytest.approx(0.9 / np.hypot(0.9, 0.1), abs=0.02)
    assert found[by_answer.pk] == pytest.approx(0.6, abs=0.02)


def test_what_is_added_changed_or_of_another_model_is_seen_at_once(
    ann: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, later = said(ann), said(ann)
    vectors.keep("encoder", [(row, NORTH, NORTH)])
    assert set(near(ann)) == {row.pk}
    vectors.keep("encoder", [(later, NORTH, NORTH), (row, EAST, EAST)])
    assert set(near(ann)) == {later.pk} and RecallVector.objects.count() == 2

    # Now all are put in one order.
    monkeypatch.setattr(vectors, "NEW_AT_MOST", 2)
    last = said(ann)
    vectors.keep("encoder", [(last, NORTH, NORTH), (later, EAST, NORTH)])
    assert set(near(ann)) == {later.pk, last.pk} and set(near(ann, EAST)) == {row.pk, later.pk}
    vectors.keep("encoder", [(later, EAST, EAST)])

    assert set(near(ann)) == {last.pk} and set(near(ann, EAST)) == {row.pk, later.pk}
    assert near(ann, [1.0, 0.0]) == {}
    settings.EMBEDDING_MODEL = "another"
    assert near(ann) == {}


@pytest.mark.parametrize("vector", [[0.0, 0.0, 0.0], [float("nan"), 0.0, 0.0], [float("inf"), 0.0, 0.0]])
def test_a_vector_without_direction_is_close_to_nothing(ann: User, vector: list[float]) -> None:
    vectors.keep("encoder", [(said(ann), NORTH, [0.0, 0.0, 0.0])])
    assert near(ann, vector) == {}


@pytest.mark.parametrize("size", [100, 384])
def test_of_many_vectors_the_nearest_are_found_and_few_are_compared(size: int) -> None:
    rng = np.random.default_rng(7)
    numbers = rng.integers(-127, 128, (4 * PICKED, 2, size), np.int8)
    asked = numbers[5, 1].astype(np.float32) / np.linalg.norm(numbers[5, 1].astype(np.float32))
    # Three that say nearly the same, among all that say something else.
    numbers[[900, 7000, 9000], 0] = numbers[5, 1] // 2 + numbers[[900, 7000, 9000], 0] // 8
    held = Vectors.of(np.arange(4 * PICKED) + 10, numbers)

    found = Similarity((held,), asked)
    assert set(found.nearest[:4].tolist()) == {15, 910, 7010, 9010} and found.closest == pytest.approx(1, abs=0.01)
    assert len(held.picked(asked)) == PICKED


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


def test_of_what_is_never_recalled_nothing_is_sent_until_that_is_taken_back(ann: User) -> None:
    row = said(ann, "A secret")
    lifecycle.start_session(ann)
    with_session = said(ann, "A whole secret session")
    row.keep_from_recall(never_recall=True)
    UserSession.objects.filter(pk=with_session.session_id).update(never_recall=True)

    assert vectors.lacking("encoder", 0, 100)[0] == []
    row.keep_from_recall(never_recall=False)
    assert vectors.lacking("encoder", 0, 100)[0] == [row]


def test_what_got_no_whole_answer_lacks_vectors_too(ann: User) -> None:
    row = lifecycle.store_question(ann, "A question that nobody answered")
    claims.request_stop(row)
    assert vectors.lacking("encoder", 0, 100) == ([row], row.pk)


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


def test_what_is_less_close_says_so_rather_than_that_it_stands_beside_a_match(ann: User) -> None:
    for question, direction in (("Awake at four again", NORTH), ("Up late with the cat", EAST)):
        lifecycle.start_session(ann)
        vectors.keep("encoder", [(said(ann, question), direction, direction)])

    found = recall(user=ann, question="Do I rest well?", limit=3, question_vector=[0.9, 0.4, 0.0])
    assert [memory.reasons[0] for memory in found] == ["close in meaning", "rather close in meaning"]


def test_what_stands_between_two_that_are_close_comes_before_what_stands_alone(ann: User) -> None:
    held: list[int] = []
    for directions in ((EAST, EAST, EAST), (NORTH, EAST, NORTH)):
        lifecycle.start_session(ann)
        # Unlike each other: what asks the same stands once.
        days = ("Monday", "Friday", "Sunday")
        rows = [said(ann, f"About trains {len(held)} on {day}", f"Trains, {day}") for day in days]
        vectors.keep("encoder", [(row, each, each) for row, each in zip(rows, directions, strict=True)])
        held.append(rows[1].pk)

    found = recall(user=ann, question="Which trains?", limit=6, question_vector=NORTH)
    order = [memory.interaction_id for memory in found]
    assert order.index(held[1]) < order.index(held[0])


def test_an_encoder_to_which_all_is_alike_is_brought_to_the_scale_of_others() -> None:
    rng = np.random.default_rng(3)
    plain = rng.normal(size=(500, 2, 64))
    asked = plain[7, 0] + rng.normal(size=64) / 2
    # The same with much that all have in common.
    common = [np.concatenate([each, np.full((*each.shape[:-1], 16), 4.0)], axis=-1) for each in (plain, asked)]

    for texts, question in ((plain, asked), common):
        numbers = np.rint(texts / np.abs(texts).max(axis=2, keepdims=True) * 127).astype(np.int8)
        unit = (question / np.linalg.norm(question)).astype(np.float32)
        similarity = Similarity((Vectors.of(np.arange(500) + 1, numbers),), unit)
        assert similarity.nearest[0] == 8 and similarity.closest > gate.ALIKE
        assert np.median(similarity.of(np.arange(500) + 1)) < gate.CLOSE


@pytest.mark.parametrize("question", ["What about it?", "the", "Do I rest well?", "🙂"])
def test_a_question_with_a_vector_is_asked_where_nothing_has_any_yet(ann: User, question: str) -> None:
    said(ann, "Something about trains")
    assert recall(user=ann, question=question, limit=3, question_vector=NORTH) == []
