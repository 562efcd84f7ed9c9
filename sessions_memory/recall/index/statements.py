"""The statements that write an index's rows: few for many rows. The caller holds the person's `RecallIndex`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import DEFAULT_DB_ALIAS, connection

from sessions_memory.database.portions import portions
from sessions_memory.models import IndexBlock, Posting, RecallIndex
from sessions_memory.recall.index import packing
from sessions_memory.recall.index.packing import BLOCK, FACTS, TERMS, Bytes

# A block is written anew if more than these leave it: they have most of its terms between them.
CUT_BY_TERM = 500


def grown(user_id: int, version: int, records: packing.Array) -> RecallIndex | None:
    """Holds the person's row and counts these in, in one statement."""
    added = {
        "documents": len(records),
        "positions": len(records),
        "question_terms": int(records["question_length"].sum()),
        "answer_terms": int(records["answer_length"].sum()),
    }

    counts = ", ".join(f"{name} = {name} + %s" for name in added)
    names = [field.attname for field in RecallIndex._meta.concrete_fields]
    changed = f"UPDATE recall_index SET {counts} WHERE user_id = %s AND version = %s"  # noqa: S608
    with connection.cursor() as cursor:
        # Not by raw(), which finds out anew each time which column is which.
        cursor.execute(f"{changed} RETURNING {', '.join(names)}", [*added.values(), user_id, version])
        found = cursor.fetchall()

    return RecallIndex.from_db(DEFAULT_DB_ALIAS, names, found[0]) if found else None


def insert_new(rows: list[tuple[Any, ...]]) -> int:
    """Returns how many were not there."""
    kinds = {"interaction_id": "bigint", "user_id": "bigint", "position": "bigint", "facts": "bytea", "terms": "bytea"}
    return _insert("recall_interactions", kinds, rows, " ON CONFLICT (interaction_id) DO NOTHING")


def append_to_rows(table: str, key: tuple[str, ...], column: str, rows: list[tuple[Any, ...]]) -> None:
    """Inserts rows, or lengthens the bytes of those that are there."""
    joined = f"{table}.{column} || excluded.{column}"
    if connection.vendor == "sqlite":
        joined = f"CAST({joined} AS BLOB)"

    kinds = {**dict.fromkeys(key, "bigint"), column: "bytea"}
    _insert(table, kinds, rows, f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {column} = {joined}")


def _insert(table: str, kinds: dict[str, str], rows: list[tuple[Any, ...]], on_conflict: str) -> int:
    """`kinds`: PostgreSQL's types by column. Returns how many rows were written."""
    if connection.vendor == "sqlite":
        source = f"VALUES ({', '.join(['%s'] * len(kinds))})"
    else:
        # One statement for thousands of rows: half the time of one each.
        source = "SELECT * FROM unnest(" + ", ".join(f"%s::{kind}[]" for kind in kinds.values()) + ")"  # noqa: S608

    statement = f"INSERT INTO {table} ({', '.join(kinds)}) {source}{on_conflict}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(statement, rows)
        elif rows:
            cursor.execute(statement, [list(values) for values in zip(*rows, strict=True)])
        return int(cursor.rowcount)


def cut_out(user_id: int, merged: list[tuple[int, Bytes, Bytes]]) -> None:
    """Takes merged interactions out of their blocks' facts and of the postings of each of their terms."""
    of_block: dict[int, list[tuple[int, Bytes]]] = defaultdict(list)
    for position, _, terms in merged:
        of_block[position // BLOCK].append((position % BLOCK, terms))

    for block, found in of_block.items():
        places = [place for place, _ in found]
        row = IndexBlock.objects.get(user=user_id, block=block)
        facts = packing.read(row.facts, FACTS).copy()
        facts[places] = np.zeros(1, FACTS)
        IndexBlock.objects.filter(user=user_id, block=block).update(facts=facts.tobytes())

        if len(places) > CUT_BY_TERM or not facts["interaction"].any():
            _cut_block(user_id, block, places, is_left=bool(facts["interaction"].any()))
            continue

        terms = np.unique(packing.read([terms for _, terms in found], TERMS)["term"]).tolist()
        for some in portions(terms):
            _cut_postings(user_id, block, some, places)


def _cut_block(user_id: int, block: int, places: list[int], *, is_left: bool) -> None:
    """Writes all of the block's postings anew."""
    rows = Posting.objects.filter(user=user_id, block=block)
    here = list(rows.order_by("term").values_list("term", "places")) if is_left else []
    rows.delete()
    left = zip((term for term, _ in here), packing.all_without([data for _, data in here], places), strict=True)
    append_to_rows(
        "recall_postings",
        ("user_id", "block", "term"),
        "places",
        [(user_id, block, term, data) for term, data in left if data],
    )


def _cut_postings(user_id: int, block: int, terms: Sequence[int], places: list[int]) -> None:
    rows = Posting.objects.filter(user=user_id, block=block, term__in=terms)
    left = [(term, packing.without(data, np.array(places))) for term, data in rows.values_list("term", "places")]
    rows.delete()
    Posting.objects.bulk_create(
        [Posting(user_id=user_id, block=block, term=term, places=data) for term, data in left if data]
    )
