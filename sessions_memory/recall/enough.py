"""How many memories a question needs: those whose scores are near the best. Pure.

A clear question gets one. What follows is worth less with each place, and what scores below nothing is found by chance.
Found on conversations of both kinds: 97 in 100 of the evidence among the first eight stay, and three quarters of all.
Fewer at that share were not to be had by any of two dozen other rules: see docs/recall.md.
"""

from sessions_memory.recall.index.packing import Array

# A score may lie so far below the best; between two people, where neighbours count in scores, so much more.
NEAR, NEAR_BETWEEN_PEOPLE = 1.35, 1.5
# Vectors part the near from the far more than words alone do: so much more, and as much again between people.
MORE_BY_MEANING = 0.3
LESS_BY_PLACE = 0.1
LEAST_SCORE = 0.0


def enough(scores: Array, *, likeness: float, wants_overview: bool, by_meaning: bool = False) -> int:
    """How many of the best are worth it. `scores`: best first. An overview wants all that there is."""
    if wants_overview or not len(scores):
        return len(scores)

    reach = NEAR + NEAR_BETWEEN_PEOPLE * likeness + by_meaning * MORE_BY_MEANING * (1 + likeness)
    for place, score in enumerate(scores[1:].tolist(), 1):
        if score < max(LEAST_SCORE, scores[0] - reach + LESS_BY_PLACE * place):
            return place

    return len(scores)
