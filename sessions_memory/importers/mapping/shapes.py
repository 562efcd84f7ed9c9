"""JSON as it was hoped for: whatever has another shape counts as nothing there."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

OBJECT, LIST = _("an object with {names}"), _("a list of {count}")


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def object_in(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def size_in(value: Mapping[str, Any], key: str) -> int | None:
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 1 << 62 else None


def described(value: Any) -> str:
    """Describes a record by the names of its fields alone."""
    if isinstance(value, dict):
        names = [f"“{str(key)[:30]}”" for key in list(value)[:5]]
        return OBJECT.format(names=", ".join(names)) if names else _("an empty object")

    if isinstance(value, list):
        return LIST.format(count=f"{len(value):,}") if value else _("an empty list")
    if isinstance(value, str):
        return _("a text")

    if value is None:
        return _("nothing (null)")

    return _("a true or false") if isinstance(value, bool) else _("a number")
