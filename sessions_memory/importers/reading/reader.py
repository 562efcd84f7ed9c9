"""Reading an export from its files to values.

One bad record costs that record, one bad file among several costs that file. Only when nothing at all can be read
there is an UnreadableExport.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_noop

from sessions_memory.database.text import cut
from sessions_memory.importers.mapping.contract import Context
from sessions_memory.importers.mapping.parsing import NotJson, parse
from sessions_memory.importers.mapping.texts import one_line
from sessions_memory.importers.mapping.values import (
    Item,
    Limits,
    Position,
    Remark,
    Skipped,
    UnreadableExport,
)
from sessions_memory.importers.reading.entries import EntryReading
from sessions_memory.importers.reading.files import BadFile, ExportFile

TWICE = gettext_noop("The archive holds more than one file of this name; only the last was read.")
NOT_READ = gettext_noop("Not read, because no conversations were found in it: {names}.")
NOT_READ_MORE = gettext_noop("Not read, because no conversations were found in it: {names} and {count} more.")
OF_IT = gettext_noop("It {problem}")
OF_AN_ENTRY = gettext_noop("cannot be read: “{entry}” in it {problem}")
NAMED_AT_MOST = 5
# Of the name of an entry, which an archive may make as long as a page.
ENTRY_NAME_CHARS = 80


def read_export(
    paths: Sequence[Path], limits: Limits, *, names: Sequence[str] = (), after: Position | None = None
) -> Iterator[Item]:
    """All that the files hold, in their order, with a Position wherever reading may go on later.

    `names` are the person's own names of the files; without them, the paths'. `after` is a Position that an earlier
    reading of the same files yielded: what came before it is not read again.
    Raises UnreadableExport when there is nothing to import; before that, only Skipped and Remark were yielded.
    """
    reading = _Reading(paths, limits, names, after or Position())
    yield from reading.items()
    if reading.problems and not reading.has_found and after is None:
        raise reading.problems[0]


class _Reading:
    def __init__(self, paths: Sequence[Path], limits: Limits, names: Sequence[str], after: Position) -> None:
        self.problems: list[UnreadableExport] = []
        self.has_found = False
        self._done = 0
        self._context = Context(limits)
        self._after = after

        self._files: list[tuple[str, ExportFile | BadFile]] = []

        for path, name in zip(paths, names or [path.name for path in paths], strict=True):
            try:
                self._files.append((name, ExportFile(path, limits)))
            except BadFile as problem:
                self._files.append((name, problem))

        self.bytes_total = sum(file.size for _, file in self._files if isinstance(file, ExportFile))

    def items(self) -> Iterator[Item]:
        for number, (name, file) in enumerate(self._files):
            is_done = number < self._after.file
            if isinstance(file, ExportFile):
                if not is_done:
                    yield from self._file(number, name, file)
                self._done += file.size
                file.close()
            elif not is_done:
                yield from self._refuse(name, file)

    def _file(self, number: int, name: str, file: ExportFile) -> Iterator[Item]:
        after = self._after if number == self._after.file else Position(file=number)
        is_resumed = after.index > 0
        if not is_resumed:
            yield from (Skipped(twice, TWICE) for twice in file.duplicates())

        self._context.asset_names = _asset_names(file.asset_names())
        done, readings = self._done, []

        for entry in file.entries:
            if entry.name >= after.entry:
                start = after if is_resumed and entry.name == after.entry else Position(file=number)
                reading = EntryReading(entry, self._context, start)

                for item in reading.items():
                    yield self._placed(item, done) if isinstance(item, Position) else item

                if reading.is_damaged and len(file.entries) > 1:
                    yield Skipped(entry.name, OF_IT.format(problem=reading.problem))

                readings.append(reading)

            done += entry.size

        if is_resumed or any(reading.has_found for reading in readings):
            self.has_found = True
            yield from _not_read(readings)
        else:
            yield from self._refuse(name, _nothing_in(readings))

    def _placed(self, position: Position, done: int) -> Position:
        return replace(position, bytes_done=done + position.bytes_done, bytes_total=self.bytes_total)

    def _refuse(self, name: str, problem: BadFile) -> Iterator[Item]:
        self.problems.append(UnreadableExport(name, str(problem)))
        if len(self._files) > 1 and not problem.is_known:
            yield Skipped(name, OF_IT.format(problem=problem))


def _nothing_in(readings: list[EntryReading]) -> BadFile:
    """Why a whole file held nothing: what helps the person most comes first."""
    best = min(readings, key=lambda reading: (not reading.is_known, not reading.is_damaged))
    if best.name:
        entry = cut(best.name, ENTRY_NAME_CHARS)
        return BadFile(OF_AN_ENTRY.format(entry=entry, problem=best.problem), is_known=best.is_known)

    return BadFile(best.problem, is_known=best.is_known)


def _not_read(readings: list[EntryReading]) -> Iterator[Remark]:
    names = [reading.name for reading in readings if reading.problem and not (reading.is_damaged or reading.is_known)]
    if names:
        more = len(names) - NAMED_AT_MOST
        told = NOT_READ_MORE if more > 0 else NOT_READ
        yield Remark(told.format(names=", ".join(names[:NAMED_AT_MOST]), count=f"{more:,}"))


def _asset_names(data: bytes) -> dict[str, str]:
    """The names of the files in ChatGPT's archive, by their ids."""
    try:
        names = parse(data)[0] if data else {}
    except NotJson:
        return {}

    if not isinstance(names, dict):
        return {}

    return {key.partition(".")[0]: one_line(name) for key, name in names.items() if isinstance(name, str)}
