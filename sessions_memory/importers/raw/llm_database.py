"""The database of llm, opened so that it can do nothing: each conversation in it as one record.

A database can hold views, triggers and functions that act when it is read: it is opened read-only, only plain columns
of plain tables are read, and what a statement may cost is bounded.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.parsing import NotJson, parse
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.texts import clean, one_line
from sessions_memory.importers.mapping.values import FoundRecord, Limits

MAGIC = b"SQLite format 3\x00"
OLD_TABLES = {
    "conversations": ("id", "name", "model"),
    "responses": ("id", "model", "resolved_model", "prompt", "response", "reasoning", "datetime_utc"),
}
# Beside the responses, by the key of their response. Older databases lack some.
EXTRA_TABLES = {
    "tool_calls": ("name", "arguments"),
    "tool_results": ("name", "output"),
    "prompt_fragments": ("fragment_id",),
    "prompt_attachments": ("attachment_id",),
}
NEW_TABLES = {
    "threads": ("id", "name", "tip_message_hash"),
    "turns": ("model", "resolved_model", "datetime_utc"),
    "messages": ("hash", "parent_hash", "role"),
    "parts": ("type", "tool_name", "text", "payload"),
}
WANTED = {**OLD_TABLES, **EXTRA_TABLES, **NEW_TABLES, "attachments": ("type", "path", "url")}
# Steps of SQLite's virtual machine for one conversation or one look through a table; the largest honest one takes a
# tenth.
STEPS_AT_ONCE = 10_000
MOST_STEPS = 20_000_000
TOO_LARGE = gettext_noop("is a database of more than {size} GB.")
TOO_MANY_ROWS = gettext_noop("is a database of more than {count} rows.")
NOT_OF_LLM = gettext_noop("is a database, but not the logs.db of llm. Choose the file that “llm logs path” names.")
UNREADABLE = gettext_noop("It could not be read from the database, or it is larger than any conversation.")
# The keys of all rows are held at once; llm's have up to 35 characters.
KEY_MAX_CHARS = 200
ROWS_MOST = 500_000

Row = Mapping[str, Any]


class BadDatabase(Exception):
    """The rest of a sentence that begins with the file's name."""


def records(path: Path, limits: Limits, after: int) -> Iterator[FoundRecord]:
    """One record a conversation, in the order of their ids, without the first `after`."""
    if path.stat().st_size > limits.database_bytes:
        raise BadDatabase(TOO_LARGE.format(size=f"{limits.database_bytes / 1e9:g}"))

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            yield from _Logs(connection, limits).records(after)
    except (sqlite3.Error, UnicodeDecodeError):
        raise BadDatabase(gettext_noop("is a damaged database. Copy it again.")) from None


