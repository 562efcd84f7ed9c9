"""Empties the tests' database after a test that commits, in the place of Django's `flush`.

That truncates each table, for which PostgreSQL makes all of their files and those of their indexes anew, and then
makes every permission and content type again: more work than most tests. Here rows are deleted, in any order, since
keys are looked at when a transaction ends, and those two tables stay as the migrations made them.
"""

from django.db import connections, transaction
from django.test import TransactionTestCase

KEPT = {"auth_permission", "django_content_type"}


def empty(alias: str) -> None:
    connection = connections[alias]
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables if table not in KEPT]

    with transaction.atomic(using=alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # All in one way to the server and back.
            cursor.execute("; ".join(statements))
            return

        for statement in statements:
            cursor.execute(statement)


def pytest_configure() -> None:
    def teardown(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
            empty(alias)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
