"""The lines of a text that repeat what somebody said elsewhere. Pure, in linear time.

A line repeats it with four words in a row, as quotations do, or with a telling word that stands in nothing else which
the text rests on: the name of a person or a place, say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from sessions_memory.growth.language.general import rarity
from sessions_memory.recall.language.words import LANGUAGES, term_of, terms_of

# Of a script without spaces each sign is a word.
WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
# Of what has fewer words, all of them are a run.
RUN = 4
TELLING_CHARS = 3
# Between 0 for the words of every day, in any language, and 1.
TELLING = 0.5
HEADING = "#"

Lines = set[int]


def without_repeated(text: str, said: Iterable[str], *, others: Iterable[str]) -> str:
    """`others`: what the text rests on beside it. "" where no line but headings is left."""
    lines = text.split("\n")
    words = [(word, number) for number, line in enumerate(lines) for word in _words(line)]
    known, elsewhere = {word for word, _ in words}, set[str]()
    for one in others:
        elsewhere |= known.intersection(_words(one))

    runs = {length: _runs(words, length) for length in range(1, RUN + 1)}
    gone: Lines = set()
    for one in said:
        repeated = _words(one)
        gone |= _with_runs(repeated, runs)
        gone |= _with_telling(known.intersection(repeated) - elsewhere, runs[1])

    kept = [line for number, line in enumerate(lines) if number not in gone]
    says_something = any(line.strip() and not line.startswith(HEADING) for line in kept)
    return "\n".join(kept).strip() if says_something else ""


Runs = dict[tuple[str, ...], Lines]


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _runs(words: Sequence[tuple[str, int]], length: int) -> Runs:
    """The lines in which each run of so many words stands."""
    runs: Runs = defaultdict(set)
    for start in range(len(words) - length + 1):
        run = words[start : start + length]
        runs[tuple(word for word, _ in run)] |= {number for _, number in run}

    return runs


def _with_runs(repeated: Sequence[str], runs: dict[int, Runs]) -> Lines:
    length = min(RUN, len(repeated))
    starts = range(len(repeated) - length + 1) if length else ()
    # Each run once: one that comes again and again would lead to the same lines each time.
    said = {tuple(repeated[start : start + length]) for start in starts}
    return {number for run in said & runs.get(length, {}).keys() for number in runs[length][run]}


def _with_telling(words: Iterable[str], lines_of: Runs) -> Lines:
    return {number for word in _telling(words) for number in lines_of[(word,)]}


def _telling(words: Iterable[str]) -> list[str]:
    """Those that are in no language words of every day; such as stand in every text have no terms."""
    found = [word for word in words if len(word) >= TELLING_CHARS and terms_of(word)]
    for number, language in enumerate(LANGUAGES, 1):
        terms = np.array([term_of(word, language) for word in found], np.int64)
        found = [word for word, is_rare in zip(found, rarity(terms, number) > TELLING, strict=True) if is_rare]

    return found
