"""The public functions of the project that take somebody's text. Private ones are reached through them."""

import inspect
import typing
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from insightvault.tests.running_time.patterns import modules

# Parameters with these names take somebody's words; a model's name or a path is none.
WORDS = set(
    "text question answer line markdown html query title said word words code content head message "
    "attributes opening run token header source body".split()
)


@cache
def of_one_text() -> dict[str, Callable[[str], object]]:
    """All that need nothing but one text or the bytes of one, by `module.name`."""
    return {name: taking_text(function, parameter) for name, function, parameter in _alone()}


def taking_text(function: Callable[[Any], Any], parameter: type) -> Callable[[str], object]:
    def work(text: str) -> object:
        made = function(text.encode("utf-8", "replace") if parameter is bytes else text)
        return list(made) if inspect.isgenerator(made) else made

    return work


def _alone() -> Iterator[tuple[str, FunctionType, type]]:
    for name, function, hints in _functions():
        needed = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
        is_by_place = bool(needed) and needed[0].kind is not inspect.Parameter.KEYWORD_ONLY
        if len(needed) == 1 and is_by_place and hints.get(needed[0].name) in (str, bytes):
            yield name, function, hints[needed[0].name]


@cache
def of_a_text_and_more() -> frozenset[str]:
    """Those that take somebody's words beside other things."""
    alone = {name for name, _, _ in _alone()}
    return frozenset(
        name
        for name, function, hints in _functions()
        if name not in alone and any(hints.get(word) is str for word in _words_of(function))
    )


def _words_of(function: FunctionType) -> set[str]:
    return WORDS & set(inspect.signature(function).parameters)


def _functions() -> Iterator[tuple[str, FunctionType, dict[str, Any]]]:
    for module in modules():
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else value
            is_ours = getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
            if is_ours and inspect.isfunction(function) and not inspect.iscoroutinefunction(function):
                yield f"{module.__name__}.{name}", function, _hints(function)


def _hints(function: FunctionType) -> dict[str, Any]:
    try:
        return typing.get_type_hints(function)
    # A name that is imported for its types alone can't be looked up here.
    except (NameError, TypeError):
        return {}
