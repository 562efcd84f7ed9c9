"""Small exports in ChatGPT's form, made of plain words, for tests that need one to come in."""

import io
import json
import zipfile
from typing import Any

Turns = list[tuple[str, str]]
AT = 1_700_000_000


def chatgpt_conversation(
    name: str, turns: Turns, *, updated: int = AT, hidden: str = "", later: int = 0, **fields: Any
) -> dict[str, Any]:
    """`hidden`: what the person had told ChatGPT about themselves. `later`: seconds after the others."""
    nodes: dict[str, Any] = {"root": {"id": "root", "parent": None, "children": [], "message": None}}
    last = "root"
    content: dict[str, Any]

    if hidden:
        content = {"content_type": "user_editable_context", "user_profile": hidden, "user_instructions": ""}
        last = _add(nodes, last, f"{name}-h", "user", content, AT, {"is_visually_hidden_from_conversation": True})

    for number, (question, answer) in enumerate(turns):
        for role, text in (("user", question), ("assistant", answer)):
            content = {"content_type": "text", "parts": [text]}
            last = _add(nodes, last, f"{name}-{number}-{role}", role, content, AT + later + 60 * number, {})

    return {
        "id": name,
        "conversation_id": name,
        "title": f"About {name}",
        "create_time": AT + later,
        "update_time": updated,
        "mapping": nodes,
        "current_node": last,
        **fields,
    }


def _add(
    nodes: dict[str, Any], parent: str, name: str, role: str, content: dict[str, Any], at: int, metadata: dict[str, Any]
) -> str:
    message = {"id": name, "author": {"role": role}, "create_time": at, "content": content, "metadata": metadata}
    nodes[name] = {"id": name, "parent": parent, "children": [], "message": message | {"recipient": "all"}}
    nodes[parent]["children"].append(name)

    return name


def chatgpt_json(*conversations: Any) -> bytes:
    return json.dumps(conversations).encode()


def chatgpt_zip(*conversations: Any) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", chatgpt_json(*conversations))

    return packed.getvalue()


def many(count: int, turns: int = 1) -> list[dict[str, Any]]:
    return [chatgpt_conversation(f"c{n:04}", [(f"Why {n}?", f"So {n}.")] * turns) for n in range(count)]
