"""The logs.db of llm: old tables, new tables, and databases that want to do more than be read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sessions_memory.importers.mapping.values import Attachment, Limits, ToolCall, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import file_of, read

OLD = """
CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, model TEXT);
CREATE TABLE responses (id TEXT PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, response TEXT,
    conversation_id TEXT, datetime_utc TEXT, reasoning TEXT);
"""
NEW = """
CREATE TABLE threads (id TEXT PRIMARY KEY, name TEXT, tip_message_hash TEXT, datetime_utc TEXT);
CREATE TABLE turns (id TEXT PRIMARY KEY, thread_id TEXT, parent_message_hash TEXT, tip_message_hash TEXT,
    model TEXT, resolved_model TEXT, datetime_utc TEXT);
CREATE TABLE messages (hash TEXT PRIMARY KEY, parent_hash TEXT, role TEXT);
CREATE TABLE parts (id INTEGER PRIMARY KEY, message_hash TEXT, position INTEGER, type TEXT, tool_name TEXT,
    text TEXT, payload TEXT);
CREATE TABLE fragments (id INTEGER PRIMARY KEY, content TEXT);
"""
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
TALK = """
INSERT INTO conversations VALUES ('a', 'Owls', 'model-a');
INSERT INTO responses VALUES ('r1', 'model-a', 'Name an owl', 's', 'Otus', 'a', '2025-05-01T10:00:00+00:00', 'Hm.');
INSERT INTO responses VALUES ('r2', 'model-a', 'Another', NULL, 'Strix', 'a', '2025-05-02T10:00:00', NULL);
INSERT INTO responses VALUES ('r3', 'model-b', 'Alone', NULL, 'Yes', NULL, 'never', NULL);
"""
THREAD = """
INSERT INTO threads VALUES ('b', 'Herons', 'h4', '2026-08-06T10:00:00');
INSERT INTO messages VALUES ('h1', NULL, 'system'), ('h2', 'h1', 'user'), ('h3', 'h2', 'assistant'),
    ('h4', 'h3', 'assistant'), ('other', 'h2', 'assistant');
INSERT INTO fragments VALUES (7, 'a long novel');
INSERT INTO parts (message_hash, position, type, tool_name, text, payload) VALUES
    ('h1', 0, 'text', NULL, 'You know birds', NULL),
    ('h2', 1, 'attachment', NULL, NULL, '{"type": "image/png", "path": "/home/ann/heron.png"}'),
    ('h2', 0, 'text', NULL, NULL, '{"text_ref": [{"fragment": 7}, {"literal": ": what is it?"}]}'),
    ('h3', 0, 'reasoning', NULL, 'Look.', NULL),
    ('h3', 1, 'tool_call', 'lookup', NULL, '{"arguments": 1}'),
    ('h3', 2, 'tool_result', 'lookup', 'bird', 'no json'),
    ('h4', 0, 'text', NULL, 'A heron.', NULL),
    ('other', 0, 'text', NULL, 'Abandoned', NULL);
