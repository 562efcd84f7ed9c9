"""What was said on this day in another year."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.growth.coming_back.days import on_this_day
from sessions_memory.growth.coming_back.on_this_day import how_long_ago
from sessions_memory.pages.growth.quotations import Place, Quotation, quotations, talk_url


@dataclass(frozen=True)
class ThisDay:
    """`when`: "A year ago today". `hides`: the day, as the form that hides it names it."""

    when: str
    quoted: Quotation
    hides: str
    talk_url: str


def this_day(user: AbstractBaseUser, today: date) -> ThisDay | None:
    found = on_this_day(user, today=today)
    if found is None:
        return None

    place = Place(found.interaction_id, found.start, found.end)
    quoted = quotations(user, [place]).get(place)
    if quoted is None:
        return None

    return ThisDay(how_long_ago(found.day, today), quoted, found.day.isoformat(), talk_url(place))
