"""The records of a JSON file, one at a time, from a stream of bytes: never more than one is held.

A file may be a list of records, an object with that list below a key, one record after another (JSON lines), or a
single record. A record's end is found by counting brackets outside texts. Most of the time that is spared: records
of one list begin alike, so the next such beginning is looked for, and what lies before it is a record if it parses.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.parsing import NotJson, parse
from sessions_memory.importers.mapping.texts import one_line
from sessions_memory.importers.mapping.values import FoundRecord, Limits
from sessions_memory.importers.raw.window import Measured, Window, measure

UTF8_MARK = b"\xef\xbb\xbf"
BETWEEN = re.compile(rb"[\s,]*+")
MEMBER = rb'\s*+:\s*+(?:"(?:[^"\\]|\\.)*+"|[^\s",{}\[\]]++)\s*+,\s*+'
FIRST_KEYS = re.compile(rb'\{\s*+("[^"\\]{1,60}+")' + MEMBER + rb'("[^"\\]{1,60}+")')
# A list of conversations may lie under one of these keys of an object, behind nothing but plain members.
LISTS = ("conversations", "history", "chats", "data")
WRAPPED = re.compile(rb'\{\s*+(?:"[^"\\]{1,60}+"' + MEMBER + rb')*+"(?:' + "|".join(LISTS).encode() + rb')"\s*+:\s*+\[')
TITLE = re.compile(rb'"(?:title|name)"\s*+:\s*+("(?:[^"\\]|\\.){0,400}")', re.DOTALL)
# The first two members of a record fit into this, and most records into that.
BEGINNING_BYTES = 4096
GUESSED_BYTES = 4 << 20
# A wrong guess costs time: where more are wrong than right, no more are made.
GUESSES = 50
LINE_BYTES = 1 << 20
OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, QUOTE = b'[]{"'
# The surroundings of the next record; at the start there are none.
START, LIST, WRAPPER, LINES = "", "list", "wrapper", "lines"
CUT_LIST = gettext_noop("The file ends in the middle of its list: it was cut off, and what came after is missing.")
NOT_JSON = gettext_noop("This entry is not valid JSON.")
AFTER_THE_END = gettext_noop("There is something after the end of the list that is not JSON.")


class Records:
    """`offset` and `within` are those of the record to go on after; the stream stands at `offset` already."""

    def __init__(self, stream: IO[bytes], limits: Limits, *, offset: int = 0, within: str = START) -> None:
        self._window = Window(stream, offset)
        self._limits = limits
        self._within = within
        self._next_one: re.Pattern[bytes] | None = None
        self._guesses = GUESSES

        self._lists = 0

    def __iter__(self) -> Iterator[FoundRecord]:
        while (found := self._next()) is not None:
            found.offset, found.within, found.lists = self._window.offset, self._within, self._lists
            yield found

    def _next(self) -> FoundRecord | None:
        window = self._window
        while (first := self._skip_between()) is not None:
            if first == CLOSE_LIST and self._within == WRAPPER:
                return None

            if first == CLOSE_LIST and self._within == LIST:
                window.at += 1
                self._within = LINES
            elif first == OPEN_LIST and self._within in (START, LINES):
                window.at += 1
                self._within = LIST
                self._lists += 1
            elif not (first == OPEN_OBJECT and self._within == START and self._enter_wrapper()):
                return self._record(first)

        # The bytes are used up: that is right everywhere but inside a list.
        was, self._within = self._within, LINES
        return FoundRecord(problem=CUT_LIST) if was in (LIST, WRAPPER) else None

    def _skip_between(self) -> int | None:
        """The first byte of what comes next, None at the end."""
        window = self._window
        if window.offset == 0 and window.more() and window.data.startswith(UTF8_MARK):
            window.at = len(UTF8_MARK)

        while True:
            if found := BETWEEN.match(window.data, window.at):
                window.at = found.end()
            if window.at < len(window.data):
                return window.data[window.at]
            if not window.more():
                return None

    def _enter_wrapper(self) -> bool:
        window = self._window
        found = WRAPPED.match(window.data, window.at)

        if found:
            window.at = found.end()
            self._within = WRAPPER

        return found is not None

    def _record(self, first: int) -> FoundRecord:
        if self._within == LINES and first not in (OPEN_OBJECT, QUOTE):
            self._window.close()
            return FoundRecord(problem=AFTER_THE_END)

        if self._within == START:
            self._within = LINES

        return self._guessed() or self._measured()

    def _guessed(self) -> FoundRecord | None:
        """The record up to where the next one seems to begin. Parsing proves it: no object is the start of another."""
        if self._next_one is None or self._guesses <= 0:
            return None

        self._guesses -= 1
        window, looked = self._window, 0

        while (next_one := self._next_one.search(window.data, window.at + looked)) is None:
            held = len(window.held)
            looked = max(0, held - BEGINNING_BYTES)
            if held > GUESSED_BYTES or not window.more():
                return None

        end = next_one.start() + 1
        try:
            value, is_repaired = parse(window.held[: end - window.at])
        except NotJson:
            return None

        window.at = end
        self._guesses = min(self._guesses + 2, GUESSES)
        return FoundRecord(value, is_repaired=is_repaired)

    def _measured(self) -> FoundRecord:
        window = self._window
        measured = measure(window, self._limits)
        raw = window.held[: measured.size]
        found = FoundRecord(problem=measured.problem, title=_title(measured.head))

        if keys := FIRST_KEYS.match(raw):
            self._next_one = _beginning_with(keys[1], keys[2])

        if not found.problem:
            try:
                found.value, found.is_repaired = parse(raw)
            except NotJson:
                found.problem, found.title = NOT_JSON, _title(bytes(raw[:BEGINNING_BYTES]))

        window.at += measured.size
        if found.problem and self._within == LINES:
            self._lose_only_the_line(measured, raw)
        elif measured.is_cut:
            self._within = LINES  # said once: the list has no end either

        return found

    def _lose_only_the_line(self, measured: Measured, raw: memoryview) -> None:
        """Gives back the lines that a broken record swallowed, in a file where each line is a record."""
        end_of_line = bytes(raw[:LINE_BYTES]).find(b"\n")
        if end_of_line > 0:
            self._window.at -= measured.size - end_of_line


def _beginning_with(first_key: bytes, second_key: bytes) -> re.Pattern[bytes]:
    """The end of one record and the beginning of the next, which has the same first two keys."""
    return re.compile(rb"\}(?=\s*+,?\s*+\{\s*+" + re.escape(first_key) + MEMBER + re.escape(second_key) + rb"\s*+:)")


def _title(head: bytes) -> str:
    found = TITLE.search(head)
    if found is None:
        return ""

    try:
        return one_line(parse(found[1])[0])
    except NotJson:
        return ""
