"""How numbers and sizes of files are written."""

from django.utils.formats import get_format

UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000))


def size_of(count: int) -> str:
    """ "812 bytes", "1.2 MB", "14 MB"."""
    for unit, bytes_each in UNITS:
        if count >= bytes_each:
            number = count / bytes_each
            return f"{number:.0f} {unit}" if number >= 10 or unit == "KB" else f"{number:.1f} {unit}"

    return f"{count} byte{'' if count == 1 else 's'}"


def number(value: int) -> str:
    """For a page: "1,204"; in German "1.204"."""
    return f"{value:,}".replace(",", get_format("THOUSAND_SEPARATOR"))
