"""The part of a byte stream that is held, and the ends of the JSON values in it. Nothing here parses a value."""

import re
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.values import MEGABYTE, Limits

READ_BYTES = 1 << 18
READ_MOST_BYTES = 8 << 20
# All up to the next bracket, or up to a text that does not end in what is held.
NO_BRACKET = re.compile(rb'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+', re.DOTALL)
TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
SCALAR = re.compile(rb"[^\s,\[\]{}\"]*+")
SCALAR_MAX_BYTES = 1 << 16
QUOTE, BACKSLASH = b'"\\'
CUT_OFF = gettext_noop("The file is cut off inside this entry.")
TOO_DEEP = gettext_noop("It is nested deeper than {count} levels.")
TOO_LARGE = gettext_noop("It is larger than {size} MB.")


class Window:
    """`data[at:]` is what is held and not yet used; `offset` is where in the stream that begins."""

    def __init__(self, stream: IO[bytes], offset: int) -> None:
        self._stream = stream
        self._start = offset
        self.data = b""
        self.at = 0

    @property
    def offset(self) -> int:
        return self._start + self.at

    @property
    def held(self) -> memoryview:
        return memoryview(self.data)[self.at :]

    def more(self) -> bool:
        """Read on, forgetting what is used; as much as is held, so that no long value is copied often."""
        size = min(max(READ_BYTES, len(self.data) - self.at), READ_MOST_BYTES)
        piece = self._stream.read(size)
        if not piece:
            return False

        self._start += self.at
        self.data = self.data[self.at :] + piece
        self.at = 0

        return True

    def close(self) -> None:
        self._start, self.data, self.at = self.offset, b"", 0


@dataclass(slots=True)
class Measured:
    """`size` bytes from here on are the value, or with a `problem` what is left of it, `head` its beginning."""

    size: int = 0
    problem: str = ""
    head: bytes = b""
    is_cut: bool = False  # the stream ended inside it


def measure(window: Window, limits: Limits) -> Measured:
    if window.data[window.at] not in b'"[{':
        return _scalar(window)

    at, depth, is_text, result = 0, 0, False, Measured()
    if window.data[window.at] == QUOTE:
        at, is_text = 1, True

    while True:
        found = (TEXT if is_text else NO_BRACKET).match(window.data, window.at + at)
        end = found.end() if found else window.at + at
        mark = window.data[end] if end < len(window.data) else None

        if mark is None or mark == BACKSLASH:
            at = _hold(window, end - window.at, limits, result)
            if not window.more():
                _complain(window, result, CUT_OFF)
                result.size, result.is_cut = len(window.held), True
                return result

            continue

        at = end + 1 - window.at
        if mark == QUOTE:
            is_text = not is_text
        else:
            depth += 1 if mark in b"[{" else -1

        if depth > limits.nesting:
            _complain(window, result, TOO_DEEP.format(count=limits.nesting))

        if depth <= 0 and not is_text:
            result.size = at
            return result


def _hold(window: Window, size: int, limits: Limits, result: Measured) -> int:
    """Keep the `size` bytes looked through so far, unless they are of no use: how many are kept."""
    if size > limits.conversation_bytes:
        _complain(window, result, TOO_LARGE.format(size=limits.conversation_bytes // MEGABYTE))
    if not result.problem:
        return size

    window.at += size
    return 0


def _complain(window: Window, result: Measured, problem: str) -> None:
    if not result.problem:
        result.problem, result.head = problem, bytes(window.held[:4000])


def _scalar(window: Window) -> Measured:
    while True:
        found = SCALAR.match(window.data, window.at)
        size = max(1, found.end() - window.at if found else 1)
        if window.at + size < len(window.data) or size > SCALAR_MAX_BYTES or not window.more():
            return Measured(size)
