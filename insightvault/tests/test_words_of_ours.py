"""Code uses the names that it has: enums for states, `reverse` for addresses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.urls import Resolver404, resolve

from insightvault.tests.processes import ROOT
from insightvault.tests.rooms import house, path_of, reached, tree_of
from sessions_memory import states

pytestmark = pytest.mark.once

STATES = [value for value in vars(states).values() if isinstance(value, type) and issubclass(value, TextChoices)]
# The columns that hold a state, and whose it is.
HOLDING = {
    "status": states.Status,
    "state": (states.JobState, states.OfferState),
    "scope": states.Scope,
    "source": states.Source,
    "title_by": states.MadeBy,
    "summary_by": states.MadeBy,
}
# Read by programs that know no Django, from outside.
OUTSIDE = "insightvault.benchmarks"
IN_TEMPLATES = re.compile(r"\.(status|state|scope|source|title_by|summary_by)\s*(?:==|!=)\s*[\"']([^\"']*)[\"']")
TEMPLATES = {
    str(path.relative_to(ROOT / "templates")): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
TAKING = re.compile(r"{%-?\s*(?:include|extends|render_rows|same_everywhere)\s+[\"']([^\"']+)[\"']")
# Rendered whole or in part with every turn and every list: their addresses come from `{% address %}`.
OFTEN = ("chat/chat.html", "chat/_update.html", "sessions_memory/history.html")
WRITTEN = re.compile(r"""["'`](/[a-z][\w/.-]*/?)(?:[?#][^"'`]*)?["'`]|(?:href|action)=["'](/)["']""")
# Pages of ours and calls, whose addresses a name gives; a file that the browser asks for has none.
PREFIXES = ("/api/", "/admin/")
# It must come when nothing else does, not even the names of addresses.
NO_NAMES = "templates/500.html"
# Programs that ask from outside, as a browser and a program of a person's do.
ASKING = ("insightvault/benchmarks", "insightvault/fake_model_server.py")
# A call of ours has the name of one of each model server; and where calls are put together it gets its name.
SAME_NAMES = {
    *("chat/model_server/typed.py: /models", "insightvault/api.py: /models", "insightvault/api.py: /import"),
    # Asked of each request before any address is looked up.
    *("insightvault/server/large_posts.py: /import", "insightvault/server/large_posts.py: /attachments"),
    *("insightvault/api.py: /attachments", "insightvault/api.py: /areas"),
}


def values_of(column: str) -> set[str]:
    held = HOLDING[column]
    kinds: tuple[type[TextChoices], ...] = held if isinstance(held, tuple) else (held,)
    return {value for kind in kinds for value in kind.values}


def strings_for_states(tree: ast.AST) -> Iterator[int]:
    """Lines in which a column's state is written as a text, where rows are asked for, changed or compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            pairs = [(keyword.arg or "", keyword.value) for keyword in node.keywords]
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            names = [side.attr if isinstance(side, ast.Attribute) else getattr(side, "id", "") for side in sides]
            pairs = [(name, side) for name in names for side in sides]
        else:
            continue

        for name, value in pairs:
            columns = [part for part in name.split("__") if part in HOLDING]
            if columns and texts_in(value) & values_of(columns[-1]):
                yield value.lineno


def texts_in(node: ast.AST) -> set[str]:
    nodes = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    return {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_no_state_is_written_as_a_text() -> None:
    wrong = [
        f"{module}, line {line}"
        for module in house().rooms
        if not module.startswith(OUTSIDE)
        for line in strings_for_states(tree_of(module))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "bad",
    [
        'rows.filter(status="answered")',
        'Q(session__source__in=("chat", "grok"))',
        'UserSession(title_by="person")',
        'row.status == "failed"',
        'job.state in ("done", "failed")',
        '"span" != deletion.scope',
    ],
)
def test_a_state_as_a_text_is_seen(bad: str) -> None:
    assert list(strings_for_states(ast.parse(bad)))


def test_templates_compare_states_with_values_that_exist() -> None:
    """They can't name the enum; of a value that is misspelt the branch would never be shown."""
    compared = [
        (path.name, column, value)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for column, value in IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
    ]

    assert compared
    assert [one for one in compared if one[2] not in values_of(one[1])] == []


def taken_by(starts: tuple[str, ...]) -> set[str]:
    following = {name: set(TAKING.findall(text)) for name, text in TEMPLATES.items()}
    return {name for name in reached(following, starts) if name in TEMPLATES}


def test_templates_of_turns_and_lists_use_address_and_all_others_url() -> None:
    """Why, is said in `sessions_memory.web.urls`."""
    often = taken_by(OFTEN)

    assert {name for name, text in TEMPLATES.items() if "{% url" in text} & often == set()
    assert {name for name, text in TEMPLATES.items() if "{% address" in text} - often == set()


def addresses_written(path: Path) -> Iterator[str]:
    """Texts in the file that are the address of a page or call of ours."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        # There they are marks of a document.
        text = text.replace("`", "")

    for found in WRITTEN.finditer(text):
        written = found[1] or found[2]
        try:
            match = resolve(written)
        except Resolver404:
            continue
        if match.func.__name__ != "nothing_here" or written.startswith(PREFIXES):
            yield written


def test_no_address_is_written_where_a_name_gives_it() -> None:
    files = [path_of(module) for module in house().rooms]
    files += [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").glob("*.js")]
    names = {path: str(path.relative_to(ROOT)) for path in files}
    wrong = [
        f"{names[path]}: {written}"
        for path in files
        if not names[path].startswith(ASKING) and names[path] != NO_NAMES
        for written in addresses_written(path)
    ]

    assert set(wrong) == SAME_NAMES
