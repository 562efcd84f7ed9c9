"""How many memories a question needs, by their scores."""

import numpy as np
import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.recall import recall
from sessions_memory.recall.enough import LESS_BY_PLACE, MORE_BY_MEANING, NEAR, enough
from sessions_memory.recall.meaning import vectors

# The cosine of the second best.
TILT = 0.6


def count(*scores: float, likeness: float = 0.0, wants_overview: bool = False, by_meaning: bool = False) -> int:
    return enough(np.array(scores), likeness=likeness, wants_overview=wants_overview, by_meaning=by_meaning)


def test_a_clear_best_one_is_enough_alone() -> None:
    assert count(1.08, -0.02, -0.1, -0.3) == 1
    assert count(3.0, 1.5, 1.4) == 1


@pytest.mark.parametrize(("scores", "kept"), [((2.0, 1.9, 1.8), 3), ((2.0, 1.9, 0.8), 2), ((-0.5, -0.6), 1), ((), 0)])
def test_what_is_near_the_best_comes_along(scores: tuple[float, ...], kept: int) -> None:
    assert count(*scores) == kept


def test_a_place_further_down_must_be_nearer() -> None:
    assert count(2.0, *[0.95] * 8) == 4


def test_between_two_people_scores_lie_further_apart() -> None:
    assert count(4.0, 2.0, likeness=1.0) == 2 and count(4.0, 2.0) == 1


def test_vectors_part_scores_further() -> None:
    assert count(3.0, 1.7, 1.4) == 1 and count(3.0, 1.7, 1.4, by_meaning=True) == 2


def test_an_overview_wants_all() -> None:
    assert count(3.0, 0.5, -0.5, wants_overview=True) == 3


def test_a_question_that_one_interaction_answers_gets_one_memory(ann: User) -> None:
    for told in ("The kiln fires the blue glaze at 1222 degrees", "A walk by the river", "The glaze shop was closed"):
        lifecycle.store_interaction(lifecycle.start_session(ann), told, "Noted. " * 40)

    question = "At how many degrees does my kiln fire the blue glaze?"
    assert len(recall(user=ann, question=question, limit=8)) == 1
    assert len(recall(user=ann, question=question, limit=8, only_enough=False)) == 2


def test_by_meaning_what_lies_a_little_further_below_the_best_comes_along(ann: User) -> None:
    vectors.let_go()
    session = lifecycle.start_session(ann)
    best, other = (
        lifecycle.store_interaction(session, f"My {of} starter", "Noted. " * 40) for of in ("sourdough", "rye")
    )
    asked, tilted = [1.0, 0.0], [TILT, (1 - TILT**2) ** 0.5]
    vectors.keep("encoder", [(best, asked, asked), (other, tilted, tilted)])

    found = recall(user=ann, question="My sourdough starter?", limit=8, question_vector=asked, vector_model="encoder")
    assert [memory.interaction_id for memory in found] == [best.pk, other.pk]
    assert NEAR - LESS_BY_PLACE < found[0].score - found[1].score < NEAR - LESS_BY_PLACE + MORE_BY_MEANING
