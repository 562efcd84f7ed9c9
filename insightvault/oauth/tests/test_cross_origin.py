"""Programs that run in a page of another site: what their browser lets them read, and what it does not."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.mcp.tests.calling import send
from insightvault.oauth.tests.programs import PUBLIC, Program, bearing
from insightvault.tests.access.people import program_of

pytestmark = pytest.mark.django_db(transaction=True)
ORIGIN = "http://inspector.example"
RESOURCE = "/.well-known/oauth-protected-resource"
SERVER = "/.well-known/oauth-authorization-server"
OPEN = ("/mcp", "/oauth/token", "/oauth/revoke", RESOURCE, f"{RESOURCE}/mcp", SERVER)
CLOSED = ("/oauth/authorize", "/", "/sessions/recent", "/memory/v1/models", "/account/access/", "/api/openapi.json")


def asked_before(path: str) -> Any:
    headers = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, mcp-protocol-version",
    }
    return Client().options(path, headers=headers)


def cors_of(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.items() if name.startswith("Access-Control-")}


@pytest.mark.parametrize("path", OPEN)
def test_a_browser_may_ask_and_sends_no_cookie(settings: Settings, path: str) -> None:
    settings.PUBLIC_URL = PUBLIC
    response = asked_before(path)
    told = cors_of(response)
    assert (response.status_code, response.content) == (204, b"")
    assert told["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in told
    assert told["Access-Control-Allow-Headers"] == "Authorization, *" and "POST" in told["Access-Control-Allow-Methods"]
    # What is refused is read, too.
    refused = cors_of(Client(headers={"Origin": ORIGIN}).put(path))
    assert refused["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in refused


@pytest.mark.parametrize("path", CLOSED)
def test_everything_else_stays_closed(settings: Settings, as_ann: Client, path: str) -> None:
    settings.PUBLIC_URL = PUBLIC
    for response in (asked_before(path), as_ann.get(path, headers={"Origin": ORIGIN})):
        assert not cors_of(response)


@pytest.mark.parametrize("path", OPEN)
def test_without_a_public_address_all_is_closed(path: str) -> None:
    response = asked_before(path)
    assert response.status_code in (404, 405) and not cors_of(response)
    assert not cors_of(Client().get(path, headers={"Origin": ORIGIN}))


def test_a_page_logs_in_and_reads_with_its_token(program: Program, as_ann: Client) -> None:
    given = program.takes(program.is_allowed(as_ann)["code"])
    assert given["Access-Control-Allow-Origin"] == "*"
    page = bearing(given.json()["access_token"])
    page.defaults["HTTP_ORIGIN"] = ORIGIN
    answer = send(page, "tools/list")
    assert len(answer.json()["result"]["tools"]) == 4 and answer["Access-Control-Allow-Origin"] == "*"


def test_a_page_without_a_token_hears_where_one_is_given_and_a_cookie_opens_nothing(
    settings: Settings, as_ann: Client
) -> None:
    settings.PUBLIC_URL = PUBLIC
    as_ann.defaults["HTTP_ORIGIN"] = ORIGIN
    refused = send(as_ann, "tools/list")
    assert refused.status_code == 401 and "WWW-Authenticate" in refused["Access-Control-Expose-Headers"]
    assert refused["WWW-Authenticate"] == f'Bearer resource_metadata="{PUBLIC}{RESOURCE}/mcp", scope="read notes"'


def test_a_token_is_taken_at_the_vault_s_own_names_alone(settings: Settings, ann: User) -> None:
    settings.PUBLIC_URL = PUBLIC
    page = program_of(ann)
    page.defaults |= {"HTTP_ORIGIN": ORIGIN, "HTTP_HOST": "rebound.example"}
    assert send(page, "tools/list").status_code == 400
