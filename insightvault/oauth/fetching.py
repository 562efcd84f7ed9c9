"""Fetches the document that tells of a program: a request that somebody else's link makes this machine send.

Only for a person who is logged in, who may cause few; over TLS alone, to no address inside a network, to the very
address that was looked at, without following it elsewhere; with a limit to its size, its time, and how many at once.
"""

import asyncio
import ipaddress
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from django.conf import settings
from django.utils.translation import gettext as _

from insightvault.oauth.clients import Client, UnusableClient, check_client_id, read_client

DOCUMENT_MAX_BYTES = 20_000
SECONDS = 6
AT_ONCE = 4
# All that the internet hands out; what embeds an IPv4 address (6to4, Teredo) is kept out below.
GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")
EMBEDDING_IPV4 = tuple(map(ipaddress.ip_network, ("2001::/32", "2002::/16")))
_places = asyncio.Semaphore(AT_ONCE)
# What waits on a name's server can't be stopped: on threads of its own, it stops nobody else.
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="names")
_looking_up = asyncio.Semaphore(AT_ONCE)


class PublicAddresses(AbstractResolver):
    """The connection is made to what this returns, so that no second look-up can say something else."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await asyncio.shield(_look_up(host, port, family))
        # One that lies inside spoils all.
        if not all(may_be_reached(str(address[0])) for *_, address in found):
            raise OSError("an address inside a network")

        return [
            ResolveResult(
                hostname=host, host=str(address[0]), port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST
            )
            for kind, _, proto, _, address in found
        ]

    async def close(self) -> None:
        pass


async def fetch_client(client_id: str) -> Client:
    """Raises UnusableClient."""
    parts = check_client_id(client_id)
    try:
        async with asyncio.timeout(SECONDS), _places:
            document = await _fetched(client_id)
    except (ClientError, OSError, ValueError):
        sentence = _("{host} does not give the document that tells of the program.").format(host=parts.netloc)
        raise UnusableClient(sentence) from None

    return read_client(client_id, document)


def may_be_reached(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False

    if settings.OAUTH_FROM_LOOPBACK and ip.is_loopback:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in GLOBAL_IPV6 and ip.is_global and not any(ip in network for network in EMBEDDING_IPV4)
    return ip.is_global and not ip.is_multicast


async def _look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
    """Keeps its place to the end, also when nobody waits for it any more. Raises OSError, also where none is free."""
    if _looking_up.locked():
        raise OSError("too many look-ups")

    async with _looking_up:
        asked = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM)
        return await asyncio.get_running_loop().run_in_executor(_threads, asked)


async def _fetched(address: str) -> bytes:
    connector = TCPConnector(resolver=PublicAddresses(), ssl=_tls(), use_dns_cache=False, force_close=True)
    session = ClientSession(
        connector=connector,
        timeout=ClientTimeout(total=SECONDS),
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "InsightVault"},
        cookie_jar=DummyCookieJar(),
        # A small answer could unpack to a large one.
        auto_decompress=False,
    )

    async with session, session.get(address, allow_redirects=False) as response:
        return await _document(response)


async def _document(response: ClientResponse) -> bytes:
    """Raises ValueError."""
    is_json = response.content_type == "application/json" or response.content_type.endswith("+json")
    if response.status != 200 or not is_json:
        raise ValueError("no document")

    read = b""
    async for piece in response.content.iter_chunked(DOCUMENT_MAX_BYTES):
        read += piece
        if len(read) > DOCUMENT_MAX_BYTES:
            raise ValueError("too large")

    return read


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
