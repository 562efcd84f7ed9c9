"""Deleted words are gone from rows, files and logs."""

import contextlib
import random
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils import timezone
from pytest import MonkeyPatch

from insightvault.accounts.leaving import leave
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.deletion import jobs, wiping
from sessions_memory.importers import uploads
from sessions_memory.models import Deletion, ImportJob, OfferedNote, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.notes.offers import accept
from sessions_memory.states import Scope, Source, Status
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, memory
from sessions_memory.tests.deletion.test_jobs import MAY
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_zip
from sessions_memory.tests.importing import work_all
from sessions_memory.tests.traces import traces

WORD = "Quittengelee1847"
pytestmark = pytest.mark.django_db(transaction=True)


def scattered(ann: Any, bob: Any) -> None:
    """The word in all places where words come."""
    imported = UserSession.objects.create(
        user=ann, source=Source.CLAUDE, title=f"About {WORD}", context_summary=WORD, session_end=MAY
    )
    row = asked(ann, f"{WORD}?", session=imported)
    UserInteraction.objects.filter(pk=row.pk).update(
        ai_response=WORD, response_html=f"<p>{WORD}</p>", interaction_metadata={"thinking": WORD}, error=WORD
    )
    row.refresh_from_db()
    keep_note(ann, f"Remember {WORD}", from_interaction=row)

    answer_with(asked(ann, "What about it?"), memory(row))
    asked(bob, "Bob's")
    grow_and_shrink(imported, UserSession.objects.create(user=bob, session_end=MAY))


def grow_and_shrink(hers: UserSession, his: UserSession) -> None:
    """Rows that are made, grow and go in any order: the database splits its pages and writes them anew."""
    rng = random.Random(5)
    rows: list[UserInteraction] = []

    for number in range(1500):
        session = hers if rng.random() < 0.3 else his
        text = f"{WORD if session is hers else 'word'}{number} " + "x" * rng.randint(0, 900)
        rows += UserInteraction.objects.bulk_create(
            [UserInteraction(user=session.user, session=session, user_question=text, status=Status.ANSWERED)]
        )
        grown = rng.choice(rows)
        said = (WORD if grown.session is hers else "word") + "z" * rng.randint(0, 900)

        UserInteraction.objects.filter(pk=grown.pk).update(ai_response=Concat("ai_response", Value(said)))
        if rng.random() < 0.3:
            UserInteraction.objects.filter(pk=rows.pop(rng.randrange(len(rows))).pk).delete()

    for session in (hers, his):
        UserSession.objects.filter(pk=session.pk).update(interaction_count=session.interactions.count())


def wipe() -> int:
    """Once no transaction of anybody on the server is older than the deletion: others may test there, too."""
    for _ in range(10):
        if count := wiping.wipe_what_was_deleted(whole=True):
            return count

    return 0


def test_a_deleted_word_is_nowhere_once_it_is_said_to_be_gone(ann: Any, bob: Any) -> None:
    scattered(ann, bob)
    assert len(traces(WORD)) > 5
    deletion = jobs.begin(Deletion(user=ann, scope=Scope.SOURCE, source=Source.CLAUDE))
    jobs.work_on_all()
    assert not Deletion.objects.get(pk=deletion.pk).is_wiped

    wipe()
    wiped = Deletion.objects.get(pk=deletion.pk)
    assert wiped.is_wiped and wiped.is_overwritten
    assert traces(WORD) == []
    assert UserInteraction.objects.filter(user=bob).count() > 500


@pytest.mark.parametrize("scope", [Scope.SOURCE, Scope.ACCOUNT])
def test_what_an_import_and_a_reading_wrote_down_is_nowhere_either(
    ann: User, bob: User, viewer: Client, as_ann: Client, scope: Scope
) -> None:
    brought_in(ann)
    row = UserInteraction.objects.owned_by(ann).get()
    assert viewer.post(f"/admin/sessions_memory/userinteraction/{row.pk}/read/").status_code == 200
    assert LogEntry.objects.count() == 1
    job = ImportJob.objects.get(user=ann)

    assert WORD in as_ann.get(job.get_absolute_url()).content.decode()
    if scope == Scope.ACCOUNT:
        note = accept(OfferedNote.objects.get(), f"I like {WORD}.")
        answer_with(asked(ann, "What do I like?"), {"kind": "note", "id": note.pk, "text": note.text})
        leave(ann)
    else:
        jobs.begin(Deletion(user=ann, scope=scope, source=Source.CHATGPT))

    jobs.work_on_all()
    wipe()
    assert traces(WORD) == []
    assert User.objects.filter(username="bob").exists()


def brought_in(person: User) -> None:
    """The word in all that an import keeps: names of files, titles, what was skipped, what is offered."""
    told = chatgpt_conversation(WORD, [(f"What of {WORD}?", WORD)], hidden=f"I like {WORD}.")
    broken = {"title": f"About {WORD}", "id": f"broken-{WORD}", "mapping": f"no {WORD}"}
    export = chatgpt_zip(told | {"title": WORD}, broken)
    waiting = uploads.take_whole(person, [SimpleUploadedFile(f"{WORD}.zip", export)])
    work_all()

    waiting.refresh_from_db()
    assert (waiting.imported, waiting.skipped, waiting.files.get().name) == (1, 1, f"{WORD}.zip")
    kept = [column for column in traces(WORD) if "import" in column or "offered" in column]
    assert {"import_files.name", "import_skipped_entries.title", "offered_notes.text"} <= set(kept)


def test_what_is_deleted_later_waits_for_the_next_time(ann: Any) -> None:
    lifecycle.delete_interaction(asked(ann))
    unfinished = Deletion.objects.create(user=ann, scope=Scope.ALL)
    assert wipe() == 1
    unfinished.refresh_from_db()
    assert not unfinished.is_wiped and wiping.wipe_what_was_deleted() == 0


def test_a_large_database_waits_until_nobody_asks(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(wiping, "AT_ONCE_BYTES", 0)
    asked(ann, "Just now")
    lifecycle.delete_interaction(asked(ann))
    assert wiping.wipe_what_was_deleted() == 0
    UserInteraction.objects.update(created_at=timezone.now() - timedelta(hours=1))

    assert wiping.is_time()


@pytest.mark.postgres
def test_a_large_postgresql_is_vacuumed_and_says_that_its_space_is_not_overwritten(
    ann: Any, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(wiping, "REWRITTEN_BYTES", 0)
    monkeypatch.setattr(wiping, "TRY_AGAIN_AFTER", timedelta(0))
    lifecycle.delete_interaction(asked(ann))
    assert any(wiping.wipe_what_was_deleted() for _ in range(10))
    assert not Deletion.objects.get().is_overwritten


def test_a_database_that_is_being_read_is_wiped_the_next_time(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(wiping, "TRY_AGAIN_AFTER", timedelta(0))
    lifecycle.delete_interaction(asked(ann))
    reader = connection.copy()

    with contextlib.closing(reader), reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT * FROM deletions")
        assert wiping.wipe_what_was_deleted() == 0
        cursor.execute("ROLLBACK")

    assert Deletion.objects.get().wiped_at is None
    assert wipe() == 1
