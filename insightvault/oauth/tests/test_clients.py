"""What is believed of a program's document, and from where one is fetched."""

import asyncio
import socket
import threading
from typing import Any

import orjson
import pytest
from pytest_django import Settings

from insightvault.oauth import fetching
from insightvault.oauth.clients import Client, UnusableClient, check_client_id, read_client
from insightvault.oauth.fetching import AT_ONCE, DOCUMENT_MAX_BYTES, PublicAddresses, fetch_client, may_be_reached
from insightvault.oauth.tests.programs import Program

ID = "https://app.example/client.json"
LOCAL = ("http://localhost/callback", "http://127.0.0.1/callback")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "10.0.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "172.16.0.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "x",
        ),
    ],
)
def test_no_address_inside_a_network_is_asked(address: str) -> None:
    assert not may_be_reached(address)


def test_addresses_of_the_internet_are_asked() -> None:
    assert may_be_reached("160.79.104.10") and may_be_reached("2606:4700::6810:1")


@pytest.mark.parametrize(
    "client_id",
    [
        *("", "claude", "http://app.example/c", "https://app.example", "https://app.example/", "https://localhost/c"),
        *("https://127.0.0.1/c", "https://[::1]/c", "https://2130706433/c", "https://me@app.example/c"),
        *("https://app.example/c#x", "https://app.example/../c", "https://app.example:x/c", "https://app.example/ä"),
        *("https://app.example/c\n", "HTTPS://app.example/c", "https://cIaude.ai/c", "https://a..b/c"),
        *("https://a_b.example/c", "https://a b.example/c", "https://a.example%2f/c", "https://app.example./c"),
        f"https://{'a' * 90}.example/c",
        f"https://app.example/{'c' * 300}",
    ],
)
async def test_what_is_no_address_of_a_document_is_not_fetched(client_id: str) -> None:
    with pytest.raises(UnusableClient, match="itself"):
        await fetch_client(client_id)


async def test_a_name_that_leads_inside_is_not_followed(program: Program, settings: Settings) -> None:
    assert (await fetch_client(program.client_id)).name == "A program"
    program.asked.clear()
    settings.OAUTH_FROM_LOOPBACK = False
    with pytest.raises(UnusableClient, match="host’s name"):
        await fetch_client(program.client_id)
    with pytest.raises(OSError, match="inside a network"):
        await PublicAddresses().resolve("localhost", 443)
    assert program.asked == []


async def test_look_ups_that_hang_keep_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [] * answers.wait(10))
    given_up = [asyncio.create_task(PublicAddresses().resolve("slow.example")) for _ in range(AT_ONCE)]
    await asyncio.sleep(0.05)
    assert all(each.cancel() for each in given_up)
    with pytest.raises(OSError, match="too many"):
        await PublicAddresses().resolve("slow.example")

    answers.set()
    while fetching._looking_up.locked():
        await asyncio.sleep(0.01)
    assert await PublicAddresses().resolve("quick.example") == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"[" * 10_000, b'{"client_id": "x"}'])
async def test_what_is_no_document_is_refused(program: Program, body: bytes) -> None:
    program.documents["/client.json"] = (200, body)
    with pytest.raises(UnusableClient, match="does not tell"):
        await fetch_client(program.client_id)


@pytest.mark.parametrize(("status", "padding"), [(404, 0), (302, 0), (500, 0), (200, DOCUMENT_MAX_BYTES)])
async def test_a_right_document_comes_at_once_and_is_small(program: Program, status: int, padding: int) -> None:
    program.documents["/client.json"] = (status, program.told(logo_uri="x" * padding))
    program.documents["/other.json"] = (200, program.told())
    with pytest.raises(UnusableClient, match="does not give"):
        await fetch_client(program.client_id)
    assert program.asked == ["/client.json"]


def read(**told: Any) -> Client:
    return read_client(ID, orjson.dumps({"client_id": ID, "redirect_uris": [*LOCAL], **told}))


@pytest.mark.parametrize(
    "told",
    [
        {"client_id": "https://other.example/client.json"},
        {"redirect_uris": None},
        {
            "redirect_uris": [
                "javascript:alert(1)",
                "http://app.example/",
                "app://x",
                "https://a.example/#x",
                "https://",
                7,
            ]
        },
        {
            "redirect_uris": [
                "https://a.example;script-src/x",
                "https://me@a.example/",
                "https://a.example,b/",
                "https://x\\@a/",
            ]
        },
        {"redirect_uris": ["HTTP://LOCALHOST/callback", "http://local\thost/", "http://evil.example\\[::1]/callback"]},
        {"redirect_uris": [f"https://a.example/{number}" for number in range(21)]},
        {"token_endpoint_auth_method": "client_secret_post"},
        {"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": "https://app.example/keys"},
    ],
)
def test_documents_that_do_not_fit_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(UnusableClient):
        read(**told)


def test_one_that_would_rather_sign_may_do_without() -> None:
    methods = {"token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_methods_supported": ["none", "x"]}
    assert read(**methods, client_name=["x"]).name == ""


def test_a_redirect_is_taken_to_the_letter_but_for_a_port_of_this_machine() -> None:
    client = read(redirect_uris=[*LOCAL, "https://app.example/callback"])
    assert all(map(client.takes, ("http://localhost:4711/callback", "http://127.0.0.1:1/callback", LOCAL[0])))
    for other in (
        *("https://app.example/callback/", "https://app.example/callback?x=1", "https://app.example:444/callback"),
        *("http://localhost:4711/other", "http://localhost.evil.example/callback", "http://x@localhost:1/callback"),
        *("https://localhost/callback", "http://localhost:x/callback", "HTTPS://app.example/callback"),
    ):
        assert not client.takes(other)
    # Of these the page would not say that they are on one's own machine.
    for other in ("HTTP://LOCALHOST:1/callback", "http://LocalHost:1/callback", "http://local\thost:1/callback"):
        assert not client.takes(other)


def test_an_address_that_fits_is_taken() -> None:
    assert check_client_id(ID).hostname == "app.example"
