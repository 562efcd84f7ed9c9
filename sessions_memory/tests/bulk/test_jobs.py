"""Acting on many sessions: what changes, what is undone, and that it goes on after a stop."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest import MonkeyPatch

from insightvault.accounts.models import User
from insightvault.benchmarks.filling import fill
from sessions_memory import lifecycle
from sessions_memory.bulk import jobs
from sessions_memory.bulk.actions import ACTIONS
from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.models import BulkJob, BulkSlice, UserSession
from sessions_memory.states import Source

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
EVERY = ChosenSessions()


def session_of(user: User, number: int = 0, **fields: Any) -> UserSession:
    start = MAY + timedelta(days=number)
    times = {"session_start": start, "last_activity_at": start, "session_end": start}
    session = UserSession.objects.create(user=user, title=f"Session {number}", **times | fields)
    lifecycle.store_interaction(session, f"Question {number}?", "So.", created_at=start)

    return session


def act(user: User, name: str, chosen: ChosenSessions = EVERY) -> BulkJob:
    return jobs.begin(user, ACTIONS[name], jobs.as_they_are(user, chosen))


def rows_of(user: User) -> list[dict[str, Any]]:
    fields = (
        "pk",
        "archived_at",
        "is_pinned",
        "never_recall",
        "is_read_only",
        "session_end",
        "interactions__is_listed",
    )
    return list(UserSession.objects.owned_by(user).order_by("pk").values(*fields))


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_changes_what_was_ticked_and_undoing_gives_it_back(ann: User, bob: User, name: str) -> None:
    all_on = {"is_pinned": True, "never_recall": True, "is_read_only": True}
    on, off, other = session_of(ann, 1, **all_on), session_of(ann, 2), session_of(ann, 3)
    lifecycle.archive_sessions(ann, [on.pk])
    theirs = session_of(bob)
    before, of_bob = rows_of(ann), rows_of(bob)

    job = act(ann, name, ChosenSessions(ids=(on.pk, off.pk, theirs.pk), archived=None))
    assert (job.found, job.done, job.changed, job.is_waiting) == (2, 2, 1, False)
    assert rows_of(ann) != before and rows_of(bob) == of_bob
    assert next(row for row in rows_of(ann) if row["pk"] == other.pk) in before

    assert jobs.undo(job)
    assert rows_of(ann) == before and not job.is_waiting


def test_all_that_match_are_those_of_the_filter(ann: User, bob: User) -> None:
    for number in range(4):
        session_of(ann, number, source=Source.CLAUDE)
    session_of(ann, 5)
    session_of(ann, 1)
    session_of(bob, 1, source=Source.CLAUDE)
    meant = ChosenSessions(source=Source.CLAUDE, since=MAY + timedelta(days=1), until=MAY + timedelta(days=3))

    assert act(ann, "pin", meant).changed == 2
    assert {row.title for row in UserSession.objects.pinned()} == {"Session 1", "Session 2"}


def test_what_comes_meanwhile_is_left_alone_and_what_is_archived_goes_on(ann: User, monkeypatch: MonkeyPatch) -> None:
    """Archiving takes the sessions out of what matches while they are walked through."""
    monkeypatch.setattr(jobs, "SLICE", 2)
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    for number in range(5):
        session_of(ann, number)
    job = act(ann, "archive")
    assert job.is_waiting and not job.done
    late = session_of(ann, 0)

    assert not jobs.work_on_all()
    job.refresh_from_db()
    assert (job.found, job.done, job.changed) == (5, 5, 5)
    assert list(UserSession.objects.in_lists()) == [late] and BulkSlice.objects.count() == 3


def test_it_goes_on_where_a_worker_was_stopped(ann: User, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE", 2)
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    for number in range(5):
        session_of(ann, number)
    job = act(ann, "pin")
    jobs._take_slice(job)
    assert (job.done, UserSession.objects.pinned().count(), job.is_waiting) == (2, 2, True)

    jobs.work_on_all()
    assert UserSession.objects.pinned().count() == 5
    job.refresh_from_db()
    jobs.undo(job)
    jobs._take_back_slice(job)
    assert UserSession.objects.pinned().count() == 4
    jobs.work_on_all()
    assert not UserSession.objects.pinned().exists()


def test_a_slice_is_bounded_by_what_was_said_too(ann: User, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE_INTERACTIONS", 10)
    for number, count in enumerate((30, 4, 4, 4)):
        UserSession.objects.filter(pk=session_of(ann, number).pk).update(interaction_count=count)
    act(ann, "pin")
    assert [len(part.before) for part in BulkSlice.objects.order_by("pk")] == [2, 1, 1]


def test_only_the_last_can_be_undone_and_one_is_done_after_the_other(ann: User, monkeypatch: MonkeyPatch) -> None:
    session_of(ann)
    first, second = act(ann, "pin"), act(ann, "archive")
    assert not jobs.undo(first) and jobs.undo(second) and not jobs.undo(second)
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    act(ann, "archive")
    with pytest.raises(jobs.StillBusy):
        act(ann, "unpin")


def test_what_changed_nothing_is_nothing_to_undo(ann: User) -> None:
    session_of(ann, is_pinned=True)
    job = act(ann, "pin")
    assert (job.found, job.changed) == (1, 0) and not jobs.undo(job)


def test_an_action_that_this_version_does_not_know_ends(ann: User) -> None:
    session_of(ann)
    job = BulkJob.objects.create(user=ann, action="of-tomorrow")
    jobs.work_on_all()
    job.refresh_from_db()
    assert not job.is_waiting and not job.changed


def test_old_jobs_are_forgotten(ann: User) -> None:
    session_of(ann)
    BulkJob.objects.filter(pk=act(ann, "pin").pk).update(created_at=MAY - jobs.KEPT)
    jobs.work_on_all()
    assert not BulkJob.objects.exists() and not BulkSlice.objects.exists()


def test_a_time_that_is_written_in_another_way_does_not_hold_it_up_for_ever(
    ann: User, monkeypatch: MonkeyPatch
) -> None:
    """Rows that the benchmarks fill in have other texts for their times on SQLite."""
    monkeypatch.setattr(jobs, "SLICE", 10)
    fill(ann, 500)
    job = act(ann, "pin", ChosenSessions(archived=None))
    assert (job.is_waiting, job.found, job.done, job.changed) == (False, 25, 25, 25)
