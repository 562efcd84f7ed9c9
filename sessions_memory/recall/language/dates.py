"""Dates that a question names, in English and German, and in figures: as spans of time. Pure."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sessions_memory.web.dates import english_day


@dataclass(frozen=True)
class Span:
    """[start, end); `words`: as a reader would say it."""

    start: datetime
    end: datetime
    words: str

    @property
    def is_particular(self) -> bool:
        """Of today, of winters and of years anybody speaks who asks about the world."""
        return self.words != TODAY and self.end - self.start <= PARTICULAR


TODAY = "today"
# A month, and the room of "about a month ago".
PARTICULAR = timedelta(days=45)
Days = tuple[date, date, str]  # the first day, the one after the last, in words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner", "february feb februar", "march mar märz maerz", "april apr", "may mai",
            "june jun juni", "july jul juli", "august aug", "september sep sept", "october oct oktober okt",
            "november nov", "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag", "friday freitag",
            "saturday samstag sonnabend", "sunday sonntag",
        )
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": 3, "frühling": 3, "frühjahr": 3, "summer": 6, "sommer": 6, "autumn": 9, "fall": 9, "herbst": 9}
SEASONS |= {"winter": 12}
UNITS = {"day": 1, "tag": 1, "week": 7, "woche": 7, "month": 30, "monat": 30, "year": 365, "jahr": 365}
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a an one ein eine einem einer", "two zwei couple paar", "three drei", "four vier", "five fünf",
            "six sechs", "seven sieben", "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwölf",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG_MONTH = "|".join(name for name in sorted(MONTHS, key=len, reverse=True) if len(name) > 3 or name == "may")
_WEEKDAY = "|".join(WEEKDAYS)
_SEASON = "|".join(SEASONS)
_LAST = r"(?:last|past|previous|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?)"
_THIS = r"(?:this|current|diese[nrsm]?)"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))


def named_spans(question: str, now: datetime) -> list[Span]:
    """In the order of the patterns, the exact ones first; what one has read, no later one reads again.

    `now` carries the person's time zone. A date without a year is the latest one that is not ahead.
    """
    text, spans = question[:2000].lower(), []
    for pattern, days_of in PATTERNS:
        for match in pattern.finditer(text):
            days = _valid(days_of, match, now.date())
            if days:
                spans.append(_span(days, now))
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]

    return spans


def _valid(days_of: "DaysOf", match: re.Match[str], today: date) -> Days | None:
    try:
        return days_of(match, today)
    except (ValueError, OverflowError):
        # The 31st of June, or a year before the calendar.
        return None


def _span(days: Days, now: datetime) -> Span:
    first, after, words = days
    midnight = time(tzinfo=now.tzinfo)
    return Span(datetime.combine(first, midnight), datetime.combine(after, midnight), words)


def _day(year: int, month: int, day: int) -> Days:
    first = date(year, month, day)
    return first, first + timedelta(days=1), f"{day} {calendar.month_name[month]} {year}"


def _month(year: int, month: int) -> Days:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after, f"{calendar.month_name[month]} {year}"


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year + 1, 1, 1), str(year)


def _season(year: int, season: str) -> Days:
    month = SEASONS[season]
    first = date(year, month, 1)
    after = date(year + (month + 3) // 13, (month + 2) % 12 + 1, 1)
    name = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}[month]

    return first, after, f"the {name} of {year}"


def _iso(match: re.Match[str], today: date) -> Days:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _figures(match: re.Match[str], today: date) -> Days:
    year = int(match[3])
    return _day(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))


def _day_of_month(match: re.Match[str], today: date) -> Days:
    parts = match.groupdict()
    month, day = MONTHS[parts["month"]], int(parts["day"])
    if parts["year"]:
        return _day(int(parts["year"]), month, day)

    return _day(today.year - (date(today.year, month, day) > today), month, day)


def _named_month(match: re.Match[str], today: date) -> Days:
    parts = match.groupdict()
    month = MONTHS[parts["month"]]
    year = parts.get("year")

    return _month(int(year) if year else today.year - (month > today.month), month)


def _named_season(match: re.Match[str], today: date) -> Days:
    season, year = match["season"], match.groupdict().get("year")
    if year:
        return _season(int(year), season)

    return _season(today.year - (SEASONS[season] > today.month), season)


def _named_year(match: re.Match[str], today: date) -> Days:
    return _year(int(match[1]))


def _relative_day(match: re.Match[str], today: date) -> Days:
    back = {"yesterday": 1, "gestern": 1, "today": 0, "heute": 0, "tonight": 0}.get(match[1], 2)
    moment = today - timedelta(days=back)
    return moment, moment + timedelta(days=1), {0: TODAY, 1: "yesterday", 2: "the day before yesterday"}[back]


def _weekday(match: re.Match[str], today: date) -> Days:
    """The latest one before today."""
    moment = today - timedelta(days=(today.weekday() - WEEKDAYS[match[1]] - 1) % 7 + 1)
    return _day(moment.year, moment.month, moment.day)


def _weekend(match: re.Match[str], today: date) -> Days:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
    return saturday, saturday + timedelta(days=2), "last weekend"


def _last_unit(match: re.Match[str], today: date) -> Days:
    return _unit(match[1], today, 1)


def _this_unit(match: re.Match[str], today: date) -> Days:
    return _unit(match[1], today, 0)


def _unit(unit: str, today: date, back: int) -> Days:
    if unit in ("week", "woche"):
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=7), "last week" if back else "this week"

    if unit in ("month", "monat"):
        months = today.year * 12 + today.month - 1 - back
        return _month(months // 12, months % 12 + 1)

    return _year(today.year - back)


def _ago(match: re.Match[str], today: date) -> Days:
    """About so long ago: the longer, the less exactly."""
    count = NUMBERS.get(match[1]) or int(match[1])
    unit = next(unit for unit in UNITS if match[2].startswith(unit))
    moment = today - timedelta(days=count * UNITS[unit])
    room = timedelta(days=UNITS[unit] // 2)

    return moment - room, moment + room + timedelta(days=1), f"about {english_day(moment)}"


DaysOf = Callable[[re.Match[str], date], Days]


def _patterns() -> Iterator[tuple[str, DaysOf]]:
    yield rf"\b({_YEAR})-(\d\d?)-(\d\d?)\b", _iso
    yield r"\b(\d\d?)[./](\d\d?)[./]((?:19|20)?\d\d)\b", _figures
    ending = r"(?:st|nd|rd|th|\.)?"
    yield rf"\b(?P<day>\d\d?){ending}\s*(?:of\s+)?(?P<month>{_MONTH})\b\.?,?\s*(?P<year>{_YEAR})?\b", _day_of_month
    yield rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?){ending}(?!\d)(?:,?\s*(?P<year>{_YEAR}))?\b", _day_of_month

    yield rf"\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})\b", _named_month
    yield rf"\b(?:in|during|since|im|seit|{_LAST}|{_THIS})\s+(?P<month>{_LONG_MONTH})\b", _named_month
    yield rf"\b(?P<season>{_SEASON})\s+(?:of\s+)?(?P<year>{_YEAR})\b", _named_season
    yield rf"\b(?:in|in the|during the|im|{_LAST}|{_THIS})\s+(?P<season>{_SEASON})\b", _named_season
    yield r"\b(the day before yesterday|vorgestern|yesterday|gestern|today|heute|tonight)\b", _relative_day

    yield rf"\b(?:{_LAST}|on|am)\s+({_WEEKDAY})\b", _weekday
    yield rf"\b(?:{_LAST}|on the|am)\s+(?:weekend|wochenende)\b", _weekend
    yield rf"\b{_LAST}\s+(week|woche|month|monat|year|jahr)\b", _last_unit
    yield rf"\b{_THIS}\s+(week|woche|month|monat|year|jahr)\b", _this_unit
    units = "days?|weeks?|months?|years?"

    yield rf"\b({_NUMBER})\s+(?:of\s+)?({units})\s+(?:ago|earlier|back)\b", _ago
    yield rf"\bvor\s+({_NUMBER})\s+(tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)\b", _ago
    yield rf"\b({_YEAR})\b", _named_year


PATTERNS = [(re.compile(pattern), days_of) for pattern, days_of in _patterns()]
