"""Which of a model's sentences a review may hold: each rests on parts of it and says what is in them. Pure.

A sentence is thrown away that names no part, or several subjects (so that it goes when one of them is hidden); that
quotes words or names a figure that do not stand in its parts; that shares no word with them; or that praises, shouts,
or holds marks, links and the like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chat.growth.reply import numbers_of, text_of
from sessions_memory.growth.reviews.values import Part
from sessions_memory.recall.language.words import terms_of

SENTENCES_MAX = 8
CHARS_MIN, CHARS_MAX = 20, 300
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,300})[\"“”„«»]")
NUMBER = re.compile(r"\d+")
UNFIT = re.compile(r"[!<>{}\[\]`*_#|\\⟦⟧◁▷]|://|\bwww\.|\bquote \d", re.IGNORECASE)
PRAISE = re.compile(
    r"\b(?:congrat\w*|great|amazing|awesome|impressive|excellent|fantastic|wonderful|brilliant|remarkable|incredible"
    r"|inspiring|admirable|proud\w*|well done|good job|bravo|kudos|keep (?:it )?up"
    r"|glückwunsch\w*|großartig\w*|toll\w*|super|beeindruckend\w*|fantastisch\w*|wunderbar\w*|hervorragend\w*|stolz\w*"
    r"|gut gemacht|weiter so)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """A part as the model was told it: `text` is all that was sent of it, its label too."""

    part: Part
    text: str


def standing(entries: Sequence[dict[str, Any]], told: Sequence[Told]) -> tuple[Part, ...]:
    """Of each sentence that holds its part, with the interactions that it rests on; each sentence once."""
    found: dict[str, Part] = {}
    for text, own in _sentences(entries, told):
        if _is_fit(text) and _is_of_one(own) and _rests_on(text, " ".join(one.text for one in own)):
            found.setdefault(text, _part(text, own))

    return tuple(found.values())[:SENTENCES_MAX]


def _sentences(entries: Sequence[dict[str, Any]], told: Sequence[Told]) -> Iterator[tuple[str, Sequence[Told]]]:
    for entry in entries:
        yield text_of(entry, "text"), [told[number] for number in numbers_of(entry, "quotes", most=len(told))]


def _is_fit(text: str) -> bool:
    return (
        CHARS_MIN <= len(text) <= CHARS_MAX and text.isprintable() and not (UNFIT.search(text) or PRAISE.search(text))
    )


def _is_of_one(own: Sequence[Told]) -> bool:
    return len({(one.part.theme, one.part.insight) for one in own}) == 1


def _rests_on(text: str, source: str) -> bool:
    is_quoted = all(words.strip(" .,;:?…") in source for words in QUOTED.findall(text))
    has_figures = set(NUMBER.findall(text)) <= set(NUMBER.findall(source))
    return is_quoted and has_figures and not terms_of(text).isdisjoint(terms_of(source))


def _part(text: str, own: Sequence[Told]) -> Part:
    """As the first of them, so that it stands in its section and goes with its theme or insight."""
    rests_on = dict.fromkeys(pk for one in own for pk in one.part.interactions)
    return replace(own[0].part, text=text, interactions=tuple(rests_on))


def without_sentences(parts: Sequence[Mapping[str, Any]]) -> list[Part]:
    """As they were laid out."""
    return [Part.read(dict(part)) for part in parts if not part.get("text")]
