import uuid
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.growth.keeping import decisions, holding, marks
from sessions_memory.growth.keeping.holding import LetGo
from sessions_memory.growth.keeping.refreshing import GrowthRunner
from sessions_memory.models import Growth, ReadSession, Theme, UserInteraction, UserSession
from sessions_memory.states import Status
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import names, tell

AT_ONCE = timedelta(0)


def runner() -> GrowthRunner:
    return GrowthRunner(quiet=AT_ONCE)


def test_a_worker_reads_one_person_after_the_other_until_nobody_waits(ann: Any, bob: Any) -> None:
    tell(ann, SOURDOUGH)
    tell(bob, GARTEN)
    working = runner()
    assert [working.work(), working.work(), working.work()] == [True, True, False]
    assert names(ann) != names(bob) == ["Tomaten"]


def test_what_changed_a_moment_ago_waits_for_more(ann: Any) -> None:
    tell(ann, GARTEN)
    marks.changed(ann.pk)
    assert not GrowthRunner(quiet=timedelta(minutes=1)).work()
    Growth.objects.update(changed_at=timezone.now() - timedelta(minutes=2))
    assert GrowthRunner(quiet=timedelta(minutes=1)).work()


def test_two_workers_never_read_one_person_twice(ann: Any) -> None:
    tell(ann, GARTEN)
    marks.changed(ann.pk)
    held = holding.claim(quiet=AT_ONCE, is_leaving=bool)
    assert held and not runner().work()
    held.let_go()
    assert runner().work()


def test_who_was_read_by_a_worker_that_died_is_read_again(ann: Any) -> None:
    tell(ann, GARTEN)
    for beat in (-2 * holding.DEAD_AFTER, 2 * holding.DEAD_AFTER):
        marks.changed(ann.pk)
        Growth.objects.update(claim_id=uuid.uuid4(), heartbeat_at=timezone.now() + beat)
        assert runner().work()
        assert Growth.objects.get().changed_at is None


def test_nothing_is_stored_once_another_worker_has_it(ann: Any) -> None:
    marks.changed(ann.pk)
    held = holding.claim(quiet=AT_ONCE, is_leaving=bool)
    Growth.objects.update(claim_id=uuid.uuid4())
    with pytest.raises(LetGo):
        assert held
        with held.writing():
            raise AssertionError


def test_nothing_is_stored_once_something_was_decided(ann: Any) -> None:
    theme = Theme.objects.create(user=ann, name="Balkon")
    marks.changed(ann.pk)
    held = holding.claim(quiet=AT_ONCE, is_leaving=bool)
    decisions.rename(theme, "Garten")
    with pytest.raises(LetGo):
        assert held
        with held.writing():
            raise AssertionError


def test_a_worker_that_ends_in_the_middle_loses_nothing(ann: Any) -> None:
    tell(ann, SOURDOUGH, GARTEN, LAUFEN)
    answers = iter([False, False, True])
    assert GrowthRunner(lambda: next(answers, True), quiet=AT_ONCE).work()
    growth = Growth.objects.get()
    assert growth.changed_at and growth.claim_id is None and not Theme.objects.exclude(name="")

    assert runner().work()
    assert len(names(ann)) == 3
    assert ReadSession.objects.count() == UserSession.objects.count()


def test_what_is_still_being_answered_in_a_session_that_ended_is_waited_for(ann: Any) -> None:
    session = tell(ann, GARTEN, source="chat")[0]
    row = lifecycle.store_interaction(session, "Und der Mehltau?", "")
    UserInteraction.objects.filter(pk=row.pk).update(status=Status.ANSWERING)
    working = runner()
    assert working.work() and not ReadSession.objects.exists()

    UserInteraction.objects.filter(pk=row.pk).update(status=Status.ANSWERED)
    assert working.work() and ReadSession.objects.exists()


def test_the_command_tells_counts_and_refuses_strangers(ann: Any, bob: Any) -> None:
    tell(ann, GARTEN)
    out = StringIO()
    call_command("refresh_growth", user="ann", stdout=out)
    assert out.getvalue() == "ann: 8 interactions in 4 sessions, 1 themes, 0 insights\n"
    with pytest.raises(CommandError, match="nobody"):
        call_command("refresh_growth", user="eve")


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_what_ended_meanwhile(ann: Any) -> None:
    tell(ann, GARTEN)
    call_command("worker", "--once")
    assert names(ann) == ["Tomaten"]
