from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.growth.keeping import marks
from sessions_memory.models import Growth, UserInteraction, UserSession


@pytest.fixture
def asked(ann: Any) -> UserInteraction:
    stored = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Why is my quince pale?", "Frost.")
    read_all()
    return stored


def read_all() -> None:
    Growth.objects.update(changed_at=None)


def marked() -> set[str]:
    return set(Growth.objects.filter(changed_at__isnull=False).values_list("user__username", flat=True))


def test_what_is_marked_twice_is_one_row_with_the_later_moment(ann: Any, bob: Any) -> None:
    marks.changed(ann.pk)
    first = Growth.objects.get().changed_at
    marks.changed(ann.pk)
    assert not Growth.objects.filter(changed_at=first)
    assert marked() == {"ann"}


def test_a_new_start_forgets_how_many_were_there_and_nothing_else_does(ann: Any) -> None:
    Growth.objects.create(user=ann, found_at_interactions=7)
    marks.changed(ann.pk)
    assert Growth.objects.get().found_at_interactions == 7
    marks.changed(ann.pk, is_new_start=True)
    assert Growth.objects.get().found_at_interactions == 0


def test_a_session_that_ends_is_marked_once(asked: UserInteraction, bob: Any) -> None:
    lifecycle.end_session(asked.session)
    assert marked() == {"ann"}
    read_all()
    lifecycle.end_session(asked.session)
    assert marked() == set()


def test_an_idle_session_is_marked_when_it_ends(asked: UserInteraction) -> None:
    UserSession.objects.update(last_activity_at=timezone.now() - timedelta(days=9))
    lifecycle.close_idle_sessions()
    assert marked() == {"ann"}


@pytest.mark.parametrize("never", ["1", "0"])
def test_never_recall_is_marked_both_ways(as_ann: Client, asked: UserInteraction, never: str) -> None:
    for name, pk in (("sessions_memory:session-never-recall", asked.session_id), ("chat:never-recall", asked.pk)):
        Growth.objects.update_or_create(user=asked.user, defaults={"changed_at": None})
        as_ann.post(reverse(name, args=[pk]), {"never": never})
        assert marked() == {"ann"}


def test_a_person_whose_days_begin_at_another_hour_is_marked(as_ann: Client, asked: UserInteraction) -> None:
    as_ann.post(reverse("accounts:profile"), {"time_zone": "Asia/Tokyo"})
    assert marked() == {"ann"}


def test_whoever_was_never_read_or_by_another_version_is_marked(ann: Any, bob: Any) -> None:
    UserSession.objects.create(user=ann)
    Growth.objects.create(user=bob, version=marks.VERSION, changed_at=None)
    marks.mark_unread()
    assert marked() == {"ann"}
    Growth.objects.update(changed_at=None, version=marks.VERSION - 1)
    marks.mark_unread()
    assert marked() == {"ann", "bob"}
