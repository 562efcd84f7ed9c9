"""What something else finds is sorted: no plan walks everybody's rows by time until it has met enough of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sessions_memory.models import UserInteraction
from sessions_memory.recall.search import search
from sessions_memory.tests.growth.rows import grown

INTERACTIONS = "/admin/sessions_memory/userinteraction/"


def plans_of(asked: CaptureQueriesContext) -> str:
    """As PostgreSQL plans where sorting costs more than any walk; SQLite judges by its indexes alone."""
    reads = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    lines = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("sort", "seqscan", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")

        for sql in reads:
            cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {sql}")
            lines += [str(row[-1]) for row in cursor.fetchall()]

    return "\n".join(lines)


@pytest.mark.parametrize("query", ["q=a", "q=a&status__exact=answered", "source=claude"])
def test_interactions_of_people_or_a_source_are_sorted(
    viewer: Client, two_people: tuple[UserInteraction, UserInteraction], query: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert viewer.get(f"{INTERACTIONS}?{query}").status_code == 200

    assert "interactions_admin_created" not in plans_of(asked)


@pytest.mark.parametrize("kind", ["theme", "review"])
def test_the_questions_of_a_theme_and_of_a_review_are_sorted(staff: Callable[..., Client], ann: Any, kind: str) -> None:
    anns = grown(ann, "quince")
    reader = staff("view_userinteraction", f"view_{kind}")
    with CaptureQueriesContext(connection) as asked:
        read = reader.post(f"/admin/sessions_memory/{kind}/{getattr(anns, kind).pk}/read/").content.decode()

    assert "quince" in read
    assert "interactions_admin_created" not in plans_of(asked)


def test_a_search_asks_for_each_row_s_session_by_itself(interaction: UserInteraction, ann: Any) -> None:
    search(user=ann, query="umbrella", limit=5)
    with CaptureQueriesContext(connection) as asked:
        assert search(user=ann, query="umbrella", limit=5, source="chat").hits

    assert 'JOIN "user_sessions"' not in " ".join(query["sql"] for query in asked.captured_queries)
