from sessions_memory.growth.filing import file_new
from sessions_memory.growth.themes import find_themes
from sessions_memory.growth.tiles import counted, cut
from sessions_memory.growth.values import Tile, Unit
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, ONE_OFFS, SOURDOUGH, history

UNITS = history(SOURDOUGH, GARTEN, LAUFEN, ONE_OFFS)
TEXTS = {unit.interaction_id: unit.question for unit in UNITS}


def tiles(units: list[Unit]) -> list[Tile]:
    return list(cut([counted(unit) for unit in units]))


FOUND = find_themes(tiles(UNITS), lambda ids: {pk: TEXTS[pk] for pk in ids})
LIKENESS = {number: theme.likeness for number, theme in enumerate(FOUND.themes, 1)}


def test_new_interactions_are_filed_under_what_they_are_about() -> None:
    bread = ["Is the sourdough starter ready when it floats?", "The loaf had no crust, was the oven cold?"]
    new = history([bread, ["Die Tomaten auf dem Balkon welken."], ["马拉松训练以后膝盖疼。"]], first=80)
    assert file_new(tiles(new), LIKENESS, FOUND.rarities, {}) == {800: 1, 801: 1, 810: 2, 820: 3}


def test_what_belongs_nowhere_is_not_filed() -> None:
    new = history([["How many strings does a harp have?"], ["Wie heißt der höchste Berg der Alpen?"]], first=80)
    assert file_new(tiles(new), LIKENESS, FOUND.rarities, {}) == {}


def test_what_is_filed_stays_where_it_is() -> None:
    filed = {pk: number for number, theme in enumerate(FOUND.themes, 1) for pk in theme.interaction_ids}
    assert file_new(tiles(UNITS), LIKENESS, FOUND.rarities, filed) == {}


def test_without_a_theme_or_anything_new_nothing_is_filed() -> None:
    assert file_new([], LIKENESS, FOUND.rarities, {}) == file_new(tiles(UNITS), {}, b"", {}) == {}
