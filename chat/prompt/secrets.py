"""Finds secrets in a text and puts words in their place: keys and tokens of known shapes, private keys, card numbers.

Only what has the shape of one issuer is taken for a secret: a long number, a hash or the id of an order is none. Pure.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

KEY, PRIVATE_KEY, CARD = "[key masked]", "[private key masked]", "[card number masked]"
# What is read of one key; none in use is longer.
KEY_CHARS = 4000
# Shorter is no key, though it begins like one.
LEAST_KEY_CHARS = 20
# A key that was wrapped goes on in the next lines, at most so many.
WRAPPED_LINES = 8

_SIGN = "[A-Za-z0-9_-]"
# By issuer: OpenAI, Anthropic and those who write keys as they do; Stripe; GitHub; GitLab; Slack; AWS; Google; Hugging
# Face; npm; PyPI; SendGrid; DigitalOcean; Groq; xAI; Replicate; Shopify; Telegram.
_BEGINNINGS = (
    r"sk-(?:ant-|proj-|or-|svcacct-|admin-)?",
    r"(?:sk|rk|pk)_(?:live|test)_",
    r"whsec_",
    r"gh[pousr]_",
    r"github_pat_",
    r"glpat-",
    r"xox[abeoprs]-",
    r"xapp-",
    r"(?:AKIA|ASIA)(?=[A-Z0-9]{16}\b)",
    r"AIza(?=\S{35})",
    r"GOCSPX-",
    r"ya29\.",
    r"hf_(?=\S{30})",
    r"npm_(?=\S{36})",
    r"pypi-AgEI",
    r"SG\.(?=[\w-]{16,64}\.)",
    r"do[opr]_v1_",
    r"gsk_(?=\S{30})",
    r"xai-(?=\S{30})",
    r"r8_(?=\S{30})",
    r"shp(?:at|ca|pa|ss)_",
    r"\d{8,10}:AA(?=[\w-]{33}\b)",
)
_KEY = re.compile(rf"(?<![\w-])(?:{'|'.join(_BEGINNINGS)})[\w.-]{{1,{KEY_CHARS}}}+", re.ASCII)
# Three parts between points, the first two JSON in base64.
_TOKEN = re.compile(rf"(?<![\w-])eyJ{_SIGN}{{8,4000}}+\.eyJ{_SIGN}{{8,8000}}+\.{_SIGN}{{8,4000}}+")
_BEARER = re.compile(r"\b(?i:bearer)[ \t]{1,4}(?=[\w.~+/=-]{20})[\w.~+/-]{20,4000}+={0,2}", re.ASCII)
# "api_key = …", "client_secret: …"; the value must look like one.
_ASSIGNED = re.compile(
    r"\b(?i:(?:api|access|secret|private|auth)[_-]?(?:access[_-]?)?(?:key|token)|client[_-]?secret)[\"']?[ \t]{0,4}[:=]"
    r"[ \t]{0,4}[\"']?([\w.~+/=-]{16,4000}+)",
    re.ASCII,
)
_CREDENTIALS = re.compile(r"(?<=://)[^\s/:@]{1,100}+:([^\s/@]{3,200}+)(?=@)")
_WRAPPED = re.compile(r"\\?\n[ \t>]{0,16}([\w.+/=-]{8,200}+)(?=$|[\s\\\"'`,;)\]])", re.ASCII)
_PRIVATE = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PRIVATE_END = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
# A line of base64 as keys are written in: a block that was cut has lost its first line.
_KEY_LINE = re.compile(r"[ \t>]{0,8}[A-Za-z0-9+/]{60,76}={0,2}[ \t]{0,8}")
_CARD = re.compile(
    r"(?<![\w.,-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{13,19})(?!\w|-\w|[.,]\d)", re.ASCII
)
# The first digits of the card schemes, and how long their numbers are.
_SCHEMES = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|(?:6011|65\d\d|64[4-9]\d|35\d\d)\d{12}|62\d{14,17}",
    re.ASCII,
)
_IBAN_HEAD = re.compile(r"[A-Z]{2}\d\d ?", re.ASCII)


class _Found(NamedTuple):
    start: int
    end: int
    words: str


def mask(text: str) -> tuple[str, int]:
    """`text` with words in place of its secrets, and how many they were."""
    pieces, at, count = [], 0, 0
    for found in sorted([*_private_keys(text), *_keys(text), *_cards(text)]):
        if found.start >= at:
            pieces += [text[at : found.start], found.words]
            at, count = found.end, count + 1

    return "".join([*pieces, text[at:]]), count


def _keys(text: str) -> Iterator[_Found]:
    for pattern in (_KEY, _TOKEN, _BEARER):
        for match in pattern.finditer(text):
            end = _end_of_wrapped(text, match.end())
            if end - match.start() >= LEAST_KEY_CHARS and _is_random(text[match.start() : end]):
                yield _Found(match.start(), end, KEY)

    for match in _ASSIGNED.finditer(text):
        if _is_random(match[1]):
            yield _Found(match.start(1), _end_of_wrapped(text, match.end(1)), KEY)

    for match in _CREDENTIALS.finditer(text):
        yield _Found(match.start(1), match.end(1), KEY)


def _is_random(text: str) -> bool:
    """Words that are joined by signs, as names of files and programs are, hold no digits among their letters."""
    return any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text)


def _end_of_wrapped(text: str, end: int) -> int:
    for _ in range(WRAPPED_LINES):
        more = _WRAPPED.match(text, end)
        if more is None or not _is_random(more[1]):
            break
        end = more.end()

    return end


def _private_keys(text: str) -> Iterator[_Found]:
    """To their end, or to the end of the text; and lines of a block whose beginning was cut away."""
    at = 0
    while begin := _PRIVATE.search(text, at):
        end = _PRIVATE_END.search(text, begin.end())
        at = end.end() if end else len(text)
        yield _Found(begin.start(), at, PRIVATE_KEY)

    yield from _key_lines(text)


def _key_lines(text: str) -> Iterator[_Found]:
    """Two lines of base64 or more, one below the other; checksums have no capital letters."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line), _KEY_LINE.fullmatch(line) is not None and not line.islower()))
        at += len(line) + 1

    for is_key, together in groupby(lines, key=lambda line: line[2]):
        run = list(together)
        if is_key and len(run) > 1:
            yield _Found(run[0][0], run[-1][1], PRIVATE_KEY)


def _cards(text: str) -> Iterator[_Found]:
    for match in _CARD.finditer(text):
        digits = match[0].replace(" ", "").replace("-", "")
        is_account = _IBAN_HEAD.fullmatch(text[max(0, match.start() - 5) : match.start()].lstrip()) is not None
        if _SCHEMES.fullmatch(digits) and not is_account and _checks(digits):
            yield _Found(match.start(), match.end(), CARD)


def _checks(digits: str) -> bool:
    """The last digit of a card makes the sum a multiple of ten (Luhn, ISO/IEC 7812)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0
