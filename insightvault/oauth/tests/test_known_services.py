"""The services that log in, each as its documents and those who serve it tell of it: its document, what it asks for."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from insightvault.accounts.models import User
from insightvault.mcp.tests.calling import send
from insightvault.oauth.tests.programs import PUBLIC, Program, bearing
from sessions_memory import lifecycle

pytestmark = pytest.mark.django_db(transaction=True)
RESOURCE = f"{PUBLIC}/mcp"
FLOW = {"grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}
# It would rather sign; where a server does not offer that, it does without.
SIGNS = {
    "token_endpoint_auth_method": "private_key_jwt",
    "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
    "token_endpoint_auth_signing_alg": "RS256",
    "jwks_uri": "https://chatgpt.com/oauth/jwks.json",
}


@dataclass(frozen=True)
class Service:
    """`comes_back`: the address in its request, where its document names another one, without a port."""

    name: str
    redirect: str
    comes_back: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    scope: str = "read notes"

    @property
    def told(self) -> dict[str, Any]:
        return {"client_name": self.name, "redirect_uris": [self.redirect], **FLOW, **self.document}


SERVICES = (
    Service("Claude", "https://claude.ai/api/mcp/auth_callback", document={"client_uri": "https://claude.ai"}),
    Service("ChatGPT", "https://chatgpt.com/connector/oauth/kDmjx77UnKOM", document=SIGNS),
    Service("ChatGPT", "https://chatgpt.com/connector_platform_oauth_redirect", document=SIGNS, scope=""),
    Service("Claude Code", "http://localhost/callback", "http://localhost:54321/callback", scope="read offline_access"),
    Service("Visual Studio Code", "http://127.0.0.1/", "http://127.0.0.1:33418/"),
)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.redirect)
def test_a_service_logs_in_searches_and_fetches(program: Program, as_ann: Client, ann: User, service: Service) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), "When do I prune the quince?", "In March.")
    program.tells(**service.told)
    sent = {"redirect_uri": service.comes_back or service.redirect}
    back = program.is_allowed(as_ann, asks={**sent, "scope": service.scope, "resource": RESOURCE}, name=service.name)
    given = program.takes(back["code"], **sent, resource=RESOURCE).json()
    assert (given["token_type"], given["scope"], back["iss"]) == ("Bearer", "read", PUBLIC)

    again = program.refreshes(given["refresh_token"], resource=RESOURCE).json()
    found = results_of(again["access_token"], "search", query="quince")
    assert [set(hit) >= {"id", "title", "url"} for hit in found["results"]] == [True]
    whole = results_of(again["access_token"], "fetch", id=found["results"][0]["id"])
    assert set(whole) >= {"id", "title", "text", "url"} and "In March." in whole["text"]
    assert ann.api_tokens.get().name == service.name


def test_they_choose_the_way_in_that_is_here(program: Program, client: Client) -> None:
    """Each of these is looked at by Claude and ChatGPT; with one of them wrong they want to be registered instead."""
    told = client.get("/.well-known/oauth-authorization-server").json()
    assert told["client_id_metadata_document_supported"] is True
    assert told["token_endpoint_auth_methods_supported"] == ["none"] and "registration_endpoint" not in told
    assert told["code_challenge_methods_supported"] == ["S256"] and told["issuer"] == PUBLIC
    for path in ("", "/mcp"):
        resource = client.get(f"/.well-known/oauth-protected-resource{path}").json()
        assert (resource["resource"], resource["authorization_servers"]) == (RESOURCE, [PUBLIC])


def results_of(token: str, tool: str, **arguments: Any) -> dict[str, Any]:
    """As ChatGPT reads them: the text of the one part, in JSON, the same as the structured content."""
    result = send(bearing(token), "tools/call", name=tool, arguments=arguments).json()["result"]
    (part,) = result["content"]
    found: dict[str, Any] = json.loads(part["text"])
    assert part["type"] == "text" and found == result["structuredContent"]
    return found
