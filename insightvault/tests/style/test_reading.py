"""What was sent is read by a form class or by `web.sent`, which bound it; never in the raw."""

import ast
from collections.abc import Iterator
from pathlib import Path

from insightvault.tests.processes import ROOT

SENT = ("POST", "GET")
ROOTS = ("chat", "sessions_memory", "insightvault")
# A program that people don't reach, and the tests.
OTHERS = ("/tests/", "/benchmarks/", "fake_model_server")


def sources() -> list[Path]:
    found = [path for root in ROOTS for path in sorted((ROOT / root).rglob("*.py"))]
    return [path for path in found if not any(other in path.as_posix() for other in OTHERS)]


def raw_reads(source: str) -> Iterator[int]:
    """Lines in which one text of `request.POST` or `request.GET` is taken: `.get(…)`, `.getlist(…)`, `[…]`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr.startswith("get")):
            of = node.value
            if isinstance(of, ast.Attribute) and of.attr in SENT:
                yield node.lineno


def test_what_was_sent_is_never_read_in_the_raw() -> None:
    found = [f"{path.relative_to(ROOT)}:{line}" for path in sources() for line in raw_reads(path.read_text())]
    assert found == [], "Read it with `chosen` or `written` of sessions_memory.web.sent."


def test_raw_reading_is_seen() -> None:
    read = 'request.POST.get("text")\nself.request.GET["q"]\nrequest.POST.getlist("name")\nForm(request.POST)\n'
    assert sorted(raw_reads(read)) == [1, 2, 3]
