"""Texts of files that an export carries become attachments of their questions."""

from dataclasses import asdict, replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from insightvault.accounts.models import User
from sessions_memory.deletion.forgetting import drop_turns
from sessions_memory.importers.mapping.values import Attachment as Imported
from sessions_memory.importers.mapping.values import Conversation
from sessions_memory.importers.storing.instalments import keep_turns
from sessions_memory.importers.storing.store import keep
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.recall.index.files import index_next
from sessions_memory.states import Source
from sessions_memory.tests.importers.storing.test_store import MAY, conversation, turn
from sessions_memory.tests.recall.test_attachments import found, others

WHERE = "Where does my heron nest?"
PLAN, SCAN = Imported("plan.md", text="The heron nests by the kiln."), Imported("scan.png", "image/png")


def with_files(*files: Imported, days: int = 0) -> Conversation:
    read = conversation(turn("one", attachments=files), turn("two", minute=1), source=Source.CLAUDE)
    return replace(read, updated_at=MAY + timedelta(days=days))


def names_of(user: User) -> list[tuple[str, str]]:
    return list(Attachment.objects.owned_by(user).order_by("id").values_list("name", "text"))


def test_a_text_becomes_an_attachment_and_a_name_alone_stays_a_name(ann: User, bob: User) -> None:
    keep(ann, [with_files(PLAN, SCAN)])
    row = UserInteraction.objects.get(user=ann, source_id="one")
    assert row.interaction_metadata["attached"] == 1
    assert [file["name"] for file in row.interaction_metadata["attachments"]] == ["scan.png"]

    attachment = Attachment.objects.get(user=ann)
    assert (attachment.interaction_id, attachment.name, attachment.text) == (row.pk, "plan.md", PLAN.text)
    assert (attachment.stored_as, attachment.created_at, attachment.is_read) == ("", MAY, True)
    assert names_of(bob) == []


def test_its_words_are_recalled_for_its_person_alone(ann: User, bob: User) -> None:
    others(bob)
    keep(ann, [with_files(PLAN)])
    assert found(ann, WHERE) == []

    assert index_next()
    memory = found(ann, WHERE)[0]
    assert "Attached, “plan.md”: The heron nests by the kiln." in memory.text
    assert found(bob, WHERE) == []


def test_a_newer_copy_changes_adds_and_takes_away(ann: User) -> None:
    keep(ann, [with_files(PLAN)])
    before = Attachment.objects.get()

    keep(ann, [with_files(PLAN, SCAN, days=1)])
    assert Attachment.objects.get() == before

    keep(ann, [with_files(replace(PLAN, text="The stork."), days=2)])
    assert names_of(ann) == [("plan.md", "The stork.")]

    keep(ann, [with_files(days=3)])
    assert names_of(ann) == []


def test_a_long_conversation_brings_them_by_instalments_once(ann: User) -> None:
    long = with_files(PLAN, days=1)
    assert keep_turns(ann, long, lambda _: None)
    keep(ann, [long], in_place={(long.source, long.source_id)})
    assert names_of(ann) == [("plan.md", PLAN.text)]


def test_they_go_with_their_question(ann: User) -> None:
    keep(ann, [with_files(PLAN)])
    drop_turns(ann.pk, [UserInteraction.objects.get(source_id="one").pk], retitled=set())
    assert not Attachment.objects.exists()


def test_what_an_earlier_version_kept_beside_the_turn_becomes_one_too(
    ann: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("sessions_memory.migrations.0043_texts_of_imported_files")
    monkeypatch.setattr(migration, "PORTION", 1)
    keep(ann, [with_files(SCAN)])
    keep(bob, [with_files()])
    rows = UserInteraction.objects.filter(source_id="two")
    old = {"import_notes": ["Cut."], "attachments": [asdict(PLAN), asdict(SCAN), {"text": 3}, "odd"]}
    rows.filter(user=ann).update(interaction_metadata=old)
    rows.filter(user=bob).update(interaction_metadata={"attachments": "odd"})

    for _ in range(2):
        migration.take_texts(apps, None)
        row = rows.get(user=ann)
        assert (names_of(ann), names_of(bob)) == ([("plan.md", PLAN.text)], [])
        assert row.interaction_metadata == {
            "import_notes": ["Cut."],
            "attached": 1,
            "attachments": [asdict(SCAN), {"text": 3}, "odd"],
        }

    others(bob)
    assert index_next() and "The heron nests by the kiln." in found(ann, WHERE)[0].text
