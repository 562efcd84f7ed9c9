"""People go first, whichever process they ask in: all of it is read from the database."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone
from pytest_django import Settings

from chat.background.rest import NotNow, is_at_rest, unless_asked
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession


def asked_before(user: User, ago: timedelta) -> UserSession:
    session = lifecycle.get_or_create_session(user)
    lifecycle.store_interaction(session, "How do leeks grow?", "Slowly.")
    UserSession.objects.filter(pk=session.pk).update(last_activity_at=timezone.now() - ago)
    return session


@pytest.mark.parametrize(("ago", "rests"), [(2, False), (4, True), (-60, True)])
def test_the_model_rests_some_minutes_after_anybodys_question(
    bob: User, settings: Settings, ago: int, rests: bool
) -> None:
    settings.MODEL_REST_SECONDS = 180
    asked_before(bob, timedelta(minutes=ago))
    assert is_at_rest() is rests


@pytest.mark.parametrize("temporary", [False, True])
def test_an_ended_and_a_temporary_session_count_too(bob: User, settings: Settings, temporary: bool) -> None:
    settings.MODEL_REST_SECONDS = 180
    session = lifecycle.start_temporary_session(bob) if temporary else lifecycle.start_session(bob)
    lifecycle.store_interaction(session, "How do leeks grow?", "Slowly.")
    if not temporary:
        lifecycle.end_session(session)

    assert not is_at_rest()


def test_a_question_of_a_program_counts_too(bob: User, settings: Settings) -> None:
    settings.MODEL_REST_SECONDS = 180
    UserSession.objects.create(user=bob, source="program", interaction_count=1, session_end=timezone.now())
    assert not is_at_rest()


def test_a_session_that_only_begins_and_an_import_are_no_question(ann: User, bob: User, settings: Settings) -> None:
    settings.MODEL_REST_SECONDS = 180
    lifecycle.start_session(ann)
    UserSession.objects.create(user=bob, source="chatgpt", interaction_count=4, session_end=timezone.now())
    assert is_at_rest()


def test_no_answer_may_run_however_short_the_rest(ann: User) -> None:
    assert is_at_rest()
    waiting = lifecycle.store_question(ann, "How do leeks grow?")
    assert not is_at_rest()

    # Left by a process that died.
    UserInteraction.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - timedelta(hours=2))
    assert is_at_rest()


@pytest.mark.usefixtures("transactional_db")
async def test_a_question_stops_what_runs(ann: User, bob: User) -> None:
    was_stopped = asyncio.Event()

    async def work() -> str:
        try:
            await sync_to_async(lifecycle.store_question)(bob, "How do leeks grow?")
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            was_stopped.set()
            raise
        return ""

    with pytest.raises(NotNow):
        await unless_asked(work(), ann.pk)
    assert was_stopped.is_set()


@pytest.mark.usefixtures("transactional_db")
async def test_what_goes_wrong_is_told_as_it_is(ann: User) -> None:
    async def work() -> str:
        raise OSError

    with pytest.raises(OSError):
        await unless_asked(work(), ann.pk)
