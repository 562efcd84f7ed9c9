"""A migration leaves the version before able to work: nodes are upgraded one after the other, and it still serves.

One that can't says so in `version_before`, a sentence on its class: why that version can live with it all the same, or
that all nodes must be stopped first.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# The last of each app when this began to be looked at: those up to them were made for one node.
KNOWN_UP_TO = {"accounts": 8, "chat": 10, "oauth": 1, "sessions_memory": 43}
TAKEN_AWAY = (ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable)
NARROWED = (ops.AddConstraint, ops.AlterUniqueTogether)
UNREADABLE = (ops.RunSQL,)


def troubles(operation: Operation, app: str, before: ProjectState) -> Iterator[str]:
    """What the version before can't live with, or nobody can tell."""
    what = operation.describe()
    if isinstance(operation, ops.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from troubles(inner, app, before)
    elif isinstance(operation, TAKEN_AWAY):
        yield f"{what}: it still reads and writes that"
    elif isinstance(operation, NARROWED):
        yield f"{what}: it may write what that forbids"
    elif isinstance(operation, UNREADABLE):
        yield f"{what}: nobody can tell"
    elif isinstance(operation, ops.AddField) and _must_be_given(operation.field):
        yield f"{what}: it writes rows without it (db_default, or null=True)"
    elif isinstance(operation, ops.AlterField):
        old = before.models[app, operation.model_name_lower].fields[operation.name]
        yield from _altered(what, old, operation.field)


def _must_be_given(field: models.Field[Any, Any]) -> bool:
    return not (field.null or field.many_to_many or field.has_db_default())


def _altered(what: str, old: models.Field[Any, Any], new: models.Field[Any, Any]) -> Iterator[str]:
    if old.null and not new.null:
        yield f"{what}: it may write NULL"
    if new.unique and not old.unique:
        yield f"{what}: it may write one twice"
    if old.db_type(connection) != new.db_type(connection) and not _is_longer(old, new):
        yield f"{what}: another type of column"


def _is_longer(old: models.Field[Any, Any], new: models.Field[Any, Any]) -> bool:
    lengths = getattr(old, "max_length", None), getattr(new, "max_length", None)
    is_text = isinstance(old, models.CharField) and isinstance(new, models.CharField | models.TextField)
    return is_text and (lengths[1] is None or (lengths[0] or 0) <= lengths[1])


def new_migrations(loader: MigrationLoader) -> list[tuple[str, str]]:
    return [
        (app, name) for app, name in loader.disk_migrations if app in KNOWN_UP_TO and int(name[:4]) > KNOWN_UP_TO[app]
    ]


def found_in(migration: Migration, before: ProjectState) -> list[str]:
    if getattr(migration, "version_before", ""):
        return []

    found: list[str] = []
    for operation in migration.operations:
        found += troubles(operation, migration.app_label, before)
        operation.state_forwards(migration.app_label, before)

    return found


def test_the_version_before_can_live_with_each_migration() -> None:
    loader = MigrationLoader(None)
    found = {
        f"{app}.{name}": told
        for app, name in new_migrations(loader)
        if (told := found_in(loader.disk_migrations[app, name], loader.project_state((app, name), at_end=False)))
    }

    assert not found


TABLE = ops.CreateModel(
    "Leaf", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9, null=True))]
)
LEAF_IS_NAMED = models.CheckConstraint(condition=models.Q(name__gt=""), name="leaf_is_named")


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (ops.RemoveField("Leaf", "name"), "reads and writes"),
        (ops.RenameField("Leaf", "name", "title"), "reads and writes"),
        (ops.DeleteModel("Leaf"), "reads and writes"),
        (ops.AddField("Leaf", "size", models.IntegerField(default=0)), "without it"),
        (ops.AlterField("Leaf", "name", models.CharField(max_length=9)), "NULL"),
        (ops.AlterField("Leaf", "name", models.CharField(max_length=5, null=True)), "another type"),
        (ops.AlterField("Leaf", "name", models.CharField(max_length=9, null=True, unique=True)), "twice"),
        (ops.AddConstraint("Leaf", LEAF_IS_NAMED), "forbids"),
        (ops.RunSQL("DROP TABLE x"), "can tell"),
        (ops.SeparateDatabaseAndState(database_operations=[ops.DeleteModel("Leaf")]), "reads and writes"),
    ],
)
def test_what_it_cannot_live_with_is_found(operation: Operation, told: str) -> None:
    assert [told in sentence for sentence in found_in(migration(operation), tree())] == [True]


@pytest.mark.parametrize(
    "operation",
    [
        ops.CreateModel("Root", [("id", models.BigAutoField(primary_key=True))]),
        ops.AddField("Leaf", "size", models.IntegerField(db_default=0)),
        ops.AddField("Leaf", "size", models.IntegerField(null=True)),
        ops.AlterField("Leaf", "name", models.CharField(max_length=20, null=True)),
        ops.AlterField("Leaf", "name", models.TextField(null=True)),
        ops.AddIndex("Leaf", models.Index(fields=["name"], name="leaf_by_name")),
        ops.SeparateDatabaseAndState(state_operations=[ops.RemoveField("Leaf", "name")]),
        ops.RunPython(ops.RunPython.noop),
    ],
)
def test_what_it_can_live_with_is_not(operation: Operation) -> None:
    assert found_in(migration(operation), tree()) == []


def test_one_that_says_why_is_let_pass() -> None:
    one = migration(ops.DeleteModel("Leaf"))
    one.version_before = "Stop all nodes."  # type: ignore[attr-defined]
    assert found_in(one, tree()) == []


def tree() -> ProjectState:
    state = ProjectState()
    TABLE.state_forwards("tree", state)
    return state


def migration(operation: Operation) -> Migration:
    class New(Migration):
        operations = [operation]

    return New("0002_new", "tree")
