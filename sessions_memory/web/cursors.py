"""The beginning of a keyset page: the time and id of the last row before it, as a word for a URL."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

# Microseconds since 1970 and the id. Every word of this shape is a place in a list, be there rows or not.
PATTERN = r"^(?:[0-9]{1,16}-[0-9]{1,18})?$"
_CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,18})", re.ASCII)
_1970 = datetime(1970, 1, 1, tzinfo=UTC)


class InvalidCursor(ValueError):
    pass


@dataclass(frozen=True)
class Cursor:
    time: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.number}-{self.pk}"

    @property
    def number(self) -> int:
        """Microseconds since 1970, or what `numbered` was given."""
        return (self.time - _1970) // timedelta(microseconds=1)

    @classmethod
    def numbered(cls, number: int, pk: int) -> "Cursor":
        """A place in a list that is in order of numbers, and not of times."""
        return cls(_1970 + timedelta(microseconds=number), pk)

    @classmethod
    def on_day(cls, day: date, pk: int) -> "Cursor":
        """A place in a list that is in order of days."""
        return cls(datetime.combine(day, time.min, UTC), pk)

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """None for "". Raises InvalidCursor for what no page of ours gave out."""
        if not text:
            return None

        found = _CURSOR.fullmatch(text)
        if not found:
            raise InvalidCursor

        return cls(_1970 + timedelta(microseconds=int(found[1])), int(found[2]))
