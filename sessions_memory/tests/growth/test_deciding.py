from dataclasses import replace

from sessions_memory.growth.themes import themes_of
from sessions_memory.growth.values import EarlierTheme, Theme
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, ONE_OFFS, SOURDOUGH, history

UNITS = history(SOURDOUGH, GARTEN, LAUFEN, ONE_OFFS)
FOUND = themes_of(UNITS)
BREAD, GARDEN, RUNNING = (
    EarlierTheme(number, theme.interaction_ids, theme.name, theme.name_terms) for number, theme in enumerate(FOUND, 1)
)
ONE_OFF = next(unit.interaction_id for unit in UNITS if unit.question in ONE_OFFS[0])


def by_id(*earlier: EarlierTheme) -> dict[int | None, Theme]:
    return {theme.id: theme for theme in themes_of(UNITS, earlier)}


def test_what_is_put_in_stays_in_and_is_in_no_other_theme() -> None:
    moved = GARDEN.interaction_ids[0]
    found = by_id(replace(BREAD, put_in=frozenset({ONE_OFF, moved})), GARDEN, RUNNING)
    assert {ONE_OFF, moved} <= set(found[1].interaction_ids)
    assert moved not in found[2].interaction_ids


def test_what_is_taken_out_stays_out() -> None:
    out = BREAD.interaction_ids[0]
    found = by_id(replace(BREAD, taken_out=frozenset({out})), GARDEN, RUNNING)
    assert found[1].interaction_ids == BREAD.interaction_ids[1:]
    assert all(out not in theme.interaction_ids for theme in found.values())


def test_a_merged_theme_goes_on_as_a_part_of_the_other() -> None:
    found = by_id(BREAD, replace(GARDEN, merged_into=1), RUNNING)
    assert set(found) == {1, 3}
    assert set(found[1].interaction_ids) == {*BREAD.interaction_ids, *GARDEN.interaction_ids}
    assert found[1].parts == {2: tuple(sorted(GARDEN.interaction_ids))}


def test_themes_merged_in_a_circle_stay_themselves() -> None:
    found = by_id(replace(BREAD, merged_into=2), replace(GARDEN, merged_into=1), RUNNING)
    assert set(found) == {1, 2, 3}


def test_a_decided_theme_for_which_nothing_is_found_stays_with_what_no_other_draws() -> None:
    lost = EarlierTheme(9, (ONE_OFF, BREAD.interaction_ids[0], 10_000), "Curious", is_decided=True)
    found = by_id(BREAD, GARDEN, RUNNING, lost, replace(lost, id=10, is_decided=False))
    assert set(found) == {1, 2, 3, 9}
    assert (found[9].name, found[9].interaction_ids) == ("Curious", (ONE_OFF,))


def test_a_decided_theme_stays_even_empty() -> None:
    found = by_id(EarlierTheme(9, (10_000,), "Gone", is_decided=True))
    assert found[9].interaction_ids == () and found[9].first_day is None


def test_decided_themes_stay_where_there_is_nothing_at_all() -> None:
    assert [theme.id for theme in themes_of([], [EarlierTheme(9, (10_000,), "Gone", is_decided=True)])] == [9]
