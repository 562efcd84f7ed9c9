"""Whose matter a question is about."""

import pytest

from sessions_memory.recall.language import whose
from sessions_memory.recall.language.words import tokens_of


@pytest.mark.parametrize(
    "question",
    [
        "What did I boil?",
        "Wie heißt mein Hund?",
        "Как зовут мою кошку?",
        "我的猫叫什么?",
        "Can you tell me when we moved?",
        "Kannst du mir sagen, wann ich umgezogen bin?",
        "I wonder what my sister paid",
    ],
)
def test_what_one_asks_about_oneself_is_personal(question: str) -> None:
    assert whose.is_personal(question)


@pytest.mark.parametrize(
    "question",
    [
        "How do I boil an egg?",
        "Tell me a joke",
        "Who painted the chapel?",
        "What is wrong here? for i in range(9): print(i)",
        "Is “Between you and I” correct?",
        "Can you explain to me how vaccines work?",
        "Could you help me understand inflation?",
        "I'm curious how sails are made",
        "I've always wondered why cats purr",
        "My daughter asks why the sea is salty",
        "Why do we dream?",
        "How old is our planet?",
        "Kannst du mir erklären, was eine Aktie ist?",
        "Ich habe gehört, dass Fische nicht schlafen",
        "Mich würde interessieren, wie Segel entstehen",
        "Расскажи мне о Луне",
        "Who is Mia?",
    ],
)
def test_what_anybody_could_ask_so_is_not(question: str) -> None:
    assert not whose.is_personal(question)


@pytest.mark.parametrize(
    "question",
    ["What was that name again?", "What did you suggest?", "Remember the sail?", "Which sail was recommended?"],
)
def test_what_was_said_before_is_spoken_of(question: str) -> None:
    assert whose.is_recalling(question)


@pytest.mark.parametrize(
    "question",
    [
        "How do submarines come up again when they are full?",
        "Why is Hypatia remembered?",
        "Could you suggest a sail?",
        "How much sleep is recommended?",
        "How long does a cold last?",
        "Wo finde ich hier einen Arzt?",
    ],
)
def test_the_same_words_may_speak_of_nothing_that_was_said(question: str) -> None:
    assert not whose.is_recalling(question)


@pytest.mark.parametrize(
    "question",
    [
        "Explain how sails are cut",
        "Why do sails tear?",
        "Which is better for people at sea?",
        "What is the difference between a brig and a sloop?",
        "Kannst du mir bitte erklären, wie ein Segel hält?",
        "Wie funktioniert ein Kompass?",
        "Wer hat das Rad erfunden?",
    ],
)
def test_how_one_asks_about_the_world(question: str) -> None:
    assert whose.is_of_the_world(question)


@pytest.mark.parametrize(
    "question",
    ["When do the children finish school?", "Who mends the sail?", "Wo liegt das Boot?", "Was kostet das neue Segel?"],
)
def test_how_one_asks_about_what_is_at_hand(question: str) -> None:
    assert not whose.is_of_the_world(question)


@pytest.mark.parametrize(
    ("question", "language", "is_of_the_past"),
    [("Was a sail torn?", "en", True), ("Was ist ein Segel?", "de", False), ("Was war das Problem?", "de", True)],
)
def test_what_was_is_of_the_past(question: str, language: str, is_of_the_past: bool) -> None:
    assert whose.is_of_the_past(question, language) == is_of_the_past


def test_known_things_stand_behind_an_article_and_are_of_nothing() -> None:
    words = whose.definite_words(tokens_of("What is the price of the new sail for a harbour?"))
    assert "sail" in words and not {"price", "harbour"} & words
