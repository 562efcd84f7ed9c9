from datetime import date, timedelta

import pytest

from sessions_memory.growth.over_time.asked_again import CHARS_MOST, asked_again
from sessions_memory.growth.over_time.values import Asked, Repeated

START = date(2025, 3, 1)


def asked(*texts: str) -> list[Asked]:
    """Each in a session and on a day of its own; ids from 1."""
    return [Asked(number, 10 + number, START + timedelta(days=number), text) for number, text in enumerate(texts, 1)]


def repeated(*texts: str) -> list[tuple[int, ...]]:
    return [each.interaction_ids for each in asked_again(asked(*texts))]


@pytest.mark.parametrize(
    "again",
    [
        ("How do I descale my kettle?", "what's the best way to descale a kettle?", "how to descale kettle"),
        ("Wie entkalke ich meinen Wasserkocher?", "Was ist der beste Weg, einen Wasserkocher zu entkalken?"),
        ("怎么去除水壶的水垢？", "水壶的水垢怎么去除"),
    ],
)
def test_the_same_question_in_other_words_was_asked_again(again: tuple[str, ...]) -> None:
    others = ("Which tyres fit a gravel bike?", "Was kostet ein Kajak?")
    assert repeated(again[0], *others, *again[1:]) == [(1, *range(4, 3 + len(again)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Which trains leave Leipzig for Dresden at 8?", "Which trains leave Leipzig for Dresden at 10?"),
        ("Gift ideas for my mother?", "Gift ideas for my nephew?"),
        ("Can you make it a little shorter?", "Can you make it a little shorter?"),
        ("Can you explain that again?", "Can you explain that again, please?"),
        ("I knitted a scarf for Ines", "I knitted a scarf for Ines"),
        ("Thanks, the kettle is descaled", "Thanks, the kettle is descaled"),
        ("Fix this kettle. " * 30 + "?", "Fix this kettle. " * 30 + "?"),
        ("", ""),
    ],
)
def test_what_differs_tells_little_or_asks_nothing_is_no_question_asked_again(one: str, other: str) -> None:
    assert repeated(one, other) == []


def test_one_session_or_one_day_is_not_again() -> None:
    one, other = asked("How do I descale my kettle?", "How do I descale a kettle?")
    same_session = Asked(2, one.session_id, other.day, other.text)
    same_day = Asked(2, other.session_id, one.day, other.text)

    assert asked_again([one, same_session]) == asked_again([one, same_day]) == ()


def test_what_was_asked_oftenest_comes_first_and_ids_are_oldest_first() -> None:
    kettle, tyres = "How do I descale my kettle?", "Which tyres fit a gravel bike?"
    questions = asked(tyres, kettle, tyres, kettle, kettle)
    found = asked_again(reversed(questions))

    assert found[0] == Repeated((2, 4, 5), 3, 3, questions[1].day, questions[4].day)
    assert found[1].interaction_ids == (1, 3)


def test_a_longer_text_is_not_read() -> None:
    question = "How do I descale my kettle? ".ljust(CHARS_MOST, "x") + "y"
    assert repeated(question, question) == []
    assert repeated(question[:-1], question[:-1]) == [(1, 2)]
