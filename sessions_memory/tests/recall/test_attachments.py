"""What a file says is recalled by its own words, a passage of it, below its name."""

from datetime import timedelta

from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.recall import RecalledMemory, recall
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.files import index_next
from sessions_memory.tests.attachments.files import read_of

LETTER = (
    ("We talked about the weather and the road. " * 100) + "The zeppelin landed in Ravensburg. " + "So it went. " * 300
)
ASKED = "Where did the zeppelin land?"


def asked_with(user: User, *files: Attachment, question: str = "What is in this letter?") -> UserInteraction:
    session = lifecycle.get_or_create_session(user)
    row = lifecycle.store_interaction(
        session,
        question,
        "A tale of a journey.",
        interaction_metadata=keeping.as_metadata(len(files)),
        created_at=timezone.now() - timedelta(days=3),
    )
    keeping.give(files, row)
    return row


def found(user: User, question: str = ASKED) -> list[RecalledMemory]:
    return list(recall(user=user, question=question, limit=5))


def others(user: User) -> None:
    for subject in ("tax", "garden", "knee", "choir", "boat"):
        lifecycle.store_interaction(lifecycle.get_or_create_session(user), f"What about my {subject}?", "Wait.")


def test_a_file_is_found_by_its_words_and_the_passage_is_quoted_with_its_name(ann: User) -> None:
    others(ann)
    row = asked_with(ann, read_of(ann, "letter.txt", LETTER.encode()))
    assert found(ann) == []

    assert index_next()
    memory = found(ann)[0]
    assert memory.interaction_id == row.pk
    assert memory.text.startswith("What is in this letter?\n\nAttached, “letter.txt”: ")
    assert "The zeppelin landed in Ravensburg." in memory.text and len(memory.text) < 700
    assert "zeppelin" in memory.reasons[0]
    assert not index_next()


def test_nobody_else_recalls_it(ann: User, bob: User) -> None:
    others(bob)
    asked_with(ann, read_of(ann, "letter.txt", LETTER.encode()))
    index_next()
    assert found(bob) == []


def test_it_is_found_after_the_index_is_built_anew(ann: User) -> None:
    others(ann)
    asked_with(ann, read_of(ann, "letter.txt", LETTER.encode()))
    index_next()
    writing.rebuild(ann)
    assert index_next()
    assert "Ravensburg" in found(ann)[0].text


def test_a_deleted_one_is_not_recalled(ann: User) -> None:
    others(ann)
    row = asked_with(ann, read_of(ann, "letter.txt", LETTER.encode()))
    index_next()
    lifecycle.delete_interaction(row)
    assert found(ann) == []
    assert not index_next()


def test_a_large_file_is_not_recalled_with_every_question(ann: User) -> None:
    others(ann)
    asked_with(ann, read_of(ann, "letter.txt", LETTER.encode()))
    index_next()
    memories = found(ann, "How is my knee, and what of the weather for the boat?")
    assert "letter" not in memories[0].text
