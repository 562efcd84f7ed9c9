"""Finds things that nothing uses any more: styles, icons, files, templates, and functions that only tests call."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.contrib import admin

from insightvault.tests.processes import ROOT

PACKAGES = ("chat", "sessions_memory", "insightvault")
# Made by libraries: Django's admin, and Pygments' short names of the words of code.
OTHERS_CLASSES = re.compile(r"object-tools|[a-z][a-z0-9]{0,2}")
# The doors of session memory, for whoever builds on it; and what gunicorn calls.
CALLED_FROM_OUTSIDE = {"get_or_create_session", "store_interaction", "post_worker_init"}
# It is built from below: what it offers gets its callers last.
BEING_BUILT = ROOT / "sessions_memory/growth"


@cache
def styles() -> str:
    return _joined((ROOT / "static/css").glob("*.css"))


@cache
def templates() -> str:
    return _joined((ROOT / "templates").rglob("*.html"))


@cache
def code() -> str:
    return _joined(path for path in _modules() if not _is_for_tests(path))


@cache
def scripts() -> str:
    return _joined((ROOT / "static/js").glob("*.js"))


def _joined(paths: object) -> str:
    assert hasattr(paths, "__iter__")
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def _is_for_tests(path: Path) -> bool:
    return "tests" in path.parts or "benchmarks" in path.parts or path.name == "fake_model_server.py"


def _has_word(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def test_every_class_of_the_styles_is_on_a_page() -> None:
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", " ", styles(), flags=re.DOTALL)
    classes = {name for name in re.findall(r"\.([a-z][\w-]*)", selectors) if not OTHERS_CLASSES.fullmatch(name)}
    pages = templates() + code() + scripts()
    icons = {f"icon-{name}" for name in re.findall(r'icon(?:_name=| )"([\w-]+)"', pages)}
    fields = {"field-checkbox", "field-password", "field-select", "field-textarea"}

    assert {name for name in classes - icons - fields if not _has_word(name, pages)} == set()


def test_every_variable_of_the_styles_is_used() -> None:
    names = set(re.findall(r"(--[\w-]+)\s*:", styles()))
    # Ours gives the admin's styles the colours that they ask for.
    used = styles() + _joined((Path(admin.__file__).parent / "static/admin/css").glob("*.css"))

    assert {name for name in names if not re.search(rf"var\({name}[,)]", used)} == set()


def test_every_motion_of_the_styles_is_used() -> None:
    counts = Counter(re.findall(r"[\w-]+", styles()))

    assert [name for name in re.findall(r"@keyframes ([\w-]+)", styles()) if counts[name] < 2] == []


def test_every_icon_is_shown() -> None:
    names = re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons/lucide.svg").read_text(encoding="utf-8"))
    pages = templates() + code()

    assert names
    assert [name for name in names if f'"{name}"' not in pages] == []


@pytest.mark.parametrize("folder", ["css", "js", "fonts", "icons"])
def test_every_static_file_is_loaded(folder: str) -> None:
    names = [path.name for path in (ROOT / "static" / folder).iterdir() if not path.name.startswith("LICENSE")]
    loaded = templates() + code() + styles() + scripts()

    assert [name for name in names if f"/{name}" not in loaded] == []


def test_every_template_is_rendered() -> None:
    folder = ROOT / "templates"
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.html")]
    # Django looks for these by name.
    ours = [name for name in names if not re.match(r"admin/|\d{3}\w*\.html", name)]

    assert [name for name in ours if not re.search(rf'"{re.escape(name)}[#"]', templates() + code())] == []


def test_a_fragment_of_one_page_stands_in_the_page() -> None:
    """One that a view renders alone and one page includes of the same app includes is a partial."""
    wrong = []
    for path in (ROOT / "templates").rglob("_*.html"):
        name = str(path.relative_to(ROOT / "templates"))
        users = [each for each in (ROOT / "templates").rglob("*.html") if f'"{name}"' in each.read_text("utf-8")]
        pages = [each for each in users if not each.name.startswith("_") and each.parent == path.parent]
        if len(users) == len(pages) == 1 and f'"{name}"' in code():
            wrong.append(name)

    assert wrong == []


def test_no_function_is_called_by_tests_alone() -> None:
    words = Counter(re.findall(r"\w+", code() + templates()))
    alone = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in _modules()
        if not _is_for_tests(path) and not path.is_relative_to(BEING_BUILT)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.decorator_list
        if words[node.name] == 1 and node.name not in CALLED_FROM_OUTSIDE
    ]

    assert alone == []
