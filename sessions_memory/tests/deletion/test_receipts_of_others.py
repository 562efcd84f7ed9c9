"""The memories that receipts name are written down, and receipts lose what is forgotten, some at a time."""

from typing import Any

from pytest import MonkeyPatch

from sessions_memory.deletion import forgetting
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.models import MemoryUse
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, elsewhere, memory, receipt_of


def test_a_memory_that_had_no_room_is_remembered_as_such(ann: Any) -> None:
    used, left_out = elsewhere(ann), elsewhere(ann, "The garden")
    answer_with(asked(ann, "What about it?"), memory(used), left_out=[memory(left_out)])
    assert list(MemoryUse.objects.in_prompts().values_list("memory", flat=True)) == [used.pk]
    assert MemoryUse.objects.count() == 2


def test_a_receipt_that_is_stored_twice_names_its_memories_once(ann: Any) -> None:
    answer, used = asked(ann, "What about it?"), elsewhere(ann)
    answer_with(answer_with(answer, memory(used)), memory(used))
    assert MemoryUse.objects.get().memory == used


def test_many_receipts_are_emptied_some_at_a_time(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "RECEIPTS_AT_ONCE", 2)
    forgotten = elsewhere(ann)
    answers = [answer_with(elsewhere(ann, "What about it?"), memory(forgotten)) for _ in range(5)]
    assert forget_interactions(ann.pk, [forgotten.pk]).receipts == 5
    assert not any("violet" in str(receipt_of(answer)) for answer in answers)


def test_all_receipts_that_quote_a_note_are_counted(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "RECEIPTS_AT_ONCE", 2)
    note = {"kind": "note", "id": 7, "text": "The umbrella is violet."}
    answers = [answer_with(elsewhere(ann, "What about it?"), note) for _ in range(5)]
    assert forgetting.empty_receipts_quoting_notes(ann.pk, [7]) == 5
    assert not any("violet" in str(receipt_of(answer)) for answer in answers)


def test_receipts_of_answers_that_go_along_are_not_emptied_first(ann: Any) -> None:
    forgotten = elsewhere(ann)
    answer = answer_with(elsewhere(ann, "What about it?"), memory(forgotten))
    assert forget_interactions(ann.pk, [forgotten.pk, answer.pk]).receipts == 0


def test_a_receipt_beside_it_that_names_something_else_is_not_counted(ann: Any) -> None:
    forgotten = elsewhere(ann)
    beside = answer_with(asked(ann, "And then?", session=forgotten.session), memory(elsewhere(ann, "The garden")))
    assert forget_interactions(ann.pk, [forgotten.pk]).receipts == 0
    assert "The garden" in str(receipt_of(beside))


def test_a_later_turn_whose_prompt_held_it_loses_the_digest(ann: Any) -> None:
    forgotten = elsewhere(ann)
    later = answer_with(asked(ann, "And then?", session=forgotten.session), turns=[{"id": forgotten.pk}])
    assert receipt_of(later)["digest"]
    assert forget_interactions(ann.pk, [forgotten.pk]).receipts == 1
    assert receipt_of(later)["digest"] == ""


def test_a_receipt_that_loses_only_a_title_is_counted(ann: Any) -> None:
    forgotten = elsewhere(ann)
    beside = asked(ann, "The garden", session=forgotten.session)
    answer_with(asked(ann, "What about it?"), memory(beside))
    assert forget_interactions(ann.pk, [forgotten.pk]).receipts == 1


def test_receipts_keep_a_title_that_the_person_wrote(ann: Any) -> None:
    forgotten = elsewhere(ann)
    forgotten.session.rename("Lost things")
    beside = asked(ann, "The garden", session=forgotten.session)
    answer = answer_with(asked(ann, "What about it?"), memory(beside))
    assert forget_interactions(ann.pk, [forgotten.pk]).receipts == 0
    assert receipt_of(answer)["items"][0]["session_title"] == "Lost things"
