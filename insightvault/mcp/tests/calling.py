"""Calls of tools as a program makes them, without a client of its own."""

from typing import Any

from django.test import Client

VERSION = "2025-11-25"


def send(program: Client, method: str, *, version: str = VERSION, **params: Any) -> Any:
    """The response. `version`: of the protocol, "" for the oldest, which sends no header."""
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = {"MCP-Protocol-Version": version} if version else {}
    return program.post("/mcp", message, content_type="application/json", headers=headers)


def call(program: Client, tool: str, **arguments: Any) -> Any:
    """What the tool gave, or its sentence where it refused."""
    body = send(program, "tools/call", name=tool, arguments=arguments).json()
    if "error" in body:
        return body["error"]["message"]

    result = body["result"]
    return result["content"][0]["text"] if result["isError"] else result["structuredContent"]


def tools(program: Client) -> list[str]:
    return [tool["name"] for tool in send(program, "tools/list").json()["result"]["tools"]]
