from datetime import timedelta

from django.db.models.functions import Now

from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status


def make_dead(interaction: UserInteraction, by: timedelta = timedelta(seconds=16)) -> None:
    UserInteraction.objects.filter(pk=interaction.pk).update(heartbeat_at=Now() - by)


def test_a_question_is_claimed_once(ann: User) -> None:
    question = lifecycle.store_question(ann, "Q")
    assert claims.claim(question.pk) is not None
    assert claims.claim(question.pk) is None


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
