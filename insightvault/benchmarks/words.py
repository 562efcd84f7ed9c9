"""Answers to test with: Markdown of every kind, in which no stretch of words comes twice."""

import itertools
import random
from collections.abc import Callable, Iterator

PIECE_MAX_CHARS = 14
# Single signs that are hard for what counts, cuts or carries text; no NUL, which no database stores.
HARD = [
    "\u2028",
    "\x0c",
    "\x85",
    "é",
    "ß",
    "漢字",
    "👩‍👧",
    "e\u0301",
    "<b>&amp;",
    "&",
    "#",
    "\\",
    "`",
    "data:",
    "id: 7",
    "\t",
]


def answer(rng: random.Random, chars: int) -> str:
    """About `chars` long; ends with a whole block."""
    words = _words(rng)
    blocks: list[str] = []

    while sum(map(len, blocks)) < chars:
        blocks.append(rng.choice(BLOCKS)(words, rng))

    return "".join(blocks).strip()


def cut(rng: random.Random, text: str, pieces: int | None = None) -> list[str]:
    """`text` in pieces as a model sends it, their ends anywhere."""
    longest = PIECE_MAX_CHARS if pieces is None else max(1, 2 * len(text) // pieces)
    cuts = [0]

    while cuts[-1] < len(text):
        cuts.append(min(len(text), cuts[-1] + rng.randint(1, longest)))

    return [text[a:b] for a, b in itertools.pairwise(cuts)]


def _words(rng: random.Random) -> Iterator[str]:
    for number in itertools.count(1):
        yield f"word{number}"
        if rng.random() < 0.08:
            yield rng.choice(HARD)


def _line(words: Iterator[str], count: int) -> str:
    return " ".join(itertools.islice(words, count))


def _paragraph(words: Iterator[str], rng: random.Random) -> str:
    return "\n".join(_line(words, rng.randint(3, 9)) for _ in range(rng.randint(1, 3))) + "\n\n"


def _heading(words: Iterator[str], rng: random.Random) -> str:
    return f"{'#' * rng.randint(1, 4)} {_line(words, 3)}\n"


def _list(words: Iterator[str], rng: random.Random) -> str:
    mark = rng.choice(["- ", "1. "])
    gap = rng.choice(["\n", "\n\n"])
    return gap.join(f"{mark}{_line(words, 4)}" for _ in range(rng.randint(2, 5))) + "\n\n"


def _code(words: Iterator[str], rng: random.Random) -> str:
    lines = "\n\n".join(f"    {_line(words, 3)}" for _ in range(rng.randint(1, 3)))
    return f"```python\ndef {next(words)}():\n{lines}\n```\n\n"


def _table(words: Iterator[str], rng: random.Random) -> str:
    rows = "".join(f"| {next(words)} | {next(words)} |\n" for _ in range(rng.randint(1, 3)))
    return f"| {next(words)} | {next(words)} |\n|---|---|\n{rows}\n"


def _formula(words: Iterator[str], rng: random.Random) -> str:
    number = rng.randint(1, 999)
    return f"$$\nx_{{{number}}} = \\frac{{1}}{{{number}}}\n$$\n\n{_line(words, 2)} $y^{{{number}}}$ {next(words)}\n\n"


def _quote(words: Iterator[str], rng: random.Random) -> str:
    return f"> {_line(words, 5)}\n> {_line(words, 3)}\n\n"


Block = Callable[[Iterator[str], random.Random], str]
BLOCKS: list[Block] = [_paragraph, _paragraph, _paragraph, _heading, _list, _code, _table, _formula, _quote]
