"""Attached files go out with their question and come back with it."""

import json
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping, reading
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.tests.attachments.files import TEXT, image, read_of
from sessions_memory.tests.exporters.test_markdown import files
from sessions_memory.tests.exporters.test_round_trip import after_header, bring_in, carol, exported

__all__ = ["carol"]


def asked_with(user: User, *files: Attachment) -> UserInteraction:
    metadata = keeping.as_metadata(len(files))
    session = lifecycle.get_or_create_session(user)
    row = lifecycle.store_interaction(session, "What is it?", "A tree.", interaction_metadata=metadata)
    keeping.give(files, row)
    return row


def changed(document: bytes, **fields: Any) -> bytes:
    records = json.loads(document)
    records[1]["interactions"][0]["attachments"][0] |= fields
    return json.dumps(records).encode()


def test_files_come_back_whole_and_are_read_anew(ann: User, carol: User, tmp_path: Path) -> None:
    asked_with(ann, read_of(ann, "quince.md"), read_of(ann, "tree.png", image()))
    document = exported(ann)
    bring_in(document, tmp_path)
    reading.read_all()
    text, picture = Attachment.objects.owned_by(carol).order_by("id")
    assert (text.name, text.text, text.kind) == ("quince.md", TEXT.decode(), "text")
    assert (picture.kind, picture.has_preview) == ("image", True)
    with default_storage.open(text.stored_as) as file:
        assert file.read() == TEXT

    assert UserInteraction.objects.get(user=carol).interaction_metadata["attached"] == 2
    assert after_header(exported(carol)) == after_header(document)


def test_markdown_names_the_files_of_a_question(ann: User) -> None:
    row = asked_with(ann, read_of(ann, "a *b* `c`.md"), read_of(ann, "tree.png", image()))
    row.interaction_metadata |= {"attachments": [{"name": "old\nplan.pdf", "text": "x"}, {"name": ""}, 3]}
    row.save(update_fields=["interaction_metadata"])
    (text,) = (text for name, text in files(ann).items() if name.startswith("chat/"))
    assert "\n\nAttached: `a *b* ’c’.md`, `tree.png`, `old plan.pdf`\n\n" in text


def test_a_text_without_a_file_comes_back_too(ann: User, carol: User, tmp_path: Path) -> None:
    attachment = read_of(ann)
    asked_with(ann, attachment)
    Attachment.objects.update(stored_as="")
    bring_in(exported(ann), tmp_path)
    assert Attachment.objects.get(user=carol).text == TEXT.decode()


def test_brought_in_twice_there_is_one_and_no_file_is_left_over(
    ann: User, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    asked_with(ann, read_of(ann))
    before = set(default_storage.listdir(f"attachments/{ann.pk}")[1])
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(exported(ann), tmp_path, "ann")
    assert Attachment.objects.count() == 1
    assert set(default_storage.listdir(f"attachments/{ann.pk}")[1]) == before


def test_what_is_no_such_file_is_left_out(ann: User, carol: User, tmp_path: Path) -> None:
    asked_with(ann, read_of(ann))
    document = exported(ann)
    for number, content in enumerate(["H4sIAAAAAAAA", "no base64", 7, ""]):
        bring_in(changed(document, content=content, text=None), tmp_path)
        assert not Attachment.objects.filter(user=carol).exists(), number
    assert UserInteraction.objects.filter(user=carol).count() == 1
