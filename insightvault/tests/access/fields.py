"""Fields of forms, addresses and JSON that name a row, found in the code and in the API's document."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms

from insightvault.api import document
from insightvault.tests.access.people import (
    AREA,
    ATTACHMENT,
    IMPORTED,
    IMPORTED_INTERACTION,
    INTERACTION,
    LOOKED,
    NOTE,
    OTHER_THEME,
    SESSION,
    THEME,
)
from insightvault.tests.processes import ROOT
from insightvault.tests.test_sizes import body_fields, form_classes, parameters
from sessions_memory.forms import RowIdField

READ_FROM = ("POST", "GET", "QUERY")
# Names that say no row: words, switches, days, how many.
PLAIN = {
    # Of files and of sessions, with their own tests: another's file is not there, another's session is passed over.
    *("attachments", "ids"),
    # The address of a program's document, and what is signed for the person who was asked about it.
    *("client_id", "ticket"),
    *("dry", "filter", "source", "since"),
    *(
        "active",
        "archived",
        "never",
        "read_only",
        "uses_memory",
        "use_memory",
        "with_answers",
        "temporary",
        "detached",
        "do",
        "what",
        "scope",
        "topbar",
        "try",
    ),
    *(
        "question",
        "message",
        "text",
        "title",
        "context_summary",
        "q",
        "model",
        "models",
        "base_url",
        "pick",
        "username",
        "after",
    ),
    *(
        "month",
        "year",
        "kind",
        "state",
        "span",
        "decision",
        "hidden",
        "pinned",
        "shows",
        "from",
        "to",
        "words",
        "which",
        "until",
        "days",
    ),
    *("size", "offset", "limit", "page", "select_across", "user", "next"),
    # A conversation that stays out is known by what its provider calls it.
    *("look", "then", "has_rest", "rest", "mode", "since", "exclude", "has_folders", "folder", "areas"),
    # Of an area.
    *("colour", "recalls", "is_closed", "instructions", "position", "is_archived", "with_sessions", "dry", "all_areas"),
}
# A place in a list that is read from there on; the list is the reader's own.
PLACES = {"cursor"}


@dataclass(frozen=True)
class Case:
    """A field with the number of a row. `path` and `sent` hold "{}" for it.

    "{own}" stands for the asker's interaction, "{own_session}" for its session, "{own_theme}" for a theme and
    "{own_import}" for an import of theirs.

    `is_looked_up`: what is nobody's is not found; else it makes no difference.
    """

    name: str
    method: str
    path: str
    row: int
    sent: dict[str, Any] = field(default_factory=dict)
    is_looked_up: bool = True
    is_json: bool = False


ID_CASES = (
    Case("session", "POST", "/ask/", SESSION, {"question": "Q", "session": "{}"}),
    Case("replaces", "POST", "/ask/", INTERACTION, {"question": "Q", "replaces": "{}"}),
    Case("again", "POST", "/ask/", INTERACTION, {"again": "{}"}),
    Case("attachment", "POST", "/ask/", ATTACHMENT, {"question": "Q", "attachment": "{}"}, is_looked_up=False),
    Case("receipt", "POST", "/interactions/{own}/never-recall/", INTERACTION, {"receipt": "{}"}),
    Case("name", "POST", "/interactions/{own}/leave-out/", INTERACTION, {"name": "memory:{}"}, is_looked_up=False),
    Case("name", "POST", "/interactions/{own}/leave-out/", NOTE, {"name": "note:{}"}, is_looked_up=False),
    Case("before", "GET", "/?before={}", INTERACTION, is_looked_up=False),
    Case("at", "GET", "/?at={}", INTERACTION, is_looked_up=False),
    Case("theme", "GET", "/?theme={}", THEME, is_looked_up=False),
    Case("said", "GET", "/?said={}&to=40", INTERACTION, is_looked_up=False),
    Case("interaction_id", "POST", "/chat/continue", IMPORTED_INTERACTION, {"interaction_id": "{}"}, is_json=True),
    Case("into", "POST", "/growth/t/{own_theme}/merge/", OTHER_THEME, {"into": "{}"}),
    Case("session", "POST", "/growth/t/{own_theme}/put/", SESSION, {"session": "{}"}),
    Case("interaction", "POST", "/growth/t/{own_theme}/take/", INTERACTION, {"interaction": "{}"}),
    Case("area", "POST", "/s/start/", AREA, {"area": "{}"}),
    Case("area", "POST", "/s/{own_session}/area/", AREA, {"area": "{}"}),
    Case("area", "POST", "/account/tokens/", AREA, {"name": "t", "scope": "read", "area": "{}"}, is_looked_up=False),
    Case("area", "POST", "/notes/", AREA, {"text": "A note.", "area": "{}"}),
    Case("area_id", "GET", "/sessions/history?area_id={}", AREA, is_looked_up=False),
    Case("area_id", "POST", "/sessions/start", AREA, is_json=True),
    Case("area_id", "POST", "/sessions/{own_session}/area", AREA, is_json=True),
    Case("session", "GET", "/export?session={}", SESSION),
    Case("session", "GET", "/export?session={}", IMPORTED),
    Case("session", "POST", "/history/many/", SESSION, {"do": "pin", "session": "{}"}, is_looked_up=False),
    Case("into", "POST", "/history/many/", AREA, {"do": "move-to", "all": "on", "into": "{}"}, is_looked_up=False),
    Case("row", "GET", "/forget/?scope=session&row={}", SESSION),
    Case("row", "POST", "/forget/", SESSION, {"scope": "session", "row": "{}"}),
    Case("row", "POST", "/forget/", IMPORTED_INTERACTION, {"scope": "interaction", "row": "{}"}),
    Case("session_id", "POST", "/chat/send", IMPORTED, {"message": "Q", "session_id": "{}"}, is_json=True),
    Case("into", "POST", "/growth/themes/{own_theme}/merge", OTHER_THEME, is_json=True),
    Case("shown", "POST", "/import/{own_import}/choose/", LOOKED, {"shown": "{}"}, is_looked_up=False),
    Case("ticked", "POST", "/import/{own_import}/choose/", LOOKED, {"ticked": "{}"}, is_looked_up=False),
    Case("session_id", "POST", "/chat/stream", IMPORTED, {"message": "Q", "session_id": "{}"}, is_json=True),
)


def read_by_code() -> Iterator[str]:
    """Names of fields that our code reads by themselves, without a form: `request.POST.get("receipt")`."""
    for package in ("chat", "sessions_memory", "insightvault"):
        for path in (ROOT / package).rglob("*.py"):
            if "tests" not in path.parts and "benchmarks" not in path.parts:
                yield from _read_in(path)


def _read_in(path: Path) -> Iterator[str]:
    """Also by what bounds them: `chosen(request.POST, "receipt")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _is_given(node.args[0]):
            yield from (str(one.value) for one in node.args[1:2] if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_given(node.func.value):
            yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and any(map(_is_given, node.args[:1])):
            # By the readers of `sessions_memory.web.sent`, which bound what they read.
            yield from (str(one.value) for one in node.args[1:2] if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Subscript) and _is_given(node.value) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)


def _is_given(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in READ_FROM


def of_forms() -> Iterator[str]:
    for form in form_classes():
        rows = (RowIdField, forms.ModelChoiceField)
        yield from (name for name, one in form.base_fields.items() if isinstance(one, rows))


def of_programs() -> Iterator[str]:
    for calls in document()["paths"].values():
        for call in calls.values():
            named = [one for one in call["parameters"] if one["in"] != "path"]
            yield from (name for name, _ in parameters({"parameters": named}))
            yield from (name for name, _ in body_fields(document(), call))
