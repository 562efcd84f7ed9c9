"""The quiet notice beside an answer: whom it speaks to, and where to find help.

Made when a turn is shown, from its question alone. It is stored, counted and
logged nowhere, and stands on no other page.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.http import HttpRequest
from django.utils import timezone

from chat.help.lines import DIRECTORY, LINES, HelpLine, region_of
from chat.help.rules import Concern, Who, concern_of
from chat.models import RegionalHelp, preferences_of
from sessions_memory.web.requests import PersonRequest

LEADS = {
    ("en", Who.SELF): "You don’t have to carry this alone.",
    ("en", Who.OTHER): "You don’t have to help alone.",
    ("de", Who.SELF): "Du musst das nicht allein tragen.",
    ("de", Who.OTHER): "Du musst nicht allein helfen.",
}
SENTENCES = {
    ("en", Who.SELF): "In {place} someone listens at {number}{how}.",
    ("en", Who.OTHER): "In {place}, {number} is also there for those who worry about someone{how}.",
    ("de", Who.SELF): "In {place} hört jemand zu: {number}{how}.",
    ("de", Who.OTHER): "In {place} ist {number} auch für Menschen da, die sich um jemanden sorgen{how}.",
}
HOW = {
    "en": (", by phone or text", ", free", ", day and night"),
    "de": (", am Telefon oder per SMS", ", kostenlos", ", Tag und Nacht"),
}
NOWHERE = {
    "en": "Someone listens in nearly every country.",
    "de": "In fast jedem Land hört jemand zu.",
}
DANGER = {
    "en": ("In danger right now: {number}.", "In danger right now: your emergency number, 112 in most of Europe."),
    "de": ("In akuter Gefahr: {number}.", "In akuter Gefahr: der Notruf, in fast ganz Europa 112."),
}
DIRECTORY_LABELS = {
    "en": ("Other countries", "Find a help line"),
    "de": ("Andere Länder", "Hilfe in deinem Land"),
}


@dataclass(frozen=True)
class HelpNotice:
    """`before`, `number` and `after` are one sentence; `number` is "" where none is known."""

    language: str
    lead: str
    before: str
    number: str
    after: str
    danger: str
    link_label: str
    link_url: str

    @property
    def dialled(self) -> str:
        return "".join(sign for sign in self.number if sign.isdecimal() or sign == "+")


class Notices(Protocol):
    def __call__(self, question: str) -> HelpNotice | None: ...


def notices_for(request: HttpRequest | PersonRequest) -> Notices:
    """The notices for the reader of this request. Their region is looked up once, if at all."""

    @cache
    def here() -> tuple[str, RegionalHelp | None]:
        region = _region(request)
        return region, RegionalHelp.objects.filter(region=region).first()

    def notice_beside(question: str) -> HelpNotice | None:
        concern = concern_of(question)
        return help_notice(concern, *here()) if concern else None

    return notice_beside


def help_notice(concern: Concern, region: str, own: RegionalHelp | None) -> HelpNotice:
    """`own`: the owner's words for the region, where there are any, in place of the sentence that is built in."""
    language = concern.language
    line = LINES.get(region)
    spoken_for = own or line
    number = spoken_for.number if spoken_for else ""
    sentence = own.text if own else _sentence(concern, line)
    before, _, after = sentence.partition(number) if number else (sentence, "", "")

    known, unknown = DANGER[language]
    other, any_country = DIRECTORY_LABELS[language]
    own_link = own.host if own and own.link else ""
    return HelpNotice(
        language=language,
        lead=LEADS[language, concern.who],
        before=before,
        number=number,
        after=after,
        danger=known.format(number=line.emergency) if line else unknown,
        link_label=own_link or (other if number else any_country),
        link_url=own.link if own and own.link else DIRECTORY,
    )


def built_in_sentences() -> list[str]:
    """The text in English where the owner has written none."""
    concern = Concern(Who.SELF, "en")
    return [_sentence(concern, line) for line in [*LINES.values(), None]]


def _sentence(concern: Concern, line: HelpLine | None) -> str:
    language = concern.language
    if line is None:
        return NOWHERE[language]

    by_text, free, always = HOW[language]
    how = f"{by_text if line.takes_texts else ''}{free if line.is_free else ''}{always}"
    place = line.places[language == "de"]

    return SENTENCES[language, concern.who].format(place=place, number=line.number, how=how)


def _region(request: HttpRequest | PersonRequest) -> str:
    assert request.user.is_authenticated
    return region_of(
        chosen=preferences_of(request.user).help_region,
        time_zone=timezone.get_current_timezone_name(),
        languages=request.headers.get("Accept-Language", ""),
    )
