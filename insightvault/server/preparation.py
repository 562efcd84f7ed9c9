"""Makes ready for serving: the database has its tables, the static files are in place, the port is free.

Each step looks first and works only if something changed, so that an ordinary
start is quick. A failure is a `CannotStart` with one sentence and what to do.
"""

import contextlib
import errno
import hashlib
import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError
from django.urls import reverse

from sessions_memory.files.trouble import StorageAway, StorageRefused

logger = logging.getLogger(__name__)

# Any number that no other program locks in this database.
MIGRATION_LOCK = 7_114_290_601
STAMP = "static.stamp"


class CannotStart(Exception):
    """One sentence for the person at the console, and what to do."""


def prepare_database() -> None:
    """Brings the tables up to date; of several nodes that start at once, one does and the others wait."""
    try:
        with _one_at_a_time():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                logger.info("bringing the database up to date")
                _migrate()
    except OperationalError as error:
        raise CannotStart(_unreachable(error)) from error
    except BrokenProcessPool as error:
        raise CannotStart(
            "The database can't be brought up to date: the process that did it was killed, perhaps for want of memory. "
            "Start again; what was done is kept."
        ) from error
    except DatabaseError as error:
        raise CannotStart(f"The database can't be brought up to date: {_first_line(error)}") from error


def check_bucket() -> None:
    """Raises CannotStart if it refuses this vault. One that does not answer now may do so later."""
    if not settings.S3_BUCKET:
        return

    # Of its own: no line may be carried into the processes that are begun from here.
    bucket: Any = storages.create_storage(settings.STORAGES["default"])
    try:
        bucket.check()
    except StorageRefused as error:
        raise CannotStart(
            f"The bucket {settings.S3_BUCKET} can't be used ({error}). "
            "Look at S3_BUCKET, S3_ENDPOINT_URL, S3_REGION and the keys, and at what they may do there."
        ) from error
    except StorageAway:
        logger.warning("the bucket does not answer; files can be neither stored nor given out until it does")


def _migrate() -> None:
    """In a process of its own: what migrations load, some 60 MB, would be held for as long as this one serves."""
    # A connection must not be carried into another process.
    connections.close_all()
    with ProcessPoolExecutor(1, get_context("fork")) as process:
        process.submit(call_command, "migrate", interactive=False, verbosity=0).result()


def prepare_static_files() -> None:
    """Copies and compresses the static files, unless the same ones are there already."""
    if settings.DEBUG:
        # Served from where they lie.
        return

    stamp, now = settings.DATA_DIR / STAMP, _static_state()
    has_files = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if has_files and stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return

    logger.info("collecting the static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="ascii")


def check_port() -> None:
    """Raises CannotStart if the address can't be listened on."""
    try:
        socket.create_server((settings.HOST, settings.PORT), family=family_of(settings.HOST)).close()
    except OverflowError as error:
        raise CannotStart(f"PORT is {settings.PORT}: the greatest is 65535.") from error
    except OSError as error:
        raise CannotStart(_not_ours(error)) from error


def family_of(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def check_metrics_address() -> None:
    """Raises CannotStart if it is set and can't be listened on."""
    if settings.METRICS_ADDRESS is None:
        return

    host, port = settings.METRICS_ADDRESS
    try:
        socket.create_server((host, port), family=family_of(host)).close()
    except OSError as error:
        # In brackets follows the address once more.
        why = str(error.strerror).partition(" (")[0]
        raise CannotStart(
            f"METRICS_ADDRESS, {host} with port {port}, can't be listened on ({why}). "
            "Set it to another address or port, or leave it out."
        ) from error


def first_address(setup_token: str | None) -> str:
    """The address to open first: the set-up link while there is nobody, else (None) the front page."""
    here = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::") else settings.HOST  # noqa: S104 (compared, not bound)
    base = f"http://[{here}]:{settings.PORT}" if ":" in here else f"http://{here}:{settings.PORT}"
    if settings.BEHIND_TLS:
        base = f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"

    if setup_token is None:
        return f"InsightVault is at {base}/ (Ctrl-C stops it)"

    link = base + reverse("accounts:setup", args=[setup_token])
    return f"Welcome. Open this link once, to set InsightVault up (Ctrl-C stops it):\n\n    {link}\n"


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Held by a transaction of its own: a pooler may give each transaction of ours another connection."""
    if connection.vendor != "postgresql":
        yield
        return

    with contextlib.closing(connection.copy()) as holder:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            # It is idle for as long as the migrations take.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MIGRATION_LOCK])
        try:
            yield
        finally:
            # A line that broke meanwhile has let go of it.
            with contextlib.suppress(DatabaseError):
                holder.rollback()


def _static_state() -> str:
    """Changes whenever a file comes, goes or changes."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())

    return found.hexdigest()


def _unreachable(error: DatabaseError) -> str:
    where = connection.settings_dict
    if connection.vendor == "postgresql":
        address = f"{where['HOST'] or 'localhost'}:{where['PORT'] or 5432}"
        return (
            f"PostgreSQL at {address} can't be used: {_first_line(error)}. "
            "See that it runs and that DATABASE_URL names the right host, database, user and password."
        )

    return f"The database {where['NAME']} can't be used: {_first_line(error)}. See that this user may write it."


def _not_ours(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.PORT} is taken by another program. "
            f"Stop that, or choose another port: make run PORT={settings.PORT + 1}"
        )

    if error.errno == errno.EACCES:
        return f"Port {settings.PORT} is reserved for the system. Choose one above 1023: make run PORT=8000"

    return f"{settings.HOST}:{settings.PORT} can't be listened on ({error.strerror}). Set HOST and PORT to others."


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
