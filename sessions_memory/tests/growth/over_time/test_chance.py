from fractions import Fraction

from sessions_memory.growth.over_time.chance import at_least, remaining


def test_a_tail_is_the_share_of_all_ways_to_draw() -> None:
    # Of ten balls three are marked, and two are drawn.
    assert at_least(2, 2, 3, 10) == float(Fraction(3, 45))
    assert at_least(1, 2, 3, 10) == float(Fraction(24, 45))
    assert at_least(0, 2, 3, 10) == 1


def test_what_cannot_be_otherwise_is_certain_and_what_cannot_be_is_not() -> None:
    assert at_least(2, 9, 3, 10) == 1
    assert at_least(4, 5, 3, 10) == 0


def test_many_small_probabilities_hold_each_other() -> None:
    assert remaining([0.04, 0.5, 0.01, 0.03], 0.05) == [2]
    assert remaining([0.02, 0.5, 0.01, 0.03], 0.05) == [0, 2, 3]
    assert remaining([0.9, 0.8], 0.05) == remaining([], 0.05) == []
