"""Imports as the worker does them, for tests that need one to come in."""

from typing import Any

from sessions_memory.importers.jobs.running import ImportRunner
from sessions_memory.tests.exports import chatgpt_conversation

DAY_SECONDS = 86_400


def work_all() -> None:
    runner = ImportRunner()
    for _ in range(1000):
        if not runner.work():
            return

    raise AssertionError("it does not end")


def on_days(count: int) -> list[dict[str, Any]]:
    """One on each day from 14 November 2023 on."""
    return [chatgpt_conversation(f"c{n}", [(f"Why {n}?", "So.")], later=n * DAY_SECONDS) for n in range(count)]
