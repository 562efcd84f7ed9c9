"""The plain walk through session memory, from the first question to finding it again."""

from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.states import Status


def test_a_walk_through_session_memory(ann: User, bob: User, settings: Settings) -> None:
    # The first question starts a session, which takes its title from it.
    first = lifecycle.store_question(ann, "Why do I keep postponing the call with Ines?")
    session = first.session
    assert session.is_open and session.title == "Why do I keep postponing the call with Ines?"
    assert first.status == Status.PENDING

    # A second question goes into the same session; the count is kept with it.
    lifecycle.store_question(ann, "And what would I say first?")

    session.refresh_from_db()
    assert session.interaction_count == session.interactions.count() == 2

    # An answer known already is kept with its question.
    known = lifecycle.store_interaction(session, "The subjuntivo after espero que?", "Espero que tengas tiempo.")
    assert known.status == Status.ANSWERED and known.user == ann

    # Ending gives a summary in the person's own words, once.
    lifecycle.end_session(session)

    ended = session.session_end
    assert session.context_summary and session.context_summary.startswith("Why do I keep postponing")
    lifecycle.end_session(session)
    session.refresh_from_db()
    assert session.session_end == ended

    # The next question starts a new session; asking in the old one reopens it and ends the new one.
    newer = lifecycle.store_question(ann, "Something else").session
    assert newer != session
    lifecycle.store_question(ann, "Back to Ines", session=session)
    newer.refresh_from_db()
    session.refresh_from_db()

    assert session.is_open and not newer.is_open

    # A session left alone closes by itself, at its last activity.
    settings.SESSION_IDLE_HOURS = 12
    long_ago = timezone.now() - timedelta(hours=13)
    UserSession.objects.filter(pk=session.pk).update(last_activity_at=long_ago)
    assert lifecycle.open_session(ann) is None

    session.refresh_from_db()
    assert session.session_end == long_ago

    # Their own person alone finds the words again.
    found = recall(user=ann, question="espero que and the subjuntivo", limit=3)
    assert [memory.interaction_id for memory in found] == [known.pk]
    assert recall(user=bob, question="espero que and the subjuntivo", limit=3) == []

    # Deleting is deleting: with the session goes what was said in it, and nobody finds it any more.
    lifecycle.delete_session(session)
    assert not UserSession.objects.filter(pk=session.pk).exists()
    assert not UserInteraction.objects.in_session(session).exists()
    assert recall(user=ann, question="espero que and the subjuntivo", limit=3) == []
