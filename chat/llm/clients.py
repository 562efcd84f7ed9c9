"""Connections to model servers, requests to them that have begun, and no more of an answer than is read."""

import asyncio
import contextlib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass
from weakref import WeakKeyDictionary

import aiohttp
import orjson
from django.conf import settings
from yarl import URL

from chat.model_server import sentences
from chat.model_server.connection import Connection, is_loopback
from chat.model_server.ends import no_reply, not_in_time
from chat.model_server.errors import ModelError, ModelRefused
from chat.model_server.reasons import reason_of

# Why a server refuses stands at the beginning.
ERROR_MAX_BYTES = 64_000
# Of an answer, read at once: between two of them others have their turn.
CHUNK_BYTES = 16_384
# More than anybody connects.
SERVERS_MAX = 100
# aiohttp's own limit is 100: the next question would wait for an answer to end.
NO_LIMIT = 0


@dataclass(frozen=True)
class Server:
    """`base_url`: ends with a slash. Its query, as Azure wants it (?api-version=…), is that of each address."""

    base_url: URL
    headers: Mapping[str, str]
    proxy: str | None

    def address(self, path: str) -> URL:
        return self.base_url.join(URL(path)).with_query(self.base_url.query)


@dataclass(frozen=True)
class Client:
    http: aiohttp.ClientSession
    server: Server


# One for all servers of an event loop: what is connected to one that nobody asks any more ends by itself.
_sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession] = WeakKeyDictionary()


def client_of(connection: Connection) -> Client:
    """Raises ModelRefused for an address or a key that can't be used."""
    loop, server = asyncio.get_running_loop(), _server(connection.base_url, connection.api_key)
    if loop not in _sessions:
        connector = aiohttp.TCPConnector(limit=NO_LIMIT)
        _sessions[loop] = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    return Client(_sessions[loop], server)


@functools.lru_cache(SERVERS_MAX)
def _server(address: str, api_key: str) -> Server:
    try:
        base_url = URL(address)
        # Servers on one's own machine want none, but some want that there is one.
        key = (api_key or "none").encode("ascii").decode()
    except ValueError:
        raise ModelRefused(*sentences.UNUSABLE) from None

    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "InsightVault",
    }
    with_slash = base_url.with_path(base_url.raw_path.rstrip("/") + "/", encoded=True, keep_query=True)
    return Server(with_slash, headers, _proxy_to(base_url))


def _proxy_to(url: URL) -> str | None:
    """The environment's, as HTTPS_PROXY and NO_PROXY name it. Left to aiohttp, each turn would read ~/.netrc, too."""
    host = url.host or ""
    is_direct = is_loopback(host) or proxy_bypass(host) or proxy_bypass(f"{host}:{url.port}")
    return None if is_direct else getproxies().get(url.scheme)


async def close_clients() -> None:
    """Closes this event loop's connections; a program that ends its loop calls it."""
    _server.cache_clear()
    if http := _sessions.pop(asyncio.get_running_loop(), None):
        await http.close()


async def send(client: Client, path: str, body: dict[str, Any] | None) -> aiohttp.ClientResponse:
    """The response, begun. Raises Refused."""
    response = await begun(client, path, None if body is None else orjson.dumps(body))
    if response.status // 100 == 2:
        return response

    with contextlib.closing(response):
        text = (await limited(response, ERROR_MAX_BYTES, cut=True)).decode("utf-8", "replace")
        raise Refused(response, text)


async def begun(
    client: Client, path: str, content: bytes | None, seconds: float | None = None
) -> aiohttp.ClientResponse:
    """Whatever its status is. `seconds`: in place of the usual wait for the first word."""
    try:
        return await client.http.request(
            "GET" if content is None else "POST",
            client.server.address(path),
            data=content,
            headers=client.server.headers,
            proxy=client.server.proxy,
            # The prompt goes to the server that was chosen, not to one that this server names.
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(
                sock_connect=settings.MODEL_CONNECT_SECONDS,
                sock_read=settings.MODEL_FIRST_TOKEN_SECONDS if seconds is None else seconds,
            ),
        )
    except aiohttp.ClientConnectorCertificateError as error:
        # Which is a ValueError, too.
        raise ModelRefused(
            sentences.UNTRUSTED[0].format(host=client.server.base_url.host), sentences.UNTRUSTED[1]
        ) from error
    except ValueError:
        # Of the environment: what is typed in the browser is looked at there.
        raise ModelRefused(*sentences.UNUSABLE) from None


async def limited(response: aiohttp.ClientResponse, most: int, *, cut: bool) -> bytes:
    """The body, or of a longer one the beginning if it may be `cut`. Raises TooLong."""
    read = bytearray()
    while chunk := await response.content.read(CHUNK_BYTES):
        read += chunk
        if len(read) > most:
            if not cut:
                raise TooLong
            break

    return bytes(read[:most])


class TooLong(Exception):
    """An answer beyond all that is read of one."""


class Refused(Exception):
    """An answer with a status that says no."""

    def __init__(self, response: aiohttp.ClientResponse, text: str) -> None:
        super().__init__(f"status {response.status}")
        self.status = response.status
        self.reason = reason_of(response.status, text)
        self.retry_after = response.headers.get("retry-after", "")


def unheard(connection: Connection, error: Exception) -> ModelError:
    """Its own clocks are for one step each; ours is for all of it."""
    is_ours = isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError)
    return not_in_time(connection.host) if is_ours else no_reply(connection.host)
