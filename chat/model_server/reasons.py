"""Why a server says no: what its error holds, and of which kind that is. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chat.model_server.reading.lenient import Unreadable, read_json
from chat.model_server.reading.shapes import as_object, as_text
from chat.model_server.sayings import Kind, kind_by_words

# What is read of an error, and what of it an owner is shown.
TEXTS_MAX = 60
TEXT_MAX_CHARS = 2_000
SAID_MAX_CHARS = 300
DEPTH_MAX = 6


BY_STATUS = {
    301: Kind.MOVED,
    302: Kind.MOVED,
    303: Kind.MOVED,
    307: Kind.MOVED,
    308: Kind.MOVED,
    401: Kind.BAD_KEY,
    402: Kind.NO_CREDIT,
    403: Kind.NOT_ALLOWED,
    404: Kind.NO_MODEL,
    405: Kind.NO_SUCH_PLACE,
    410: Kind.NO_MODEL,
    413: Kind.TOO_LARGE,
    429: Kind.TOO_OFTEN,
    529: Kind.TOO_OFTEN,
}
# These statuses say it themselves, whatever stands beside them.
CERTAIN = (301, 302, 303, 307, 308, 401, 402, 413)
# What FastAPI, Starlette and plain servers write where there is nothing.
NOTHING_HERE = ("", "not found", "404 not found", "404 page not found", "404: not found")


@dataclass(frozen=True)
class Reason:
    """`status`: of the answer or, inside a good one, of its error; None if there is none. `texts`: all it holds."""

    status: int | None
    texts: tuple[str, ...]

    @property
    def lower(self) -> str:
        return "\n".join(self.texts).lower()

    @property
    def said(self) -> str:
        """The server's own sentence, for the owner."""
        sentence = "" if self.is_page else next((text for text in self.texts if " " in text.strip()), "")
        return " ".join(sentence.split())[:SAID_MAX_CHARS]

    @property
    def kind(self) -> Kind:
        if self.status in CERTAIN:
            return BY_STATUS[self.status]

        by_words = None if self.is_page else kind_by_words(self.lower)
        return by_words or self._by_status()

    @property
    def is_page(self) -> bool:
        """A web page in place of an error: of a proxy, or of another program."""
        return self.lower.lstrip().startswith("<")

    def _by_status(self) -> Kind:
        if self.status == 404 and (self.is_page or self.lower.strip() in NOTHING_HERE):
            return Kind.NO_SUCH_PLACE
        if self.status in BY_STATUS:
            return BY_STATUS[self.status]

        return Kind.REFUSED if self.status and 400 <= self.status < 500 else Kind.BROKEN


def reason_of(status: int, body: str) -> Reason:
    """Of an answer that says no by its status."""
    try:
        texts = tuple(_texts(read_json(body.encode("utf-8", "replace"))))
    except Unreadable:
        texts = (body.strip()[:TEXT_MAX_CHARS],)

    return Reason(status, texts[:TEXTS_MAX])


def reason_in(error: Any) -> Reason:
    """Of an error inside an answer whose status is good."""
    codes = (as_object(error).get(key) for key in ("code", "status", "status_code"))
    status = next((code for code in codes if isinstance(code, int) and 300 <= code < 600), None)
    return Reason(status, tuple(_texts(error))[:TEXTS_MAX])


def error_in(value: Any, name: str) -> Any:
    """What of an event says that something failed; None if nothing does. `name`: the event's."""
    event = as_object(value)
    if error := event.get("error"):
        return error
    if name == "error" or event.get("object") == "error" or event.get("type") == "error":
        return event or {"message": as_text(value)}

    choices = event.get("choices")
    for choice in map(as_object, choices if isinstance(choices, list) else []):
        if choice.get("error") or choice.get("finish_reason") == "error":
            return choice.get("error") or {"message": "the model ended with an error"}

    is_bare = "choices" not in event and (event.get("detail") or ("code" in event and as_text(event.get("message"))))
    return event if is_bare else None


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """All texts in an error, those of messages first."""
    if isinstance(value, str):
        yield value[:TEXT_MAX_CHARS]
    elif isinstance(value, Mapping) and depth < DEPTH_MAX:
        for key in sorted(value, key=lambda key: key not in ("message", "error", "detail", "msg")):
            yield from _texts(value[key], depth + 1)
    elif isinstance(value, list) and depth < DEPTH_MAX:
        for part in value:
            yield from _texts(part, depth + 1)
