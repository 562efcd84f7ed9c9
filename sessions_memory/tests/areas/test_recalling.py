"""The rule of areas in recall and in search: what is found from where, and as if nothing else had been said."""

import pytest

from insightvault.accounts.models import User
from sessions_memory.areas import keeping
from sessions_memory.areas.reading import reach_in, standing_of
from sessions_memory.models import Area, Instructions
from sessions_memory.recall import recall
from sessions_memory.recall.index import writing
from sessions_memory.recall.search import search
from sessions_memory.states import Recalls
from sessions_memory.tests.areas.made import area_of, said_in

QUESTION = "What did I say about the quince tree in the garden?"
TREE = "The quince tree in the garden lost its leaves in March"


def found(person: User, area: Area | None) -> set[int]:
    reach = reach_in(person, area.pk if area else None)
    return {memory.interaction_id for memory in recall(user=person, question=QUESTION, limit=8, reach=reach)}


def hits(person: User, area: Area | None) -> set[int]:
    page = search(user=person, query="quince", limit=8, reach=reach_in(person, area.pk if area else None))
    return {hit.interaction_id for hit in page.hits}


@pytest.mark.parametrize("ways", [found, hits])
def test_what_was_said_in_an_area_is_found_by_its_rule(ann: User, ways: object) -> None:
    work, novel = area_of(ann), area_of(ann, "Novel", recalls=Recalls.OPEN)
    therapy = area_of(ann, "Therapy", is_closed=True)
    outside, own, opened, closed = (
        said_in(area, ann, f"{TREE}, {number}").pk for number, area in enumerate((None, work, novel, therapy))
    )

    assert callable(ways)
    assert ways(ann, None) == {outside, own, opened}
    assert ways(ann, work) == {own}
    assert ways(ann, novel) == {outside, own, opened}
    assert ways(ann, therapy) == {closed}


def test_who_names_no_place_asks_outside_of_areas(ann: User) -> None:
    therapy = area_of(ann, "Therapy", is_closed=True)
    said_in(therapy, ann, TREE)
    assert recall(user=ann, question=QUESTION, limit=8) == []
    assert search(user=ann, query="quince", limit=8).hits == ()


def test_the_rule_holds_at_once_when_a_session_moves_or_an_area_is_closed(ann: User) -> None:
    work, row = area_of(ann), said_in(None, ann, TREE)
    keeping.put(row.session, work)
    assert found(ann, None) == {row.pk}

    keeping.change(work, is_closed=True)
    assert found(ann, None) == set()
    keeping.put(row.session, None)
    assert found(ann, None) == {row.pk}


def test_merged_and_waiting_interactions_are_told_apart_alike(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MERGED_AT", 3)
    therapy = area_of(ann, "Therapy", is_closed=True)
    rows = [said_in(therapy if number % 2 else None, ann, f"{TREE}, {number}").pk for number in range(8)]
    assert found(ann, None) == set(rows[::2])
    assert found(ann, therapy) == set(rows[1::2])


def test_a_question_that_only_a_closed_area_could_answer_needs_no_memory(ann: User) -> None:
    """Nor do its words weigh: what is found is found as if it alone had been said."""
    therapy = area_of(ann, "Therapy", is_closed=True)
    row = said_in(None, ann, TREE)
    alone = recall(user=ann, question=QUESTION, limit=8)
    for number in range(5):
        said_in(therapy, ann, f"{TREE}, once more, number {number}, and the garden")

    assert [(memory.interaction_id, memory.score) for memory in alone] == [
        (memory.interaction_id, memory.score) for memory in recall(user=ann, question=QUESTION, limit=8)
    ]
    assert alone[0].interaction_id == row.pk


def test_another_person_s_areas_say_nothing(ann: User, bob: User) -> None:
    area_of(bob, "Therapy", is_closed=True)
    assert reach_in(ann).is_everything
    assert standing_of(ann.pk, None).looked_in == {}


def test_instructions_of_an_area_come_after_those_for_all(ann: User) -> None:
    Instructions.objects.create(user=ann, text="Be brief.")
    work, novel = area_of(ann, instructions="Name sources."), area_of(ann, "Novel", instructions="Be wild.")
    assert standing_of(ann.pk, None).instructions == "Be brief."
    assert standing_of(ann.pk, work.pk).instructions == "Be brief.\n\nName sources."
    assert standing_of(ann.pk, novel.pk).looked_in == {"area": novel.source_id, "recalls": "own"}
