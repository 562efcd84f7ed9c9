"""Whether this process is up, and whether it can serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_is_migrated = False


@require_safe
async def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_ready, why = _migrated(), "migrations are missing: run `manage.py migrate`"
    except DatabaseError:
        is_ready, why = False, "the database does not answer"

    return HttpResponse("ok\n" if is_ready else f"{why}\n", status=200 if is_ready else 503, content_type="text/plain")


def _migrated() -> bool:
    # Once true it stays true while this code runs.
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())

    return _is_migrated
