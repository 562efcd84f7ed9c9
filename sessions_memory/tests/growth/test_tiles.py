from datetime import timedelta

from sessions_memory.growth.tiles import AT_ONCE, TERMS_MAX, UNITS_MAX, counted, cut
from sessions_memory.growth.values import Tile, Unit
from sessions_memory.recall.index.packing import TERMS
from sessions_memory.tests.growth.histories import START


def session(*turns: str) -> list[Unit]:
    """Each a question, or a question and its answer parted by a stroke."""
    return [
        Unit(number, 1, START + timedelta(minutes=number), START.date(), *f"{turn}|".split("|")[:2])
        for number, turn in enumerate(turns, 1)
    ]


def tiles(*turns: str) -> list[Tile]:
    return list(cut([counted(unit) for unit in session(*turns)]))


def members(found: list[Tile]) -> list[tuple[int, ...]]:
    return [tile.interaction_ids for tile in found]


def test_a_session_is_cut_where_its_words_change() -> None:
    roses = "Prune the rose bush with secateurs above a bud, mulch its roots, water the thorny stems and petals. " * 5
    guitars = "A chord on steel strings rings longer; tune each fret, strum the guitar with a plectrum. " * 5
    found = tiles(
        f"How do I prune a rose bush with secateurs?|{roses}",
        f"When are the thorny stems of a rose pruned?|{roses}",
        f"Which chord comes next on my guitar?|{guitars}",
        f"Do steel strings change how a chord rings?|{guitars}",
    )
    assert members(found) == [(1, 2), (3, 4)]


def test_what_says_little_goes_on_with_what_was_talked_about() -> None:
    assert members(tiles("How do I prune a rose bush?", "Thanks!", "Go on")) == [(1, 2, 3)]


def test_a_long_talk_about_one_thing_is_cut_all_the_same() -> None:
    found = tiles(*["The rose bush and its roots need pruning"] * (UNITS_MAX + 1))
    assert members(found) == [tuple(range(1, UNITS_MAX + 1)), (UNITS_MAX + 1,)]


def test_a_session_without_end_is_cut_in_runs_that_stay_when_more_comes() -> None:
    first = tiles(*["The rose bush and its roots"] * AT_ONCE)
    more = tiles(*["The rose bush and its roots"] * (AT_ONCE + 7))
    assert more[: len(first)] == first and sum(map(len, members(more))) == AT_ONCE + 7


def test_interactions_without_a_word_are_no_trouble() -> None:
    assert members(tiles("", "?!", "")) == [(1, 2, 3)]


def test_of_a_long_text_the_most_telling_words_are_kept() -> None:
    (found,) = tiles(" ".join(["the", "people", *(f"zor{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(300))]))
    assert len(found.terms) == TERMS_MAX * TERMS.itemsize


def test_sessions_are_cut_apart_and_in_the_order_of_time() -> None:
    units = [counted(unit) for unit in session("rose", "bush")]
    other = [counted(Unit(9, 2, START, START.date(), "rose", ""))]
    assert members(list(cut([*units[::-1], *other]))) == [(9,), (1, 2)]
