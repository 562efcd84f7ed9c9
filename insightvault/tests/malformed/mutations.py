"""Files as no program should write them: records of a known format with parts that are odd, missing or elsewhere.

The same seed gives the same file.
"""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

DEEP: Any = 0
for _ in range(40):
    DEEP = [DEEP]

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**18, -(10**18), 10**30, 1e308, 5e-324),
    *("", " ", "\0", "\ud800", "x" * 3_000, "<script>alert(1)</script>", "\u202egnihton", "２０２６", "1.0", "null"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999-12:00", "1969-12-31", "2026-02-30T25:61:00Z", "soon"),
    *([], {}, [[]], [None], [{}], ["a", 5, None], {"id": {"id": {}}}, {"": ""}, {"kind": 5}, {"kind": "memory"}),
    *(DEEP, [1] * 500, {str(number): number for number in range(300)}),
)
CHANGES = 4


def malformed(records: list[Any], seed: int) -> bytes:
    """The records with a few changes, as JSON: NaN and lone surrogates as Python writes them."""
    rng = random.Random(seed)
    changed = copy.deepcopy(records)
    for _ in range(rng.randint(1, CHANGES)):
        # Nothing is left of a small record that lost its only field.
        if any(True for _ in _places(changed, changed)):
            _change(changed, rng)

    return json.dumps(changed, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _change(root: list[Any], rng: random.Random) -> None:
    holder, key = _place(root, rng)
    match rng.randrange(5):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1:
            # A value of one field stands in another.
            other, other_key = _place(root, rng)
            holder[key] = copy.deepcopy(other[other_key])
        case 2 if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        case _:
            holder[key] = copy.deepcopy(rng.choice(ODD))


def _place(root: list[Any], rng: random.Random) -> tuple[Any, Any]:
    """Any place in it, deep ones as often as others."""
    return rng.choice(list(_places(root, root)))


def _places(value: Any, root: Any) -> Iterator[tuple[Any, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        # The records themselves stay, or nothing would be recognised.
        if value is not root:
            yield value, key
        if isinstance(each, dict | list) and each:
            yield from _places(each, root)
