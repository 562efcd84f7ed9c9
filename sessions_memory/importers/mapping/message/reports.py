"""Reports that ChatGPT's research wrote, which its export keeps in the state of a widget in place of a message.

The state is an object or JSON as a text, in a message's metadata or as the words of a hidden message. Nobody says how
it is built: a message in it with an author and content is a report.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sessions_memory.importers.mapping.dialogue import Said
from sessions_memory.importers.mapping.message.citations import with_links
from sessions_memory.importers.mapping.parsing import NotJson, parse
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import clean, identity, joined
from sessions_memory.importers.mapping.times import moment

STATE = "widget_state"
# The words of a hidden message that holds a state begin so, whatever follows.
SAYS_STATE, SAYS_STATE_CHARS = "widget", 200
# Of one state: what is looked at, and how deep a report may lie.
VALUES, DEEPEST = 300, 6


def reports_in(message: Mapping[str, Any]) -> Iterator[Said]:
    for state in _states(message):
        for report in _reports(state):
            text = with_links(_text(report), object_in(report, "metadata"))
            if text.strip():
                yield Said("answer", identity(report.get("id")), text, moment(message.get("create_time")))


def _states(message: Mapping[str, Any]) -> Iterator[Any]:
    metadata = object_in(message, "metadata")
    for place in (message, metadata, *(value for value in metadata.values() if isinstance(value, dict))):
        yield _parsed(place.get(STATE))

    parts = object_in(message, "content").get("parts")
    for part in parts if isinstance(parts, list) and metadata.get("is_visually_hidden_from_conversation") else ():
        words = clean(part)
        if SAYS_STATE in words[:SAYS_STATE_CHARS]:
            yield _parsed(words[max(0, words.find("{")) :])


def _parsed(state: Any) -> Any:
    if not isinstance(state, str):
        return state

    try:
        return parse(state.strip().encode("utf-8", "replace"))[0]
    except NotJson:
        return None


def _reports(state: Any) -> Iterator[Mapping[str, Any]]:
    waiting: list[tuple[Any, int]] = [(state, 0)]
    for _ in range(VALUES):
        if not waiting:
            return

        value, depth = waiting.pop(0)
        if isinstance(value, dict) and object_in(value, "author") and object_in(value, "content"):
            yield from [value] if object_in(value, "author").get("role") == "assistant" else []
        elif depth < DEEPEST:
            inner = list(value.values()) if isinstance(value, dict) else objects(value)
            waiting += [(_parsed_object(each), depth + 1) for each in inner[:VALUES]]


def _parsed_object(value: Any) -> Any:
    """A message may be a text of JSON within the state, too."""
    return _parsed(value) if isinstance(value, str) and value[:1] == "{" else value


def _text(report: Mapping[str, Any]) -> str:
    content = object_in(report, "content")
    parts = content.get("parts")
    texts = parts if isinstance(parts, list) else [content.get("text")]
    return joined(clean(part.get("text") if isinstance(part, dict) else part) for part in texts)
