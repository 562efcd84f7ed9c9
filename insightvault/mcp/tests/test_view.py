"""The way in over HTTP: who gets in, what is refused, and how."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.api_calls import BODY_MAX_BYTES
from insightvault.mcp.tests.calling import call, send
from insightvault.tests.access.people import program_of

pytestmark = pytest.mark.django_db(transaction=True)
META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}


@pytest.mark.parametrize("version", ["", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_clients_of_three_revisions_shake_hands(ann: User, version: str) -> None:
    given = {
        "protocolVersion": version or "2025-03-26",
        "capabilities": {},
        "clientInfo": {"name": "x", "version": "1"},
    }
    response = send(program_of(ann), "initialize", version=version, **given)
    assert response.status_code == 200 and "Mcp-Session-Id" not in response
    assert response.json()["result"]["protocolVersion"] == given["protocolVersion"]


def test_the_newest_revision_needs_no_handshake(ann: User) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": META}}
    headers = {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list"}
    response = program_of(ann).post("/mcp", message, content_type="application/json", headers=headers)
    assert len(response.json()["result"]["tools"]) == 5


@pytest.mark.parametrize("value", ["", "Bearer iv_00000000x", "Basic aXY6"])
def test_without_a_token_the_plain_challenge_is_given(value: str) -> None:
    response = send(Client(headers={"Authorization": value} if value else {}), "tools/list")
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def test_a_revoked_token_is_out_at_once(ann: User) -> None:
    program = program_of(ann)
    assert call(program, "recent")["results"] == []
    ApiToken.objects.all().delete()
    assert send(program, "tools/list").status_code == 401


def test_pages_of_other_hosts_are_refused(ann: User) -> None:
    program = program_of(ann)
    for origin, status in (("http://evil.example", 403), ("null", 403), ("http://localhost:6274", 200)):
        program.defaults["HTTP_ORIGIN"] = origin
        assert send(program, "ping").status_code == status
    del program.defaults["HTTP_ORIGIN"]
    program.defaults["HTTP_HOST"] = "evil.example"
    assert send(program, "ping").status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 400_000, b'{"a":' * 100_000, b'{"id": 1}'])
def test_what_is_no_message_is_refused(ann: User, body: bytes) -> None:
    response = program_of(ann).post("/mcp", body, content_type="application/json")
    assert response.status_code == 400 and "error" in response.json()


def test_a_large_body_and_another_method_are_refused(ann: User) -> None:
    program = program_of(ann)
    assert program.post("/mcp", b" " * (BODY_MAX_BYTES + 1), content_type="application/json").status_code == 413
    refused = program.get("/mcp")
    assert (refused.status_code, refused["Allow"]) == (405, "POST")


def test_too_many_calls_are_429(ann: User, settings: Settings) -> None:
    settings.API_RATE_PER_MINUTE = 2
    program = program_of(ann)
    refused = [response for response in (send(program, "ping") for _ in range(6)) if response.status_code == 429]
    assert refused and 1 <= int(refused[0]["Retry-After"]) <= 60


def test_a_notification_is_taken_and_a_form_s_cookie_opens_nothing(ann: User, as_ann: Client) -> None:
    message: dict[str, Any] = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert program_of(ann).post("/mcp", message, content_type="application/json").status_code == 202
    assert as_ann.post("/mcp", message, content_type="application/json").status_code == 401


@pytest.mark.parametrize("path", ["authorization-server", "protected-resource", "protected-resource/mcp", "x"])
def test_no_way_to_log_in_is_announced(client: Client, path: str) -> None:
    for method in (client.get, client.post):
        response = method(f"/.well-known/oauth-{path}")
        assert response.status_code == 404 and "WWW-Authenticate" not in response
