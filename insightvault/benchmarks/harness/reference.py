"""The machine's own speed: the CPU time of a fixed piece of work of the kinds that a turn is made of.

Machines of one kind differ by more than most changes do. Of two figures in units of this work, measured on two
machines, a good part of that difference is gone.
"""

import contextlib
import json
import sqlite3
import time
from statistics import median
from typing import Any

from django.template import Context, Engine

TIMES = 15
ROWS = 200
ROW: dict[str, Any] = {
    "id": 1,
    "prompt": "Which trees bear early?",
    "answer": "Some of those that flower late. " * 8,
    "is_kept": True,
}
TEMPLATE = Engine().from_string(
    "{% for row in rows %}<li>{% if row.is_kept %}<b>{{ row.prompt }}</b>{% endif %}"
    "<p>{{ row.answer|linebreaks }}</p></li>{% endfor %}"
)


def reference_ms() -> float:
    """Milliseconds of CPU of this process for one unit of the work; the median of several."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, prompt TEXT, answer TEXT)")
        database.execute("CREATE INDEX kept_prompt ON kept (prompt)")
        # The first time warms up.
        return median([_cpu_ms(database) for _ in range(TIMES + 1)][1:])


def _cpu_ms(database: sqlite3.Connection) -> float:
    rows = [{**ROW, "id": number} for number in range(ROWS)]
    began = time.process_time()

    for _ in range(5):
        json.loads(json.dumps(rows))
        TEMPLATE.render(Context({"rows": rows[:40]}))
        _store_and_read(database, rows)
        _count_words(rows)

    return 1000 * (time.process_time() - began)


def _store_and_read(database: sqlite3.Connection, rows: list[dict[str, Any]]) -> None:
    with database:
        database.executemany("INSERT INTO kept VALUES (:id, :prompt, :answer)", rows)
        for row in rows:
            database.execute("SELECT prompt, answer FROM kept WHERE id = ?", (row["id"],)).fetchone()
        database.execute("DELETE FROM kept")


def _count_words(rows: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows[:50]:
        for word in row["answer"].lower().split():
            counts[word] = counts.get(word, 0) + 1

    return counts
