"""What is done beside answering: idle sessions close, resting ones get titles and summaries."""

import asyncio
import logging
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from chat import llm
from chat.reflection import reflect_on_resting_sessions
from chat.threads import in_database, next_thread
from sessions_memory.lifecycle import close_idle_sessions

logger = logging.getLogger(__name__)

ROUND_SECONDS = 30


class Command(BaseCommand):
    help = "Closes idle sessions and asks the model for titles and summaries, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(work(once=options["once"]))


async def work(*, once: bool) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with next_thread():
        rounds = asyncio.create_task(_rounds(once=once))
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({rounds, stopped}, return_when=asyncio.FIRST_COMPLETED)
        rounds.cancel()
        stopped.cancel()
        await asyncio.gather(rounds, stopped, return_exceptions=True)
        await llm.close_clients()


async def _rounds(*, once: bool) -> None:
    while True:
        try:
            await in_database(close_idle_sessions)
            await reflect_on_resting_sessions()
        except DatabaseError as error:
            logger.warning("the database does not answer: %s", type(error).__name__)
        if once:
            return
        await asyncio.sleep(ROUND_SECONDS)
