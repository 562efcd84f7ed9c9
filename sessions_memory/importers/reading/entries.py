"""One entry of an export, record by record: what is read, what is skipped, and what to say if nothing was found."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.formats import format_called, format_of
from sessions_memory.importers.mapping.contract import Context, Format, Refused
from sessions_memory.importers.mapping.shapes import described, object_in
from sessions_memory.importers.mapping.texts import one_line
from sessions_memory.importers.mapping.values import MEGABYTE, FoundRecord, Item, Position, Remark, Skipped
from sessions_memory.importers.raw.records import LISTS
from sessions_memory.importers.reading.files import BadFile, Entry

logger = logging.getLogger(__name__)

# Records that no format knows, at the beginning of a file, before the file is called unknown.
UNKNOWN_RECORDS = 200
REPAIRED = gettext_noop("Some bytes in it were not UTF-8; each was replaced by “\ufffd”.")
SEVERAL_LISTS = gettext_noop(
    "“{file}” holds several lists one after another, perhaps several exports glued together; all were read."
)
SEVERAL_LISTS_ALONE = gettext_noop(
    "The file holds several lists one after another, perhaps several exports glued together; all were read."
)
NOT_EXPECTED = gettext_noop("It has a shape that is not expected in {app}.")
ANOTHER_RECORD = gettext_noop("This is {shape}, not {expected}.")
# The rest of a sentence that begins with the file's name.
EMPTY_LIST = gettext_noop("holds no conversations, only an empty list.")
TOO_LARGE = gettext_noop("holds one conversation of more than {size} MB.")
NOTHING_READABLE = gettext_noop("holds nothing that can be read: {reason}")
# In place of a title.
ENTRY, ENTRY_OF_FILE = gettext_noop("Entry {index}"), gettext_noop("Entry {index} of {file}")
UNKNOWN = gettext_noop("is not an export we recognise: it holds {shape}.")
NO_RECORD = gettext_noop("what is no record")


@dataclass(frozen=True, slots=True)
class _Unread:
    title: str
    problem: str = ""
    shape: str = ""


class EntryReading:
    """After `items` is used up without a find, `problem` is the rest of a sentence that begins with the file's name.

    `is_known`: the entry is of no use but no surprise either, and needs no mention beside others.
    """

    def __init__(self, entry: Entry, context: Context, start: Position) -> None:
        self.has_found = start.index > 0
        self.problem = ""
        self.is_damaged = False
        self.is_known = False
        self.name = entry.name

        self._entry = entry
        self._context = context
        self._start = start
        self._first_problem = ""

        self._index = start.index
        self._format = format_called(start.format)
        self._unread: list[_Unread] = []
        self._collected: list[Any] = []
        self._lists = 1

    def items(self) -> Iterator[Item]:
        """Positions count the bytes of this entry only."""
        offset = self._start.offset
        try:
            if self._start.index == 0:
                self._entry.verify()

            for found in self._entry.records(self._context.limits, self._start):
                self._index += 1
                offset = found.offset
                yield from self._record(found)

                if self._format and not self._format.collects:
                    yield self._position(found.offset, found.within)

            if self._format and self._collected:
                yield from self._values(self._format, self._collected)
                yield self._position(offset, "lines")
        except BadFile as problem:
            self.problem, self.is_damaged, self.is_known = str(problem), True, problem.is_known

        if not self.has_found and not self.problem:
            self._explain()

    def _record(self, found: FoundRecord) -> Iterator[Item]:
        if found.lists > self._lists:
            self._lists = found.lists
            yield Remark((SEVERAL_LISTS if self._entry.name else SEVERAL_LISTS_ALONE).format(file=self._entry.name))

        if found.problem:
            yield from self._skip(_Unread(found.title or self._place(), problem=found.problem))
            return

        for value in _unwrapped(found.value, self._format):
            yield from self._value(value, found)

    def _value(self, value: Any, found: FoundRecord) -> Iterator[Item]:
        known = format_of(value, self._format)
        if known is None:
            yield from self._skip(_Unread(_title(value) or self._place(), shape=described(value)))
        elif known.advice:
            self.problem, self.is_known = known.advice, True
        else:
            self._format = known
            yield from self._waiting()

            if known.collects:
                self._collect(value, found.offset)
            else:
                yield from self._values(known, value, is_repaired=found.is_repaired)

    def _values(self, known: Format, value: Any, *, is_repaired: bool = False) -> Iterator[Item]:
        self._context.take_remarks()
        if is_repaired:
            self._context.remark(REPAIRED)

        try:
            items = list(known.read(value, self._context))
        except Refused as refusal:
            items = [Skipped(_title(value), str(refusal))]
        except Exception as error:
            # A surprise for the format costs only this record. The error may quote it: the log holds its kind alone.
            logger.error("A record of %s could not be read: %s", known.source, type(error).__name__)
            items = [Skipped(_title(value), NOT_EXPECTED.format(app=known.name))]

        self.has_found = self.has_found or any(not isinstance(item, Skipped) for item in items)
        for item in items:
            yield self._skipped(item.title, item.reason) if isinstance(item, Skipped) else item

    def _skip(self, unread: _Unread) -> Iterator[Item]:
        """Keeps the record until one is known: nothing says before what the others should have been."""
        self._unread.append(unread)
        if self._format:
            yield from self._waiting()
        elif len(self._unread) > UNKNOWN_RECORDS:
            raise BadFile(self._unknown(unread))

    def _waiting(self) -> Iterator[Item]:
        waiting, self._unread = self._unread, []
        expected = self._format.record if self._format else ""

        for unread in waiting:
            reason = unread.problem or ANOTHER_RECORD.format(shape=unread.shape, expected=expected)
            yield self._skipped(unread.title, reason)

    def _skipped(self, title: str, reason: str) -> Skipped:
        self._first_problem = self._first_problem or reason
        return Skipped(title or self._place(), reason)

    def _collect(self, value: Any, offset: int) -> None:
        limits = self._context.limits
        if offset > limits.conversation_bytes or len(self._collected) >= limits.conversation_nodes:
            raise BadFile(TOO_LARGE.format(size=limits.conversation_bytes // MEGABYTE))

        self._collected.append(value)

    def _explain(self) -> None:
        problems = (unread.problem for unread in self._unread if unread.problem)
        if problem := self._first_problem or next(problems, ""):
            self.is_damaged = True
            self.problem = NOTHING_READABLE.format(reason=f"{problem[0].lower()}{problem[1:]}")
        else:
            self.problem = self._unknown(self._unread[0]) if self._unread else EMPTY_LIST

    def _unknown(self, unread: _Unread) -> str:
        return UNKNOWN.format(shape=unread.shape or NO_RECORD)

    def _place(self) -> str:
        form = ENTRY_OF_FILE if self._entry.name else ENTRY
        return form.format(index=f"{self._index:,}", file=self._entry.name)

    def _position(self, offset: int, within: str) -> Position:
        return Position(
            file=self._start.file,
            entry=self._entry.name,
            index=self._index,
            offset=offset,
            within=within,
            format=self._format.record if self._format else "",
            bytes_done=min(offset, self._entry.size),
        )


def _title(record: Any) -> str:
    """The record's own title, at any place where one of the formats keeps it."""
    places = (record, object_in(record, "chat"), object_in(record, "conversation"), object_in(record, "llm"))
    names = (place.get(key) for place in places if isinstance(place, dict) for key in ("title", "name"))
    return next(filter(None, map(one_line, names)), "")


def _unwrapped(value: Any, likely: Format | None) -> list[Any]:
    """The records of a list that lies somewhere in an object, of a file small enough to be held."""
    if isinstance(value, dict) and format_of(value, likely) is None:
        for key in LISTS:
            if isinstance(value.get(key), list) and value[key]:
                return list(value[key])

    return [value]
