"""The messages that templates and modules hand to Django's translations, found without gettext's tools."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from insightvault.tests.rooms import APPS, ROOT

# By how many texts each takes, and whether the first of them is a context.
CALLS = {
    **dict.fromkeys(("_", "noop", "gettext", "gettext_lazy", "gettext_noop"), ("one",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("one", "several")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "one")),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", "one", "several")),
}
# As `templatize` writes them between what it blanks out.
IN_TEMPLATE = re.compile(r"""(?<!\w)(?:_|n?p?gettext)\((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?:, )?)+""")


@dataclass(frozen=True)
class Message:
    """`several`: the plural's form, "" where there is none; `context`: tells two of the same words apart."""

    one: str
    several: str = ""
    context: str = ""


class NotLiteral(Exception):
    """Says where. What is not written out can't be found."""


def collected() -> dict[Message, list[str]]:
    """All messages, in the order of files, each with the files that hold it."""
    found: dict[Message, list[str]] = {}
    for path in (*templates(), *modules()):
        for message in messages_in(path):
            places = found.setdefault(message, [])
            places += [name_of(path)] if name_of(path) not in places else []

    return found


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def modules() -> list[Path]:
    files = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return [path for path in files if not {"tests", "migrations"} & set(path.parts)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def messages_in(path: Path) -> Iterable[Message]:
    text = path.read_text(encoding="utf-8")
    return in_template(text, name_of(path)) if path.suffix == ".html" else in_module(text, name_of(path))


def in_template(text: str, name: str) -> Iterator[Message]:
    for found in IN_TEMPLATE.finditer(templatize(text, origin=name)):
        yield from in_module(found[0].removesuffix(", ") + ")", name)


def in_module(text: str, name: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (kinds := CALLS.get(called(node))) and not _is_looked_up(node):
            yield Message(**{kind: _literal(part, name) for kind, part in zip(kinds, node.args, strict=False)})


def called(node: ast.Call) -> str:
    """The name of the function."""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _is_looked_up(node: ast.Call) -> bool:
    """What was stored is looked up by its text; its messages are marked elsewhere, with `gettext_noop`."""
    return called(node) == "gettext" and isinstance(node.args[0], ast.Name)


def _literal(node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value

    raise NotLiteral(f"{name}, line {node.lineno}: write the message out")
