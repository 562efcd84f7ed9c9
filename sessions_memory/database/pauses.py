"""Between the transactions of work that is long."""

import time

from django.db import connection

# Who waits for SQLite's only writer looks as often as this whether it is their turn: there is no queue.
BETWEEN_SECONDS = 0.05


def yield_to_writers() -> None:
    if connection.vendor == "sqlite":
        time.sleep(BETWEEN_SECONDS)
