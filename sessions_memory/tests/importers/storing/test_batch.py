"""How much a slice holds, and how that follows what the machine bears."""

import pytest

from sessions_memory.importers.storing.batch import CHARS, HELD_SECONDS, SLOWEST, TURNS, Batch, paced


def test_a_batch_is_full_at_its_pace() -> None:
    assert not Batch(turns=TURNS - 1).is_full() and Batch(turns=TURNS).is_full() and Batch(chars=CHARS).is_full()
    assert Batch(turns=TURNS // 2).is_full(0.5) and not Batch(turns=TURNS // 3).is_full(0.5)


@pytest.mark.parametrize(
    ("pace", "held", "then"),
    [
        (1.0, HELD_SECONDS / 4, 1.0),
        (1.0, HELD_SECONDS * 2, 0.5),
        (0.5, HELD_SECONDS / 4, 0.625),
        (0.5, HELD_SECONDS * 100, SLOWEST),
        (0.5, 0.0, 0.625),
    ],
)
def test_the_next_one_is_smaller_where_the_database_was_held_too_long(pace: float, held: float, then: float) -> None:
    assert paced(pace, held) == pytest.approx(then)
