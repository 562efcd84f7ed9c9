from dataclasses import replace

import pytest

from sessions_memory.growth.themes import themes_of
from sessions_memory.growth.values import EarlierTheme, Theme, Unit
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, ONE_OFFS, SOURDOUGH, history

EVERYTHING = history(SOURDOUGH, GARTEN, LAUFEN, ONE_OFFS)


def kept(theme: Theme, number: int) -> EarlierTheme:
    return EarlierTheme(number, theme.interaction_ids, theme.name, theme.name_terms)


def texts(theme: Theme, units: list[Unit] = EVERYTHING) -> set[str]:
    return {unit.question for unit in units if unit.interaction_id in theme.interaction_ids}


def flat(subject: list[list[str]]) -> set[str]:
    return {question for session in subject for question in session}


def test_subjects_that_come_back_are_themes_in_each_language_and_one_offs_are_none() -> None:
    found = themes_of(EVERYTHING)
    assert len(found) == 3 and all(theme.is_enough for theme in found)
    for theme, subject in zip(found, (SOURDOUGH, GARTEN, LAUFEN), strict=True):
        assert texts(theme) <= flat(subject)
        assert len(texts(theme)) >= 0.7 * len(flat(subject))


def test_a_theme_tells_its_words_its_days_and_a_name_of_the_persons_own_words() -> None:
    sourdough, garten, laufen = themes_of(EVERYTHING)
    assert "sourdough" in sourdough.name.lower()
    assert garten.name == "Tomaten"
    assert laufen.name in "半程马拉松 跑步 膝盖 马拉松"
    assert {"sourdough", "starter"} <= {word.text for word in sourdough.words}
    days = [unit.day for unit in EVERYTHING if unit.interaction_id in sourdough.interaction_ids]
    assert (sourdough.first_day, sourdough.last_day) == (min(days), max(days))


def test_the_same_interactions_in_any_order_make_the_same_themes() -> None:
    assert themes_of(EVERYTHING[::-1]) == themes_of(EVERYTHING)


@pytest.mark.parametrize(
    "text", ["", "?! …", "`" * 5_000, "\ufdfa" * 3_000, "漢" * 3_000, "a\u0301" * 3_000, "7 " * 3_000]
)
def test_texts_that_say_nothing_are_no_trouble(text: str) -> None:
    units = [replace(unit, question=text, answer=text) for unit in EVERYTHING]
    assert len(themes_of(units)) <= 1


def test_five_interactions_make_no_theme_and_none_make_none() -> None:
    assert themes_of(EVERYTHING[:5]) == themes_of([]) == ()


def test_a_theme_keeps_its_id_and_its_name_when_more_comes() -> None:
    earlier = [kept(theme, number) for number, theme in enumerate(themes_of(EVERYTHING), 7)]
    more = [["Does a sourdough starter like rye flour?", "My sourdough loaf is flat, is the starter weak?"]]
    found = themes_of([*EVERYTHING, *history(more, first=90)], earlier)
    assert {theme.id: theme.name for theme in found} == {each.id: each.name for each in earlier}
    assert 900 in found[0].interaction_ids


def test_a_name_changes_when_none_of_its_words_leads_and_never_when_the_person_chose_it() -> None:
    theme = themes_of(EVERYTHING)[0]
    stale = replace(kept(theme, 7), name="Violins", name_terms=(1,))
    assert themes_of(EVERYTHING, [stale])[0].name == theme.name
    assert themes_of(EVERYTHING, [replace(stale, is_renamed=True)])[0].name == "Violins"


def test_what_only_replies_say_makes_no_theme() -> None:
    reply = "Photosynthesis in chloroplasts turns light into glucose within the thylakoid membranes."
    units = [replace(unit, answer=reply) for unit in history(ONE_OFFS)]
    assert themes_of(units) == ()
