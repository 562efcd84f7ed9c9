"""Cuts what a model server sends into its events: bytes in, values out. Pure.

By the book of server-sent events (WHATWG HTML, 9.2), with all of its ends of lines, and leniently beyond it: an event
counts as soon as it can be read, whole JSON and JSON by lines are read where no event stream comes, and what can't be
read is skipped and counted.
"""

from typing import Any, NamedTuple

import orjson

from chat.model_server.reading.lenient import Unreadable, read_json

# What has not become an event by then is no answer but an attack or a mistake.
HELD_MAX_BYTES = 4_000_000
# Lines of one event that are tried together before its end.
LINES_TRIED = 64
BOM = b"\xef\xbb\xbf"
DONE = b"[DONE]"


class Event(NamedTuple):
    """`value`: its JSON, None at the end of the stream. `name`: as the server calls it, mostly ""."""

    value: Any
    name: str = ""


END = Event(None)


class TooMuch(Exception):
    """A line or an event without end."""


class EventReader:
    """`skipped`: how many events could not be read."""

    def __init__(self) -> None:
        self.skipped = 0
        self._unread = bytearray()
        self._is_first = True
        self._ends_in_cr = False
        self._is_whole_json = False
        self._name = ""
        self._lines: list[bytes] = []
        self._held = 0
        self._events: list[Event] = []

    def feed(self, chunk: bytes) -> list[Event]:
        """Raises TooMuch."""
        chunk = self._with_plain_ends(chunk)
        self._unread += chunk
        if len(self._unread) + self._held > HELD_MAX_BYTES:
            raise TooMuch
        # A line that comes byte by byte is put together once.
        if b"\n" not in chunk:
            return []

        *lines, rest = bytes(self._unread).split(b"\n")
        self._unread = bytearray(rest)
        for line in lines:
            # An empty one ends an event; nearly always it was read when its line ended.
            if line or self._lines or self._name:
                self._take(line)

        return self._taken()

    def finish(self) -> list[Event]:
        """What is left once nothing more comes."""
        rest, self._unread = bytes(self._unread), bytearray()
        if rest:
            self._take(rest)

        self._dispatch()
        return self._taken()

    def _taken(self) -> list[Event]:
        taken, self._events = self._events, []
        return taken

    def _with_plain_ends(self, chunk: bytes) -> bytes:
        if not self._ends_in_cr and b"\r" not in chunk:
            return chunk

        if self._ends_in_cr:
            chunk = chunk.removeprefix(b"\n")
        self._ends_in_cr = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _take(self, line: bytes) -> None:
        if self._is_first and line:
            line = line.removeprefix(BOM)
            self._is_first, self._is_whole_json = False, line.lstrip()[:1] in (b"{", b"[")

        if line.startswith(b"data:"):
            self._take_data(line[5:].strip())
        elif self._is_whole_json:
            self._take_data(line.strip())
        elif not line:
            self._dispatch()
        else:
            self._take_field(line)

    def _take_field(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        if field == b"event":
            self._name = value.strip().decode("utf-8", "replace")
        elif field == b"error":
            self._events.append(Event({"error": value.strip().decode("utf-8", "replace")}))
        elif self._lines:
            # A line's end within a text, written as it is.
            self._hold(line)
        elif field not in (b"", b"id", b"retry"):
            self.skipped += 1

    def _take_data(self, line: bytes) -> None:
        if not line:
            return
        if line == DONE:
            self._dispatch()
            self._events.append(END)
            return

        if event := self._ended_by(line):
            self._events.append(event)
        else:
            self._hold(line)

    def _ended_by(self, line: bytes) -> Event | None:
        """The event that this line is, or ends."""
        if not self._lines:
            return self._strictly(line)

        ends = line.endswith((b"}", b"]")) and len(self._lines) < LINES_TRIED
        if ends and (event := self._strictly(b"\n".join([*self._lines, line]))):
            self._let_go()
            return event

        if line.startswith(b"{") and not self._is_whole_json and (event := self._strictly(line)):
            # What was held before it had no end of its own.
            self._dispatch()
            return event

        return None

    def _strictly(self, text: bytes) -> Event | None:
        try:
            return Event(orjson.loads(text) or {}, self._name)
        except orjson.JSONDecodeError:
            return None

    def _hold(self, line: bytes) -> None:
        self._lines.append(line)
        self._held += len(line) + 1

    def _let_go(self) -> list[bytes]:
        held, self._lines, self._held = self._lines, [], 0
        return held

    def _dispatch(self) -> None:
        """The end of an event: what is held of it is read as leniently as can be, together or line by line."""
        lines = self._let_go()
        if lines and not self._is_nearly_read(b"\n".join(lines)):
            read = [self._is_nearly_read(line) for line in lines] if len(lines) > 1 else [False]
            self.skipped += 0 if all(read) else 1

        self._name = ""

    def _is_nearly_read(self, text: bytes) -> bool:
        try:
            self._events.append(Event(read_json(text) or {}, self._name))
        except Unreadable:
            return False

        return True
