"""Notes and instructions: kept, reworded, switched off, and each person's own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from sessions_memory import lifecycle
from sessions_memory.models import Note, UserInteraction
from sessions_memory.models.notes import INSTRUCTIONS_MAX_CHARS, NOTE_MAX_CHARS
from sessions_memory.notes import keeping
from sessions_memory.recall import recall


def test_note_is_kept_as_one_paragraph_and_shows_where_it_came_from(ann: Any) -> None:
    asked = _ask(ann, "Remember that Ines is my sister")
    note = keeping.keep_note(ann, " Ines is\r\n my sister. ", from_interaction=asked)
    assert Note.objects.get() == note
    assert note.text == "Ines is my sister." and note.is_active
    assert note.from_interaction == asked


def test_nul_that_no_database_stores_is_left_out(ann: Any) -> None:
    keeping.write_instructions(ann, "Short\0 answers.")
    assert keeping.instructions_of(ann) == "Short answers."
    assert keeping.keep_note(ann, "Ines\0is my sister.").text == "Ines is my sister."

    with pytest.raises(keeping.UnusableNote):
        keeping.keep_note(ann, "\0")


def test_of_what_was_deleted_meanwhile_nothing_is_kept(ann: Any) -> None:
    asked = _ask(ann, "Remember that Ines is my sister")
    UserInteraction.objects.all().delete()
    asked.keep_from_recall(never_recall=True)

    with pytest.raises(keeping.UnusableNote, match="deleted meanwhile"):
        keeping.keep_note(ann, "Ines is my sister.", from_interaction=asked)

    assert not Note.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_keeps_one_note(ann: Any) -> None:
    def keep(text: str) -> None:
        keeping.keep_note(ann, text)
        connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(keep, ["Short answers."] * 8))

    assert Note.objects.count() == 1


def test_same_words_are_one_note_and_switched_on_again(ann: Any) -> None:
    first = keeping.keep_note(ann, "Short answers.")
    first.switch(is_active=False)
    again = keeping.keep_note(ann, "Short  answers.")
    assert again.pk == first.pk
    assert list(Note.objects.owned_by(ann).active()) == [first]


def test_one_persons_note_is_not_anothers(ann: Any, bob: Any) -> None:
    keeping.keep_note(ann, "Short answers.")
    theirs = keeping.keep_note(bob, "Short answers.")
    assert list(Note.objects.owned_by(bob)) == [theirs]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n ", "Write the note first."), ("n" * (NOTE_MAX_CHARS + 1), "A note has at most 1,000 characters")],
)
def test_unusable_note_is_refused_in_words(ann: Any, text: str, sentence: str) -> None:
    with pytest.raises(keeping.UnusableNote, match=sentence):
        keeping.keep_note(ann, text)

    assert not Note.objects.exists()


def test_note_goes_with_the_interaction_it_came_from(ann: Any) -> None:
    asked = _ask(ann, "Remember the violet umbrella")
    keeping.keep_note(ann, "The umbrella is violet.", from_interaction=asked)
    written = keeping.keep_note(ann, "I dislike ginger.")
    lifecycle.delete_interaction(asked)
    assert list(Note.objects.all()) == [written]


def test_instructions_are_written_over_and_each_persons_own(ann: Any, bob: Any) -> None:
    assert keeping.instructions_of(ann) == ""
    keeping.write_instructions(ann, "No praise.")
    keeping.write_instructions(ann, " Short.\r\nNo praise. ")
    assert keeping.instructions_of(ann) == "Short.\nNo praise."
    assert keeping.instructions_of(bob) == ""

    with pytest.raises(keeping.UnusableNote, match="at most 4,000 characters"):
        keeping.write_instructions(ann, "x" * (INSTRUCTIONS_MAX_CHARS + 1))


def test_what_is_never_to_be_recalled_is_not(ann: Any) -> None:
    said = _ask(ann, "Where is the violet umbrella?")
    said.keep_from_recall(never_recall=True)
    assert recall(user=ann, question="The violet umbrella?", limit=5) == []
    assert list(UserInteraction.objects.owned_by(ann).never_recalled()) == [said]
    said.keep_from_recall(never_recall=False)

    assert [found.interaction_id for found in recall(user=ann, question="The violet umbrella?", limit=5)] == [said.pk]


def _ask(person: Any, question: str) -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.get_or_create_session(person), question, "Yes.")
