"""A program's request as text whose parts are known by their places, so that one part is changed and no other. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from chat.endpoint.refusals import Refused

MODEL_MAX_CHARS = 200
TOO_DEEP = "The body's values lie too deep in each other."

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*+")


class Place(NamedTuple):
    """A value of the text, from `start` to `end`."""

    value: Any
    start: int
    end: int


class Edit(NamedTuple):
    """`text`: to stand in the place of what is there from `start` to `end`."""

    start: int
    end: int
    text: str


def put_behind(place: Place, text: str) -> Edit:
    """`text` at the end of a value that is a text itself."""
    return Edit(place.end - 1, place.end - 1, _written(text)[1:-1])


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class Body:
    """A JSON object. `places`: its values, by their names; of a name that stands twice the last."""

    text: str
    places: dict[str, Place]

    @property
    def model(self) -> str:
        return str(self.places["model"].value)

    @property
    def streams(self) -> bool:
        return "stream" in self.places and self.places["stream"].value is True

    def for_model(self, name: str, *more: Edit) -> bytes:
        """To the byte as it came, but for the model's name on its server, and what is put in besides."""
        place = self.places["model"]
        edits = list(more) if name == self.model else [*more, Edit(place.start, place.end, _written(name))]

        text = self.text
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text.encode()


def read(sent: bytes) -> Body:
    """Raises Refused for what is no object that names a model."""
    try:
        found = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise Refused(400, "The body is no JSON that can be read.") from None

    if not isinstance(found, dict):
        raise Refused(422, "The body is a JSON object.")
    model = found.get("model")
    if not isinstance(model, str) or not 0 < len(model) <= MODEL_MAX_CHARS:
        raise Refused(422, "Name a model: one of GET /v1/models.", param="model")

    text = sent.decode()
    try:
        return Body(text, members(text, _skipped(text, 0)))
    except RecursionError:
        raise Refused(400, TOO_DEEP) from None


def members(text: str, start: int) -> dict[str, Place]:
    """Of the object that begins there; the text was read as JSON before."""
    found: dict[str, Place] = {}
    at = _skipped(text, start + 1)

    while text[at] != "}":
        name, end = _DECODER.raw_decode(text, at)
        # Behind the colon.
        found[name] = _place(text, _skipped(text, end) + 1)
        at = _behind_comma(text, found[name].end)

    return found


def items(text: str, start: int) -> Iterator[Place]:
    """Of the list that begins there."""
    at = _skipped(text, start + 1)
    while text[at] != "]":
        place = _place(text, at)
        yield place
        at = _behind_comma(text, place.end)


def _place(text: str, at: int) -> Place:
    start = _skipped(text, at)
    value, end = _DECODER.raw_decode(text, start)
    return Place(value, start, end)


def _behind_comma(text: str, at: int) -> int:
    at = _skipped(text, at)
    return _skipped(text, at + 1) if text[at] == "," else at


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
