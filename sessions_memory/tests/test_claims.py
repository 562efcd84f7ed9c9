import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.recall.search import search
from sessions_memory.states import Status


def make_dead(interaction: UserInteraction, by: timedelta = timedelta(seconds=16)) -> None:
    UserInteraction.objects.filter(pk=interaction.pk).update(heartbeat_at=Now() - by)


def test_a_question_is_claimed_once(ann: User) -> None:
    question = lifecycle.store_question(ann, "Q")
    assert claims.claim(question.pk) is not None
    assert claims.claim(question.pk) is None


def test_the_questions_that_wait_are_found_without_a_look_at_all_there_ever_were(db: None) -> None:
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., object], sql: str, values: Any, *rest: object) -> object:
        asked.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(note):
        claims.waiting_ids(10)

    # With its values bound, as it is run.
    [(sql, values)] = asked
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL would read so few rows whole, and SQLite counts none: it takes every table for a large one.
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} {sql}", values)
        plan = str(cursor.fetchall())

    assert re.search("interactions_(unfinished|running)", plan), plan


def test_a_process_that_slept_cannot_overwrite_a_later_one(ann: User) -> None:
    slept = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert slept
    make_dead(slept)
    assert claims.interrupt_dead() == 1
    assert not claims.finish(slept, status=Status.ANSWERED, text="late", metadata={})

    lost, _ = claims.keep([claims.Checkpoint(slept, "late", {})])
    assert lost == {slept.pk}
    slept.refresh_from_db()
    assert (slept.status, slept.ai_response) == (Status.INTERRUPTED, "")


def test_a_dead_answer_keeps_the_text_it_has(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    claims.keep([claims.Checkpoint(answer, "So far", {"model": "m"})])
    assert claims.interrupt_dead() == 0
    make_dead(answer)

    claims.interrupt_dead()
    answer.refresh_from_db()
    assert answer.ai_response == "So far" and answer.error == claims.INTERRUPTED


def test_a_heartbeat_from_before_the_clock_was_set_back_is_dead(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    make_dead(answer, by=timedelta(hours=-2))
    assert claims.interrupt_dead() == 1


def test_only_questions_that_wait_too_long_are_swept(ann: User) -> None:
    fresh, waiting = lifecycle.store_question(ann, "Q"), lifecycle.store_question(ann, "R")
    UserInteraction.objects.filter(pk=waiting.pk).update(created_at=Now() - timedelta(seconds=3))
    assert claims.waiting_ids(10) == [waiting.pk]
    assert fresh.pk not in claims.waiting_ids(10)


def test_stop_reaches_the_owner_at_its_next_checkpoint(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    claims.request_stop(answer)
    _, stopped = claims.keep([claims.Checkpoint(answer, "so far", {})])
    assert stopped == {answer.pk}


def test_stop_before_anybody_claimed_stops_at_once(ann: User) -> None:
    question = lifecycle.store_question(ann, "Q")
    claims.request_stop(question)
    question.refresh_from_db()
    assert question.status == Status.STOPPED
    assert claims.claim(question.pk) is None


def test_an_outage_ends_no_answer_that_its_own_process_still_writes(ann: User, bob: User) -> None:
    """After it the owner's heartbeat is as old as that of one who died."""
    running = claims.claim(lifecycle.store_question(ann, "Q").pk)
    dead = claims.claim(lifecycle.store_question(bob, "R").pk)
    assert running and dead
    make_dead(running)
    make_dead(dead)

    assert claims.interrupt_dead(frozenset({running.pk})) == 1
    assert claims.finish(running, status=Status.ANSWERED, text="whole", metadata={})
    dead.refresh_from_db()
    assert dead.status == Status.INTERRUPTED


def taken_over(user: User) -> tuple[UserInteraction, UserInteraction]:
    """A claim as its first taker holds it, and as another process took it later."""
    slept = claims.claim(lifecycle.store_question(user, "Q").pk)
    assert slept
    UserInteraction.objects.filter(pk=slept.pk).update(status=Status.PENDING, claim_id=None)
    later = claims.claim(slept.pk)
    assert later and later.claim_id != slept.claim_id

    return slept, later


def test_a_late_writer_changes_nothing_of_what_a_later_one_writes(ann: User) -> None:
    slept, later = taken_over(ann)
    claims.store_receipt(later, context_used={"version": 2}, model="m")
    claims.keep([claims.Checkpoint(later, "mine", {"model": "m"})])

    claims.store_receipt(slept, context_used={"version": 2, "items": []}, model="late")
    lost, _ = claims.keep([claims.Checkpoint(slept, "late", {})])
    assert lost == {slept.pk}
    assert not claims.finish(slept, status=Status.ANSWERED, text="late", metadata={})

    later.refresh_from_db()
    stored = later.status, later.ai_response, later.model, later.context_used, later.interaction_metadata
    assert stored == (Status.ANSWERING, "mine", "m", {"version": 2}, {"model": "m"})
    assert claims.finish(later, status=Status.ANSWERED, text="mine, whole", metadata={})


def test_what_has_ended_is_overwritten_by_nobody(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    UserInteraction.objects.filter(pk=answer.pk).update(status=Status.STOPPED, ai_response="so far")
    assert not claims.finish(answer, status=Status.ANSWERED, text="late", metadata={})

    answer.refresh_from_db()
    assert (answer.status, answer.ai_response, answer.claim_id is None) == (Status.STOPPED, "so far", False)


def test_a_receipt_and_a_checkpoint_are_heartbeats(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    make_dead(answer)
    claims.store_receipt(answer, context_used={}, model="m")
    assert claims.interrupt_dead() == 0

    make_dead(answer)
    claims.keep([claims.Checkpoint(answer, "so far", {})])
    assert claims.interrupt_dead() == 0


def test_an_answer_is_dead_a_quarter_of_a_minute_after_its_last_heartbeat(ann: User) -> None:
    answer = claims.claim(lifecycle.store_question(ann, "Q").pk)
    assert answer
    make_dead(answer, by=timedelta(seconds=13))
    assert claims.interrupt_dead() == 0
    make_dead(answer)
    assert claims.interrupt_dead() == 1


@pytest.mark.parametrize("end", ["answered", "stopped before", "dead"])
def test_what_has_ended_is_found_again(ann: User, end: str) -> None:
    # An index that is complete is not built anew by the search, which would find what nobody wrote into it.
    lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "The garden", "Green.")
    question = lifecycle.store_question(ann, "Where do my quinces grow?")
    answer = None if end == "stopped before" else claims.claim(question.pk)
    if answer and end == "answered":
        claims.finish(answer, status=Status.ANSWERED, text="At the wall.", metadata={})
    elif answer:
        make_dead(answer)
        claims.interrupt_dead()
    else:
        claims.request_stop(question)

    found = search(user=ann, query="quinces", limit=5)
    assert [hit.interaction_id for hit in found.hits] == [question.pk]
    question.refresh_from_db()
    assert question.claim_id is None


def test_what_waits_longest_is_swept_first(ann: User) -> None:
    rows = [lifecycle.store_question(ann, "Q") for _ in range(3)]
    for seconds, row in zip((5, 9, 7), rows, strict=True):
        UserInteraction.objects.filter(pk=row.pk).update(created_at=Now() - timedelta(seconds=seconds))

    assert claims.waiting_ids(2) == [rows[1].pk, rows[2].pk]
