"""Which sessions may be recalled from where: pure."""

from sessions_memory.areas.rules import EVERYTHING, AreaRule, Reach, only, reach_from
from sessions_memory.states import Recalls

OWN, OPEN, CLOSED, CLOSED_OPEN = 1, 2, 3, 4
RULES = (
    AreaRule(OWN),
    AreaRule(OPEN, Recalls.OPEN),
    AreaRule(CLOSED, is_closed=True),
    AreaRule(CLOSED_OPEN, Recalls.OPEN, is_closed=True),
)


def reached(reach: Reach) -> set[int | None]:
    return {area for area in (None, OWN, OPEN, CLOSED, CLOSED_OPEN) if reach.holds(area)}


def test_without_areas_everything_is_reached() -> None:
    assert reach_from(None, ()) == EVERYTHING
    assert EVERYTHING.is_everything


def test_outside_of_areas_all_is_reached_but_what_is_closed() -> None:
    assert reached(reach_from(None, RULES)) == {None, OWN, OPEN}


def test_an_area_reaches_itself_alone_unless_it_says_otherwise() -> None:
    assert reached(reach_from(OWN, RULES)) == {OWN}
    assert reached(reach_from(OPEN, RULES)) == {None, OWN, OPEN}


def test_a_closed_area_reaches_itself_and_no_other_closed_one() -> None:
    assert reached(reach_from(CLOSED, RULES)) == {CLOSED}
    assert reached(reach_from(CLOSED_OPEN, RULES)) == {None, OWN, OPEN, CLOSED_OPEN}


def test_an_area_that_is_gone_reaches_itself_alone() -> None:
    assert reach_from(99, RULES) == only(99)
