"""Nodes whose clocks differ by half a minute: nothing alive is taken for dead, nothing done twice or out of order."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from insightvault.accounts.guarding import attempts
from insightvault.accounts.models import ApiToken, User
from insightvault.oauth.models import TWICE_WITHIN, OAuthGrant
from insightvault.tests.processes import ROOT, environment, manage, prepare
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession

APART_SECONDS = 30
# Python reads it before all else: the clock of one process, and not that of the database.
SITE = """
import os, time
from datetime import timedelta
from django.utils import timezone
seconds, now, moment = int(os.environ["CLOCK_AHEAD"]), timezone.now, time.time
timezone.now = lambda: now() + timedelta(seconds=seconds)
time.time = lambda: moment() + seconds
"""
# A node has one piece of each sort of work in hand, and is alive.
HOLD = """
from datetime import timedelta
from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.attachments import reading
from sessions_memory.growth.keeping import holding, marks
from sessions_memory.importers.jobs.running import begin_here
from sessions_memory.models import Attachment, Growth
ann = User.objects.create_user("ann")
row = lifecycle.store_question(ann, "Where is the quince?")
claims.keep([claims.Checkpoint(claims.claim(row.pk), "By the", {})])
begin_here(ann, [])
Attachment.objects.create(user=ann, name="a", kind="text", size_bytes=1)
marks.changed(ann.pk)
held = reading.claim(), holding.claim(quiet=timedelta(seconds=-60), is_leaving=lambda: False)
assert all(held), held
"""
# What another node would take of it.
TAKE = """
from datetime import timedelta
from sessions_memory import claims
from sessions_memory.attachments import reading
from sessions_memory.growth.keeping import holding
from sessions_memory.importers.jobs import running
took = claims.interrupt_dead(), claims.claim(1), running.claim(), reading.claim()
print(*took, holding.claim(quiet=timedelta(seconds=-60), is_leaving=lambda: False), claims.waiting_ids(9))
"""
# The node was killed some minutes ago.
DIE = """
from datetime import timedelta
from django.db.models.functions import Now
from sessions_memory.models import Attachment, Growth, ImportJob, UserInteraction
for model in (Growth, ImportJob, UserInteraction):
    model.objects.update(heartbeat_at=Now() - timedelta(minutes=10))
Attachment.objects.update(reading_since=Now() - timedelta(minutes=30))
"""


def said_by(code: str, data_dir: Path, *, ahead: int) -> str:
    site = data_dir.parent / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(SITE)

    given = environment(data_dir, PYTHONPATH=str(site), CLOCK_AHEAD=str(ahead))
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    return done.stdout.strip()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="has a data folder and an SQLite database of its own")
@pytest.mark.parametrize("ahead", [APART_SECONDS, -APART_SECONDS])
def test_what_is_alive_is_taken_by_no_other_node_and_what_is_dead_by_one(tmp_path: Path, ahead: int) -> None:
    data_dir = tmp_path / "data"
    prepare(data_dir)
    said_by(HOLD, data_dir, ahead=0)
    assert said_by(TAKE, data_dir, ahead=ahead) == "0 None None None None []"

    assert manage("shell", "-v0", "-c", DIE, data_dir=data_dir).returncode == 0
    taken = said_by(TAKE, data_dir, ahead=ahead)
    assert re.fullmatch(r"1 None <\S+ImportRun object at \w+> attachment 1 Held\(.*\) \[\]", taken), taken
    assert said_by(TAKE, data_dir, ahead=0) == "0 None None None None []"


@contextmanager
def ahead_by(seconds: int) -> Iterator[None]:
    """The clock of this process, and not that of the database."""
    now, moment = timezone.now, time.time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now() + timedelta(seconds=seconds))
        patch.setattr(time, "time", lambda: moment() + seconds)
        yield


@pytest.mark.parametrize("ahead", [APART_SECONDS, -APART_SECONDS])
def test_the_second_question_stands_below_the_first_wherever_each_was_asked(ann: User, ahead: int) -> None:
    with ahead_by(ahead):
        first = lifecycle.store_question(ann, "Where is the quince?")
    with ahead_by(-ahead):
        second = lifecycle.store_question(ann, "And the fig?")

    rows = UserInteraction.objects.in_session(first.session_id).oldest_first()
    assert list(rows) == [first, second]
    session = UserSession.objects.get()
    assert session.last_activity_at >= rows[1].created_at


def test_a_clock_that_was_hours_ahead_leaves_no_mark_on_what_is_asked_later(ann: User) -> None:
    with ahead_by(7200):
        lifecycle.store_question(ann, "Where is the quince?")
    later = lifecycle.store_question(ann, "And the fig?")

    assert later.created_at < timezone.now()


@pytest.mark.parametrize("ahead", [APART_SECONDS, -APART_SECONDS])
def test_calls_by_way_of_two_nodes_are_counted_together(ann: User, ahead: int) -> None:
    token, _ = ApiToken.objects.create_for(ann, "a program")

    def call(seconds: int) -> bool:
        with ahead_by(seconds):
            return token.count_call(10, of_person=100)

    # One of the two nodes is in the next minute already.
    there = (45 if ahead > 0 else 15) - int(time.time()) % 60
    answers = [call(there + seconds) for _ in range(15) for seconds in (0, ahead)]
    # The call before the minute turned is of the minute before.
    assert 10 <= answers.count(True) <= 11


@pytest.mark.parametrize("ahead", [APART_SECONDS, -APART_SECONDS])
def test_passwords_tried_at_two_nodes_are_counted_together(db: None, ahead: int) -> None:
    def attempt(seconds: int) -> bool:
        with ahead_by(seconds):
            try:
                attempts.count(address="192.0.2.7", name="ann")
            except attempts.TooManyAttempts:
                return False
        return True

    answers = [attempt(seconds) for _ in range(10) for seconds in (0, ahead)]
    assert answers == [True] * attempts.OF_NAME.attempts + [False] * 10


@pytest.mark.parametrize("ahead", [APART_SECONDS, -APART_SECONDS])
def test_a_code_that_is_shown_again_at_once_elsewhere_was_not_copied(ann: User, ahead: int) -> None:
    asked = {"client_id": "https://example.org/a", "redirect_uri": "https://example.org/b", "challenge": "c"}
    with ahead_by(ahead):
        code = OAuthGrant.objects.allow(ann, "a program", **asked)
        grant = OAuthGrant.objects.shown("ivc_", code, asked["client_id"])
        assert grant and grant.exchange()

    assert OAuthGrant.objects.shown("ivc_", code, asked["client_id"]) is None and ApiToken.objects.count() == 1
    OAuthGrant.objects.update(changed_at=timezone.now() - TWICE_WITHIN - timedelta(seconds=1))
    assert OAuthGrant.objects.shown("ivc_", code, asked["client_id"]) is None and ApiToken.objects.count() == 0
