"""The page that a reader sees while an answer is written: built from the events as static/js/stream.js does. Pure."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class StreamEvent:
    """`id` is the last one seen on the stream, as a browser has it."""

    kind: str
    data: str
    id: str


class EventParser:
    """Bytes of a `text/event-stream` -> its events, by the rules of the HTML standard that concern us."""

    def __init__(self, last_id: str = "") -> None:
        self._rest = b""
        self._kind = ""
        self._data: list[str] = []
        self._id = last_id

    def feed(self, chunk: bytes) -> Iterator[StreamEvent]:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for raw in lines:
            line = raw.decode()
            if line:
                self._field(line)
            elif event := self._event():
                yield event

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")

        if name == "event":
            self._kind = value
        elif name == "data":
            self._data.append(value)
        elif name == "id":
            self._id = value

    def _event(self) -> StreamEvent | None:
        kind, data = self._kind, self._data
        self._kind, self._data = "", []
        return StreamEvent(kind or "message", "\n".join(data), self._id) if data else None


@dataclass
class ShownPage:
    """`answer` is what the model is going to say: what is shown must always be the beginning of it.

    `wrong` counts the moments at which a word was missing, doubled or not the model's.
    """

    answer: str
    blocks: list[tuple[int, str]] = field(default_factory=list)  # end in code points, HTML
    tail: str = ""
    tail_start: int = 0
    last_id: str = ""
    is_done: bool = False
    wrong: int = 0
    shown: list[tuple[float, int]] = field(default_factory=list)  # when, how many code points

    @property
    def length(self) -> int:
        return self.tail_start + len(self.tail)

    @property
    def html(self) -> str:
        return "".join(html for _, html in self.blocks)

    def take(self, event: StreamEvent) -> None:
        self.last_id = event.id
        if event.kind == "text":
            self._text(event.data, int(event.id))
        elif event.kind == "block":
            self._block(event.data, int(event.id))
        elif event.kind in ("done", "error"):
            self.is_done = True

    def _text(self, piece: str, end: int) -> None:
        self.tail += piece[max(0, self.length - (end - len(piece))) :]
        self._look()

    def _block(self, html: str, end: int) -> None:
        if end <= self.tail_start:
            return

        self.blocks.append((end, html))
        self.tail = self.tail[end - self.tail_start :]
        self.tail_start = end
        self._look()

    def _look(self) -> None:
        if not self.answer.startswith(self.tail, self.tail_start):
            self.wrong += 1

        self.shown.append((time.monotonic(), self.length))
