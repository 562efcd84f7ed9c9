"""Something happens while the model answers."""

import asyncio
import threading
from collections.abc import Callable

from asgiref.sync import sync_to_async

from chat.growth.wording import Wording
from insightvault.fake_model_server import ModelServer, Reply


async def step_while(server: ModelServer, reply: Reply, change: Callable[[], object]) -> bool:
    reply.permits = threading.Semaphore(0)
    server.queue.append(reply)
    step = asyncio.create_task(Wording().step())
    while not server.requests and not step.done():
        await asyncio.sleep(0.01)

    await sync_to_async(change)()
    reply.permits.release(len(reply.pieces))
    return await step
