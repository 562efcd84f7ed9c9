"""How code is written, as far as no linter says it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from insightvault.tests.rooms import APPS, ROOT

pytestmark = pytest.mark.once


def written() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def nested_ternaries(tree: ast.AST) -> Iterator[int]:
    """One choice in a line can be read; a choice within a choice is two lines with an `if`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp) and any(isinstance(inner, ast.IfExp) for inner in list(ast.walk(node))[1:]):
            yield node.lineno


def loops_over_one(tree: ast.AST) -> Iterator[int]:
    """`for name in [value]` is an assignment in disguise."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension) and is_one(node.iter):
            yield node.iter.lineno


def is_one(iterated: ast.expr) -> bool:
    return (
        isinstance(iterated, ast.Tuple | ast.List | ast.Set)
        and len(iterated.elts) == 1
        and not isinstance(iterated.elts[0], ast.Starred)
    )


@pytest.mark.parametrize("rule", [nested_ternaries, loops_over_one])
def test_no_code_reads_otherwise_than_it_is_meant(rule: object) -> None:
    assert callable(rule)
    wrong = [
        f"{path.relative_to(ROOT)}, line {line}"
        for path in written()
        for line in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []


def test_the_rules_see_what_is_wrong() -> None:
    assert list(nested_ternaries(ast.parse("x = 1 if a else 2 if b else 3")))
    assert list(nested_ternaries(ast.parse("x = f'{1 if a else 2}' if b else ''")))
    assert list(loops_over_one(ast.parse("[y for x in z for y in (x + 1,)]")))
    assert not list(loops_over_one(ast.parse("for y in [*several]: pass")))
