"""All regular expressions that the project compiles, and where else one is made."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from insightvault.tests.processes import ROOT

PACKAGES = ("chat", "sessions_memory", "insightvault")
# These are on nobody's path: the tools of the makers, and modules that configure a server when they are read.
LEFT_OUT = ("tests", "migrations", "benchmarks", "gunicorn_conf", "fake_model_server")
AT_THE_BEGINNING = {"match", "fullmatch"}
# They tell of a pattern and apply it to nothing.
FACTS = {"pattern", "groups", "flags"}
RULES = "sessions_memory.growth.rules."

Uses = Mapping[ModuleType, Mapping[str, set[str]]]


@dataclass(frozen=True)
class Found:
    """`is_matched`: it is only ever asked whether it stands at a place, never looked for."""

    name: str
    pattern: re.Pattern[Any]
    is_matched: bool


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [
        found.name
        for package in PACKAGES
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
        if not set(found.name.split(".")) & set(LEFT_OUT)
    ]
    # A pattern has the first name that it is met by: those of the rules keep their own, whoever imports them.
    names.sort(key=lambda name: not name.startswith(RULES))
    return tuple(importlib.import_module(name) for name in names)


@cache
def compiled() -> tuple[Found, ...]:
    """Each once, by its first name."""
    uses = {module: _uses(module) for module in modules()}
    found: dict[int, Found] = {}
    for module in modules():
        for name, value in vars(module).items():
            for place, pattern in _within(value, name):
                # A field is only reached through what it belongs to; a name, from elsewhere, through its module.
                owner, _, last = place.rpartition(".")
                asked = _asked(uses, f".{last}") | (set() if owner else _asked(uses, last, pattern))
                is_matched = bool(asked) and asked <= AT_THE_BEGINNING
                found.setdefault(id(pattern), Found(f"{module.__name__}.{place}", pattern, is_matched))
    return tuple(found.values())


def _asked(uses: Uses, name: str, pattern: re.Pattern[Any] | None = None) -> set[str]:
    """The methods by which it is applied, with `pattern`: where the name means it."""
    meant = [of for module, of in uses.items() if pattern is None or vars(module).get(name) is pattern]
    return set().union(*(of.get(name, set()) for of in meant)) - FACTS


def _within(value: Any, place: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, list | tuple | set | frozenset):
        for number, part in enumerate(value):
            yield from _within(part, f"{place}[{number}]")
    elif isinstance(value, dict):
        if len(value) <= 1_000:
            for key, part in value.items():
                yield from _within(part, f"{place}[{key!r}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name, None), f"{place}.{field.name}")


def _uses(module: ModuleType) -> dict[str, set[str]]:
    """What is asked of a `name` or a `.field` in it."""
    uses: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(_source(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            for name in _names(node.value):
                uses.setdefault(name, set()).add(node.attr)
    return uses


def _names(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _names(node.body) + _names(node.orelse)
    if isinstance(node, ast.Attribute):
        return [f".{node.attr}"]
    return [node.id] if isinstance(node, ast.Name) else []


def _source(module: ModuleType) -> Path:
    assert module.__file__
    return Path(module.__file__)


def made_elsewhere() -> Iterator[str]:
    """`module.function` of each call of `re` inside a function, where no walk over modules finds its pattern."""
    for module in modules():
        tree = ast.parse(_source(module).read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
                if any(_makes_a_pattern(call) for call in calls):
                    yield f"{module.__name__}.{function.name}"


def _makes_a_pattern(call: ast.Call) -> bool:
    made = call.func
    is_of_re = isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == "re"
    return is_of_re and isinstance(made, ast.Attribute) and made.attr != "escape"
