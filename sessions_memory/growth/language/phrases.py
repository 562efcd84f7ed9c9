"""The runs of telling words in a question, of which a theme's name is made. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sessions_memory.recall.language.words import TOKEN, UNKNOWN, clean, detect, is_paired, token_terms, tokens_of

# A name stands in what the person says, not in what they paste.
READ_CHARS = 1_000
WORDS_MAX = 3
SIGNS_MAX = 6
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+", re.DOTALL)
_KANA_ALONE = re.compile("[\u3040-\u309f]")
_KATAKANA = re.compile("[\u30a0-\u30ff]")
_SAID_OF = re.compile(
    r"\b(?:to|me|us|i|you|we|they|can|please|should|could|would|m|am|be|feel|feeling|kinda|really|so|very|too) \Z",
    re.IGNORECASE,
)
HEAD_FIRST = ("es", "fr", "pt")
# What joins two words to one thing where the head comes first: "pain au levain".
_JOINS = re.compile(r" (?:de|du|des|del|da|do|dos|das|au|aux|à|en) (?:la |el |los |las )?| d['’]", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """`terms`: of its words, in their order; `head`: of the word that says what it is.

    `is_plain`: none of its words is capitalised, or it is of a language that says nothing by it. `is_said_of`: it is
    what somebody does or how somebody is, by the word before it, as in "help me calculate" and "I'm stressed".
    """

    terms: tuple[int, ...]
    head: int
    text: str
    is_plain: bool = True
    is_said_of: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    term: int | None
    start: int
    end: int
    is_plain: bool
    is_said_of: bool


def phrases(question: str) -> Iterator[Phrase]:
    """Of one to three words without a stop word or a mark between them; of signs without spaces, up to six."""
    text = _read(question)
    language = detect(tokens_of(text))
    for run in _runs(text, language):
        for start in range(len(run)):
            for end in range(start + 1, min(start + WORDS_MAX, len(run)) + 1):
                yield _phrase(run[start:end], text, language)
    for match in TOKEN.finditer(text):
        if is_paired(match[0]):
            yield from _of_signs(match[0], language)


def _read(question: str) -> str:
    said = _CODE.sub("\n", question[: 4 * READ_CHARS])[:READ_CHARS]
    # A normal form may be many times as long.
    return unicodedata.normalize("NFKC", said)[:READ_CHARS]


def _runs(text: str, language: str) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    for word in _words(text, language):
        if word.term is None:
            continue
        if run and not _joins(text[run[-1].end : word.start], language):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _joins(between: str, language: str) -> bool:
    return between in (" ", "-") or (language in HEAD_FIRST and _JOINS.fullmatch(between) is not None)


def _words(text: str, language: str) -> Iterator[_Word]:
    for match in TOKEN.finditer(text):
        token = match[0]
        if is_paired(token):
            continue
        terms = () if token[0].isdigit() else token_terms(clean(token), language)
        is_plain = not token[0].isupper() or language == "de"
        is_said_of = language in ("en", UNKNOWN) and _SAID_OF.search(text, max(match.start() - 12, 0), match.start())
        term = terms[0] if terms else None
        yield _Word(token, term, match.start(), match.end(), is_plain, bool(is_said_of))


def _phrase(words: list[_Word], text: str, language: str) -> Phrase:
    terms = tuple(word.term for word in words if word.term is not None)
    head = terms[0] if language in HEAD_FIRST else terms[-1]
    spelled = " ".join(text[words[0].start : words[-1].end].split())
    return Phrase(terms, head, spelled, all(word.is_plain for word in words), words[0].is_said_of)


def _of_signs(run: str, language: str) -> Iterator[Phrase]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(start + SIGNS_MAX, len(run)) + 1):
            text = run[start:end]
            if _parts(run, start) or _parts(run, end):
                continue
            if not (_is_joint(text[0], text[:2], language) or _is_joint(text[-1], text[-2:], language)):
                terms = token_terms(text, language)
                yield Phrase(terms, terms[0], text)


def _parts(run: str, at: int) -> bool:
    """Whether a cut there goes through a word in katakana."""
    return 0 < at < len(run) and bool(_KATAKANA.match(run[at - 1]) and _KATAKANA.match(run[at]))


def _is_joint(sign: str, pair: str, language: str) -> bool:
    """Whether what begins or ends there is grammar."""
    return bool(_KANA_ALONE.match(sign)) or not token_terms(pair, language) or not token_terms(sign, language)
