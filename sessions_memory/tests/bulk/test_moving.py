"""Moving many sessions to an area, or out of theirs: what moves along, and that undoing brings each back."""

import pytest
from django.test import Client
from pytest import MonkeyPatch

from insightvault.accounts.models import User
from sessions_memory.areas import keeping
from sessions_memory.bulk import jobs
from sessions_memory.bulk.moving import MoveTo
from sessions_memory.models import BulkJob, Note, UserSession
from sessions_memory.recall import recall
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.areas.made import area_of
from sessions_memory.tests.bulk.test_jobs import EVERY, session_of
from sessions_memory.tests.bulk.test_views import MANY, read
from sessions_memory.tests.growth.made import insight_of, place_in


def areas(person: User) -> list[int | None]:
    return list(UserSession.objects.owned_by(person).order_by("pk").values_list("area", flat=True))


def test_what_is_ticked_moves_and_undo_brings_each_back(as_ann: Client, ann: User, bob: User) -> None:
    work, family = area_of(ann), area_of(ann, "Family")
    one, two, three = session_of(ann, 1), session_of(ann, 2), session_of(ann, 3)
    theirs = session_of(bob)
    keeping.put(two, family)
    keeping.put(three, work)
    note = Note.objects.create(user=ann, text="Quinces", from_interaction=one.interactions.get())

    ticked = [one.pk, two.pk, three.pk, theirs.pk]
    as_ann.post(MANY, {"do": "move-to", "into": work.pk, "session": ticked})
    assert areas(ann) == [work.pk] * 3 and areas(bob) == [None]
    note.refresh_from_db()
    assert note.area == work and "Moved to an area: 2 sessions" in read(as_ann)

    as_ann.post(f"{MANY}{BulkJob.objects.get().pk}/undo/")
    assert areas(ann) == [None, family.pk, work.pk]
    note.refresh_from_db()
    assert note.area is None


def test_out_of_all_areas(as_ann: Client, ann: User) -> None:
    keeping.put(session_of(ann, 1), area_of(ann))
    as_ann.post(MANY, {"do": "move-to", "into": "none", "all": "on", "confirmed": "on"})
    assert areas(ann) == [None]


def test_undoing_after_the_area_is_deleted_leaves_sessions_in_none(as_ann: Client, ann: User) -> None:
    work, family = area_of(ann), area_of(ann, "Family")
    keeping.put(session_of(ann, 1), work)
    as_ann.post(MANY, {"do": "move-to", "into": family.pk, "all": "on", "confirmed": "on"})
    keeping.dissolve(work)
    assert jobs.undo(BulkJob.objects.get())
    assert areas(ann) == [None]


def test_all_that_match_are_counted_first(as_ann: Client, ann: User) -> None:
    work = area_of(ann)
    keeping.put(session_of(ann, 1), work)
    session_of(ann, 2)
    asked = read_of(as_ann, {"do": "move-to", "into": work.pk, "all": "on"})
    assert "1 of them would change" in asked and f'name="into" value="{work.pk}"' in asked
    assert areas(ann) == [work.pk, None]


@pytest.mark.parametrize("into", ["", "7999", "x", "all"])
def test_where_nothing_can_move_to_gets_a_sentence(as_ann: Client, ann: User, bob: User, into: str) -> None:
    session = session_of(ann)
    area_of(ann)
    for where in (into, area_of(bob).pk):
        page = as_ann.post(MANY, {"do": "move-to", "into": where, "session": [session.pk]}, follow=True)
        assert "Choose" in page.content.decode()

    assert areas(ann) == [None] and not BulkJob.objects.exists()


def test_the_choice_stands_where_there_are_areas_alone(as_ann: Client, ann: User) -> None:
    session_of(ann)
    assert 'value="move-to"' not in read(as_ann)
    area_of(ann)
    assert 'value="move-to"' in read(as_ann)


@pytest.mark.django_db(transaction=True)
def test_a_move_into_a_closed_area_counts_at_once(ann: User, monkeypatch: MonkeyPatch) -> None:
    """Slice by slice, for recall as for growth."""
    monkeypatch.setattr(jobs, "SLICE", 2)
    therapy = area_of(ann, "Therapy", is_closed=True)
    sessions = [session_of(ann, number) for number in range(3)]
    insight_of(ann, InsightKind.MILESTONE, place_in(sessions[0], "Question"), state=InsightState.COUNTS)
    assert len(recall(user=ann, question="What was my question 1?", limit=9, only_enough=False)) > 0

    job = jobs.begin(ann, MoveTo(therapy.pk), EVERY)
    assert job.changed == 3 and areas(ann) == [therapy.pk] * 3
    assert recall(user=ann, question="What was my question 1?", limit=9, only_enough=False) == []
    assert not ann.insights.in_sight().exists()


def read_of(client: Client, sent: dict[str, object]) -> str:
    return str(client.post(MANY, sent).content.decode())
