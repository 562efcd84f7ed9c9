"""Several writers at the same time, each with a connection of its own."""

import threading
from collections.abc import Callable, Sequence

from django.db import connections

LONGEST_SECONDS = 120


def at_once(works: Sequence[Callable[[], object]]) -> None:
    """Runs each in a thread; they begin together, and an error in any fails the test."""
    gate = threading.Barrier(len(works))
    errors: list[Exception] = []

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait(LONGEST_SECONDS)
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()

    for thread in threads:
        thread.join(LONGEST_SECONDS)

    assert errors == []
    assert not any(thread.is_alive() for thread in threads)
