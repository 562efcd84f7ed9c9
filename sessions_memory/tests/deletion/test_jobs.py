"""Deleting much: what is shown before, what goes, and that it goes on after a stop."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest import MonkeyPatch

from sessions_memory import lifecycle
from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import preview
from sessions_memory.models import Deletion, IndexedInteraction, Instructions, Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note, write_instructions
from sessions_memory.states import Scope, Source
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, memory, receipt_of

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def imported(user: Any, source: Source = Source.CHATGPT, questions: int = 2) -> UserSession:
    session = UserSession.objects.create(user=user, source=source, title=f"From {source}", session_end=MAY)
    for number in range(questions):
        lifecycle.store_interaction(session, f"Question {number}", "a", created_at=MAY + timedelta(minutes=number))

    return UserSession.objects.get(pk=session.pk)


def everything(user: Any, scope: Scope = Scope.ALL) -> Deletion:
    return jobs.begin(Deletion(user=user, scope=scope))


def test_a_source_goes_with_its_sessions_and_nothing_else(ann: Any, bob: Any) -> None:
    imported(ann)
    imported(ann, questions=3)
    kept = [imported(ann, Source.CLAUDE), imported(bob)]
    deletion = jobs.begin(Deletion(user=ann, scope=Scope.SOURCE, source=Source.CHATGPT))
    assert (deletion.found, deletion.interactions, deletion.sessions) == (5, 5, 2)

    assert deletion.deleted_at is not None
    assert list(UserSession.objects.order_by("pk")) == kept


def test_a_span_takes_what_was_asked_in_it(ann: Any, bob: Any) -> None:
    session, theirs = imported(ann, questions=4), imported(bob)
    since = MAY + timedelta(minutes=1)
    deletion = jobs.begin(Deletion(user=ann, scope=Scope.SPAN, since=since, until=MAY + timedelta(minutes=3)))
    assert deletion.found == deletion.interactions == 2
    left = UserInteraction.objects.filter(session=session).oldest_first()
    assert [row.user_question for row in left] == ["Question 0", "Question 3"]

    assert theirs.interactions.count() == 2


def test_everything_is_the_history_with_notes_and_instructions_of_one_person(ann: Any, bob: Any) -> None:
    for person in (ann, bob):
        imported(person)
        asked(person)
        lifecycle.start_temporary_session(person)
        keep_note(person, f"{person}'s note")
        write_instructions(person, f"{person}'s instructions")

    deletion = everything(ann)
    assert deletion.deleted_at and deletion.notes == 1

    for model in (UserSession, UserInteraction, Note, Instructions):
        assert {row.user for row in model.objects.all()} == {bob}


def test_the_preview_says_what_goes_and_what_used_it(ann: Any, bob: Any) -> None:
    session = imported(ann)
    used = session.interactions.order_by("pk")[0]
    keep_note(ann, "Kept", from_interaction=used)
    answer = answer_with(asked(ann, "What about it?"), memory(used))
    answer_with(asked(bob, "Bob's"), memory(asked(bob)))

    found = preview(Deletion(user=ann, scope=Scope.SOURCE, source=Source.CHATGPT))
    assert (found.sessions, found.interactions, found.notes, found.receipts) == (1, 2, 1, 1)
    assert found.answers == [answer] and found.answer_count == 1
    assert UserInteraction.objects.filter(user=ann).count() == 3


def test_later_turns_of_the_session_count_among_what_used_a_question(ann: Any) -> None:
    first = asked(ann)
    second = answer_with(asked(ann, "And then?", session=first.session), turns=[{"id": first.pk}])
    found = preview(Deletion(user=ann, scope=Scope.INTERACTION, row=first.pk))
    assert found.answers == [second]


def test_answers_that_used_it_go_along_where_the_person_says_so(ann: Any) -> None:
    session = imported(ann)
    answer = answer_with(asked(ann, "What about it?"), memory(session.interactions.all()[0]))
    other = asked(ann, "Unrelated")
    wanted = {"user": ann, "scope": Scope.SESSION, "row": session.pk}
    deletion = jobs.begin(Deletion(**wanted, with_answers=True))

    assert (deletion.interactions, deletion.answers) == (2, 1)
    assert not UserInteraction.objects.filter(pk=answer.pk).exists()
    assert UserInteraction.objects.get() == other


def test_a_deletion_that_was_stopped_goes_on_where_it_was(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE", 2)
    imported(ann, questions=7)
    deletion = Deletion.objects.create(user=ann, scope=Scope.ALL, found=7)
    jobs.work(deletion, seconds=0)
    assert deletion.interactions == 0

    jobs._take_slice(deletion)
    deletion.save()
    assert UserInteraction.objects.count() == 5
    assert not jobs.work_on_all()
    deletion.refresh_from_db()

    assert deletion.deleted_at and deletion.interactions == 7 and not UserSession.objects.exists()


def test_a_session_that_goes_whole_is_not_mended_between_its_slices(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE", 1)
    first = asked(ann)
    answer_with(asked(ann, "And then?", session=first.session), turns=[{"id": first.pk}])
    deletion = Deletion.objects.create(user=ann, scope=Scope.SESSION, row=first.session_id, found=2)

    jobs._take_slice(deletion)
    assert UserSession.objects.get().title == "The violet umbrella"
    deletion.save()
    jobs.work_on_all()
    deletion.refresh_from_db()
    assert (deletion.interactions, deletion.sessions, deletion.receipts) == (2, 1, 0)


def test_many_leave_the_index_first_and_a_stop_between_leaves_no_word(
    ann: Any, bob: Any, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MANY", 5)
    monkeypatch.setattr(jobs, "SLICE", 2)

    for _ in range(3):
        imported(ann)

    kept, theirs = imported(ann, Source.CLAUDE), imported(bob)
    deletion = Deletion.objects.create(user=ann, scope=Scope.SOURCE, source=Source.CHATGPT, found=6)
    jobs._take_slice(deletion)
    assert UserInteraction.objects.filter(user=ann).count() == 8
    assert IndexedInteraction.objects.filter(user=ann).count() == kept.interactions.count()

    assert not jobs.work_on_all()
    deletion.refresh_from_db()
    assert (deletion.interactions, deletion.sessions) == (6, 3) and deletion.deleted_at
    assert list(UserSession.objects.order_by("pk")) == [kept, theirs]
    assert IndexedInteraction.objects.filter(user=ann).count() == 2


def test_receipts_lose_the_words_of_notes_that_went_along(ann: Any) -> None:
    asked_first = asked(ann)
    note = keep_note(ann, "The umbrella is violet.", from_interaction=asked_first)
    item = {"kind": "note", "id": note.pk, "text": note.text, "date": "1 May 2026"}
    elsewhere = UserSession.objects.create(user=ann, session_end=MAY)
    answer = answer_with(asked(ann, "What now?", session=elsewhere), item)

    lifecycle.delete_session(asked_first.session)
    jobs.work_on_all()
    assert "violet" not in str(receipt_of(answer)) and receipt_of(answer)["items"][0]["is_deleted"]
    assert Deletion.objects.get().deleted_at


def test_a_note_that_is_deleted_takes_its_words_out_of_receipts_and_no_more(as_ann: Client, ann: Any) -> None:
    note = keep_note(ann, "The umbrella is violet.")
    answer = answer_with(asked(ann, "What now?"), {"kind": "note", "id": note.pk, "text": note.text})
    as_ann.post(reverse("sessions_memory:note-delete", args=[note.pk]))
    jobs.work_on_all()
    assert not Note.objects.exists() and "violet" not in str(receipt_of(answer)["items"])

    assert UserInteraction.objects.get() == answer and Deletion.objects.get().deleted_at


def test_an_account_goes_with_all_that_it_had(ann: Any, bob: Any) -> None:
    imported(ann)
    imported(bob)
    deletion = everything(ann, Scope.ACCOUNT)
    assert deletion.deleted_at and deletion.user is None
    assert not type(ann).objects.filter(username="ann").exists()

    assert UserSession.objects.get().user == bob


def test_who_read_others_words_stays_in_the_log_by_name_alone(ann: Any, bob: Any) -> None:
    LogEntry.objects.create(user=ann, action_flag=0, object_repr="session 1", change_message="Read")
    ann.email, ann.is_staff = "ann@example.org", True
    ann.save()
    imported(ann)
    everything(ann, Scope.ACCOUNT)

    ann.refresh_from_db()
    assert LogEntry.objects.get().user == ann and not UserSession.objects.exists()
    assert (ann.is_active, ann.is_staff, ann.email, ann.has_usable_password()) == (False, False, "", False)


@pytest.mark.parametrize("scope", [Scope.SESSION, Scope.INTERACTION])
def test_somebody_else_s_row_is_not_touched(ann: Any, bob: Any, scope: Scope) -> None:
    hers = asked(ann)
    row = hers.pk if scope == Scope.INTERACTION else hers.session_id
    deletion = jobs.begin(Deletion(user=bob, scope=scope, row=row))
    assert deletion.interactions == 0 and UserInteraction.objects.get() == hers
