"""Imports that are allowed, the contents of a template, and the files at the top level. `rooms` draws the rooms."""

import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from insightvault.tests.processes import ROOT
from insightvault.tests.rooms import (
    MODULES_MAX,
    MORE_MODULES,
    ROOMS,
    House,
    Import,
    house,
    imported_by,
    is_package,
    modules_of_apps,
    path_of,
    room_names,
    room_of,
    tree_of,
    without_a_room,
)

pytestmark = pytest.mark.once

TOP_LEVEL = {
    *("manage.py", "insightvault", "chat", "sessions_memory", "templates", "static", "requirements.txt", "README.md"),
    # For what few need.
    *("requirements-s3.txt", "requirements-meaning.txt"),
    *("locale", "docs", "CONTRIBUTING.md", "SECURITY.md"),
    # Tools look for these there.
    *("requirements-dev.txt", "pyproject.toml", "conftest.py", "Makefile", "LICENSE", "Dockerfile", "compose.yaml"),
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "urllib3", "ftplib", "smtplib", "requests", "aiohttp", "openai"}
NETWORK |= {"httpx", "httpx2", "botocore"}
# Each package, and what it must not know.
FORBIDDEN = {
    "sessions_memory": {"chat", "insightvault", *NETWORK},
    "chat": {"insightvault"},
}
MODEL_CLIENTS = {"aiohttp", "openai", "httpx", "httpx2"}
# Benchmarks and tests ask this vault, and a program's own document is fetched by `insightvault.oauth.fetching`.
ASKS_OTHERS = {"insightvault"}
KNOWS_THE_MODEL = "chat.llm"
# The rooms of calls about one thing.
WITHIN_API = "sessions_memory.api."
# Libraries that make pages, and the last names of the rooms that may know them: domain code sees neither.
OF_PAGES = {
    "templates": (
        {"django.template", "django.templatetags", "template_partials"},
        {"views", "templatetags", "admin"},
    ),
    "requests": (
        {"django.http", "django.shortcuts"},
        {"views", "api", "admin", "pages", "forms", "web"},
    ),
}
# A tag's work, which it is called by; it stands beside the other functions over values.
OF_PAGES_ELSEWHERE = {"templates": {"sessions_memory.web.row_templates"}}
# An attribute of an element, not a word of the text.
IN_TEMPLATES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "something loaded from elsewhere": re.compile(
        r"<(?:script|img|link|iframe|source|audio|video|embed|object|use)\b[^>]*(?:src|href|data)\s*=\s*[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}


HOUSE = house()


def imported(module: str) -> Iterator[str]:
    """Every module that it imports, at its top or inside a function."""
    for node in ast.walk(tree_of(module)):
        yield from imported_by(node)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def is_within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("package", FORBIDDEN)
def test_the_apps_know_nothing_of_the_network_and_of_those_above(package: str) -> None:
    wrong = [
        f"{module} imports {name}"
        for module in modules_of_apps()
        for name in imported(module)
        if is_within(module, {package}) and is_within(name, FORBIDDEN[package])
    ]

    assert wrong == []


def test_only_one_package_talks_to_a_model() -> None:
    modules = [module for module in modules_of_apps() if not is_within(module, ASKS_OTHERS)]
    knowing = {module for module in modules if any(is_within(name, MODEL_CLIENTS) for name in imported(module))}

    assert [module for module in knowing if not is_within(module, {KNOWS_THE_MODEL})] == []


def test_every_module_has_a_room() -> None:
    # A new room is a line of ROOMS, below all that imports it and above all that it imports.
    assert without_a_room() == []


def test_every_line_of_the_rooms_is_lived_in() -> None:
    assert sorted(set(room_names()) - set(HOUSE.rooms.values())) == []


def test_no_arrow_between_rooms_runs_up() -> None:
    # Move what is needed below to where both can have it; a type that two rooms share lives in the lower one.
    assert [str(one) for one in HOUSE.running_up()] == []


def test_no_modules_import_each_other() -> None:
    assert HOUSE.circles() == []


def test_no_room_has_more_modules_than_one_finds_one_s_way_in() -> None:
    large = {room: len(modules) for room, modules in HOUSE.modules_of().items() if len(modules) > MODULES_MAX}

    # Part a room by idea, or say in MORE_MODULES why it is better whole.
    assert set(large) == set(MORE_MODULES), large


def test_every_room_says_what_lives_there() -> None:
    named = [start for room in ROOMS for start in room if is_package(start) and not start.endswith(".commands")]
    several = [room for room in named if len(HOUSE.modules_of()[room_of(room)]) > 1]

    assert [room for room in several if not ast.get_docstring(tree_of(room))] == []


def test_imports_stand_at_the_top_or_say_why_not() -> None:
    """A comment above it and its like, or in the line itself; the number of a rule that is silenced is no reason."""
    wrong = []
    for module in HOUSE.rooms:
        lines = path_of(module).read_text(encoding="utf-8").splitlines()
        for node in inner_imports(tree_of(module)):
            above = next(line for line in reversed(lines[: node.lineno - 1]) if not line.lstrip().startswith("import "))
            here = lines[node.lineno - 1].partition("#")[2].strip()
            if not above.lstrip().startswith("#") and not re.search(r"^(?!noqa)\w|^noqa: \w+ \(", here):
                wrong.append(f"{module}, line {node.lineno}")

    assert wrong == []


def test_imports_name_the_whole_way() -> None:
    # Or the arrows couldn't be read from them.
    nodes = ((module, node) for module in HOUSE.rooms for node in ast.walk(tree_of(module)))

    assert [module for module, node in nodes if isinstance(node, ast.ImportFrom) and node.level] == []


def inner_imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Those in functions, and those for types."""
    for block in ast.walk(tree):
        if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef | ast.If):
            yield from (node for node in block.body if isinstance(node, ast.Import | ast.ImportFrom))


@pytest.mark.parametrize("kind", OF_PAGES)
def test_what_makes_pages_is_known_where_pages_are_made(kind: str) -> None:
    names, allowed = OF_PAGES[kind]
    wrong = {
        module
        for module, room in HOUSE.rooms.items()
        if module.partition(".")[0] in ("chat", "sessions_memory")
        and ("api" if room.startswith(WITHIN_API) else room.rpartition(".")[2]) not in allowed
        and any(is_within(name, names) for name in imported(module))
    }

    assert wrong == OF_PAGES_ELSEWHERE.get(kind, set())


def test_only_addresses_lead_to_views() -> None:
    wrong = [
        str(one)
        for one in HOUSE.imports
        if HOUSE.rooms[one.imported].endswith(".views")
        and HOUSE.rooms[one.importer] != HOUSE.rooms[one.imported]
        and not one.importer.endswith(".urls")
    ]

    assert wrong == []


def test_what_is_wrong_is_seen() -> None:
    """The same figures of a house with one arrow up, by way of which a circle closes."""
    low, high = room_names()[0], room_names()[1]
    there, back = Import("a", "b", 1), Import("b", "a", 2)
    wrong = House({"a": low, "b": high}, (there, back))

    assert wrong.running_up() == [there]
    assert wrong.circles() == [["a", "b"]]
    assert wrong.arrows() == {(low, high): 1, (high, low): 1}


def test_a_receipt_its_items_and_messages_have_types() -> None:
    """Those of `receipts.values` and of `model_server.protocol`; where they are made and read, none is any dict."""
    making = [
        module
        for module, room in HOUSE.rooms.items()
        if room in ("chat.prompt", "sessions_memory.receipts")
        or module in ("chat.fusion", "chat.pages.receipt", "chat.answer.built_in", "chat.reflection")
    ]
    assert [m for m in making if "dict[str, Any]" in path_of(m).read_text(encoding="utf-8")] == []


def test_templates_hold_nothing_that_the_security_header_forbids() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for what, pattern in IN_TEMPLATES.items()
        if pattern.search(without_comments(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []


def without_comments(template: str) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template, flags=re.DOTALL)


@pytest.mark.parametrize(
    "bad",
    [
        '<p class="a" style="color: red">',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<a href="/" onclick="go()">',
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
    ],
)
def test_the_rules_for_templates_see_what_is_wrong(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in IN_TEMPLATES.values())


def test_the_top_level_is_fixed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this copy is no git repository")

    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL
