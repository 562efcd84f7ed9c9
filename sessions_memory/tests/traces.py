"""Places on this machine that hold a word of the tests': the database, its files, the data folder."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


def traces(word: str) -> list[str]:
    return [*_in_rows(word), *_in_files(word)]


def _in_rows(word: str) -> Iterator[str]:
    """In any column of any table, as text or as bytes; on PostgreSQL in its samples of columns, too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            for column in columns:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {_matches(column)}', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    yield f"{table}.{column}"

        if connection.vendor == "postgresql":
            cursor.execute("SELECT tablename FROM pg_stats WHERE pg_stats::text LIKE %s", [f"%{word}%"])
            yield from (f"statistics of {table}" for (table,) in cursor.fetchall())


def _matches(column: str) -> str:
    kind = "TEXT" if connection.vendor == "sqlite" else "text"
    return f'CAST("{column}" AS {kind}) LIKE %s'


def _in_files(word: str) -> Iterator[str]:
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and word.encode() in path.read_bytes():
            yield path.name

    if connection.vendor == "postgresql":
        yield from _in_files_of_postgresql(word)


def _in_files_of_postgresql(word: str) -> Iterator[str]:
    """Only a role that may read the server's files can look."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, 'pg_read_server_files', 'member')")
        if not cursor.fetchone()[0]:
            return

        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 't', 'i', 'm') AND NOT relisshared AND pg_relation_filepath(oid) IS NOT NULL"
        )

        while rows := cursor.fetchmany(20):
            yield from (f"file of {name}" for name, content in rows if word.encode() in bytes(content))
