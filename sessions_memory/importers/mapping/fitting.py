"""Objects of a file, made to fit the types that our own code writes: a page may rely on every key that is there.

What has another type, another name or no bound is left out. Nesting is as deep as the type says.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from sessions_memory.importers.mapping.texts import clean

LIST_MAX = 2_000
# JSON's numbers are exact up to this.
NUMBER_MAX = 2**53


Instead = Mapping[Any, Any]


class DoesNotFit(Exception):
    pass


def fitted(value: Any, shape: type[Any], instead: Instead = MappingProxyType({})) -> dict[str, Any]:
    """{} for what is no object. `shape`: a TypedDict; `instead`: which TypedDicts inside it have another form."""
    try:
        return _object(value, shape, instead)
    except DoesNotFit:
        return {}


def _fit(value: Any, wanted: Any, instead: Instead) -> Any:
    wanted = instead.get(wanted, wanted)
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return _one_of(value, get_args(wanted), instead)
    if origin is Literal:
        return _literal(value, get_args(wanted))
    if origin is list:
        return _list(value, get_args(wanted)[0], instead)
    if is_typeddict(wanted):
        return _object(value, wanted, instead)

    return _plain(value, wanted)


def _one_of(value: Any, wanted: tuple[Any, ...], instead: Instead) -> Any:
    if value is None and NoneType in wanted:
        return None

    for each in wanted:
        try:
            return _fit(value, each, instead)
        except DoesNotFit:
            continue

    raise DoesNotFit


def _literal(value: Any, allowed: tuple[Any, ...]) -> Any:
    if isinstance(value, str) and value in allowed:
        return value

    raise DoesNotFit


def _list(value: Any, wanted: Any, instead: Instead) -> list[Any]:
    """Without the elements that don't fit."""
    if not isinstance(value, list):
        raise DoesNotFit

    kept = []
    for each in value[:LIST_MAX]:
        try:
            kept.append(_fit(each, wanted, instead))
        except DoesNotFit:
            continue

    return kept


def _object(value: Any, shape: type[Any], instead: Instead) -> dict[str, Any]:
    """Leaves out the keys that don't fit. An object without the Literal that says its kind fits not at all."""
    if not isinstance(value, dict):
        raise DoesNotFit

    kept: dict[str, Any] = {}
    for name, wanted in get_type_hints(shape).items():
        is_kind = get_origin(wanted) is Literal
        if name not in value and not is_kind:
            continue
        try:
            kept[name] = _fit(value.get(name), wanted, instead)
        except DoesNotFit:
            if is_kind:
                raise

    return {name: kept[name] for name in value if name in kept}


def _plain(value: Any, wanted: Any) -> Any:
    is_flag = isinstance(value, bool)
    if wanted is str and isinstance(value, str):
        return clean(value)
    if wanted is bool and is_flag:
        return value
    if wanted is int and isinstance(value, int) and not is_flag and abs(value) <= NUMBER_MAX:
        return value

    is_number = isinstance(value, int | float) and not is_flag and math.isfinite(value)
    if wanted is float and is_number and abs(value) <= NUMBER_MAX:
        return value

    raise DoesNotFit
