"""A text as the numbers of its word pieces, as BERT without cases reads it (Devlin et al., 2018). Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
# A longer run of letters is no word.
WORD_MAX_CHARS = 100
# Each sign of these scripts is a word, as is each mark.
IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef\U0002f800-\U0002fa1f"
ASCII_MARKS = r"!-/:-@\[-`{-~"
ALONE = re.compile(f"[{IDEOGRAPH}{ASCII_MARKS}]")


def numbers_of(text: str, most: int) -> list[int]:
    """At most `most`, the marks of begin and end among them; of a longer text the beginning."""
    vocabulary = _vocabulary()
    numbers = [vocabulary[BEGIN]]
    for word in _words(text):
        numbers += _pieces(word, vocabulary)
        if len(numbers) >= most - 1:
            break

    return [*numbers[: most - 1], vocabulary[END]]


@cache
def _vocabulary() -> dict[str, int]:
    return {piece: number for number, piece in enumerate(VOCABULARY.read_text(encoding="utf-8").splitlines())}


def _words(text: str) -> Iterator[str]:
    """Lower case and without accents; a mark or an ideograph is one by itself."""
    for run in _plain(text).split():
        start = 0
        for at, char in enumerate(run):
            if ALONE.match(char) or unicodedata.category(char).startswith("P"):
                yield from filter(None, (run[start:at], char))
                start = at + 1
        if start < len(run):
            yield run[start:]


def _plain(text: str) -> str:
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or not _is_control(char))
    # Without those that stand there already: Unicode puts the marks of a sign in order, and for ten thousand of them
    # that takes a second.
    decomposed = unicodedata.normalize("NFD", _without_marks(kept))
    # Sign by sign: a whole word would be lowered by its neighbours, as a Greek sigma is.
    return "".join(char.lower() for char in _without_marks(decomposed))


def _without_marks(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Mn" and not unicodedata.combining(char))


def _is_control(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs")


def _pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    """The longest piece that the word begins with, then the longest that goes on; one unknown makes all so."""
    unknown = [vocabulary[UNKNOWN]]
    if len(word) > WORD_MAX_CHARS:
        return unknown

    found, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in vocabulary), start)
        if end == start:
            return unknown
        found.append(vocabulary[mark + word[start:end]])
        start = end

    return found
