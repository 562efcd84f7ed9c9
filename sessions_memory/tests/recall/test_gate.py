"""Knowing when not to recall."""

from datetime import UTC, datetime
from typing import Any

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


@pytest.mark.parametrize("question", ["Was Ines awake at night?", "Which nights are the worst for rest?"])
def test_what_is_close_in_meaning_is_needed_though_no_word_is_shared(question: str) -> None:
    far, close = gate.Strength(0.0, closest=0.3), gate.Strength(0.0, closest=0.65)
    assert not gate.is_needed(question, far, names_speaker=False, names_date=False)
    assert gate.is_needed(question, close, names_speaker=False, names_date=False)


# As many words as the questions below ask with.
ASKED = 3


def is_needed(question: str, best: float, words: float = 0.0, **strength: Any) -> bool:
    held = gate.Strength(best, best, words, **{"asked": ASKED} | strength)
    return gate.is_needed(question, held, names_speaker=False, names_date=False)


PERSONAL = ["Which sails are mine?", "And the sails, as planned?", "sails harbour"]
EVENT = "Was a sail torn?"
PLAIN = "Which sails hold in a storm?"
WORLD = "Why do sails tear in a storm?"


@pytest.mark.parametrize("question", PERSONAL)
def test_what_is_one_s_own_is_needed_for_a_tenth_of_its_words_or_half_a_likeness(question: str) -> None:
    assert is_needed(question, 0.12) and is_needed(question, 0, closest=0.5)
    assert not is_needed(question, 0.08) and not is_needed(question, 0, closest=0.4)


@pytest.mark.parametrize(("question", "has_name"), [(EVENT, False), (PLAIN, True)])
def test_what_happened_and_who_is_known_is_needed_for_two_words_and_a_fifth_of_its_weight(
    question: str, has_name: bool
) -> None:
    assert is_needed(question, 0.22, 2, has_name=has_name) and is_needed(question, 0, has_name=has_name, closest=0.5)
    assert not is_needed(question, 0.15, 2, has_name=has_name)
    assert not is_needed(question, 0, has_name=has_name, closest=0.4)


def test_what_may_be_anybody_s_is_needed_where_one_interaction_holds_words_and_weight() -> None:
    assert is_needed(PLAIN, 0.42, 2) and is_needed(PLAIN, 0.1, 3) and is_needed(PLAIN, 0, closest=0.65)
    assert not is_needed(PLAIN, 0.36, 2) and not is_needed(PLAIN, 0.8, 1)
    assert not is_needed(PLAIN, 0, closest=0.55)


def test_a_question_about_the_world_needs_a_word_more() -> None:
    assert is_needed(WORLD, 0.42, 3) and is_needed(WORLD, 1, 2)
    assert not is_needed(WORLD, 0.8, 2)


def test_a_known_thing_counts_for_it() -> None:
    assert is_needed(PLAIN, 0.15, 2, has_definite=True)
    assert not is_needed(PLAIN, 0.05, 2, has_definite=True)


def test_the_more_words_one_asks_with_the_more_must_be_held() -> None:
    assert is_needed(PLAIN, 0.5, 3, asked=6) and not is_needed(PLAIN, 0.5, 2, asked=6)
    assert is_needed(PLAIN, 0.3, 6, asked=40) and not is_needed(PLAIN, 0.2, 20, asked=40)


def test_chance_grows_with_the_history_and_so_does_what_must_be_held() -> None:
    assert is_needed(PLAIN, 0.42, 2, documents=150)
    assert not is_needed(PLAIN, 0.42, 2, documents=1500) and is_needed(PLAIN, 0.5, 2, documents=1500)


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
    found = gate.strength("sail harbour", told, np.array([2.0, 2.0]), asked_words("sail harbour", ["en"]), 100)
    assert found == gate.Strength(best=1.0, own=own, words=words, asked=2, documents=100)


@pytest.mark.parametrize(
    ("question", "has_definite", "has_name"),
    [
        ("Where is the sail of Elba?", False, True),
        ("Where is the old sail?", True, False),
        ("Wo ist das Elba Sail?", True, False),
        ("Who is Ines?", False, False),
    ],
)
def test_a_thing_is_known_and_a_name_is_where_the_past_has_it(
    question: str, has_definite: bool, has_name: bool
) -> None:
    words = asked_words(question, ["en"])
    held = np.array([[word.word in ("sail", "elba") for word in words]])
    found = gate.strength(question, Told(held, ~held & held, 1.0), held[0] * 2.0, words, 100)
    assert (found.has_definite, found.has_name) == (has_definite, has_name)


def test_what_holds_most_must_have_the_known_thing() -> None:
    """The first holds most of what is asked; the thing spoken of as known is in the second."""
    words = asked_words("Do torn sails suit the harbour?", ["en"])
    held = np.array([[word.word in ("torn", "sails") for word in words], [word.word == "harbour" for word in words]])
    found = gate.strength("Do torn sails suit the harbour?", Told(held, held, 1.0), np.full(len(words), 2.0), words, 9)
    assert not found.has_definite


@pytest.mark.parametrize("question", ["How hot is my kiln for the glaze?", "What is the kiln set to for the glaze?"])
def test_what_one_said_is_recalled_however_one_asks_for_it(ann: User, question: str) -> None:
    for number in range(30):
        lifecycle.store_interaction(lifecycle.start_session(ann), f"Which set number {number} fits?", "A large one.")

    row = lifecycle.store_interaction(lifecycle.start_session(ann), "I fire the kiln at 1222 for the glaze.", "Noted.")
    assert [memory.interaction_id for memory in recall(user=ann, question=question, limit=1)] == [row.pk]


def test_a_history_in_german_is_asked_in_german(ann: User) -> None:
    for number in range(30):
        lifecycle.store_interaction(lifecycle.start_session(ann), f"Was passt zu Teller {number}?", "Ein Tuch.")

    said = "Ich brenne die Glasur im Ofen bei 1222 Grad."
    row = lifecycle.store_interaction(lifecycle.start_session(ann), said, "Gut.")
    found = recall(user=ann, question="Auf wie viel Grad steht der Ofen für die Glasur?", limit=1)
    assert [memory.interaction_id for memory in found] == [row.pk]
    assert recall(user=ann, question="Wie funktioniert ein Ofen, und warum braucht er Luft?", limit=1) == []


@pytest.mark.parametrize(
    ("question", "is_told"),
    [("What was on the sixth of May?", False), ("What about 6 May 2026?", True), ("How cold is it in winter?", False)],
)
def test_a_day_that_is_named_is_enough_and_a_season_is_not(ann: User, question: str, is_told: bool) -> None:
    for at in (datetime(2026, 5, 6, 12, tzinfo=UTC), datetime(2026, 1, 6, 12, tzinfo=UTC)):
        lifecycle.store_interaction(lifecycle.start_session(ann), "I sailed to Elba", "Good.", created_at=at)

    found = recall(user=ann, question=question, limit=1, now=datetime(2026, 6, 1, tzinfo=UTC))
    assert bool(found) == is_told
