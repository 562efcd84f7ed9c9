"""The project or folder that a conversation lay in. Few exports tell its name, the others only its id."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.shapes import object_in
from sessions_memory.importers.mapping.texts import one_line

NO_MORE = gettext_noop("Some projects and folders did not become areas: you have {count} areas, the most there can be.")
# Enough to tell one from another; nobody knows an id by heart.
ID_SHOWN_CHARS = 8
# "g-p-68a1…", at times with the name behind it, as it stands in an address.
CHATGPT_PROJECT = re.compile(r"g-p-([0-9a-f]{8,64})(?:-([^/]{1,200}))?")


def folder_in(record: Mapping[str, Any], key: str, kind: str) -> str:
    """`record[key]` is an object with a name, or the name itself; else there may be the id or name beside it."""
    inner, plain = object_in(record, key), record.get(key)
    named = (
        inner.get("name"),
        inner.get("title"),
        plain if isinstance(plain, str) else None,
        record.get(f"{key}_name"),
    )
    if name := next(filter(None, map(one_line, named)), ""):
        return name

    ids = (inner.get("id"), inner.get("uuid"), record.get(f"{key}_id"), record.get(f"{key}_uuid"))
    return _by_id(kind, next(filter(None, map(one_line, ids)), ""))


def project_of_chatgpt(record: Mapping[str, Any]) -> str:
    """A custom GPT stands in the same fields, and is no project."""
    for key in ("gizmo_id", "conversation_template_id"):
        if found := CHATGPT_PROJECT.fullmatch(one_line(record.get(key))):
            return one_line((found[2] or "").replace("-", " ")) or _by_id("Project", found[1])

    return ""


def _by_id(kind: str, known_by: str) -> str:
    return f"{kind} {known_by[:ID_SHOWN_CHARS]}" if known_by else ""
