"""What waits is counted from the rows, in time, and not again for each who asks."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from insightvault.accounts.models import User
from insightvault.metrics import queues
from insightvault.metrics.queues import LENGTH, OLDEST, QUEUES, UP, Queues, bounded
from sessions_memory import lifecycle
from sessions_memory.models import Attachment, BulkJob, Deletion, Growth, ImportJob, UserInteraction
from sessions_memory.states import AttachmentKind, AttachmentState, JobState, Scope

pytestmark = pytest.mark.django_db(transaction=True)

MINUTES_AGO = {name: 10 * (place + 1) for place, name in enumerate(QUEUES)}
SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9) SELECT MAX(i) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}
# Of plans: a table that is read whole, and an index of what waits.
WHOLE = re.compile(r"Seq Scan|SCAN (?!.*INDEX)")
INDEX = re.compile(
    r"interactions_running|(interactions|imports|deletions)_unfinished|bulk_jobs_waiting|attachments_to_\w+|growth_to_read"
)


def told(collector: Queues) -> dict[str, dict[str, float]]:
    """By metric and queue."""
    return {
        family.name: {sample.labels.get("queue", ""): sample.value for sample in family.samples}
        for family in collector.collect()
    }


def ago(name: str) -> timedelta:
    return timedelta(minutes=MINUTES_AGO[name])


def let_wait(person: User) -> None:
    """One piece of work in each queue, and beside each one that nobody waits for."""
    now, session = timezone.now(), lifecycle.get_or_create_session(person)
    Growth.objects.filter(user=person).delete()
    asked = lifecycle.store_question(person, "Where is the quince?")
    answered = lifecycle.store_interaction(session, "And the fig?", "In its pot.")
    UserInteraction.objects.filter(pk=asked.pk).update(created_at=now - ago("questions"))
    UserInteraction.objects.filter(pk=answered.pk).update(answered_at=now - ago("indexing"))

    for state in (JobState.UPLOADED, JobState.DONE, JobState.UPLOADING):
        ImportJob.objects.create(user=person, state=state, heartbeat_at=now - ago("imports"))
    for done in (None, now):
        Deletion.objects.create(user=person, scope=Scope.ALL, created_at=now - ago("deletions"), deleted_at=done)
    for waits in (True, False):
        BulkJob.objects.create(user=person, action="pin", is_waiting=waits, created_at=now - ago("many_sessions"))

    about = {"user": person, "kind": AttachmentKind.TEXT, "size_bytes": 1, "name": "a"}
    Attachment.objects.create(**about, created_at=now - ago("files"))
    Attachment.objects.create(**about, interaction=answered, state=AttachmentState.READ)
    Attachment.objects.create(**about, interaction=answered, state=AttachmentState.READ, is_indexed=True)
    Growth.objects.update_or_create(user=person, defaults={"changed_at": now - ago("growth")})


def test_each_queue_tells_its_length_and_how_long_the_first_has_waited(ann: User, bob: User) -> None:
    let_wait(ann)
    let_wait(bob)

    found = told(Queues())
    assert found[LENGTH] == dict.fromkeys(QUEUES, 2) and found[UP] == {"": 1}
    waited = {name: seconds / 60 - MINUTES_AGO[name] for name, seconds in found[OLDEST].items()}
    assert {name for name, minutes in waited.items() if not 0 <= minutes < 5} == set(), waited


def test_what_nobody_takes_is_no_queue(ann: User) -> None:
    let_wait(ann)
    User.objects.filter(pk=ann.pk).update(is_active=False)

    found = told(Queues())[LENGTH]
    # A deletion goes on.
    assert {name for name, length in found.items() if length} == {"deletions"}


def test_a_time_that_a_clock_ahead_wrote_is_no_negative_wait(ann: User) -> None:
    lifecycle.store_question(ann, "Where is the quince?")
    UserInteraction.objects.update(created_at=timezone.now() + timedelta(seconds=30))

    assert told(Queues())[OLDEST]["questions"] == 0


def test_who_asks_twice_is_told_the_same_without_a_look(ann: User) -> None:
    collector = Queues()
    assert told(collector)[LENGTH]["questions"] == 0
    lifecycle.store_question(ann, "Where is the quince?")

    assert told(collector)[LENGTH]["questions"] == 0
    collector._began -= queues.FRESH_SECONDS + 1
    assert told(collector)[LENGTH]["questions"] == 1


def test_a_long_queue_is_counted_up_to_a_bound(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "COUNTED_MAX", 3)
    now = timezone.now()
    BulkJob.objects.bulk_create(
        BulkJob(user=ann, action="pin", created_at=now - timedelta(minutes=9 - at)) for at in range(5)
    )

    found = told(Queues())
    assert found[LENGTH]["many_sessions"] == 3 and found[OLDEST]["many_sessions"] >= 9 * 60


def test_no_statement_goes_on_for_long(db: None) -> None:
    with pytest.raises(OperationalError), bounded(0.2), connection.cursor() as cursor:
        cursor.execute(SLOW[connection.vendor])

    with connection.cursor() as cursor:
        # What the bound was set for is over.
        cursor.execute("SELECT 1")


@pytest.fixture
def busy(db: None) -> Iterator[None]:
    """A table that nobody can read at the moment."""
    if connection.vendor != "postgresql":
        pytest.skip("readers of SQLite wait for nobody")

    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE user_interactions IN ACCESS EXCLUSIVE MODE")
            held.set()
            done.wait(60)
            cursor.execute("ROLLBACK")
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(60)
    yield
    done.set()
    thread.join()


def test_a_database_that_is_busy_is_told_and_not_waited_for(busy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "STATEMENT_SECONDS", 0.2)
    found = told(Queues())
    assert found[UP] == {"": 0} and found[LENGTH] == {}


def test_a_reading_that_goes_on_keeps_nobody(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ends, readings = threading.Event(), []

    def read_for_long() -> list[queues.Queue]:
        readings.append(1)
        ends.wait(60)
        return []

    monkeypatch.setattr(queues, "read", read_for_long)
    monkeypatch.setattr(queues, "WAIT_SECONDS", 0.05)
    collector = Queues()
    assert told(collector)[UP] == {"": 0}
    collector._began -= queues.FRESH_SECONDS + 1
    assert told(collector)[UP] == {"": 0} and len(readings) == 1
    ends.set()


@pytest.mark.parametrize("name", QUEUES)
def test_every_queue_is_read_by_an_index(db: None, name: str) -> None:
    is_postgres = connection.vendor == "postgresql"
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgres:
            # The fastest way is to read so few rows whole; with many it would not be.
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = QUEUES[name].rows().explain()

    assert [line for line in plan.splitlines() if WHOLE.search(line)] == [], plan
    assert INDEX.search(plan)
