"""Conversations without a date that earlier versions stamped with their import get an unknown one."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory.models import ImportJob, UserSession
from sessions_memory.recall import recall
from sessions_memory.tests.exports import chatgpt_json, many
from sessions_memory.web.dates import UNDATED

pytestmark = pytest.mark.django_db
SAID = [("user", "When do the quinces bloom?"), ("assistant", "In May."), ("user", "And the medlars?")]


def brought_in(user: User, folder: Path, *records: Any) -> UserSession:
    path = folder / "a.json"
    path.write_bytes(chatgpt_json(*records))
    call_command("import_history", str(path), "--user", user.get_username())
    return UserSession.objects.owned_by(user).get()


def undated(user: User, folder: Path) -> UserSession:
    return brought_in(user, folder, {"messages": [{"role": role, "content": text} for role, text in SAID]})


def stamp(session: UserSession, moment: Any) -> None:
    """As earlier versions did."""
    session.interactions.update(created_at=F("created_at") + (moment - UNDATED))
    UserSession.objects.filter(pk=session.pk).update(session_start=moment, session_end=moment, last_activity_at=moment)


def times(session: UserSession) -> list[Any]:
    session.refresh_from_db()
    ends = [session.session_start, session.session_end, session.last_activity_at]
    return [*ends, *session.interactions.oldest_first().values_list("created_at", flat=True)]


def test_a_stamped_conversation_is_of_an_unknown_date_again(ann: User, bob: User, tmp_path: Path) -> None:
    session, other = undated(ann, tmp_path), undated(bob, tmp_path)
    before = times(session)
    for one in (session, other):
        stamp(one, ImportJob.objects.get(user=one.user_id).finished_at)

    call_command("undate_imports", user="ann")
    assert times(session) == before
    assert times(other) != before
    assert recall(user=ann, question="When do my quinces bloom?", limit=1)[0].interaction_id


def test_a_time_outside_of_any_import_stays(ann: User, tmp_path: Path) -> None:
    session = undated(ann, tmp_path)
    stamp(session, timezone.now() - timedelta(days=3))
    before = times(session)
    call_command("undate_imports")
    assert times(session) == before


def test_a_conversation_that_tells_a_date_stays(ann: User, tmp_path: Path) -> None:
    session = brought_in(ann, tmp_path, *many(1))
    UserSession.objects.update(source_updated_at=None)
    ImportJob.objects.update(started_at=session.session_start)
    before = times(session)
    call_command("undate_imports")
    assert times(session) == before
