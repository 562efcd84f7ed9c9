"""A new vault begins with one migration in the place of the first 43; both ways lead to the same."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from insightvault.tests.processes import manage, prepare

STEP_BY_STEP = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([node for node in executor.loader.graph.leaf_nodes() if "_squashed_" not in node[1]])
"""
RIGHTS = """
SELECT auth_group.name, codename FROM auth_group JOIN auth_group_permissions ON group_id = auth_group.id
JOIN auth_permission ON permission_id = auth_permission.id ORDER BY 1, 2
"""


def test_the_models_are_the_same() -> None:
    steps = MigrationLoader(None, replace_migrations=False)
    last = [node for node in steps.graph.leaf_nodes() if "_squashed_" not in node[1]]
    squashed = MigrationLoader(None).project_state()

    detector = MigrationAutodetector(squashed, steps.project_state(last))
    assert detector.changes(graph=steps.graph) == {}


@pytest.mark.once
def test_tables_indexes_and_the_role_are_the_same(tmp_path: Path) -> None:
    prepare(tmp_path / "new")
    done = manage("shell", "-v0", "-c", STEP_BY_STEP, data_dir=tmp_path / "old")
    assert done.returncode == 0, done.stderr
    assert held(tmp_path / "new") == held(tmp_path / "old")

    # The one that stands for all is known as applied from then on.
    done = manage("migrate", data_dir=tmp_path / "old")
    assert "No migrations to apply." in done.stdout, done.stderr


def held(data_dir: Path) -> tuple[list[Any], ...]:
    """The names of tables, columns and indexes, and the rights of roles."""
    with contextlib.closing(sqlite3.connect(data_dir / "insightvault.sqlite3")) as database:
        names = database.execute("SELECT type, name FROM sqlite_master ORDER BY 1, 2").fetchall()
        columns = [
            (table, *row[1:])
            for kind, table in names
            if kind == "table"
            for row in sorted(
                database.execute(f'SELECT 0, name, type, "notnull", pk FROM pragma_table_info("{table}")')
            )
        ]
        rights = database.execute(RIGHTS).fetchall()

    assert rights
    return names, columns, rights
