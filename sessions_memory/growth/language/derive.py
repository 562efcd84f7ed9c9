"""Derives `general_words.npy` anew: how often each stem comes in a language at large.

    python -m sessions_memory.growth.language.derive

Run once for each version of recall's words, never by InsightVault itself. It needs Django's settings and
`wordfreq` (3.1.1), which belongs into an environment of its own. Its data is CC BY-SA 4.0; see
`LICENSE-general-words.txt`.

Scripts without spaces are counted in pairs of signs. A pair that two words make where they meet is as frequent as
the first word's last sign and the second's first sign let expect.
"""

import math
from collections import defaultdict
from heapq import nlargest
from itertools import product
from operator import itemgetter

import django
import numpy as np

django.setup()

from sessions_memory.growth.language.general import FILE, FORM, LEVELS  # noqa: E402 (Django is set up first)
from sessions_memory.recall.language.words import LANGUAGES, is_paired, token_terms, tokens_of  # noqa: E402

STEMS = 6_000
MEETING_SIGNS = 300


def main() -> None:
    rows = [row for number, language in enumerate(LANGUAGES, 1) for row in _rows(number, language)]
    np.save(FILE, np.array(sorted(rows), FORM), allow_pickle=False)


def _rows(number: int, language: str) -> list[tuple[int, int, int]]:
    # Only who derives the file anew has it installed.
    from wordfreq import get_frequency_dict

    frequencies: dict[str, float] = get_frequency_dict(language, wordlist="best")
    counts = _counts(frequencies, language)
    if any(map(is_paired, frequencies)):
        for term, often in _meetings(frequencies, language).items():
            counts[term] += often
    # As `general.short` has it.
    return [(number, term >> 31, _level(often)) for term, often in nlargest(STEMS, counts.items(), key=itemgetter(1))]


def _counts(frequencies: dict[str, float], language: str) -> dict[int, float]:
    counts: dict[int, float] = defaultdict(float)
    for word, often in frequencies.items():
        for token in tokens_of(word):
            for term in token_terms(token, language):
                counts[term] += often
    return counts


def _meetings(frequencies: dict[str, float], language: str) -> dict[int, float]:
    first: dict[str, float] = defaultdict(float)
    last: dict[str, float] = defaultdict(float)
    for word, often in frequencies.items():
        if is_paired(word):
            first[word[0]] += often
            last[word[-1]] += often
    counts: dict[int, float] = defaultdict(float)
    for (a, ending), (b, beginning) in product(_most(last), _most(first)):
        pair = token_terms(a + b, language)
        if pair:
            counts[pair[0]] += ending * beginning
    return counts


def _most(signs: dict[str, float]) -> list[tuple[str, float]]:
    return nlargest(MEETING_SIGNS, signs.items(), key=itemgetter(1))


def _level(often: float) -> int:
    """Tenths of a power of ten above one in a thousand million."""
    return min(max(round(10 * (9 + math.log10(often))), 0), LEVELS - 1)


if __name__ == "__main__":
    main()
