"""What is too long for its place ends at a word, everywhere: through `cut` in `sessions_memory.database.text`."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sessions_memory.database.text import cut
from sessions_memory.exporters.markdown import file_name
from sessions_memory.importers.mapping.own import fields
from sessions_memory.importers.mapping.texts import one_line
from sessions_memory.summaries import title_from_question

ROOT = Path(__file__).parents[3]
WORD = "Straßenbahnhaltestelle"
LONG = " ".join([WORD] * 40)
WHERE_CUT: dict[str, Callable[[str], str]] = {
    "a title out of a question": title_from_question,
    "an imported title": one_line,
    "a title of an export of ours": fields.title,
    "the name of an exported file": lambda title: file_name("chat", "1", title, datetime(2026, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("place", WHERE_CUT)
def test_a_long_title_ends_at_a_word(place: str) -> None:
    words = WHERE_CUT[place](LONG).replace("…", "").split()
    assert {word for word in words if word.startswith("S")} == {WORD}
    assert WHERE_CUT[place]("A short one").count("A short one") == 1


def test_nothing_else_cuts_a_title() -> None:
    files = [path for app in ("sessions_memory", "chat", "insightvault") for path in (ROOT / app).rglob("*.py")]
    sources = [path for path in files if not {"tests", "migrations", "benchmarks"} & set(path.parts)]
    assert [f"{path.name}:{line}" for path in sources for line in cuts_in(path)] == []


def cuts_in(path: Path) -> Iterator[int]:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != cut.__name__:
            yield from (node.lineno for node in ast.walk(function) if isinstance(node, ast.expr) and is_beginning(node))


def is_beginning(node: ast.expr) -> bool:
    """`title[:80]`, and `text[:80]` with an ellipsis behind it."""
    match node:
        case ast.Subscript(value=value, slice=ast.Slice(lower=None, upper=upper)) if upper is not None:
            return ast.unparse(value).endswith("title")
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value="…")):
            return "[:" in ast.unparse(left)
        case ast.JoinedStr(values=[*_, ast.FormattedValue(value=shown), ast.Constant(value="…")]):
            return "[:" in ast.unparse(shown)

    return False
