"""A model's sentence stands in a review only if it says what its parts say."""

from typing import Any

import pytest

from chat.growth.sentences import Told, standing
from sessions_memory.growth.reviews.values import Part, PartKind

AT_THE_RIVER = "My knee hurts after running along the river. Am Fluss laufen."
RUNNING = Told(Part(PartKind.NEW, (1, 2), theme=7), f"Running\n3 May 2026: {AT_THE_RIVER}")
HELD = Told(Part(PartKind.QUOTE, (2,), theme=7, place=(0, 9)), "Running\n4 May 2026: I held out for ten miles.")
GARDEN = Told(Part(PartKind.QUIET, (3,), theme=8), "Garden\n2 April 2026: Which pears bear in clay?")
TOLD = (RUNNING, HELD, GARDEN)


def kept(text: Any, *quotes: Any) -> list[str]:
    return [part.text for part in standing([{"text": text, "quotes": list(quotes)}], TOLD)]


@pytest.mark.parametrize(
    "text",
    [
        "You began running along the river.",
        "You wrote “I held out for ten miles” about running.",
        "On 3 May 2026 your knee hurt after running.",
        "Nach dem Laufen am Fluss hat dein Knie geschmerzt.",
    ],
)
def test_what_its_parts_say_stands(text: str) -> None:
    assert kept(text, 1, 2) == [text]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("You began running along the river.", []),
        ("You began running along the river.", [4]),
        ("You began running along the river.", [0]),
        ("You began running along the river.", [1, 3]),
        ("You began running along the river.", ["1"]),
        ("You wrote “I held out for nine miles” about running.", [2]),
        ("You ran 12 miles along the river.", [1]),
        ("You moved house and found work.", [1]),
        ("Running along the river: well done.", [1]),
        ("Du bist großartig am river gelaufen.", [1]),
        ("You began running along the river!", [1]),
        ("Running: see https://example.org for the river.", [1]),
        ("Running <b>along</b> the river is new.", [1]),
        ("Running (quote 1) along the river is new.", [1]),
        ("Running along\u202e the river is new.", [1]),
        ("Running. " * 60, [1]),
        ("Running", [1]),
        ({"text": "running"}, [1]),
    ],
)
def test_what_they_do_not_say_is_thrown_away(text: Any, quotes: list[Any]) -> None:
    assert kept(text, *quotes) == []


def test_a_sentence_stands_where_its_first_part_does_and_rests_on_all_of_them() -> None:
    [part] = standing([{"text": "You held out for ten miles of running.", "quotes": [2, 1]}], TOLD)
    assert (part.kind, part.theme, part.place, part.interactions) == (PartKind.QUOTE, 7, (0, 9), (2, 1))


def test_the_same_sentence_stands_once_and_there_are_few() -> None:
    entries = [{"text": f"Running along the river{' again' * (number // 2)}.", "quotes": [1]} for number in range(60)]
    texts = [part.text for part in standing(entries, TOLD)]
    assert len(texts) == len(set(texts)) == 8
