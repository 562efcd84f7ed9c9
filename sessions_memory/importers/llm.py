"""The command line tool llm: its logs.db, an SQLite database.

Until 2026 it kept conversations and responses; since, threads whose messages are chained by hash, with parts. Both may
be filled. A database can hold views, triggers and functions that act when it is read: it is opened read-only, only
plain tables are read, and what a statement may cost is bounded.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sessions_memory.importers.contract import Context, Format, Record
from sessions_memory.importers.dialogue import Heading, Said, conversation
from sessions_memory.importers.parsing import NotJson, parse
from sessions_memory.importers.records import Found
from sessions_memory.importers.shapes import objects
from sessions_memory.importers.texts import as_text, clean, identity, joined, one_line
from sessions_memory.importers.times import moment
from sessions_memory.importers.values import Attachment, Item, Limits, ToolCall

SOURCE = "llm"
MAGIC = b"SQLite format 3\x00"
OLD_TABLES = {
    "conversations": ("id", "name", "model"),
    "responses": ("id", "model", "resolved_model", "prompt", "response", "reasoning", "datetime_utc"),
}
NEW_TABLES = {
    "threads": ("id", "name", "tip_message_hash"),
    "turns": ("model", "resolved_model", "datetime_utc"),
    "messages": ("hash", "parent_hash", "role"),
    "parts": ("type", "tool_name", "text", "payload"),
}
# Of SQLite's virtual machine, for one conversation; a large honest one takes a few hundred thousand.
STEPS_AT_ONCE = 10_000
MOST_STEPS = 20_000_000
UNREADABLE = "It could not be read from the database, or it is larger than any conversation."
# The keys of all rows are held at once; llm's have up to 35 characters.
KEY_MAX_CHARS = 200
ROWS_MOST = 500_000

Row = Mapping[str, Any]


class BadDatabase(Exception):
    """The rest of a sentence that begins with the file's name."""


