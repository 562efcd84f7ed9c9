"""Text that a browser would take minutes to show is cut; all that people write stays."""

import random

import pytest

from sessions_memory.templatetags.text_filters import beginning, readable
from sessions_memory.web.legible import CUT, PART_CHARS, UPON_ONE_MAX, LegibleStream, in_parts, legible

ACUTE, SKIN, SELECTOR = "\u0301", "\U0001f3fd", "\ufe0f"


@pytest.mark.parametrize(
    "mark", [ACUTE, "\u0327\u0301", SKIN, "\u200d", SELECTOR, "\u0640", "\u07ef", "\u20dd", "\u094d"]
)
def test_marks_without_end_upon_a_sign_are_cut(mark: str) -> None:
    shown = legible("a" + mark * 50_000 + "b")
    assert len(shown) == UPON_ONE_MAX + 3
    assert shown.startswith("a" + mark) and shown.endswith(CUT + "b")


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "e\u0301tude",
        "Tiếng Việt",
        "می‌خواهم",
        "क्‍ष और क्ष",
        "👩‍👩‍👧‍👦 and ❤️, 👍🏽👍🏽",
        "ภาษาไทย",
        "—" * 200,
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert legible(text * 50) == text * 50
    assert readable(text) == text


@pytest.mark.parametrize("seed", range(10))
def test_in_pieces_it_is_cut_as_well(seed: int) -> None:
    chance, stream = random.Random(seed), LegibleStream()
    pieces = [chance.choice(["a", ACUTE, ACUTE * 20, ACUTE * 100, "", "é"]) for _ in range(300)]
    shown = "".join(stream.take(piece) for piece in pieces)
    assert legible(shown) == shown
    assert shown.count("a") == "".join(pieces).count("a")


def test_a_long_text_is_shown_in_parts_that_make_it_up() -> None:
    text = "A line of words.\n" * 1_000 + "x" * 10_000
    parts = in_parts(text)
    assert "".join(parts) == text and max(map(len, parts)) <= PART_CHARS
    assert parts[0].endswith("\n")
    assert readable("<b>\n" * 5_000).count('<span class="text-part">&lt;b&gt;') == 5


def test_the_beginning_of_a_text_is_taken_before_anything_is_done_with_it() -> None:
    assert beginning("\u0327\u0301" * 100_000, 60) == "\u0327\u0301" * 15 + 2 * CUT
    assert beginning("A few words of a long question.", 12) == "A few words…"