INSERT INTO turns VALUES ('t', 'b', 'h2', 'h4', 'alias', 'model-c', '2026-08-06T10:00:01');
"""


def database(folder: Path, *scripts: str, name: str = "logs.db") -> Path:
    path = folder / name
    with closing(sqlite3.connect(path)) as connection:
        for script in scripts:
            connection.executescript(script)

    return path


def test_both_sets_of_tables(tmp_path: Path) -> None:
    old, new, alone = read(database(tmp_path, OLD, NEW, TALK, THREAD)).conversations
    assert [(each.source, each.source_id, each.title) for each in (old, new, alone)] == [
        ("llm", "a", "Owls"),
        ("llm", "b", "Herons"),
        ("llm", "r3", "Alone"),
    ]

    assert [(turn.source_id, turn.question, turn.answer) for turn in old.turns] == [
        ("r1", "Name an owl", "Otus"),
        ("r2", "Another", "Strix"),
    ]
    assert (old.turns[0].thinking, old.turns[0].model) == ("Hm.", "model-a")
    turn = new.turns[0]
    assert (turn.source_id, turn.question, turn.answer) == ("h2", "a long novel: what is it?", "A heron.")
    assert (turn.thinking, turn.model) == ("Look.", "model-c")

    assert turn.tool_calls == (ToolCall("lookup", '{"arguments":1}', "bird"),)
    assert turn.attachments == (Attachment("heron.png", "image/png"),)
    assert alone.updated_at is None


def test_what_lies_beside_an_old_response_comes_with_it(tmp_path: Path) -> None:
    beside = """
    CREATE TABLE fragments (id INTEGER PRIMARY KEY, content TEXT);
    CREATE TABLE prompt_fragments (response_id TEXT, fragment_id INTEGER);
    CREATE TABLE attachments (id TEXT PRIMARY KEY, type TEXT, path TEXT, url TEXT, content BLOB);
    CREATE TABLE prompt_attachments (response_id TEXT, attachment_id TEXT);
    CREATE TABLE tool_calls (response_id TEXT, name TEXT, arguments TEXT);
    CREATE TABLE tool_results (response_id TEXT, name TEXT, output TEXT);
    INSERT INTO fragments VALUES (7, 'a long novel');
    INSERT INTO prompt_fragments VALUES ('r1', 7), ('r1', 8);
    INSERT INTO attachments VALUES ('x', 'image/png', '/home/ann/owl.png', NULL, 'bytes');
    INSERT INTO prompt_attachments VALUES ('r1', 'x');
    INSERT INTO tool_calls VALUES ('r1', 'lookup', '{"q": 1}');
    INSERT INTO tool_results VALUES ('r1', 'lookup', 'bird');
    """

    first, second = read(database(tmp_path, OLD, TALK, beside)).conversations[0].turns
    assert first.attachments == (Attachment("fragment", text="a long novel"), Attachment("owl.png", "image/png"))
    assert first.tool_calls == (ToolCall("lookup", '{"q": 1}', "bird"),)
    assert (second.attachments, second.tool_calls) == ((), ())


def test_where_both_hold_a_conversation_the_fuller_one_is_read(tmp_path: Path) -> None:
    thread = "INSERT INTO threads VALUES ('a', 'Owls', 'x', NULL); INSERT INTO messages VALUES ('x', NULL, 'user');"
    result = read(database(tmp_path, OLD, NEW, TALK, thread))
    assert [len(each.turns) for each in result.conversations] == [2, 1]


def test_reading_goes_on_after_a_position(tmp_path: Path) -> None:
    path = database(tmp_path, OLD, TALK)
    positions = read(path).positions
    assert read(path, after=positions[0]).ids == ["r3"]
    assert positions[-1].bytes_done <= positions[-1].bytes_total == path.stat().st_size


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableExport) as refused:
        list(read_export([path], limits or Limits()))

    return str(refused.value)


def test_other_databases_are_refused(tmp_path: Path) -> None:
    assert "not the logs.db of llm" in refusal(database(tmp_path, "CREATE TABLE places (id)"))
    assert "more than 1e-06 GB" in refusal(database(tmp_path, OLD, name="large.db"), Limits(database_bytes=1000))
    damaged = database(tmp_path, OLD, TALK, name="damaged.db").read_bytes()
    assert "damaged database" in refusal(file_of(tmp_path, damaged[:5000] + b"\xff" * 9000, "cut.db"))


def test_a_damaged_schema_is_refused(tmp_path: Path) -> None:
    data = database(tmp_path, OLD, TALK).read_bytes()
    assert "damaged database" in refusal(file_of(tmp_path, data.replace(b"CREATE TABLE", b"CRE\xffTE TABLE"), "odd.db"))


def test_views_in_place_of_tables_are_not_run(tmp_path: Path) -> None:
    endless = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id, x AS conversation_id FROM n"
    )
    hostile = f"CREATE TABLE conversations (id, name, model); CREATE VIEW responses AS {endless};"
    assert "not the logs.db of llm" in refusal(database(tmp_path, hostile))


def test_what_a_table_computes_when_it_is_read_is_left_alone(tmp_path: Path) -> None:
    table = OLD.replace("reasoning TEXT", "reasoning TEXT AS (hex(zeroblob(2000000)))")
    talk = TALK.replace(", 'Hm.')", ")").replace(", NULL);", ");")
    path = database(tmp_path, table, talk)
    assert read(path, limits=Limits(conversation_bytes=1_000_000)).ids == ["a", "r3"]


def test_a_conversation_past_the_limit_costs_itself(tmp_path: Path) -> None:
    path = database(tmp_path, OLD, TALK, "UPDATE responses SET prompt = hex(zeroblob(40000)) WHERE id <> 'r3'")
    result = read(path, limits=Limits(conversation_bytes=100_000))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["r3"], ["a"])


def test_more_messages_than_any_has_cost_the_conversation(tmp_path: Path) -> None:
    result = read(database(tmp_path, OLD, NEW, TALK, THREAD), limits=Limits(conversation_nodes=1))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["r3"], ["Owls", "Herons"])


def test_a_fragment_used_too_often_costs_its_conversation(tmp_path: Path) -> None:
    often = '{"text_ref": [' + ", ".join(['{"fragment": 7}'] * 50) + "]}"
    scripts = [
        "UPDATE fragments SET content = hex(zeroblob(5000))",
        f"UPDATE parts SET payload = '{often}' WHERE id = 3",
    ]
    result = read(database(tmp_path, OLD, NEW, TALK, THREAD, *scripts), limits=Limits(conversation_bytes=100_000))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["a", "r3"], ["b"])


def test_columns_that_are_not_there_are_missed_by_nobody(tmp_path: Path) -> None:
    path = database(tmp_path, OLD, TALK, "ALTER TABLE responses RENAME COLUMN datetime_utc TO elsewhere")
    assert read(path).conversations[0].started_at is None


def test_a_circle_of_messages_ends_and_the_file_is_left_alone(tmp_path: Path) -> None:
    path = database(tmp_path, NEW, THREAD, "UPDATE messages SET parent_hash = 'h4' WHERE hash = 'h1'")
    before = path.read_bytes()
    assert read(path).said == [("a long novel: what is it?", "A heron.")]
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["logs.db"]
