"""The one start command: prepares what is needed, then runs the web server and the worker together."""

import asyncio
import gc
import sys
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from insightvault.accounts.checks import OWNERS
from insightvault.accounts.first_run import setup_token
from insightvault.data_dir import private_files
from insightvault.metrics import switching
from insightvault.metrics.switching import Address
from insightvault.server import preparation
from insightvault.server.supervisor import Service, supervise

GUNICORN_CONF = settings.BASE_DIR / "insightvault/gunicorn_conf.py"


class Command(BaseCommand):
    help = "Prepares the database and static files, then serves web and worker until Ctrl-C or SIGTERM."
    # They come below, after what is mended by itself.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-worker", action="store_true", help="the web server alone")

    def handle(self, *args: Any, **options: Any) -> None:
        # Loading makes no garbage worth looking for: 0.2 s less. `supervise` turns it on again.
        gc.disable()
        private_files.close_to_others(settings.DATA_DIR)
        # Only those that an owner can mend; all of them would load every page before the first start.
        self.check(tags=[OWNERS])
        try:
            preparation.check_port()
            preparation.check_metrics_address()
            preparation.check_bucket()
            preparation.prepare_database()
            preparation.prepare_static_files()
            address = preparation.first_address(setup_token())
        except preparation.CannotStart as error:
            raise CommandError(str(error)) from error

        if settings.METRICS_ADDRESS:
            switching.begin(settings.METRICS_ADDRESS)

        # After the static files, which it looks up once; before the fork, so that all share it.
        import insightvault.asgi
        import insightvault.urls  # noqa: F401

        if not options["no_worker"]:
            # The same, for its process.
            import chat.worker  # noqa: F401

        # A connection must not be carried into another process.
        connections.close_all()
        self.stdout.write(f"\n{address}\n")
        self.stdout.flush()

        parts = [Service("web", web, is_essential=True)]
        if not options["no_worker"]:
            parts.append(Service("worker", work))
        if settings.METRICS_ADDRESS:
            parts.append(Service("metrics", partial(tell_metrics, settings.METRICS_ADDRESS)))

        sys.exit(supervise(parts))


def web() -> None:
    # Only in the process that serves the web.
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "--config", str(GUNICORN_CONF), "insightvault.asgi:application"]
    run()


def work() -> None:
    # Loaded by `handle`, while no garbage is looked for.
    from chat import worker

    asyncio.run(worker.work(once=False))


def tell_metrics(address: Address) -> None:
    # Only where it is asked for.
    from insightvault.metrics import exposing

    exposing.server(address).serve_forever()
