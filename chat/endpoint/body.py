"""A program's request as text whose parts are known by their places, so that one part is changed and no other. Pure."""

import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from chat.endpoint.refusals import Refused
from chat.endpoint.steps import Steps
from sessions_memory.database.text import storable

MODEL_MAX_CHARS = 200
# A larger body is read and written beside the event loop.
SMALL_BYTES = 100_000
TOO_DEEP = "The body's values lie too deep in each other."


def _refuse(constant: str) -> None:
    raise ValueError


# NaN and Infinity are no JSON, whatever Python's module says.
_DECODER = json.JSONDecoder(parse_constant=_refuse)
_SPACE = re.compile(r"[ \t\n\r]*+")
_BETWEEN = re.compile(r"[ \t\n\r]*+,?[ \t\n\r]*+")


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
    """A JSON object. `places`: its values, by their names; of a name that stands twice the last.

    The value of a list is the places of its items. Each is read on its own: thousands of messages at once would hold
    all threads up.
    """

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

        pieces, at = [], 0
        for edit in sorted(edits):
            pieces += [self.text[at : edit.start], edit.text]
            at = edit.end

        return "".join([*pieces, self.text[at:]]).encode()


def read(sent: bytes) -> Steps[Body]:
    """Raises Refused for what is no object that names a model."""
    try:
        text = sent.decode()
        start = _skipped(text, 0)
        if text[start : start + 1] not in ("{", ""):
            raise Refused(422, "The body is a JSON object.")

        whole = yield from members(text, start)
        if _skipped(text, whole.end) < len(text):
            raise ValueError
    except ValueError:
        raise Refused(400, "The body is no JSON that can be read.") from None
    except RecursionError:
        raise Refused(400, TOO_DEEP) from None

    places: dict[str, Place] = whole.value
    model = places["model"].value if "model" in places else None
    if not isinstance(model, str) or not 0 < len(model) <= MODEL_MAX_CHARS or model != storable(model):
        raise Refused(422, "Name a model: one of GET /v1/models.", param="model")

    return Body(text, places)


def members(text: str, start: int) -> Steps[Place]:
    """Those of the object that begins there, by their names. Raises ValueError."""
    found: dict[str, Place] = {}
    at = _opened(text, start, "{")

    while text[at : at + 1] != "}":
        name, end = _DECODER.raw_decode(text, at)
        if not isinstance(name, str):
            raise ValueError

        at = _opened(text, _skipped(text, end), ":")
        found[name] = (yield from _items(text, at)) if text[at : at + 1] == "[" else _place(text, at)
        at = _next(text, found[name].end, "}")
        yield

    return Place(found, start, at + 1)


def _items(text: str, start: int) -> Steps[Place]:
    """Those of the list that begins there. Raises ValueError."""
    found: list[Place] = []
    at = _opened(text, start, "[")

    while text[at : at + 1] != "]":
        found.append(_place(text, at))
        at = _next(text, found[-1].end, "]")
        yield

    return Place(found, start, at + 1)


def _opened(text: str, at: int, sign: str) -> int:
    """Where something stands behind the sign, which is there. Raises ValueError."""
    if text[at : at + 1] != sign:
        raise ValueError

    return _skipped(text, at + 1)


def _next(text: str, at: int, end: str) -> int:
    """Where the next one begins, or the end is. Raises ValueError."""
    between = _BETWEEN.match(text, at)
    assert between
    is_last = text[between.end() : between.end() + 1] == end
    if is_last == ("," in between.group()):
        raise ValueError

    return between.end()


def _place(text: str, at: int) -> Place:
    """`at`: where a value begins."""
    value, end = _DECODER.raw_decode(text, at)
    return Place(value, at, end)


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
