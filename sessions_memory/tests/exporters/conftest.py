"""A history with everything that an export has to keep, and what it has to leave out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sessions_memory import lifecycle
from sessions_memory.models import Instructions, Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note, write_instructions
from sessions_memory.states import MadeBy, Source, Status

MARCH = datetime(2026, 3, 1, 12, 34, 56, 789, tzinfo=UTC)


def asked(session: UserSession, question: str, answer: str, after: int, **fields: Any) -> UserInteraction:
    """Stored `after` minutes into the session."""
    stored = lifecycle.store_interaction(
        session, question, answer, created_at=session.session_start + timedelta(minutes=after)
    )
    UserInteraction.objects.filter(pk=stored.pk).update(**fields)
    return UserInteraction.objects.get(pk=stored.pk)


@pytest.fixture
def history(ann: Any, bob: Any) -> dict[str, Any]:
    """ann's: a ChatGPT conversation that an open session goes on from, with versions, receipts and a note."""
    imported = UserSession.objects.create(
        user=ann,
        source=Source.CHATGPT,
        source_id="conversation-1",
        title="Jardín: “flores” / 花",
        session_start=MARCH,
        session_end=MARCH + timedelta(hours=1),
        archived_at=MARCH + timedelta(days=2),
    )

    planted = asked(imported, "When did I plant the quince?", "In **March**.", 1, source_id="m1", model="gpt-4o")
    own = UserSession.objects.create(
        user=ann,
        title="Quince jelly",
        title_by=MadeBy.PERSON,
        session_start=MARCH + timedelta(days=30),
        is_pinned=True,
        never_recall=True,
        is_read_only=True,
        continues=imported,
    )

    first = asked(own, "How long does it cook?", "An hour.", 0, is_superseded=True, never_recall=True)
    note = keep_note(ann, "I dislike ginger.", from_interaction=planted)
    receipt = {
        "version": 2,
        "items": [
            {"kind": "instructions", "id": 0, "text": "Be brief."},
            {"kind": "note", "id": note.pk, "interaction_id": planted.pk, "session_id": imported.pk, "text": note.text},
            {"kind": "summary", "id": imported.pk, "session_id": imported.pk, "text": "On quinces."},
            {"kind": "memory", "id": planted.pk, "session_id": imported.pk, "text": "When?", "score": 0.75},
            {"kind": "memory", "id": 10**9, "session_id": 10**9, "text": "", "is_deleted": True},
        ],
        "turns": [{"id": first.pk, "tokens": 3}],
        "left_out_by_person": [f"memory:{first.pk}", f"note:{note.pk}", "memory:999999999"],
    }

    second = asked(own, "How long does it cook?", "Two hours.", 1, replaces=first, context_used=receipt)
    failed = asked(own, "And sugar?", "", 2, status=Status.FAILED, error="No answer.\nRetry.")
    asked(own, "Not finished", "So f", 3, status=Status.ANSWERING)
    UserSession.objects.filter(pk=own.pk).update(last_activity_at=MARCH + timedelta(days=30, minutes=2))
    UserSession.objects.filter(pk=imported.pk).update(last_activity_at=MARCH + timedelta(hours=1))

    write_instructions(ann, "Be brief.\nNo lists.")
    lifecycle.store_interaction(lifecycle.start_temporary_session(ann), "Temporary secret", "Gone soon")
    lifecycle.store_interaction(lifecycle.get_or_create_session(bob), "Bob's secret", "Bob's answer")
    keep_note(bob, "Bob's note")
    assert Instructions.objects.count() == 1 and Note.objects.count() == 2

    return {"imported": imported, "own": own, "planted": planted, "first": first, "second": second, "failed": failed}
