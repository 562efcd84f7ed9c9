"""The official client logs in at a running vault: discovery, its document, consent in a browser, token, tools."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from pydantic import AnyUrl

from insightvault.oauth.tests.programs import Program, running
from insightvault.tests.processes import Running, free_port, manage, prepare, served

pytestmark = pytest.mark.once
REDIRECT = "http://localhost:4711/callback"
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|ticket)" value="([^"]+)"')
FILL = """
from insightvault.accounts.models import User
from sessions_memory import lifecycle
ann = User.objects.create_user("ann", password="quince-in-march")
lifecycle.store_interaction(lifecycle.start_session(ann), "When do I prune the quince in my garden?", "In March.")
"""


class Kept:
    """What the client keeps between its calls."""

    tokens: OAuthToken | None = None
    client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


class Person:
    """Ann in her browser, whom the client sends to an address, and who comes back to it with another."""

    def __init__(self) -> None:
        self.back = ""

    async def opens(self, address: str) -> None:
        async with httpx2.AsyncClient(follow_redirects=True) as browser:
            login = await browser.get(address)
            sent = {"username": "ann", "password": "quince-in-march"}
            sent["next"] = parse_qs(urlsplit(str(login.url)).query)["next"][0]
            page = await browser.post(login.url, data={**dict(HIDDEN.findall(login.text)), **sent})
            form = {**dict(HIDDEN.findall(page.text)), "name": "Program", "scope": "notes", "allow": "1"}
            answer = await browser.post(
                urlsplit(address)._replace(query="").geturl(), data=form, follow_redirects=False
            )
            self.back = answer.headers["Location"]

    async def comes_back(self) -> AuthorizationCodeResult:
        assert self.back.startswith(REDIRECT)
        told = {name: values[0] for name, values in parse_qs(urlsplit(self.back).query).items()}
        return AuthorizationCodeResult(code=told["code"], state=told["state"], iss=told["iss"])


async def test_the_official_client_logs_in_and_reads(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    prepare(data)
    assert manage("shell", "-v0", "-c", FILL, data_dir=data).returncode == 0
    with running(tmp_path) as program:
        program.tells(redirect_uris=["http://localhost/callback"])
        settings = {
            "DJANGO_SETTINGS_MODULE": "insightvault.oauth.tests.settings",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SSL_CERT_FILE": str(program.certificate),
            "PORT": str(port),
        }
        with served(data, **settings) as vault:
            await _walk(vault, program)


async def _walk(vault: Running, program: Program) -> None:
    kept, ann = Kept(), Person()
    told = OAuthClientMetadata(client_name="A program", redirect_uris=[AnyUrl(REDIRECT)])
    login = OAuthClientProvider(
        f"{vault.address}/mcp", told, kept, ann.opens, ann.comes_back, client_metadata_url=program.client_id
    )

    async with (
        httpx2.AsyncClient(auth=login) as http,
        Client(streamable_http_client(f"{vault.address}/mcp", http_client=http)) as client,
    ):
        found = await client.call_tool("search", {"query": "quince"})
        assert found.structured_content and len(found.structured_content["results"]) == 1

        first = kept.tokens
        assert first and first.scope == "read notes" and kept.client and kept.client.client_id == program.client_id
        login.context.token_expiry_time = 1
        assert not (await client.call_tool("recent", {})).is_error
        assert kept.tokens and kept.tokens.refresh_token != first.refresh_token

    assert not re.search("iv[cr]?_[0-9a-f]{8}|quince|st&ate", vault.log.read_text())
