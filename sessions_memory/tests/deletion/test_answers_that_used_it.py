"""Later answers that were given what goes: which are listed, and which go along where the person says so."""

from typing import Any

from pytest import MonkeyPatch

from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import preview
from sessions_memory.models import Deletion, Note, UserInteraction
from sessions_memory.notes.keeping import keep_note
from sessions_memory.states import Scope
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, elsewhere, memory


def test_an_answer_for_which_it_had_no_room_is_not_among_them(ann: Any) -> None:
    used = elsewhere(ann)
    answer_with(asked(ann, "What about it?"), left_out=[memory(used)])
    assert preview(Deletion(user=ann, scope=Scope.INTERACTION, row=used.pk)).answers == []


def test_an_answer_for_which_it_had_no_room_stays(ann: Any) -> None:
    used = elsewhere(ann)
    answer = answer_with(asked(ann, "What about it?"), left_out=[memory(used)])
    jobs.begin(Deletion(user=ann, scope=Scope.SESSION, row=used.session_id, with_answers=True))
    assert UserInteraction.objects.get() == answer


def test_answers_inside_of_what_goes_are_not_counted_among_them(ann: Any, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE", 1)
    first = asked(ann)
    answer_with(asked(ann, "And then?", session=first.session), memory(first))
    assert preview(Deletion(user=ann, scope=Scope.SESSION, row=first.session_id)).answers == []
    deletion = jobs.begin(Deletion(user=ann, scope=Scope.SESSION, row=first.session_id, with_answers=True))
    assert (deletion.interactions, deletion.answers) == (2, 0)


def test_a_later_turn_that_also_recalled_it_is_listed_once(ann: Any) -> None:
    first = asked(ann)
    later = answer_with(asked(ann, "And then?", session=first.session), memory(first), turns=[{"id": first.pk}])
    found = preview(Deletion(user=ann, scope=Scope.INTERACTION, row=first.pk))
    assert (found.answers, found.answer_count) == ([later], 1)


def test_a_later_turn_that_had_it_not_before_it_is_not_among_them(ann: Any) -> None:
    first = asked(ann)
    answer_with(asked(ann, "And then?", session=first.session))
    assert preview(Deletion(user=ann, scope=Scope.INTERACTION, row=first.pk)).answer_count == 0


def test_later_turns_go_along_with_a_question_and_so_do_their_notes(ann: Any) -> None:
    first, other = asked(ann), elsewhere(ann, "Unrelated")
    later = answer_with(asked(ann, "And then?", session=first.session), turns=[{"id": first.pk}])
    keep_note(ann, "The umbrella is violet.", from_interaction=later)
    deletion = jobs.begin(Deletion(user=ann, scope=Scope.INTERACTION, row=first.pk, with_answers=True))
    assert (deletion.interactions, deletion.answers, deletion.notes) == (1, 1, 1)
    assert UserInteraction.objects.get() == other and not Note.objects.exists()
