"""Knowing when not to recall."""

import numpy as np
import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.recall import gate, recall
from sessions_memory.recall.language.words import asked_words
from sessions_memory.recall.scoring import Told

COURTESIES = [
    "Hi!",
    "Good morning",
    "Thanks, that was very helpful",
    "Danke dir!",
    "¿Qué tal?",
    "Merci beaucoup",
    "你好",
]
COURTESIES += ["Спасибо большое", "Obrigado", "こんにちは", "감사합니다"]
COURTESIES += ["thx!", "lol", "That makes sense", "How did you sleep?", "I love it", "谢谢你", "고마워"]


@pytest.mark.parametrize("courtesy", COURTESIES)
def test_a_courtesy_recalls_nothing(ann: User, courtesy: str) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), f"{courtesy} How do I prune quinces?", courtesy)
    assert recall(user=ann, question=courtesy, limit=5) == []


@pytest.mark.parametrize(
    "question",
    [
        "Translate into French: the quinces are ripe",
        "Correct the grammar: Quinces is nice.",
        "Übersetze ins Englische: Die Quitten sind reif.",
        "Write a poem about quinces",
    ],
)
def test_a_task_that_brings_its_text_recalls_nothing(ann: User, question: str) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), "I planted quinces", "Good.")
    assert recall(user=ann, question=question, limit=5) == []


@pytest.mark.parametrize("question", ["Summarise my notes on quinces", "Write a poem about my quinces", "quinces"])
def test_a_task_about_one_s_own_recalls(ann: User, question: str) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), "I planted quinces", "Good.")
    assert recall(user=ann, question=question, limit=5)


@pytest.mark.parametrize("question", ["When did I sleep well?", "What was my idea?", "Who do I love?"])
def test_a_question_of_one_s_own_in_words_of_small_talk_recalls(ann: User, question: str) -> None:
    for said in ("I sleep well after a swim", "My idea: a quince orchard", "I love Ines"):
        lifecycle.store_interaction(lifecycle.start_session(ann), said, "Good.")

    assert recall(user=ann, question=question, limit=1)


def test_a_question_about_the_world_needs_more_than_a_chance_match(ann: User) -> None:
    session = lifecycle.start_session(ann)
    for number in range(60):
        lifecycle.store_interaction(session, f"Walk number {number} along the river", "Nice.")

    lifecycle.store_interaction(session, "We sailed to the island of Elba", "Lovely.")
    assert recall(user=ann, question="What is the capital of an island state?", limit=5) == []
    assert recall(user=ann, question="Where did I sail to an island?", limit=5)


@pytest.mark.parametrize(
    ("question", "is_personal"),
    [
        ("How do I boil an egg?", False),
        ("Tell me a joke", False),
        ("What did I boil?", True),
        ("Wie heißt mein Hund?", True),
        ("Как зовут мою кошку?", True),
        ("我的猫叫什么?", True),
        ("Who painted the chapel?", False),
        ("What is wrong here? for i in range(9): print(i)", False),
        ("Is “Between you and I” correct?", False),
    ],
)
def test_who_a_question_speaks_of(question: str, is_personal: bool) -> None:
    assert gate.is_personal(question) == is_personal


@pytest.mark.parametrize("question", ["Was Ines awake at night?", "Which nights are the worst for rest?"])
def test_what_is_close_in_meaning_is_needed_though_no_word_is_shared(question: str) -> None:
    far, close = gate.Strength(0.0, closest=0.3), gate.Strength(0.0, closest=0.65)
    assert not gate.is_needed(question, far, names_speaker=False, names_date=False)
    assert gate.is_needed(question, close, names_speaker=False, names_date=False)


def is_needed(question: str, best: float, words: float = 0.0, *, closest: float = 0.0) -> bool:
    strength = gate.Strength(best, best, words, closest)
    return gate.is_needed(question, strength, names_speaker=False, names_date=False)


PERSONAL = ["Which sails are mine?", "And the sails, as planned?", "sails harbour"]
EVENTS = ["Was a sail torn?", "Why would a friend like Ines sail?"]
WORLD = "Which sails are the strongest?"


@pytest.mark.parametrize("question", PERSONAL)
def test_what_is_one_s_own_is_needed_for_a_tenth_of_its_words_or_half_a_likeness(question: str) -> None:
    assert is_needed(question, 0.12) and is_needed(question, 0, closest=0.5)
    assert not is_needed(question, 0.08) and not is_needed(question, 0, closest=0.4)


@pytest.mark.parametrize("question", EVENTS)
def test_what_happened_is_needed_for_two_words_and_a_third_of_its_weight(question: str) -> None:
    assert is_needed(question, 0.34, 2) and is_needed(question, 0, closest=0.5)
    assert not is_needed(question, 0.3, 2) and not is_needed(question, 0, closest=0.4)


def test_the_world_at_large_is_needed_where_one_interaction_holds_words_and_weight() -> None:
    assert is_needed(WORLD, 0.56, 2) and is_needed(WORLD, 0.35, 3) and is_needed(WORLD, 0, closest=0.65)
    assert not is_needed(WORLD, 0.5, 2) and not is_needed(WORLD, 0.7, 1)
    assert not is_needed(WORLD, 0.1, 9)
    assert not is_needed(WORLD, 0, closest=0.55)


def test_words_alone_are_looked_up_only_as_many_as_one_types_into_a_field() -> None:
    assert is_needed("sails " * 30, 0.12)
    assert not is_needed("sails " * 40, 0.12)


@pytest.mark.parametrize("named", ["names_speaker", "names_date"])
def test_who_names_a_speaker_or_a_day_of_the_past_needs_it(named: str) -> None:
    names = {"names_speaker": False, "names_date": False}
    assert gate.is_needed(WORLD, gate.Strength(0), **names | {named: True})
    assert not gate.is_needed(WORLD, gate.Strength(0), **names)


@pytest.mark.parametrize(("likeness", "own", "words"), [(1.0, 1.0, 2.0), (0.0, 0.625, 1.0)])
def test_words_that_only_a_model_s_answer_holds_count_for_less(likeness: float, own: float, words: float) -> None:
    """The question holds one of both words that are asked, its answer the other; another one holds none."""
    told = Told(np.array([[True, False], [False, False]]), np.array([[False, True], [False, False]]), likeness)
    found = gate.strength(told, np.array([2.0, 2.0]), asked_words("sail harbour", ["en"]), 100)
    assert found == gate.Strength(best=1.0, own=own, words=words)


@pytest.mark.parametrize("question", ["How hot is my kiln for the glaze?", "What is the kiln set to for the glaze?"])
def test_what_one_said_is_recalled_however_one_asks_for_it(ann: User, question: str) -> None:
    for number in range(30):
        lifecycle.store_interaction(lifecycle.start_session(ann), f"Which set number {number} fits?", "A large one.")

    row = lifecycle.store_interaction(lifecycle.start_session(ann), "I fire the kiln at 1222 for the glaze.", "Noted.")
    assert [memory.interaction_id for memory in recall(user=ann, question=question, limit=1)] == [row.pk]
