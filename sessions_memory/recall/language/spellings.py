"""Other spellings by which a search finds what stands in a text, beside its words. Pure; recall knows nothing of them.

`C++` and `C#` are more than their letter, `Wi-Fi` is also `wifi`, `don't` is `dont`, `v3.11.7` has the number 3.11.7,
and an Arabic word is found without its article and with any carrier of its hamza.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sessions_memory.recall.language.words import TEXT_CHARS, TOKEN, WORD_CHARS, clean, fold

JOINERS = "'’ʼ‘`.\\-‐‑"
# Letters and digits with such a sign between; a name that ends with its signs; and a number behind its letter.
JOINED = rf"(?<![^\W_])[^\W_]++(?:[{JOINERS}][^\W_]++)+"
SIGNED = r"(?<![^\W_])[^\W\d_]{1,12}+(?:\+\+|#(?![^\W_]))"
NUMBERED = r"(?<![^\W_])v\d++(?:\.\d++)+"
SPECIAL = re.compile(f"{SIGNED}|{NUMBERED}|{JOINED}", re.IGNORECASE)
SIGN = re.compile(rf"[{JOINERS}](?=[^\W_])|\+(?=\+)|#")
UNIT = re.compile(f"{SPECIAL.pattern}|{TOKEN.pattern}", re.IGNORECASE)
IS_ARABIC = re.compile("[\u0621-\u064a]")
ARABIC_WORD = re.compile("[\u0621-\u065f\u0670-\u0673]{2,40}")
# What is written above and below letters, and between them to lengthen a word.
ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
ARABIC_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
# The article, alone and behind "and", "in", "as" and "for"; a word of three letters is left.
ARTICLE = re.compile("(?:[وفبك]?ال|لل)(?=[\u0621-\u064a]{3})")
IS_SPECIAL = re.compile(rf"[^\W_](?:[{JOINERS}][^\W_]|\+\+|#)")
NUMBER = re.compile(r"[\d.,:]+")
# What stands between the letters of a text, but for spaces, of which there are too many.
BETWEEN = re.compile(r"[^\w ]+")
BETWEEN_ASCII = {code: None for code in range(128) if not chr(code).isalnum()}
# What is still written in two ways, once a sign is apart from its marks.
PLAIN_SIGNS = (("ß", "ss"), ("ς", "σ"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"), ("\u0640", ""))


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]` is one thing to search for. `forms`: what it is known as beside its words."""

    start: int
    end: int
    forms: tuple[str, ...]


def forms_of(text: str) -> set[str]:
    """Of all in a text that is spelled in another way, too; folded, in small letters."""
    text = text[:TEXT_CHARS]
    found: set[str] = set()

    found.update(form for unit in _specials(text) for form in _forms(unit))
    if not text.isascii() and IS_ARABIC.search(text):
        found.update(form for match in ARABIC_WORD.finditer(text) for form in _arabic_forms(match[0]))

    return found


def _specials(text: str) -> Iterator[str]:
    """A sign within or behind a word is looked for, as most words have none, and then the word around it."""
    end = 0
    for sign in SIGN.finditer(text):
        begin = sign.start()
        while begin > end and text[begin - 1].isalnum():
            begin -= 1

        if begin < sign.start() and (match := SPECIAL.match(text, begin)):
            end = match.end()
            yield match[0]


def units_of(text: str) -> Iterator[Unit]:
    """The words, names and numbers of a text, in their order."""
    for match in UNIT.finditer(text[:TEXT_CHARS]):
        yield Unit(*match.span(), tuple(dict.fromkeys(_forms(match[0]))))


def letters_of(text: str) -> str:
    """In a form so plain that it holds the letters of every word of the text, however that is spelled."""
    cleaned = clean(text[:TEXT_CHARS])
    if cleaned.isascii():
        return cleaned.translate(BETWEEN_ASCII)

    apart = unicodedata.normalize("NFKD", cleaned)
    for sign, plain_sign in PLAIN_SIGNS:
        apart = apart.replace(sign, plain_sign)

    return BETWEEN.sub("", apart)


def plain(word: str) -> str:
    return fold(clean(word))[:WORD_CHARS]


def _forms(unit: str) -> Iterator[str]:
    # Most units are words without a sign: those are told without an expression.
    if not unit.isalnum() and SPECIAL.fullmatch(unit):
        signs = plain(unit)
        joined = "".join(filter(str.isalnum, signs))
        if signs.endswith(("+", "#")):
            yield signs
        elif NUMBER.fullmatch(signs[1:]) and signs.startswith("v"):
            yield signs[1:]
        elif not NUMBER.fullmatch(signs):
            yield joined
    elif not unit.isascii() and IS_ARABIC.search(unit):
        yield from _arabic_forms(unit)


def _arabic_forms(word: str) -> Iterator[str]:
    """Each but the word as it stands."""
    even = ARABIC_MARKS.sub("", clean(word)).translate(ARABIC_ALIKE)
    bare = ARTICLE.sub("", even, count=1) if ARTICLE.match(even) else even
    yield from (form for form in dict.fromkeys((even, bare)) if form != word)
