"""Finds the words of a text that tell, their places, and the passage that tells most. Pure."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sessions_memory.recall.language.words import (
    PLAIN_TOKEN,
    TOKEN,
    WORD_CHARS,
    AskedWord,
    clean,
    detect,
    is_paired,
    token_terms,
    tokens_of,
)

CUT = "[…]"  # stands for what was left out
PASSAGE_CHARS = 500
DETECTED_CHARS = 2000
# No longer word is told from another, even if each of its signs is written as several.
TOKEN_CHARS = 4 * WORD_CHARS
# A sentence's end, with what closes it; or a line's.
SENTENCE = re.compile(r"[^.!?。！？\n]*(?:[.!?。！？]+[\"'”’)\]]*\s*|\n\s*|$)")


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` is the asked word number `word`."""

    start: int
    end: int
    word: int


def mentions(text: str, asked: Sequence[AskedWord]) -> list[Mention]:
    """In their order; neighbouring pairs of signs that all match are one."""
    words, pieces = _looked_for(tuple(asked))
    if text.isascii():
        return _in_plain(text, words)

    language = detect(tokens_of(text[:DETECTED_CHARS]))
    found: list[Mention] = []

    for match in TOKEN.finditer(text):
        if is_paired(match[0]):
            found.extend(_in_run(match, pieces) if pieces else ())
        else:
            terms = token_terms(clean(match[0][:TOKEN_CHARS]), language)
            found.extend(Mention(*match.span(), words[term]) for term in terms if term in words)

    return found


@lru_cache(maxsize=8)
def _looked_for(asked: tuple[AskedWord, ...]) -> tuple[Mapping[int, int], Mapping[str, int]]:
    """The number of each asked word by its terms, and by its pair of signs."""
    words = {term: number for number, word in enumerate(asked) for term in word.terms}
    return words, {word.word: number for number, word in enumerate(asked) if is_paired(word.word)}


def _in_plain(text: str, words: Mapping[int, int]) -> list[Mention]:
    """Each different token is looked up once; where none is asked for, the text is not gone through again."""
    tokens = tokens_of(text)
    language = detect(tokens)
    asked = {token: words[term] for token in set(tokens) for term in token_terms(token, language) if term in words}
    lower = text.lower()
    found = [Mention(start, start + len(token), asked[token]) for token in asked for start in _places(lower, token)]

    return sorted(found, key=lambda mention: mention.start)


def _places(text: str, token: str) -> Iterator[int]:
    """The places where the token stands for itself; a number with points holds others that are no tokens."""
    if token[0].isdigit():
        yield from (match.start() for match in PLAIN_TOKEN.finditer(text) if match[0] == token)
        return

    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(token, end)


def _in_run(match: re.Match[str], pieces: Mapping[str, int]) -> list[Mention]:
    """`pieces`: the asked pairs and signs, which are their own stems."""
    run, offset = _sign_by_sign(match[0]), match.start()
    begin = re.compile(f"[{''.join(map(re.escape, {piece[0] for piece in pieces}))}]")
    starts = [sign.start() for sign in begin.finditer(run)]
    found: list[Mention] = []
    in_pairs: set[int] = set()

    for length in (2, 1):
        for i in starts:
            number = pieces.get(run[i : i + length])
            start, end = offset + i, offset + i + length
            if number is None or end > match.end() or (length == 1 and start in in_pairs):
                continue
            if length == 2:
                in_pairs.update((start, start + 1))

            if found and found[-1].start < start <= found[-1].end:
                found[-1] = Mention(found[-1].start, end, found[-1].word)
            else:
                found.append(Mention(start, end, number))

    return found


def _sign_by_sign(run: str) -> str:
    """In its one form, of the same length."""
    if unicodedata.is_normalized("NFKC", run):
        return run

    cleaned = {sign: clean(sign) for sign in set(run)}
    return "".join(cleaned[sign] if len(cleaned[sign]) == 1 else sign for sign in run)


def passage(text: str, found: Sequence[Mention], idf: Sequence[float], limit_chars: int = PASSAGE_CHARS) -> str:
    """The sentences that tell most, whole, up to about `limit_chars`; a short text whole."""
    if len(text.strip()) <= limit_chars:
        return text.strip()

    sentences = [match.span() for match in SENTENCE.finditer(text) if match[0].strip()]
    starts = [start for start, _ in sentences]
    told: list[set[int]] = [set() for _ in sentences]

    for mention in found:
        if starts and mention.start >= starts[0]:
            told[bisect_right(starts, mention.start) - 1].add(mention.word)

    best = max(range(len(sentences)), key=lambda i: (sum(idf[word] for word in told[i]), -i))
    first = last = best

    while True:
        # The one that tells more of both neighbours, as long as there is room.
        sides = [
            (sum(idf[word] for word in told[i]), i)
            for i in (last + 1, first - 1)
            if 0 <= i < len(sentences)
            and max(sentences[last][1], sentences[i][1]) - min(sentences[first][0], sentences[i][0]) <= limit_chars
        ]
        if not sides:
            break

        _, chosen = max(sides, key=lambda side: (side[0], side[1]))
        first, last = min(first, chosen), max(last, chosen)

    start, end = sentences[first][0], sentences[last][1]
    before = f"{CUT} " if text[:start].strip() else ""
    after = f" {CUT}" if text[end:].strip() else ""

    return f"{before}{_cut(text[start:end].strip(), limit_chars)}{after}"


def _cut(sentence: str, limit_chars: int) -> str:
    """A single sentence without an end, such as code or a table, is cut at a word."""
    if len(sentence) <= 2 * limit_chars:
        return sentence

    return sentence[: 2 * limit_chars].rsplit(None, 1)[0] + f" {CUT}"
