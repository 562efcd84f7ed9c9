"""The official client against a running vault, over HTTP and over a pipe, by the lines that docs/mcp.md gives."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from insightvault.tests.processes import ROOT, environment, manage, prepare, served

pytestmark = pytest.mark.once
BLOCK = re.compile(r"```(?:json|sh)\n(.*?)```", re.DOTALL)
INSPECTOR = "mcp-inspector"
MODES = ("auto", "legacy", "2026-07-28")
FILL = """
from insightvault.accounts.models import ApiToken, User
from sessions_memory import lifecycle
ann = User.objects.create_user("ann")
lifecycle.store_interaction(lifecycle.start_session(ann), "When do I prune the quince in my garden?", "In March.")
print(ApiToken.objects.create_for(ann, "Claude Code", scope="notes")[1])
"""


@dataclass(frozen=True)
class Vault:
    address: str
    token: str
    data: Path

    def filled(self, text: str) -> str:
        """A line of the documents, with what stands there for a reader's own."""
        text = re.sub(r"iv_YOUR_TOKEN|\$\{input:insightvault-token\}", self.token, text)
        return text.replace("http://127.0.0.1:8000", self.address).replace("/path/to/insightvault", str(ROOT))


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    data = tmp_path_factory.mktemp("mcp") / "data"
    prepare(data)
    filled = manage("shell", "-v0", "-c", FILL, data_dir=data)
    assert filled.returncode == 0, filled.stderr
    with served(data) as running:
        yield Vault(running.address, filled.stdout.strip(), data)


def blocks(vault: Vault) -> list[str]:
    return BLOCK.findall(vault.filled((ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")))


def configured(vault: Vault) -> list[dict[str, Any]]:
    """The servers in the JSON of the documents."""
    found = [json.loads(block) for block in blocks(vault) if block.startswith("{")]
    groups = [group.get("mcpServers") or group.get("servers") for group in found]
    return [group["insightvault"] for group in groups if group]


@asynccontextmanager
async def connected(server: dict[str, Any], vault: Vault, mode: str = "auto") -> AsyncIterator[Client]:
    if "command" in server:
        started = StdioServerParameters(
            command=sys.executable, args=server["args"], env=environment(vault.data), cwd=str(ROOT)
        )
        async with Client(started, mode=mode) as client:
            yield client
        return

    async with (
        httpx2.AsyncClient(headers=server["headers"]) as http,
        Client(streamable_http_client(server["url"], http_client=http), mode=mode) as client,
    ):
        yield client


async def test_each_program_finds_and_reads_what_was_said(vault: Vault) -> None:
    servers = configured(vault)
    assert len(servers) == 3
    for server, mode in [*((server, "auto") for server in servers), *((servers[0], mode) for mode in MODES[1:])]:
        async with connected(server, vault, mode) as client:
            assert [tool.name for tool in (await client.list_tools()).tools][:2] == ["search", "fetch"]
            found = await client.call_tool("search", {"query": "quince"})
            assert found.structured_content
            (hit,) = found.structured_content["results"]
            whole = await client.call_tool("fetch", {"id": hit["id"]})
            assert whole.structured_content and "In March." in whole.structured_content["text"]


async def test_the_newest_and_the_oldest_way_of_http_work(vault: Vault) -> None:
    server = next(server for server in configured(vault) if "url" in server)
    for mode in MODES:
        async with connected(server, vault, mode) as client:
            kept = await client.call_tool("remember", {"text": f"I prune in {mode}."})
            assert kept.structured_content and "Note kept" in kept.structured_content["message"]
            refused = await client.call_tool("fetch", {"id": "999"})
            assert refused.is_error


def test_the_line_of_the_shell_works(vault: Vault) -> None:
    (line,) = [block for block in blocks(vault) if block.startswith("curl")]
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=True)
    assert len(json.loads(done.stdout)["result"]["structuredContent"]["results"]) == 1


@pytest.mark.skipif(
    not shutil.which(INSPECTOR), reason="MCP Inspector is missing: npm install -g @modelcontextprotocol/inspector"
)
def test_the_line_of_the_inspector_works(vault: Vault) -> None:
    (line,) = [block for block in blocks(vault) if block.startswith("npx")]
    line = line.replace("npx @modelcontextprotocol/inspector", INSPECTOR)
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=120, check=True)
    (hit,) = json.loads(done.stdout)["structuredContent"]["results"]
    assert "quince" in hit["text"]


def test_the_line_of_claude_code_names_the_server_and_the_header(vault: Vault) -> None:
    (line,) = [block for block in blocks(vault) if block.startswith("claude")]
    assert f"--transport http insightvault {vault.address}/mcp" in line and f"Bearer {vault.token}" in line
