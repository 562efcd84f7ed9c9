"""From texts to terms: which language, which words, and the number each word has in the index.

Pure. A term is a hash of the word's stem, so the index holds no readable word.
Scripts that put no space between words are cut into pairs of signs.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, repeat
from typing import TypeVar

import Stemmer

from sessions_memory.recall.language.irregular import GROUPS
from sessions_memory.recall.language.stopwords import ASKING, STOP_WORDS

# Raised when the same text would give other terms than before: indexes are then built anew.
VERSION = 3
# A longer run of letters is data, not a word; its beginning is enough to find it.
WORD_CHARS = 40
# Nobody reads further, and 100,000 signs of a script in pairs would be as many terms.
TEXT_CHARS = 100_000
DETECTED_WORDS = 60
END_PIECES = 500
ASKING_WEIGHT = 0.5

# Vowel signs and the like belong to their word, but are no letters to `re`.
_MARKS = "".join(chr(code) for code in range(0x300, 0x1D00) if unicodedata.category(chr(code))[0] == "M")
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_PAIRED = _HAN + _KANA + _HANGUL + _UNSPACED
_IS_PAIRED = re.compile(f"[{_PAIRED}]")
# A run of paired signs, a number with its points, or a word.
TOKEN = re.compile(rf"[{_PAIRED}][{_PAIRED}{_MARKS}]*|\d+(?:[.,:]\d+)*|(?:(?![{_PAIRED}_])[\w{_MARKS}])+")
# The same in plain text, in half the time; and where there is no number, in a fifth.
PLAIN_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[a-z0-9]+", re.ASCII)
_DIGIT = re.compile(r"\d")
_BETWEEN_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
# Marks upon marks, and the two that only a normal form makes marks of. A normal form sorts each run of them sign by
# sign: 100,000 in the wrong order took half a minute. Real text has a few; Unicode's own limit is 30.
# By how a run begins: a sign of one kind is looked for in a quarter of the time that a choice takes.
_MARK = r"(?:[^\w\x00-\x7f]|[\uff9e\uff9f])"
_MANY_MARKS = tuple(re.compile(begin + _MARK + "{30,}") for begin in (r"[^\w\x00-\x7f]", r"[\uff9e\uff9f]"))
MARKS_MAX = 30
# A term's number in the index, 63 bits: its first signs, then its rest.
LEADING, SIGN_BITS, REST_BITS = 6, 6, 27
LEADING_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
PAIRED_SIGN = (1 << SIGN_BITS) - 1
PAIRED_REST = (1 << (LEADING * SIGN_BITS - SIGN_BITS + REST_BITS)) - 1
TermsOf = Callable[[str, str], tuple[int, ...]]
Pieces = TypeVar("Pieces", str, list[str])  # a run without spaces, or words
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_KANA = re.compile(f"[{_KANA}]")
_IS_HANGUL = re.compile(f"[{_HANGUL}]")
_IS_CYRILLIC = re.compile("[\u0400-\u052f]")

STEMMED = {
    "en": "english",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "ru": "russian",
}
LATIN = ("en", "de", "es", "fr", "pt")
LANGUAGES = (*STEMMED, "zh", "ja", "ko")
UNKNOWN = ""


@dataclass(frozen=True)
class TextTerms:
    """`counts`: term -> how often. `length`: how many terms in all."""

    language: str
    counts: dict[int, int]
    length: int


@dataclass(frozen=True)
class AskedWord:
    """A word of a question as it stands there, and the terms that it may have in texts.

    `weight`: 1, or less for a word about the asking itself, such as "summarise". `indexed`: the numbers of the terms in
    the index; `span`: the numbers of all words that begin alike, from the first to behind the last.
    """

    word: str
    terms: frozenset[int]
    weight: float = 1.0
    indexed: frozenset[int] = frozenset()
    span: tuple[int, int] = (0, 0)


def text_terms(text: str) -> TextTerms:
    return _counted(text, _word_terms, token_terms)


def index_terms(text: str) -> TextTerms:
    """With the numbers that terms have in the index."""
    return _counted(text, _indexed_word, _indexed_token)


def _counted(text: str, of_a_word: TermsOf, of_a_token: TermsOf) -> TextTerms:
    tokens = tokens_of(text)
    language = detect(tokens)
    # The cache itself where it answers for every token: half the time.
    terms = of_a_word if text.isascii() else of_a_token
    counts = Counter(chain.from_iterable(map(terms, tokens, repeat(language))))

    return TextTerms(language, dict(counts), counts.total())


def terms_of(text: str) -> frozenset[int]:
    tokens = tokens_of(text)
    return frozenset(chain.from_iterable(map(token_terms, tokens, repeat(detect(tokens)))))


def asked_words(text: str, languages: Iterable[str]) -> list[AskedWord]:
    """The telling words, each once, in their order. `languages`: those of the texts to search."""
    tokens = tokens_of(text)
    own = detect(tokens)
    searched = tuple(dict.fromkeys([own, *languages, UNKNOWN]))
    found: dict[frozenset[int], str] = {}
    indexed: dict[str, frozenset[int]] = {}

    for piece in _ends(list(dict.fromkeys(chain.from_iterable(map(_pieces, map(_ends, tokens)))))):
        if not _is_stop_word(piece, own):
            terms = frozenset(term for language in searched for term in _spellings(piece, language))
            found.setdefault(terms, piece)
            indexed[piece] = frozenset(term for language in searched for term in _indexed_spellings(piece, language))

    asking = _asking_terms(own) if own else frozenset()
    return [
        AskedWord(word, terms, ASKING_WEIGHT if terms & asking else 1.0, indexed[word]) for terms, word in found.items()
    ]


def _ends(pieces: Pieces) -> Pieces:
    """Keeps the beginning and the end of a pasted book: each word costs a dozen spellings."""
    return pieces if len(pieces) <= 2 * END_PIECES else pieces[:END_PIECES] + pieces[-END_PIECES:]


def tokens_of(text: str) -> list[str]:
    # One sign may become eighteen.
    cleaned = clean(text[:TEXT_CHARS])[:TEXT_CHARS]
    if not cleaned.isascii():
        return TOKEN.findall(cleaned)

    return PLAIN_TOKEN.findall(cleaned) if _DIGIT.search(cleaned) else cleaned.translate(_BETWEEN_WORDS).split()


def clean(text: str) -> str:
    """One form for what reads the same; of the same length as far as letters go."""
    if text.isascii():
        return text.lower()

    return unicodedata.normalize("NFKC", _without_many_marks(text)).lower()


def _without_many_marks(text: str) -> str:
    for run in _MANY_MARKS:
        text = run.sub(_few, text)

    return text


def _few(run: re.Match[str]) -> str:
    return run[0][:MARKS_MAX] + " " * (len(run[0]) - MARKS_MAX)


def token_terms(token: str, language: str) -> tuple[int, ...]:
    """The terms of a token in a text of `language`; none for a stop word."""
    if token.isascii() or not is_paired(token):
        return _word_terms(token, language)

    # Only pairs are cached: a run is a whole sentence, or a book, and seldom comes again.
    return tuple(term_of(piece, language) for piece in _pieces(token) if not _is_stop_word(piece, language))


@lru_cache(maxsize=65536)
def _word_terms(word: str, language: str) -> tuple[int, ...]:
    return () if _is_stop_word(word, language) else (term_of(word, language),)


def _indexed_token(token: str, language: str) -> tuple[int, ...]:
    if token.isascii() or not is_paired(token):
        return _indexed_word(token, language)

    return tuple(indexed_term(piece, language) for piece in _pieces(token) if not _is_stop_word(piece, language))


@lru_cache(maxsize=65536)
def _indexed_word(word: str, language: str) -> tuple[int, ...]:
    return () if _is_stop_word(word, language) else (indexed_term(word, language),)


def detect(tokens: list[str]) -> str:
    """The language whose own words are among them, else that of the script, else UNKNOWN."""
    sample = tokens[:DETECTED_WORDS]
    joined = "".join(sample)

    if not joined.isascii():
        if script := _script(joined):
            return script
        sample = [fold(token) for token in sample]

    hits = Counter(chain.from_iterable(map(_spoken_in().get, sample, repeat(()))))
    best = max(hits.values(), default=0)
    leading = [language for language, count in hits.items() if count == best]

    return leading[0] if len(leading) == 1 else UNKNOWN


@lru_cache(maxsize=1)
def _spoken_in() -> dict[str, tuple[str, ...]]:
    """Stop word -> the languages that have it."""
    of_word = {word for language in LATIN for word in _STOP[language]}
    return {word: tuple(language for language in LATIN if word in _STOP[language]) for word in of_word}


def _script(joined: str) -> str:
    if _IS_PAIRED.search(joined):
        if _IS_KANA.search(joined):
            return "ja"
        if _IS_HANGUL.search(joined):
            return "ko"
        if _IS_HAN.search(joined):
            return "zh"

    return "ru" if _IS_CYRILLIC.search(joined) else UNKNOWN


@lru_cache(maxsize=65536)
def term_of(word: str, language: str) -> int:
    """The number of a word's stem: 63 bits, so that it fits a database's integer."""
    return int.from_bytes(blake2b(stem(word, language).encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


@lru_cache(maxsize=65536)
def indexed_term(word: str, language: str) -> int:
    """A term's number in the index: its stem's first signs lead, so that words that begin alike stand together."""
    return numbered(stem(word, language), term_of(word, language))


def numbered(stemmed: str, number: int) -> int:
    if is_paired(stemmed):
        return (PAIRED_SIGN << (LEADING * SIGN_BITS - SIGN_BITS + REST_BITS)) | (number & PAIRED_REST)

    return (beginning(stemmed) << REST_BITS) | (number & ((1 << REST_BITS) - 1))


def beginning(word: str) -> int:
    number = 0
    for place in range(LEADING):
        number = (number << SIGN_BITS) | (_sign_number(word[place]) if place < len(word) else 0)

    return number


def span_of(word: str) -> tuple[int, int]:
    """The numbers of all terms whose first signs are those of the word, as far as numbers tell."""
    width = SIGN_BITS * max(0, LEADING - len(word)) + REST_BITS
    first = beginning(word) << REST_BITS
    return first, first + (1 << width)


@lru_cache(maxsize=4096)
def _sign_number(sign: str) -> int:
    """Of Latin letters and digits each its own; others share the rest."""
    place = LEADING_SIGNS.find(sign)
    return 1 + place if place >= 0 else 1 + len(LEADING_SIGNS) + ord(sign) % (PAIRED_SIGN - 1 - len(LEADING_SIGNS))


def stem(word: str, language: str) -> str:
    word = word[:WORD_CHARS]
    if word[:1].isdigit() or is_paired(word):
        return word

    with _stemming:
        stemmed = fold(_stemmer(language).stemWord(word))
        return _same_words().get(stemmed, stemmed) if language in ("en", UNKNOWN) else stemmed


def fold(word: str) -> str:
    """Without accents, which many leave out when they type."""
    if word.isascii():
        return word
    if len(word) > MARKS_MAX:
        word = _without_many_marks(word)

    parts = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    # A mark alone stays: "´" between two spaces becomes one.
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f")) or word


def _spellings(word: str, language: str) -> set[int]:
    """Also as typed without accents."""
    return {term_of(word, language), term_of(fold(word), language)}


def _indexed_spellings(word: str, language: str) -> set[int]:
    return {indexed_term(word, language), indexed_term(fold(word), language)}


def _pieces(token: str) -> list[str]:
    """Pairs of a run without spaces, and each Chinese sign, which is often a word; other tokens whole."""
    if not is_paired(token):
        return [token]

    pairs = [token[i : i + 2] for i in range(len(token) - 1)]
    return pairs + [sign for sign in token if len(token) == 1 or _IS_HAN.match(sign)]


def is_paired(token: str) -> bool:
    return _IS_PAIRED.match(token) is not None


def _is_stop_word(piece: str, language: str) -> bool:
    # A single letter is what an apostrophe left; a single sign of another script may be a word.
    if len(piece) == 1 and piece.isascii() and not piece.isdigit():
        return True

    return fold(piece) in _STOP.get(language or "en", ())


# The library's stemmers keep state and may not be used by two threads at once.
_stemming = threading.Lock()


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(STEMMED.get(language, "english"))


@lru_cache(maxsize=len(LANGUAGES))
def _asking_terms(language: str) -> frozenset[int]:
    return frozenset(term_of(word, language) for word in ASKING.get(language, "").split())


@lru_cache(maxsize=1)
def _same_words() -> dict[str, str]:
    """The stem of an English form -> the stem of the word it is a form of."""
    stem_of = _stemmer("en").stemWord
    return {stem_of(form): stem_of(group[0]) for group in GROUPS for form in group}


_STOP = {language: frozenset(map(fold, words)) for language, words in STOP_WORDS.items()}
