"""In which shapes servers write an answer's words: texts, lists of parts, deltas, whole messages. Pure.

Every function takes any value and gives what it knows of it: of another shape is nothing, never an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Deeper ones are no server's.
DEPTH_MAX = 8
THINKING_KINDS = ("thinking", "reasoning", "thought", "redacted_thinking")
# Where a part or a delta has its words, the first that has any.
WORDS_IN = ("text", "output_text", "content", "value")
THOUGHTS_IN = ("reasoning_content", "reasoning", "thinking", "reasoning_text", "thought", "reasoning_details")
PART_KEYS = (*WORDS_IN, "reasoning", "thinking", "thought", "summary")
# What an event, its choice and its delta hold that say nothing but the next words.
USUAL_KEYS = {"id", "object", "created", "model", "system_fingerprint", "service_tier", "choices", "usage"}
USUAL_CHOICE_KEYS = {"index", "delta", "finish_reason", "logprobs"}
USUAL_DELTA_KEYS = {"role", "content"}


@dataclass(frozen=True, slots=True)
class Words:
    text: str = ""
    thinking: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.thinking)


def as_object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def as_count(value: Any) -> int | None:
    is_count = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15
    return int(value) if is_count else None


def usual_words(event: Any) -> str | None:
    """The words of an event as nearly every one is; None of any other, which is then read with care.

    Read with care each of an answer's hundreds of events cost 45 calls, a quarter of a whole turn by the API.
    """
    if not isinstance(event, dict) or not event.keys() <= USUAL_KEYS or event.get("usage") is not None:
        return None

    choices = event.get("choices")
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    if event.get("object") != "chat.completion.chunk" or not isinstance(choice, dict):
        return None

    delta = choice.get("delta")
    if not isinstance(delta, dict) or not delta.keys() <= USUAL_DELTA_KEYS or not choice.keys() <= USUAL_CHOICE_KEYS:
        return None
    if choice.get("index", 0) != 0 or choice.get("finish_reason") is not None:
        return None

    words = delta.get("content", "")
    return words if isinstance(words, str) else None


def words_of(message: Any) -> Words:
    """Of a delta or a message: its content, and what it thought beside it."""
    if isinstance(message, str):
        return Words(message)

    message = as_object(message)
    content = _content(message.get("content"))
    beside = next((plain for key in THOUGHTS_IN if key in message and (plain := _plain(message[key]))), "")
    return Words(content.text, beside or content.thinking)


def refusal_of(message: Any) -> str:
    message = as_object(message)
    return _plain(message["refusal"]) if "refusal" in message else ""


def _content(content: Any) -> Words:
    """A text, or parts of which some are thinking."""
    if isinstance(content, str):
        return Words(content)

    parts = content if isinstance(content, list) else [content]
    thinking = [_plain(part) for part in parts if _is_thinking(part)]
    text = [_plain(part) for part in parts if not _is_thinking(part)]
    return Words("".join(text), "".join(thinking))


def _is_thinking(part: Any) -> bool:
    part = as_object(part)
    kind = as_text(part.get("type"))
    return kind.startswith(THINKING_KINDS) or part.get("thought") is True or ("thinking" in part and "text" not in part)


def _plain(value: Any, depth: int = 0) -> str:
    if isinstance(value, str):
        return value
    if depth == DEPTH_MAX:
        return ""
    if isinstance(value, list):
        return "".join(_plain(part, depth + 1) for part in value)

    if not isinstance(value, dict):
        return ""

    return next((plain for key in PART_KEYS if key in value and (plain := _plain(value[key], depth + 1))), "")
