"""Where a keyset page begins: the time and id of the last row before it, as a word for a URL."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime


class InvalidCursor(ValueError):
    pass


@dataclass(frozen=True)
class Cursor:
    time: datetime
    pk: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.time.isoformat()} {self.pk}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """None for "". Raises InvalidCursor for what no page of ours gave out."""
        if not text:
            return None

        try:
            time, _, pk = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
            moment = datetime.fromisoformat(time)
            if moment.tzinfo is None:
                raise InvalidCursor

            # A time at the calendar's edge has none in UTC.
            return cls(moment.astimezone(UTC), int(pk))
        except (binascii.Error, UnicodeDecodeError, ValueError, OverflowError) as error:
            raise InvalidCursor from error
