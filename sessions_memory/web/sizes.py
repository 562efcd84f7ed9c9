"""How numbers, counted things and sizes of files are written."""

from collections.abc import Sequence

from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext

UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000))


def size_of(count: int) -> str:
    """ "812 bytes", "1.2 MB", "14 MB"."""
    for unit, bytes_each in UNITS:
        if count >= bytes_each:
            number = count / bytes_each
            return f"{number:.0f} {unit}" if number >= 10 or unit == "KB" else f"{number:.1f} {unit}"

    return f"{count} byte{'' if count == 1 else 's'}"


def size_in_words(count: int) -> str:
    """For a page: in German "1,2 MB", "812 Bytes"."""
    if count < UNITS[-1][1]:
        return ngettext("{count} byte", "{count} bytes", count).format(count=count)

    return size_of(count).replace(".", get_format("DECIMAL_SEPARATOR"))


def number(value: int) -> str:
    """For a page: "1,204"; in German "1.204"."""
    return f"{value:,}".replace(",", get_format("THOUSAND_SEPARATOR"))


def if_any(told: str, count: int) -> str:
    """`told` with its `count`; "" for none."""
    return told.format(count=number(count)) if count else ""


def questions(count: int) -> str:
    """ "1,204 questions"."""
    return ngettext("{count} question", "{count} questions", count).format(count=number(count))


def conversations(count: int) -> str:
    """Those of an import."""
    return ngettext("{count} conversation", "{count} conversations", count).format(count=number(count))


def sessions(count: int) -> str:
    """ "1,204 sessions"."""
    return ngettext("{count} session", "{count} sessions", count).format(count=number(count))


def in_a_row(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)

    return gettext("{all_but_last} and {last}").format(all_but_last=", ".join(parts[:-1]), last=parts[-1])