def records(path: Path, limits: Limits, after: int) -> Iterator[Found]:
    """One record a conversation, in the order of their ids, without the first `after`."""
    if path.stat().st_size > limits.database_bytes:
        raise BadDatabase(f"is a database of more than {limits.database_bytes / 1e9:g} GB.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            yield from _Logs(connection, limits).records(after)
    except (sqlite3.Error, UnicodeDecodeError):
        raise BadDatabase("is a damaged database.") from None


class _Logs:
    def __init__(self, connection: sqlite3.Connection, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._steps = self._chars = 0
        self._columns: dict[str, str] = {}
        self._parts: dict[Any, list[int]] = {}
        self._tips: dict[Any, list[int]] = {}
        self._asked: dict[Any, list[int]] = {}
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.conversation_bytes)
        connection.set_progress_handler(self._stop_when_costly, STEPS_AT_ONCE)
        names = {row["name"] for row in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self._has_old, self._has_new = OLD_TABLES.keys() <= names, NEW_TABLES.keys() <= names
        self._has_fragments = "fragments" in names
        if not self._has_old and not self._has_new:
            raise BadDatabase("is a database, but not the logs.db of llm.")

    def records(self, after: int) -> Iterator[Found]:
        old = self._places("responses", "coalesce(conversation_id, id)", "id") if self._has_old else {}
        new = self._places("threads", "id", "id") if self._has_new else {}
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
                responses = list(self._at("responses", old.get(key, [])))
                head = {**self._named(key), **{name: value for name, value in thread.items() if value}}
                value = {"llm": head, "responses": responses, "messages": chain}
                yield Found(value, offset=offset)
            except sqlite3.Error:
                yield Found(problem=UNREADABLE, title=one_line(key), offset=offset)

    def _places(self, table: str, key: str, order: str) -> dict[Any, list[int]]:
        """Where the rows of each key lie. One look through the table: whether there is an index is not ours to say."""
        listed = f"SELECT rowid AS place, {key} AS key FROM {table} WHERE length(key) <= ? ORDER BY {order} LIMIT ?"  # noqa: S608
        places: dict[Any, list[int]] = {}
        count = 0
        for row in self._rows(listed, KEY_MAX_CHARS, ROWS_MOST + 1):
            places.setdefault(row["key"], []).append(row["place"])
            count += 1
        if count > ROWS_MOST:
            raise BadDatabase(f"is a database of more than {ROWS_MOST:,} rows.")
        return places

    def _at(self, table: str, places: list[int]) -> Iterator[Row]:
        for place in places[: self._limits.conversation_nodes + 1]:
            yield from self._select(table, "WHERE rowid = ?", place)

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
        if not self._has_fragments or not isinstance(key, int):
            return ""
        rows = self._rows("SELECT content FROM fragments WHERE id = ?", key)
        return next((clean(row["content"]) for row in map(self._counted, rows)), "")

    def _select(self, table: str, where: str, *values: Any) -> Iterator[Row]:
        """Columns that are not there are None, and so is what a table computes when it is read."""
        wanted = OLD_TABLES.get(table) or NEW_TABLES[table]
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


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "llm" in record and "responses" in record


def read(record: Record, context: Context) -> Iterator[Item]:
    """Where both sets of tables hold the conversation, the one that holds more of it."""
    head, rows, messages = record["llm"], objects(record["responses"]), objects(record["messages"])
    context.limit(rows)
    context.limit(messages)
    old = [said for row in rows for said in _from_response(row)]
    new = [said for link in messages[::-1] for said in _from_message(link)]
    said = old if len(old) > len(new) else new
    times = [message.time for message in said if message.time]
    heading = Heading(
        source=SOURCE,
        source_id=identity(head.get("id")),
        title=one_line(head.get("name")),
        started_at=min(times, default=None),
        updated_at=max(times, default=None),
        model=one_line(head.get("model")),
    )
    yield conversation(heading, said, context)


def _from_response(row: Row) -> Iterator[Said]:
    key, time = identity(row.get("id")), moment(row.get("datetime_utc"))
    yield Said("question", id=key, text=clean(row.get("prompt")), time=time)
    if reasoning := clean(row.get("reasoning")):
        yield Said("aside", thinking=reasoning)
    if answer := clean(row.get("response")):
        yield Said(
            "answer", id=key, text=answer, time=time, model=one_line(row.get("resolved_model") or row.get("model"))
        )


def _from_message(link: Row) -> Iterator[Said]:
    message, turn, parts = link["message"], link["turn"], objects(link["parts"])
    key, time, role = identity(message.get("hash")), moment(turn.get("datetime_utc")), message.get("role")
    text = joined(clean(part.get("text")) for part in parts if part.get("type") == "text")
    for part in parts:
        yield from _aside(part)
    if role == "user" and text:
        files = tuple(_attachment(part) for part in parts if part.get("type") == "attachment")
        yield Said("question", id=key, text=text, time=time, attachments=files)
    elif role == "assistant" and text:
        yield Said(
            "answer", id=key, text=text, time=time, model=one_line(turn.get("resolved_model") or turn.get("model"))
        )


def _aside(part: Row) -> Iterator[Said]:
    kind, name = part.get("type"), one_line(part.get("tool_name")) or "tool"
    text = clean(part.get("text")) or as_text(part["payload"])
    if kind == "reasoning":
        yield Said("aside", thinking=text)
    elif kind == "tool_call":
        yield Said("aside", tool_calls=(ToolCall(name, input=text),))
    elif kind == "tool_result":
        yield Said("aside", tool_calls=(ToolCall(name, output=text),))


def _attachment(part: Row) -> Attachment:
    payload = part["payload"]
    name = one_line(payload.get("path") or payload.get("url"))
    return Attachment(name=name.rpartition("/")[2] or "attachment", media_type=one_line(payload.get("type")))


FORMAT = Format(
    source=SOURCE,
    name="llm",
    record="a conversation of llm",
    recognises=recognises,
    read=read,
)
