"""Readers of the single fields of our own format. Each gives a value that fits its column, or raises Refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.database.text import cut
from sessions_memory.importers.mapping.contract import Refused
from sessions_memory.importers.mapping.texts import clean
from sessions_memory.importers.mapping.times import moment, within_reach

Read = Callable[[Any], Any]
NOT_WHOLE = gettext_noop("It lacks what every {kind} has: {field}.")
NONE_OF = gettext_noop("It has a value that is none of {allowed}.")
SOURCE_ID_MAX_CHARS = 200
TITLE_CHARS = 200
NAMES_MAX = 20_000
# What every database holds.
SMALL_MAX = 2**15 - 1
ATTACHMENTS_MAX = 100
DAY_CHARS = len("2026-03-31")


def all_of(record: Mapping[str, Any], readers: Mapping[str, Read], what: str) -> dict[str, Any]:
    if missing := [name for name in readers if name not in record]:
        raise Refused(NOT_WHOLE.format(kind=what, field=missing[0]))

    return {name: reader(record[name]) for name, reader in readers.items()}


def known_by(value: Any, chars: int = SOURCE_ID_MAX_CHARS) -> str:
    text = clean(value)
    if not text or len(text) > chars:
        raise Refused(gettext_noop("A name by which it is known is missing or too long."))

    return text


def time(value: Any) -> Any:
    if (found := within_reach(value)) is None:
        raise Refused(gettext_noop("A time in it is none."))

    return found


def day(value: Any) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == DAY_CHARS else "")
    except ValueError:
        raise Refused(gettext_noop("A day in it is none.")) from None


def day_until_now(value: Any) -> date:
    """None before the first chat nor after tomorrow."""
    found = day(value)
    if moment(f"{found}T00:00:00Z") is None:
        raise Refused(gettext_noop("A day in it is none."))

    return found


def one_of(allowed: tuple[str, ...]) -> Read:
    def read_one(value: Any) -> str:
        if value not in allowed:
            raise Refused(NONE_OF.format(allowed=", ".join(allowed)))

        return str(value)

    return read_one


def text(chars: int) -> Read:
    return lambda value: clean(value)[:chars]


def number(most: int) -> Read:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise Refused(gettext_noop("A number in it is none, or too large."))

        return value

    return read


# Of a place in an order.
small_number = number(SMALL_MAX)


def title(value: Any) -> str:
    return cut(clean(value), TITLE_CHARS)


def attachments(value: Any) -> tuple[dict[str, Any], ...]:
    """Each with a `name`, a time or None, and `content` in base64 or `text`; "" for what is missing."""
    return tuple(
        {
            "name": title(each.get("name")),
            "created_at": within_reach(each.get("created_at")),
            "content": each["content"] if isinstance(each.get("content"), str) else "",
            "text": clean(each.get("text")),
        }
        for each in (value[:ATTACHMENTS_MAX] if isinstance(value, list) else ())
        if isinstance(each, dict)
    )


def or_none(reader: Read) -> Read:
    return lambda value: None if value is None else reader(value)


def name(value: Any) -> tuple[str, ...] | None:
    """What a row is called elsewhere; None for what is no name."""
    is_name = isinstance(value, list) and value and all(isinstance(part, str) for part in value)
    return tuple(clean(part) for part in value) if is_name else None


def interaction_names(value: Any) -> tuple[tuple[str, ...], ...]:
    """Those of a list that can be an interaction's."""
    found = map(interaction_name, value[:NAMES_MAX] if isinstance(value, list) else ())
    return tuple(dict.fromkeys(filter(None, found)))


def interaction_name(value: Any) -> tuple[str, ...] | None:
    found = name(value)
    is_one = found is not None and len(found) == 3 and all(0 < len(part) <= SOURCE_ID_MAX_CHARS for part in found)
    return found if is_one else None
