"""A message's text, thinking, tools and files, in the shapes that programs around one protocol give it.

They are the protocol's own `content`, a text or parts; the AI SDK's `parts`; big-AGI's `fragments`; and a bare text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import as_text, clean, joined, one_line
from sessions_memory.importers.mapping.values import Attachment, ToolCall

Part = Mapping[str, Any]

PART_LISTS = ("content", "parts", "fragments")
BARE = ("content", "text", "message", "body", "value", "markdown")
THINKING = ("reasoning", "thinking", "thought", "think", "ma")
THOUGHTS = ("reasoning_content", "reasoning", "thinking", "thought")
TOOL_PREFIX, TOOLS = "tool-", ("dynamic-tool", "tool-invocation", "tool_invocation", "tool_response")
# Marks of a program within its parts.
NOTHING = ("step-start", "ph", "error", "source-url", "source-document", "void", "sentinel")


@dataclass(frozen=True, slots=True)
class Written:
    text: str = ""
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def written(message: Mapping[str, Any]) -> Written:
    """The first of its fields that says anything counts: a program that keeps a text twice says the same in both."""
    for key in PART_LISTS:
        parts = [_plain(part) for part in objects(message.get(key))]
        found = _of(parts)
        text = text_of(message.get(key))
        if text or found != Written():
            return Written(
                text or found.text, found.thinking or _thoughts(message), found.tool_calls, found.attachments
            )

    bare = next(filter(str.strip, (clean(message.get(key)) for key in BARE)), "")
    return Written(text=bare, thinking=_thoughts(message))


def text_of(content: Any) -> str:
    """The text of a message's content: text itself, or parts of which some are text."""
    if not isinstance(content, list):
        return clean(content)

    return joined(_text(_plain(part)) if isinstance(part, dict) else clean(part) for part in content)


def _plain(part: Part) -> Part:
    """A fragment without its wrapping."""
    inner = object_in(part, "part")
    return {"type": inner.get("pt"), **inner} if inner else part


def _text(part: Part) -> str:
    if part.get("type") in (*THINKING, *NOTHING):
        return ""

    text = part.get("text")
    return clean(text.get("value")) if isinstance(text, dict) else clean(text)


def _of(parts: Iterable[Part]) -> Written:
    parts = list(parts)
    return Written(
        text=joined(map(_text, parts)),
        thinking=joined(_thought(part) for part in parts if part.get("type") in THINKING),
        tool_calls=tuple(call for part in parts for call in _calls(part)),
        attachments=tuple(file for part in parts for file in _files(part)),
    )


def _thoughts(message: Mapping[str, Any]) -> str:
    return next(filter(str.strip, (clean(message.get(key)) for key in THOUGHTS)), "")


def _thought(part: Part) -> str:
    return joined(clean(part.get(key)) for key in ("text", "reasoning", "thinking", "aText"))


def _calls(part: Part) -> Iterator[ToolCall]:
    kind = one_line(part.get("type"))
    inner = object_in(part, "toolInvocation") or object_in(part, "invocation") or object_in(part, "result") or part
    if kind in TOOLS or kind.startswith(TOOL_PREFIX):
        name = inner.get("toolName") or inner.get("name") or kind.removeprefix(TOOL_PREFIX)
        given = next((inner[key] for key in ("input", "args", "arguments") if inner.get(key)), None)
        came = next((inner[key] for key in ("output", "result") if inner.get(key)), None)
        yield ToolCall(one_line(name) or "tool", as_text(given), as_text(came))


def _files(part: Part) -> Iterator[Attachment]:
    """What is no text, thinking or tool is a file or a picture."""
    kind = one_line(part.get("type"))
    is_aside = kind in (*THINKING, *NOTHING, *TOOLS) or kind.startswith(TOOL_PREFIX)
    if kind and not is_aside and not _text(part) and "text" not in kind:
        named = (object_in(part, "file").get("filename"), part.get("filename"), part.get("title"), part.get("caption"))
        name = next(filter(None, map(one_line, named)), kind.replace("_", " "))
        yield Attachment(
            name, media_type=one_line(part.get("mediaType")), text=clean(object_in(part, "data").get("text"))
        )
