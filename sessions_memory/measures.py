"""What the vault tells of its own work to who watches over it: counts and durations, never whose or about what.

Nobody listens unless METRICS_ADDRESS is set: then `insightvault.metrics` puts a listener of its own in its place.
"""

import functools
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

DATABASE, MODEL, FILES = "database", "model", "files"
WEB, WORKER = "web", "worker"

P = ParamSpec("P")
T = TypeVar("T")


class Listener:
    """Does nothing with it."""

    def process_began(self, part: str) -> None: ...

    def answers_running(self, count: int) -> None: ...

    def answer_ended(self, status: str, *, first_token_seconds: float | None) -> None: ...

    def recalled(self, seconds: float) -> None: ...

    def outage(self, of: str) -> None: ...


NOBODY = Listener()
listener = NOBODY


def recall_timed(recall: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(recall)
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        began = time.perf_counter()
        try:
            return recall(*args, **kwargs)
        finally:
            listener.recalled(time.perf_counter() - began)

    return timed
