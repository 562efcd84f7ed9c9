import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chat import worker


class Command(BaseCommand):
    help = "Reads imports, finishes deletions, closes idle sessions, asks the model for titles; until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round and every waiting import, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(worker.work(once=options["once"]))
