"""What chance does: how seldom it gives so much, and which of many findings remain. Pure.

Probabilities are exact fractions of whole numbers where they can be; what is random comes from raw bits of a fixed
seed, which numpy keeps the same from version to version.
"""

from collections.abc import Sequence
from math import comb

import numpy as np

SEED = 1


def bits() -> np.random.PCG64:
    """A source of its own for each use, so that none depends on what ran before."""
    return np.random.PCG64(SEED)


def at_least(found: int, drawn: int, marked: int, whole: int) -> float:
    """How probable `found` or more of the `marked` are among so many `drawn` of the `whole`: the hypergeometric tail.

    Summed in whole numbers and divided once, so it is the same on every machine.
    """
    lowest = max(0, drawn - (whole - marked))
    if found <= lowest:
        return 1.0
    ways = comb(marked, found) * comb(whole - marked, drawn - found) if found <= min(drawn, marked) else 0
    tail = 0
    for number in range(found, min(drawn, marked) + 1):
        tail += ways
        others = whole - marked - drawn + number + 1
        ways = ways * (marked - number) * (drawn - number) // ((number + 1) * others)
    return tail / comb(whole, drawn)


def remaining(probabilities: Sequence[float], false_share: float) -> list[int]:
    """Places of what remains if at most `false_share` of it may be chance; `probabilities` of all that was looked at.

    Source: Benjamini and Hochberg, "Controlling the false discovery rate", 1995.
    """
    order = sorted(range(len(probabilities)), key=lambda at: probabilities[at])
    allowed = [rank for rank, at in enumerate(order, 1) if probabilities[at] <= false_share * rank / len(probabilities)]
    return sorted(order[: max(allowed, default=0)])
