"""The rows that statements read, by the database's own plans of them."""

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from django.db import connection
from django.test.utils import CaptureQueriesContext

from insightvault.accounts.models import User
from insightvault.benchmarks.filling import fill
from sessions_memory import lifecycle
from sessions_memory.growth.keeping.decisions import merge
from sessions_memory.models import UserSession
from sessions_memory.recall.index import writing
from sessions_memory.states import InsightKind
from sessions_memory.tests.growth.made import insight_of, place_in, read_whole, theme_of

PERSONAL = re.compile(
    r"\b(user_sessions|user_interactions|areas|notes|instructions|chat_preferences|memory_uses"
    r"|recall_(index|interactions|blocks|postings|vectors)|deletions|import_(jobs|files|skipped_entries|claims|looked)"
    r"|bulk_\w+|offered_notes|attachments|accounts_(apitoken|tokenday|browser)|oauth_oauthgrant"
    r"|growth(_\w+)?|themes|theme_members|insights|insight_evidence|reviews|review_rests)\b"
)
# PostgreSQL reads a table of a few rows in any order, whatever its indexes: these, which hold few here, SQLite judges.
FEW = re.compile(
    r"\b(areas|notes|instructions|memory_uses|deletions|bulk_\w+|import_\w+|offered_notes|attachments"
    r"|accounts_(apitoken|tokenday|browser)|oauth_oauthgrant"
    r"|growth(_\w+)?|themes|theme_members|insights|insight_evidence|reviews|review_rests)\b"
)
# A plan may enter a table by these: the person, the session, or rows known by their ids; `prefix` is a token's.
ENTRANCE = re.compile(
    r"\(+(user_id|session_id|id|rowid|replaces_id|continues_id|from_interaction_id|interaction_id|answer_id"
    r"|memory_id|job_id|key|session_key|prefix|handle|token_id|theme_id|merged_into_id|insight_id|review_id)"
    r"\s*(=|IN|ANY)"
)

# A line of PostgreSQL's plan that enters a table, and the first column of the condition below it.
SCAN = re.compile(r"Scan.* on (\w+)")
CONDITION = re.compile(r"Index Cond: \(+(\w+)")
OF_A_PERSON = re.compile(r"\((user_id) = \d")

ROWS = 800
# With two people each would have half of a table, and one of its rows is then found as fast in any order: whichever
# index PostgreSQL takes is as good. A third person has so many more rows.
ROWS_OF_OTHERS = 4 * ROWS
ASSUMED_ROWS = 2**20
QUINCE = ("My quince tree lost its leaves in March.", "Was it the frost?")


def fill_for_two(ann: User, bob: User) -> None:
    """Gives each as many rows, in all tables of recall, and one thing that is worth recalling."""
    if connection.vendor == "postgresql":
        fill(User.objects.create_user("eve"), ROWS_OF_OTHERS)

    fill(ann, ROWS)
    fill(bob, ROWS)

    for person in (ann, bob):
        writing.rebuild(person)
        lifecycle.store_interaction(lifecycle.get_or_create_session(person), *QUINCE)
        _grow(person)

    if connection.vendor == "sqlite":
        _without_counts()


def _grow(person: User) -> None:
    """A theme of some sessions, with a part, and insights of both."""
    sessions = list(UserSession.objects.owned_by(person).ended().newest_first()[:4])
    whole, part = theme_of(person, "Garden", *sessions[:3]), theme_of(person, "Beds", sessions[3])
    merge(part, whole)
    place = place_in(sessions[0], "garden")
    whole.found = {"telling": [place], "then": place, "now": place, "goes_along": [[part.pk, 2, None]]}
    whole.save()

    for kind in (InsightKind.MILESTONE, InsightKind.BREAKTHROUGH):
        insight_of(person, kind, place, theme=whole)
    read_whole(person)


def _without_counts() -> None:
    """`fill` counts rows for the planner. The product doesn't on SQLite, which then assumes what is put back here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid, stat FROM sqlite_stat1")
        for place, stat in cursor.fetchall():
            assumed = [ASSUMED_ROWS, *(max(10 - column, 5) for column, _ in enumerate(stat.split()[1:]))]
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE rowid = %s", [" ".join(map(str, assumed)), place])

        # Reads them anew.
        cursor.execute("ANALYZE sqlite_schema")


def foreign_reads(ask: Callable[[], object]) -> list[str]:
    """The parts of plans that go through a table of people's rows."""
    with CaptureQueriesContext(connection) as captured:
        ask()

    read = [query["sql"] for query in captured.captured_queries]
    looked = [sql for sql in read if sql.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE"))]
    assert looked

    return [line for sql in looked for line in _foreign(sql)]


def entrances(ask: Callable[[], object]) -> set[str]:
    """By which columns PostgreSQL's plans enter the large tables of people's rows, such as "user_sessions.id".

    By the person, whenever the statement names one there: of few rows the plan may look at the person last.
    """
    with CaptureQueriesContext(connection) as captured:
        ask()

    read = [query["sql"] for query in captured.captured_queries]
    return {found for sql in read if sql.lstrip().upper().startswith(("SELECT", "WITH")) for found in _entrances(sql)}


def _entrances(sql: str) -> Iterator[str]:
    lines = _plan_of_many(sql)
    for number, line in enumerate(lines):
        scan = SCAN.search(line)
        if scan and PERSONAL.fullmatch(scan[1]) and not FEW.fullmatch(scan[1]):
            about = " ".join(takewhile(lambda one: "->" not in one, lines[number + 1 :]))
            column = OF_A_PERSON.search(about) or CONDITION.search(about)
            yield f"{scan[1]}.{column[1] if column else 'none'}"


def _foreign(sql: str) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield from _foreign_in_postgres(_plan_of_many(sql))
        return

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        lines = [str(row[-1]) for row in cursor.fetchall()]
        read = [line for line in lines if line.startswith(("SCAN", "SEARCH")) and PERSONAL.search(line)]
        yield from (line for line in read if not ENTRANCE.search(line))


def _plan_of_many(sql: str) -> list[str]:
    """PostgreSQL's, as it would be of many rows."""
    with connection.cursor() as cursor:
        # The fastest way is to read so few rows whole; with many rows it would not be.
        for way in ("seqscan", "bitmapscan", "mergejoin", "hashjoin", "material", "memoize"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return [str(line) for (line,) in cursor.fetchall()]


def _foreign_in_postgres(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        # The indexes of what is being answered at this moment are the shortest way to one of its rows.
        is_unfinished = "interactions_unfinished" in line or "interactions_running" in line
        table = line.partition(" on ")[2]

        if "Scan" in line and PERSONAL.search(table) and not FEW.search(table) and not is_unfinished:
            condition = next((one for one in lines[number + 1 : number + 3] if "Index Cond" in one), "")
            if not ENTRANCE.search(condition):
                yield f"{line.strip()} {condition.strip()}"
