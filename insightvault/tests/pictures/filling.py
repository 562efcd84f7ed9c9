"""Fills the pictured vault; runs inside it, under `settings`, whose clock it moves."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import call_command
from django.db.models.functions import Now

from insightvault.accounts.models import BROWSER_NAME, ApiToken, Browser, TokenDay
from insightvault.accounts.session_store import SessionStore
from insightvault.tests.pictures.growing import fill_growing
from insightvault.tests.pictures.history import (
    ASKED,
    CLAUDE_EXPORT,
    CONVERSATIONS,
    LONG_WORD,
    MODEL,
    NOTES,
    NOW,
    PASSWORD,
    Conversation,
    Said,
)
from insightvault.tests.pictures.settings import CLOCK
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import (
    Area,
    Deletion,
    ImportJob,
    Instructions,
    LookedConversation,
    Note,
    OfferedNote,
    SkippedEntry,
    UserInteraction,
    UserSession,
)
from sessions_memory.sample.dating import as_file
from sessions_memory.sample.loading import FILE_NAME
from sessions_memory.states import Source
from sessions_memory.web.dates import UNDATED
from sessions_memory.web.zones import zone_of

User = get_user_model()


def fill() -> None:
    """`maren` has much, `newcomer` nothing, `ines` a year to look back on, `five` five questions,
    `visitor` the sample history."""
    CLOCK.moment = NOW - timedelta(days=400)
    maren = User.objects.create_superuser("maren", password=PASSWORD, time_zone="Europe/Berlin")
    User.objects.create_user("newcomer", password=PASSWORD, time_zone="Europe/Berlin")

    for conversation in CONVERSATIONS:
        _keep(maren.pk, conversation)
    for text in NOTES:
        Note.objects.create(user=maren, text=text, is_active=text != NOTES[2])
    Instructions.objects.create(user=maren, text="Be brief. Answer in the language I ask in.")
    call_command("rebuild_index", verbosity=0)

    _import(maren.pk)
    for minutes, question in enumerate(reversed(ASKED), 3):
        CLOCK.moment = NOW - timedelta(minutes=minutes)
        call_command("ask", question, user="maren", verbosity=0)
    _leave_unfinished(maren.pk)
    _carry_tokens(maren)
    _log_in_elsewhere(maren)
    fill_growing()
    CLOCK.moment = NOW
    User.objects.create_user("visitor", password=PASSWORD, time_zone="Europe/Berlin")
    load_sample("visitor")


def load_sample(name: str) -> None:
    person = User.objects.get(username=name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, FILE_NAME)
        file.write_bytes(as_file(NOW.date(), zone_of(person)))
        call_command("import_history", str(file), user=name, verbosity=0)

    refresh(person)


def _log_in_elsewhere(maren: Any) -> None:
    for number, name in enumerate(("Safari on iPhone", "Firefox on Windows")):
        store = SessionStore()
        store.update({SESSION_KEY: str(maren.pk), HASH_SESSION_KEY: maren.get_session_auth_hash(), BROWSER_NAME: name})
        store.create()
        row = Browser.objects.filter(session_key=store.session_key)
        row.update(seen_at=NOW - timedelta(hours=2 + 30 * number))


def _carry_tokens(maren: Any) -> None:
    """Programs of hers: one that may do all, one with every limit, and one that has ended."""
    area = Area.objects.create(user=maren, name="Work on the garden book")
    editor = {"scope": "notes", "area": area, "ends_at": NOW + timedelta(days=90)}
    shown = {"Claude Code": editor, "Backup script": {}, "Old phone": {"scope": "read", "ends_at": NOW}}
    for number, (name, limits) in enumerate(shown.items()):
        ApiToken.objects.create(
            user=maren, name=name, prefix=f"0000000{number}", digest="0" * 64, created_at=NOW, **limits
        )

    for days, kind, count in ((0, "memories", 12), (0, "notes", 1), (3, "questions", 1204)):
        day = NOW.date() - timedelta(days=days)
        TokenDay.objects.create(user=maren, day=day, name="Claude Code", kind=kind, count=count)


def _keep(user_id: int, conversation: Conversation) -> None:
    begun = NOW - timedelta(days=conversation.days)
    session = UserSession.objects.create(
        user_id=user_id,
        title=conversation.title,
        session_start=begun,
        session_end=begun + timedelta(hours=1),
        last_activity_at=begun + timedelta(minutes=len(conversation.said)),
        reflected_at=begun + timedelta(hours=1),
        interaction_count=sum(not said.is_other_version for said in conversation.said),
        **conversation.fields,
    )
    CLOCK.moment = begun
    before: UserInteraction | None = None

    for said in conversation.said:
        before = _say(session, said, before)
        CLOCK.moment += timedelta(minutes=1)


def _say(session: UserSession, said: Said, before: UserInteraction | None) -> UserInteraction:
    replaces = before if said.is_other_version else None
    if replaces:
        UserInteraction.objects.filter(pk=replaces.pk).update(is_superseded=True)

    return UserInteraction.objects.create(
        user_id=session.user_id,
        session=session,
        user_question=said.question,
        ai_response=said.answer,
        status=said.status or "answered",
        error=said.error,
        answered_at=CLOCK.moment,
        model=MODEL,
        replaces=replaces,
        interaction_metadata=said.metadata,
    )


def _import(user_id: int) -> None:
    """One job that is done, with notes to keep; one that failed; one under way; one to choose from."""
    CLOCK.moment = NOW - timedelta(days=4)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "claude-2025-11.json")
        file.write_text(json.dumps(CLAUDE_EXPORT), encoding="utf-8")
        call_command("import_history", str(file), user="maren", verbosity=0)

    job = ImportJob.objects.get()
    ImportJob.objects.filter(pk=job.pk).update(
        found=4, skipped=2, remarks=["A message by neither the person nor Claude was left out."]
    )
    for title in ("", LONG_WORD):
        SkippedEntry.objects.create(
            job=job, user_id=user_id, title=title, reason="It holds no messages: “mapping” is empty."
        )
    for number, text in enumerate(("I live by the sea.", "Call me Maren."), 1):
        OfferedNote.objects.create(
            job=job, user_id=user_id, text=text, text_hash=str(number), origin="Claude’s project memory"
        )

    failure = "“failed.zip” holds no conversations: no file in it is JSON."
    _job(user_id, state="failed", failure=failure, finished_at=NOW)
    _job(user_id, state="running", sources="ChatGPT", found=120, imported=120, bytes_done=4_000_000, heartbeat_at=NOW)
    _look(user_id)
    Deletion.objects.create(
        key="00000000-0000-4000-8000-000000000001", user_id=user_id, scope="session", deleted_at=NOW, wiped_at=NOW
    )


def _look(user_id: int) -> None:
    """Of many sources, with long names, names from right to left, and more than a page."""
    sources = dict.fromkeys([label for value, label in Source.choices if value != Source.CHAT], 11)
    look = {"sources": sources, "undated": 1, "skipped": 2, "first": "2022-03-01T00:00:00Z", "last": NOW.isoformat()}
    # The worker goes by the database's clock, and would end one that waits for months.
    job = _job(user_id, state="looked", is_look=True, look=look, sources=", ".join(sources), heartbeat_at=Now())
    names = [("בישול לחג", "מטבח"), (LONG_WORD, LONG_WORD), ("", ""), ("Which bread for the trip?", "Kitchen")]

    for number in range(110):
        title, folder = names[number % len(names)]
        LookedConversation.objects.create(
            job=job,
            user_id=user_id,
            source=Source.values[1 + number % 10],
            source_id=str(number),
            title=title,
            folder=folder,
            began_at=NOW - timedelta(days=9 * number) if number != 7 else UNDATED,
            questions=1 + 37 * number % 50,
            is_chosen=number % 5 > 0,
        )


def _job(user_id: int, **fields: object) -> ImportJob:
    job = ImportJob.objects.create(user_id=user_id, created_at=NOW, started_at=NOW, bytes_total=9_000_000, **fields)
    job.files.create(user_id=user_id, name=f"{fields['state']}.zip", size_bytes=9_000_000, received_bytes=9_000_000)
    return job


def _leave_unfinished(user_id: int) -> None:
    """An answer that is on its way, and never comes: its owner's heart beats at the moment the clock shows."""
    CLOCK.moment = NOW
    temporary = UserSession.objects.create(user_id=user_id, is_temporary=True, interaction_count=1)
    UserInteraction.objects.create(
        user_id=user_id,
        session=temporary,
        is_listed=False,
        user_question="What is on its way?",
        ai_response="It is still being",
        status="answering",
        model=MODEL,
        claim_id="00000000-0000-4000-8000-000000000002",
        heartbeat_at=NOW,
        interaction_metadata={},
    )
