"""Extras of an imported turn beside its words: files, tool calls, and the parts that could not be brought along."""

from dataclasses import dataclass
from typing import Any

from sessions_memory.database.text import cut
from sessions_memory.models import UserInteraction

# Enough to see what it was; the whole stays in the export.
SHOWN_CHARS = 20_000


@dataclass(frozen=True)
class Extra:
    """`text`: what was in the file, or what the tool was given and gave back; "" if only the name is known."""

    name: str
    text: str


@dataclass(frozen=True)
class Aside:
    files: tuple[Extra, ...]
    tools: tuple[Extra, ...]
    remarks: tuple[str, ...]
    has_time: bool


def aside_of(interaction: UserInteraction) -> Aside:
    kept = interaction.interaction_metadata
    return Aside(
        files=tuple(Extra(_text(file, "name"), _text(file, "text")) for file in _listed(kept, "attachments")),
        tools=tuple(Extra(_text(call, "name"), _given_and_got(call)) for call in _listed(kept, "tool_calls")),
        remarks=tuple(remark for remark in _list(kept, "import_notes") if isinstance(remark, str)),
        has_time=not kept.get("time_unknown"),
    )


def _listed(kept: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [part for part in _list(kept, name) if isinstance(part, dict)]


def _list(kept: dict[str, Any], name: str) -> list[Any]:
    """Metadata of one's own export may hold anything."""
    value = kept.get(name)
    return value if isinstance(value, list) else []


def _given_and_got(call: dict[str, Any]) -> str:
    return "\n\n".join(text for text in (_text(call, "input"), _text(call, "output")) if text)


def _text(part: dict[str, Any], name: str) -> str:
    text = str(part.get(name) or "")
    return cut(text, SHOWN_CHARS)
