"""Only the person's own words: code, quotations and pasted texts become blanks, and every place stays where it is."""

import re
from collections.abc import Iterator

from sessions_memory.growth.rules.values import Language

FENCE = "```"
QUOTE_CHARS = 1_000
# A title or a term in quotation marks belongs to the sentence; more, or somebody who says I, is somebody else's.
TERM_CHARS = 30
# What opens a quotation is left out of what stands in one, so that a row of opening marks is gone through once.
QUOTATION = re.compile(
    rf'"[^"\n]{{1,{QUOTE_CHARS}}}"|„[^„“”"\n]{{1,{QUOTE_CHARS}}}[“”"]|“[^“”\n]{{1,{QUOTE_CHARS}}}”'
    rf"|«[^«»\n]{{1,{QUOTE_CHARS}}}»|»[^«»\n]{{1,{QUOTE_CHARS}}}«|(?<!\w)['‘](?:[^'‘\n]"
    rf"|'(?=\w)){{1,300}}'(?!\w)|`[^`\n]{{1,{QUOTE_CHARS}}}`"
)
SAYS_I = re.compile(r"\b(?:I|we|my|ich|wir|mein\w{0,2})\b", re.IGNORECASE)
QUOTED_LINE = re.compile(r"\s{0,9}(?:>|\|)")
CODE_LINE = re.compile(
    r"\s{0,40}(?:[$#]!? ?\w+[ /(\[<]|import \w|from \w+ import|(?:async )?def \w|class \w+[:({]|return\b.*[;)]"
    r"|<[/a-z!]|//|/\*"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:|\[\d\d:|(?:ERROR|INFO|WARN\w*|DEBUG)\b|(?:const|let|var|SELECT|INSERT|CREATE) \w)"
)
CODE_END = re.compile(r"[{};]\s*$|\)\s*=>|^\s+\w+\s?=\s?\S+$")
SPEAKER_LINE = re.compile(r"\s{0,9}(?:\[[^\]\n]{1,30}\] ?)?[A-ZÄÖÜ][\w.]{0,20}(?: [A-Z][\w.]{0,20})?: ?\S")

# What is pasted begins after one.
COLON = re.compile(r":\s")


def own_words(text: str, language: Language) -> str:
    """As long as `text`, with blanks where somebody else's words stand."""
    text = text.translate(_SAME_LENGTH)
    text = _without_fences(text)
    text = _without_lines(text, language)
    text = QUOTATION.sub(_quotation, text)
    return _without_pasted(text, language)


_SAME_LENGTH = {ord("’"): "'", ord("ʼ"): "'", ord("\r"): " ", ord("\u00a0"): " ", ord("\u202f"): " "}


def _without_fences(text: str) -> str:
    if FENCE not in text:
        return text
    pieces = text.split(FENCE)
    return "   ".join(_blank(piece) if at % 2 else piece for at, piece in enumerate(pieces))


def _without_lines(text: str, language: Language) -> str:
    lines = text.split("\n")
    # One name before a colon can be the person's own heading; two are a conversation that was pasted.
    speaks = [SPEAKER_LINE.match(line) is not None for line in lines]
    is_transcript = sum(speaks) > 1
    cleaned: list[str] = []
    for line, is_spoken in zip(lines, speaks, strict=True):
        if len(cleaned) and language.letter.match(line):
            break
        is_foreign = QUOTED_LINE.match(line) or CODE_LINE.match(line) or CODE_END.search(line[-80:])
        cleaned.append(_blank(line) if is_foreign or (is_transcript and is_spoken) else line)
    kept = "\n".join(cleaned)
    return kept + _blank(text[len(kept) :])


def _quotation(match: re.Match[str]) -> str:
    inside = match[0][1:-1]
    return match[0] if len(inside) <= TERM_CHARS and not SAYS_I.search(inside) else _blank(match[0])


def _without_pasted(text: str, language: Language) -> str:
    """After "Translate this:" to the end of the line; where the colon ends the line, to the end of all."""
    if not COLON.search(text):
        return text
    return "".join(_parts_before_pasted(text, language))


def _parts_before_pasted(text: str, language: Language) -> Iterator[str]:
    at = 0
    while match := language.pasted.search(text, at):
        end = text.find("\n", match.end())
        if end < 0 or not text[match.end() : end].strip():
            end = len(text)
        yield text[at : match.end()]
        yield _blank(text[match.end() : end])
        at = end
    yield text[at:]


def _blank(text: str) -> str:
    return _SIGN.sub(" ", text)


_SIGN = re.compile(r"[^\n]")
