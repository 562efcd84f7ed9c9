"""One message in the shapes of several programs."""

from typing import Any

import pytest

from sessions_memory.importers.mapping.message.written import Written, written
from sessions_memory.importers.mapping.values import Attachment, ToolCall


def fragment(kind: str, **fields: Any) -> dict[str, Any]:
    return {"ft": "content", "part": {"pt": kind, **fields}}


@pytest.mark.parametrize(
    "message",
    [
        {"content": "Five."},
        {"content": [{"type": "text", "text": "Five."}]},
        {"content": [{"type": "output_text", "text": {"value": "Five."}}]},
        {"content": ["Five."]},
        {"content": "", "parts": [{"type": "step-start"}, {"type": "text", "text": "Five."}]},
        {"parts": ["Five."]},
        {"fragments": [fragment("text", text="Five."), {"ft": "void", "part": {"pt": "ph", "pText": "Wait"}}]},
        {"content": None, "text": "Five."},
        {"content": [], "message": "Five."},
        {"content": "Five.", "parts": [{"type": "text", "text": "Five."}]},
    ],
)
def test_the_text_in_each_shape(message: dict[str, Any]) -> None:
    assert written(message) == Written("Five.")


@pytest.mark.parametrize(
    "message",
    [
        {"content": "Five.", "reasoning_content": "A bulb."},
        {"content": [{"type": "thinking", "thinking": "A bulb."}, {"type": "text", "text": "Five."}]},
        {"parts": [{"type": "reasoning", "text": "A bulb."}, {"type": "text", "text": "Five."}]},
        {"parts": [{"type": "reasoning", "reasoning": "A bulb."}, {"type": "text", "text": "Five."}]},
        {"fragments": [{"ft": "void", "part": {"pt": "ma", "aText": "A bulb."}}, fragment("text", text="Five.")]},
    ],
)
def test_thinking_is_apart_from_the_text(message: dict[str, Any]) -> None:
    assert written(message) == Written("Five.", thinking="A bulb.")


@pytest.mark.parametrize(
    "part",
    [
        {"type": "tool-search", "input": {"q": 1}, "output": "found", "state": "output-available"},
        {"type": "dynamic-tool", "toolName": "search", "input": {"q": 1}, "output": "found"},
        {"type": "tool-invocation", "toolInvocation": {"toolName": "search", "args": {"q": 1}, "result": "found"}},
    ],
)
def test_tools_are_apart_from_the_text(part: dict[str, Any]) -> None:
    found = written({"parts": [part, {"type": "text", "text": "Five."}]})
    assert found == Written("Five.", tool_calls=(ToolCall("search", '{"q":1}', "found"),))


def test_what_is_neither_is_a_file() -> None:
    file = {"type": "file", "mediaType": "image/png", "filename": "leek.png", "url": "data:image/png;base64,AA"}
    assert written({"parts": [file]}).attachments == (Attachment("leek.png", "image/png"),)
    document = {"ft": "attachment", "title": "notes.md", "part": {"pt": "doc", "data": {"text": "Leeks"}}}
    assert written({"fragments": [document]}).attachments == (Attachment("doc", text="Leeks"),)
