import itertools
import re
from datetime import date, timedelta

from sessions_memory.growth.coming_back.questions import Lately, question_for, questions_of_titles

TODAY = date(2026, 11, 22)


def lately(name: str, *, began: int, last: int, number: int = 1) -> Lately:
    return Lately(number, name, TODAY - timedelta(days=began), TODAY - timedelta(days=last))


def asked(theme: Lately) -> str:
    found = question_for(TODAY, [theme])
    assert found
    return found.text


def test_a_theme_that_went_quiet_is_asked_about() -> None:
    expected = "Where do I stand with “Running” now? I last wrote about it in August 2026."
    assert asked(lately("Running", began=300, last=100)) == expected


def test_a_theme_of_long_is_asked_what_changed() -> None:
    expected = "How has my thinking about “Running” changed since January 2026?"
    assert asked(lately("Running", began=300, last=2)) == expected


def test_a_young_theme_is_asked_what_is_missing() -> None:
    assert asked(lately("Running", began=20, last=2)) == "What have I not thought through yet about “Running”?"


def test_each_day_asks_about_another_theme_in_turns() -> None:
    themes = [lately(f"Theme {number}", began=9, last=1, number=number) for number in range(3)]
    week = [question_for(TODAY + timedelta(days=day), themes) for day in range(6)]
    assert {one.theme_id for one in week[:3] if one} == {0, 1, 2}
    assert week[:3] == week[3:]


def test_nobody_is_asked_about_a_painful_theme() -> None:
    assert question_for(TODAY, [lately("My father's funeral", began=9, last=1)]) is None
    assert question_for(TODAY, []) is None


def test_three_questions_are_made_of_titles_that_lie_far_apart_each_day_of_others() -> None:
    titles = [f"Plums of year {number}" for number in range(30)]
    first, second = (questions_of_titles(TODAY + timedelta(days=day), titles) for day in (0, 1))
    years = sorted(int(re.findall(r"\d+", one)[0]) for one in first)
    assert len(first) == 3 and min(late - early for early, late in itertools.pairwise(years)) >= 9
    assert not set(first) & set(second) and first == questions_of_titles(TODAY, titles)


def test_a_title_is_asked_about_once_and_no_painful_or_endless_one() -> None:
    titles = ["Plums", "Plums", "My father's funeral", "x", "endless " * 20]
    assert questions_of_titles(TODAY, titles) == ["What did I find out about “Plums”?"]
    assert questions_of_titles(TODAY, []) == []
