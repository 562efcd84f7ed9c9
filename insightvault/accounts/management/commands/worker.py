import asyncio
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat import worker
from insightvault.metrics import switching
from insightvault.metrics.switching import Address
from insightvault.server import preparation


class Command(BaseCommand):
    help = "Reads imports, finishes deletions, closes idle sessions, asks the model for titles; until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round and every waiting import, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.METRICS_ADDRESS and not options["once"]:
            _tell_metrics(settings.METRICS_ADDRESS)

        asyncio.run(worker.work(once=options["once"]))


def _tell_metrics(address: Address) -> None:
    """Beside its work. Under `serve`, a process of its own does it for all."""
    try:
        preparation.check_metrics_address()
    except preparation.CannotStart as error:
        raise CommandError(str(error)) from error

    switching.begin(address)
    # Only where it is asked for, and after the folder of its numbers is known.
    from insightvault.metrics import exposing

    threading.Thread(target=exposing.server(address).serve_forever, name="metrics", daemon=True).start()
