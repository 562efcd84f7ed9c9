"""Makes the vectors that are lacking, for everybody who allows it; what is there already stays."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chat import llm
from chat.embedding import CatchingUp
from chat.llm import ModelError
from chat.model_server.servers.encoder import embedding_connection
from sessions_memory.database.threads import next_thread


class Command(BaseCommand):
    help = "Fills in the vectors by which recall finds what is close in meaning."

    def handle(self, *args: Any, **options: Any) -> None:
        if embedding_connection() is None:
            raise CommandError(
                "No embedding model is chosen (EMBEDDING_MODEL, or the page of the model): recall goes by words."
            )

        try:
            made = asyncio.run(self._make())
        except ModelError as error:
            raise CommandError(f"{error} What was made is kept; run this again to go on.") from None

        self.stdout.write(f"{made:,} interactions got their vectors; nothing is lacking.")

    async def _make(self) -> int:
        async with next_thread():
            try:
                return await CatchingUp(lambda count: self.stdout.write(f"{count} more")).go_on()
            finally:
                await llm.close_clients()
