"""A text parted into sentences, and a sentence into clauses, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from sessions_memory.growth.rules.sieve import in_small_letters
from sessions_memory.growth.rules.values import Language

SENTENCE_CHARS = 1_000
CLAUSE_CHARS = 300
# A sentence of more is a list, or no sentence.
CLAUSES_LIMIT = 30
# An end, with what closes it; not the point of 2.4, of "3. Mai", of "Dr." and of "z. B.", but that of "my mum's."
END = re.compile(
    r"(?<![^'’]\b[A-Za-zÄÖÜ])(?<!\A[A-Za-zÄÖÜ])(?<!\b\d)(?<!\b\d\d)(?<!\b[DM]r)(?<!\bMrs)(?<!\bSt)(?<!\bca)(?<!\bbzw)(?<!\be\.g)(?<!\bNr)"
    r"[.!?…]{1,9}[\"'”’)\]]{0,3}(?=\s|$)|(?<=\d)[!?.](?=\s+[A-ZÄÖÜ\"„“]|\s*$)|[!?]{1,9}(?=\s|$)"
    r"|[。！？｡]{1,9}[」』”）]{0,2}|\n|[\U0001F300-\U0001FAFF☀-➿]{1,9}\ufe0f?(?=\s|$)"
)
# What an end begins with: only there is looked whether it is one.
END_SIGN = re.compile(r"[.!?…。！？｡\n\U0001F300-\U0001FAFF☀-➿]")
# After the day of a month the sentence goes on.
GOES_ON = re.compile(
    r"\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Semester|Anlauf|Platz|Geburtstag|Stock|Versuch"
    r"|Klasse|Kind|Mal|Hochzeitstag)"
)


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    text: str

    @property
    def is_question(self) -> bool:
        return self.text.rstrip("\"'”’)]」』） ").endswith(("?", "？"))


@dataclass(frozen=True)
class Clause:
    """`start` and `end` count from the sentence's beginning. `small`: its text in small letters."""

    start: int
    end: int
    text: str
    small: str
    is_background: bool
    is_asked: bool


def sentences(text: str) -> Iterator[Sentence]:
    at = 0
    for match in _ends(text):
        if match[0] == "." and GOES_ON.match(text, match.end(), match.end() + 20):
            continue
        yield from _sentence(text, at, match.end())
        at = match.end()
    yield from _sentence(text, at, len(text))


def _ends(text: str) -> Iterator[re.Match[str]]:
    after = 0
    for sign in END_SIGN.finditer(text):
        if sign.start() >= after and (match := END.match(text, sign.start())):
            yield match
            after = match.end()


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    for at in range(start, end, SENTENCE_CHARS):
        piece = text[at : min(end, at + SENTENCE_CHARS)]
        said = piece.strip()
        if said:
            first = at + len(piece) - len(piece.lstrip())
            yield Sentence(first, first + len(said), said)


def clauses(sentence: Sentence, language: Language) -> list[Clause]:
    """In a question only what stands before its asking part is told, not asked."""
    text = sentence.text
    small_text = in_small_letters(text)
    boundaries = islice(language.boundary.finditer(small_text), CLAUSES_LIMIT)
    places = [0, *(match.start() for match in boundaries), len(text)]
    spans = [(start, end) for start, end in pairwise(places) if text[start:end].strip(_MARKS)]
    found: list[Clause] = []
    for start, end in spans:
        start += len(text[start:end]) - len(text[start:end].lstrip(_MARKS))
        last = min(end, start + CLAUSE_CHARS)
        piece, small = text[start:last], small_text[start:last]
        asks = bool(language.asks_you.match(small) or (sentence.is_question and language.asks.match(small)))
        is_asked = (found[-1].is_asked if found else False) or asks
        found.append(Clause(start, end, piece, small, language.background.match(piece) is not None, is_asked))
    if sentence.is_question and not _is_told_first(found, language):
        return []
    return found


def _is_told_first(found: list[Clause], language: Language) -> bool:
    """ "I passed, right?" and "I passed?" ask; "I passed, how do I celebrate?" tells first."""
    asking = [clause for clause in found if clause.is_asked]
    return bool(asking) and not found[0].is_asked and not language.asks_again.match(found[-1].small)


_MARKS = " \t,;:()–—-\u2026"
