"""A program's own request, and the answer to it as it comes."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

import aiohttp

from chat.llm.clients import CHUNK_BYTES, begun, client_of, limited, unheard
from chat.model_server.connection import Connection
from chat.model_server.ends import broken
from chat.model_server.reading.leftover import left_in

# More than the longest answer has, with all that can be told of each of its words.
RELAYED_MAX_BYTES = 200_000_000


async def relay(connection: Connection, path: str, content: bytes, *, seconds: float) -> "Relayed":
    """The server's answer to a program's own request, begun, whatever its status is.

    It is asked once: the program asks again if it wants to. Raises ModelUnavailable or ModelRefused.
    """
    try:
        async with asyncio.timeout(seconds):
            return Relayed(connection, await begun(client_of(connection), path, content, seconds), seconds)
    except (aiohttp.ClientError, OSError) as error:
        raise unheard(connection, error) from error


class Relayed:
    """The bytes of an answer as they come; whoever has it closes it. `seconds`: the longest wait for the next ones."""

    def __init__(self, connection: Connection, response: aiohttp.ClientResponse, seconds: float) -> None:
        self.status: int = response.status
        self.content_type: str = _plain(response.headers.get("content-type", ""))
        self.retry_after: str = _plain(response.headers.get("retry-after", ""))
        self._host, self._response, self._seconds = connection.host, response, seconds

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Raises ModelUnavailable where the line breaks, or after more than anybody reads."""
        left = RELAYED_MAX_BYTES
        async with contextlib.aclosing(self):
            try:
                while chunk := await self._next():
                    left -= len(chunk)
                    if left < 0:
                        raise broken(self._host, has_spoken=True)
                    yield chunk
            except (aiohttp.ClientError, OSError) as error:
                # What came right before the line broke.
                if rest := left_in(self._response.content):
                    yield rest
                raise broken(self._host, has_spoken=True) from error

    async def beginning(self, most: int) -> bytes:
        """Of a short answer, such as a refusal, as much as is read of it."""
        async with contextlib.aclosing(self):
            try:
                async with asyncio.timeout(self._seconds):
                    return await limited(self._response, most, cut=True)
            except (aiohttp.ClientError, OSError) as error:
                raise broken(self._host, has_spoken=False) from error

    async def aclose(self) -> None:
        self._response.close()

    async def _next(self) -> bytes:
        async with asyncio.timeout(self._seconds):
            return await self._response.content.read(CHUNK_BYTES)


def _plain(header: str) -> str:
    """A header of ours takes no signs but these."""
    return header.encode("ascii", "ignore").decode()
