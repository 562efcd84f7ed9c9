"""Statements whose SQL is made once.

Django makes the SQL of a query anew each time, which takes ten times as long as
the database needs to answer it: half of what a turn cost. Queries of every turn
are therefore written as a function from arguments to a query, and the function
gives its rows as a list:

    @compiled_query
    def open_sessions(user_id: int) -> SessionQuerySet:
        return UserSession.objects.owned_by(user_id).open()

Arguments are integers, texts, UUIDs, days, and tuples of the first two for `__in`,
each to be compared with a column. Keywords are constants, such as a limit: each value
of them is a statement of its own. With `@compiled_update` the function gives rows that can be updated:

    @compiled_update
    def open_rows(user_id: int) -> SessionQuerySet: ...

    open_rows(user.pk).update(title=title, last_activity_at=NOW)

This stands on parts of Django that are its own. With `FAST_PATH` off, Django makes each statement anew; a test asks
every function here both ways.
"""

import functools
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet, Value
from django.db.models.expressions import BaseExpression
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")
Build = Callable[..., QuerySet[Any, Any]]

# No column holds a larger number; SQLite can't even be asked.
NUMBER_BITS = 63
# One function may have so many statements: a tuple of another length, or other constants, make another one.
STATEMENTS = 256
# Every function made here, which a test asks both ways.
COMPILED: list[Callable[..., Any]] = []


def compiled_query(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    @functools.lru_cache(STATEMENTS)
    def made(shape: tuple[int | None, ...], **constants: object) -> _Reading:
        return _Reading(cast(Build, build)(*_places(shape), **constants))

    @functools.wraps(build)
    def ask(*arguments: P.args, **constants: P.kwargs) -> list[Row]:
        if any(map(_fits_nothing, arguments)):
            return []
        if not settings.FAST_PATH:
            return list(build(*arguments, **constants))

        return made(_shape(arguments), **cast(Any, constants)).rows(_flat(arguments))

    COMPILED.append(ask)
    return ask


def first(rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None


def compiled_update(build: Callable[P, QuerySet[Any, Any]]) -> Callable[P, "_Rows"]:
    @functools.lru_cache(STATEMENTS)
    def made(shape: tuple[int | None, ...], values: tuple[tuple[str, BaseExpression | None], ...]) -> _Change:
        return _Change(cast(Build, build)(*_places(shape)), dict(values))

    @functools.wraps(build)
    def rows(*arguments: P.args, **_: P.kwargs) -> _Rows:
        return _Rows(cast(Build, build), made, arguments)

    COMPILED.append(rows)
    return rows


@dataclass(frozen=True)
class _Rows:
    build: Build
    made: Callable[..., "_Change"]
    arguments: Sequence[Any]

    def update(self, **values: Any) -> int:
        """How many rows were found. An expression is a part of the SQL: it is made once, at the top of a module."""
        if any(map(_fits_nothing, self.arguments)):
            return 0
        if not settings.FAST_PATH:
            return self.build(*self.arguments).update(**values)

        names = tuple((name, value if isinstance(value, BaseExpression) else None) for name, value in values.items())
        given = [value for value in values.values() if not isinstance(value, BaseExpression)]
        return self.made(_shape(self.arguments), names).run(_flat(self.arguments), given)


@dataclass(frozen=True)
class _Argument:
    """Stands among the SQL's parameters for what will be given; what is in tuples is counted one by one."""

    place: int


def _fits_nothing(argument: object) -> bool:
    """None is equal to nothing, as in SQL."""
    return argument in (None, ()) or (isinstance(argument, int) and argument.bit_length() > NUMBER_BITS)


def _shape(arguments: Iterable[Any]) -> tuple[int | None, ...]:
    return tuple(len(argument) if isinstance(argument, tuple) else None for argument in arguments)


def _flat(arguments: Iterable[Any]) -> list[Any]:
    """One by one, as the database takes them."""
    flat: list[Any] = []
    for argument in arguments:
        if isinstance(argument, tuple):
            flat.extend(argument)
        elif isinstance(argument, uuid.UUID) and not connection.features.has_native_uuid_field:
            flat.append(argument.hex)
        elif isinstance(argument, date):
            flat.append(connection.ops.adapt_datefield_value(argument))
        else:
            flat.append(argument)

    return flat


def _places(shape: Iterable[int | None]) -> Iterator[Value | list[Value]]:
    place = 0
    for length in shape:
        if length is None:
            yield Value(_Argument(place))
        else:
            yield [Value(_Argument(place + index)) for index in range(length)]
        place += 1 if length is None else length


class _Reading:
    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self._compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self._compiler.as_sql()
        self._converters = self._compiler.get_converters([column[0] for column in self._compiler.select])
        self._made_of = _row_maker(query, self._compiler)

    def rows(self, arguments: Sequence[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql, _filled(self._params, arguments))
            rows = cursor.fetchall()

        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)

        return [self._made_of(row) for row in rows]


class _Change:
    def __init__(self, query: QuerySet[Any, Any], values: dict[str, BaseExpression | None]) -> None:
        """`values`: an expression, or None where a value will be given; those come after the other arguments."""
        given = [name for name, value in values.items() if value is None]
        self._fields: list[Any] = [query.model._meta.get_field(name) for name in given]
        update = cast(UpdateQuery, query.query.chain(UpdateQuery))
        update.add_update_values(
            {name: value or Value(_Argument(-1 - given.index(name))) for name, value in values.items()}
        )
        self._sql, self._params = update.get_compiler(DEFAULT_DB_ALIAS).as_sql()

    def run(self, arguments: list[Any], values: Sequence[Any]) -> int:
        saved = [field.get_db_prep_save(value, connection) for field, value in zip(self._fields, values, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, _filled(self._params, arguments + saved[::-1]))
            return int(cursor.rowcount)


def _filled(params: Iterable[Any], arguments: Sequence[Any]) -> list[Any]:
    return [arguments[param.place] if isinstance(param, _Argument) else param for param in params]


def _row_maker(query: Any, compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """A function that makes of a row what Django would. Raises TypeError for a kind of query that is new here."""
    if query._iterable_class is ValuesListIterable:
        return tuple
    if query._iterable_class is ModelIterable and not (compiler.annotation_col_map or query._prefetch_related_lookups):
        return _instances(compiler, _fetch_modes(query))

    raise TypeError("A compiled query gives tuples, or instances without annotations and prefetched rows.")


def _fetch_modes(query: Any) -> list[Any]:
    """From Django 6.1 on a query says how its rows fetch what they lack, and the populators want to know it."""
    return [query._fetch_mode] if hasattr(query, "_fetch_mode") else []


def _instances(compiler: SQLCompiler, fetch_modes: list[Any]) -> Callable[[Sequence[Any]], Model]:
    """A function that makes an instance of a row, with those that `select_related` names, as Django does it."""
    info: dict[str, Any] = cast(Any, compiler.klass_info)
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [cast(Any, column[0]).target.attname for column in compiler.select[begin:end]]
    related = cast(Any, get_related_populators)(info, compiler.select, DEFAULT_DB_ALIAS, *fetch_modes)

    def instance(row: Sequence[Any]) -> Model:
        made: Model = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
        for populator in related:
            populator.populate(row, made)

        return made

    return instance
