"""Counts of what a vault knows of a person."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions_memory.models import UserSession
from sessions_memory.pages.counts import memory_counts_of
from sessions_memory.states import Source


def begun(user: Any, year: int, source: Source = Source.CHAT, **fields: Any) -> None:
    moment = timezone.make_aware(datetime(year, 5, 1))
    UserSession.objects.create(user=user, session_start=moment, session_end=moment, source=source, **fields)


def test_sessions_are_counted_by_source_and_year(ann: Any, bob: Any) -> None:
    this_year = timezone.localdate().year
    begun(ann, this_year, interaction_count=3)
    begun(ann, this_year - 1, Source.CLAUDE, interaction_count=5)
    begun(ann, this_year - 4, Source.CLAUDE, interaction_count=7)
    begun(ann, this_year - 9, is_temporary=True, interaction_count=50)

    begun(ann, this_year - 9, interaction_count=0)
    begun(bob, this_year, interaction_count=100)
    known = memory_counts_of(ann)
    years = range(this_year - 2, this_year + 1)
    assert known.columns == (f"before {years[0]}", *map(str, years))

    assert {each.name: each.counts for each in known.sources} == {
        Source.CHAT.label: (0, 0, 0, 3),
        Source.CLAUDE.label: (7, 0, 5, 0),
    }
    assert (known.interactions, known.earliest and known.earliest.year) == (15, this_year - 4)


def test_counting_reads_an_index_and_no_row(ann: Any) -> None:
    begun(ann, 2024, interaction_count=3)
    with CaptureQueriesContext(connection) as captured:
        memory_counts_of(ann)

    (counting,) = [query["sql"] for query in captured if "SUM(" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {counting}")
            assert "COVERING INDEX sessions_counted" in str(cursor.fetchall())
        else:
            # All ways cost the same for one row.
            for way in ("seqscan", "bitmapscan", "indexscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN {counting}")
            assert "Index Only Scan using sessions_counted" in str(cursor.fetchall())
