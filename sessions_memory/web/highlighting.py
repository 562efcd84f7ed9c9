"""Words to mark in a text, and the part of a long text that holds them. Pure."""

import re
from collections.abc import Iterable, Iterator

from sessions_memory.web.plain_text import unmarked

# More words than a reader would look at one by one.
WORDS_MAX = 60
ELLIPSIS = "…"
# Scripts that set no space between words: a word of theirs is marked wherever it stands.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def parts(text: str, words: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, in order; True for those to mark: whole words, in any letter case."""
    pattern = _pattern(words)
    at = 0

    for match in pattern.finditer(text) if pattern else ():
        if match.start() > at:
            yield text[at : match.start()], False
        yield match[0], True
        at = match.end()

    if at < len(text):
        yield text[at:], False


def excerpt(text: str, words: Iterable[str], limit_chars: int, *, is_markdown: bool = False) -> str:
    """A part of `text` on one line, from shortly before the first of `words`; cuts are marked."""
    pattern = _pattern(words)
    found = pattern.search(text) if pattern else None
    start = _word_start(text, found.start() - limit_chars // 3) if found and found.end() > limit_chars else 0
    piece = text[start : start + limit_chars + 1]
    piece = " ".join((unmarked(piece) if is_markdown else piece).split())

    if start + limit_chars < len(text):
        piece = (piece.rsplit(" ", 1)[0] if " " in piece[limit_chars // 2 :] else piece[:-1]).rstrip(" ,;:.") + ELLIPSIS

    return ELLIPSIS + piece if start else piece


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + 40)
    return max(0, space + 1 if space >= 0 else at)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    chosen = sorted({word for word in words if word.strip()}, key=len, reverse=True)[:WORDS_MAX]
    return re.compile("|".join(_bounded(word) for word in chosen), re.IGNORECASE) if chosen else None


def _bounded(word: str) -> str:
    before = r"(?<!\w)" if re.match(r"\w", word) and not UNSPACED.match(word[0]) else ""
    after = r"(?!\w)" if re.match(r"\w", word[-1]) and not UNSPACED.match(word[-1]) else ""
    return f"{before}{re.escape(word)}{after}"