class _Logs:
    def __init__(self, connection: sqlite3.Connection, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._steps = self._chars = 0
        self._columns: dict[str, str] = {}
        self._extras: dict[str, dict[Any, list[int]]] = {}

        self._parts: dict[Any, list[int]] = {}
        self._tips: dict[Any, list[int]] = {}
        self._asked: dict[Any, list[int]] = {}
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.row_factory = sqlite3.Row

        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.conversation_bytes)
        connection.set_progress_handler(self._stop_when_costly, STEPS_AT_ONCE)
        tables = self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._names = names = {row["name"] for row in tables}

        self._has_old, self._has_new = OLD_TABLES.keys() <= names, NEW_TABLES.keys() <= names
        if not self._has_old and not self._has_new:
            raise BadDatabase(NOT_OF_LLM)

    def records(self, after: int) -> Iterator[FoundRecord]:
        old = self._places("responses", "coalesce(conversation_id, id)", "id") if self._has_old else {}
        new = self._places("threads", "id", "id") if self._has_new else {}
        self._extras = {
            name: self._places(name, "response_id", "rowid") for name in EXTRA_TABLES if name in self._names
        }

        if self._has_new:
            self._parts = self._places("parts", "message_hash", "position")
            self._tips = self._places("turns", "tip_message_hash", "id")
            self._asked = self._places("turns", "parent_message_hash", "id")

        size = self._connection.execute("PRAGMA page_count").fetchone()[0] * 4096
        known = sorted({*old, *new}, key=str)

        for place, key in enumerate(known[after:], after + 1):
            self._steps = self._chars = 0
            offset = size * place // len(known)

            try:
                thread = next(self._at("threads", new.get(key, [])), {})
                chain = list(self._chain(thread.get("tip_message_hash")))
                responses = [self._whole(dict(row)) for row in self._at("responses", old.get(key, []))]
                head = {**self._named(key), **{name: value for name, value in thread.items() if value}}
                value = {"llm": head, "responses": responses, "messages": chain}

                yield FoundRecord(value, offset=offset)
            except sqlite3.Error:
                yield FoundRecord(problem=UNREADABLE, title=one_line(key), offset=offset)

    def _places(self, table: str, key: str, order: str) -> dict[Any, list[int]]:
        """The places of the rows of each key. It looks through the table once: the file may have no index."""
        listed = f"SELECT rowid AS place, {key} AS key FROM {table} WHERE length(key) <= ? ORDER BY {order} LIMIT ?"  # noqa: S608
        places: dict[Any, list[int]] = {}
        self._steps = count = 0

        for row in self._rows(listed, KEY_MAX_CHARS, ROWS_MOST + 1):
            places.setdefault(row["key"], []).append(row["place"])
            count += 1

        if count > ROWS_MOST:
            raise BadDatabase(TOO_MANY_ROWS.format(count=f"{ROWS_MOST:,}"))

        return places

    def _at(self, table: str, places: list[int]) -> Iterator[Row]:
        for place in places[: self._limits.conversation_nodes + 1]:
            yield from self._select(table, "WHERE rowid = ?", place)

    def _whole(self, row: dict[str, Any]) -> dict[str, Any]:
        """A response with what lies beside it."""
        for table, places in self._extras.items():
            row[table] = list(self._at(table, places.get(row["id"], [])))

        row["prompt_fragments"] = [self._fragment(each["fragment_id"]) for each in row.get("prompt_fragments", ())]
        if "attachments" in self._names:
            ids = [each["attachment_id"] for each in row.get("prompt_attachments", ())]
            row["prompt_attachments"] = [
                each for key in ids for each in self._select("attachments", "WHERE id = ?", key)
            ]

        return row

    def _named(self, key: Any) -> Row:
        if not self._has_old:
            return {"id": key}

        return next(self._select("conversations", "WHERE id = ?", key), {"id": key})

    def _chain(self, tip: Any) -> Iterator[Row]:
        """The messages up to `tip`, the newest first; each is known by a hash of all before it."""
        seen: set[Any] = set()
        while tip and tip not in seen and len(seen) <= self._limits.conversation_nodes:
            seen.add(tip)
            message = next(self._select("messages", "WHERE hash = ?", tip), None)
            if message is None:
                return

            parts = [self._part(dict(part)) for part in self._at("parts", self._parts.get(tip, []))]
            turns = self._tips.get(tip) or self._asked.get(tip) or []
            yield {"message": message, "parts": parts, "turn": next(self._at("turns", turns), {})}
            tip = message["parent_hash"]

    def _part(self, part: dict[str, Any]) -> dict[str, Any]:
        """With its payload read, and the fragments in its text put in."""
        try:
            payload = parse(clean(part.get("payload")).encode())[0] if part.get("payload") else {}
        except NotJson:
            payload = {}

        part["payload"] = payload if isinstance(payload, dict) else {}
        pieces = objects(part["payload"].get("text_ref"))

        if pieces:
            part["text"] = "".join(
                clean(piece.get("literal")) or self._fragment(piece.get("fragment")) for piece in pieces
            )

        return part

    def _fragment(self, key: Any) -> str:
        if "fragments" not in self._names or not isinstance(key, int):
            return ""

        rows = self._rows("SELECT content FROM fragments WHERE id = ?", key)
        return next((clean(row["content"]) for row in map(self._counted, rows)), "")

    def _select(self, table: str, where: str, *values: Any) -> Iterator[Row]:
        """Columns that are not there are None, and so is what a table computes when it is read."""
        wanted = WANTED[table]
        if table not in self._columns:
            plain = {row["name"] for row in self._rows(f"PRAGMA table_info({table})")}
            self._columns[table] = ", ".join(name for name in wanted if name in plain)

        # Names of tables and columns are this module's own.
        for row in self._rows(f"SELECT {self._columns[table]} FROM {table} {where}", *values):  # noqa: S608
            yield dict.fromkeys(wanted) | dict(self._counted(row))

    def _counted(self, row: sqlite3.Row) -> sqlite3.Row:
        """A fragment may stand in many messages: what is read counts, not what is there."""
        self._chars += sum(len(value) for value in row if isinstance(value, str))
        if self._chars > self._limits.conversation_bytes:
            raise sqlite3.DataError

        return row

    def _rows(self, statement: str, *values: Any) -> Iterator[sqlite3.Row]:
        yield from self._connection.execute(statement, values)

    def _stop_when_costly(self) -> bool:
        self._steps += STEPS_AT_ONCE
        return self._steps > MOST_STEPS
