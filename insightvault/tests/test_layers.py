"""Who may import whom, what a template may hold, and what lies at the top level."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from insightvault.tests.processes import ROOT

TOP_LEVEL = {
    *("manage.py", "insightvault", "chat", "sessions_memory", "templates", "static", "requirements.txt", "README.md"),
    *("docs", "CONTRIBUTING.md", "SECURITY.md"),
    # What tools look for there.
    *("requirements-dev.txt", "pyproject.toml", "conftest.py", "Makefile", "LICENSE", "Dockerfile", "compose.yaml"),
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "urllib3", "ftplib", "smtplib", "requests", "aiohttp", "openai"}
NETWORK |= {"httpx", "httpx2"}
# Each package, and what it must not know.
FORBIDDEN = {
    "sessions_memory": {"chat", "insightvault", *NETWORK},
    "chat": {"insightvault"},
}
MODEL_CLIENTS = {"openai", "httpx", "httpx2"}
KNOWS_THE_MODEL = "chat/llm.py"
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


def modules(package: str) -> list[Path]:
    return [path for path in sorted((ROOT / package).rglob("*.py")) if "tests" not in path.parts]


def imported(path: Path) -> Iterator[str]:
    """Every module that `path` imports, at its top or inside a function."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_run_one_way(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in modules(package)
        for module in imported(path)
        if is_within(module, FORBIDDEN[package])
    ]

    assert wrong == []


def test_only_one_module_talks_to_a_model() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for package in ("chat", "sessions_memory", "insightvault")
        for path in modules(package)
        if any(is_within(module, MODEL_CLIENTS) for module in imported(path))
    }

    assert knowing == {KNOWS_THE_MODEL}


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
