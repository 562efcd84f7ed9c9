"""Files of a question on the pages: attached, asked with, shown, downloaded and removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.server import large_posts
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.attachments import keeping, reading
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.tests.attachments.files import TEXT, attached, image, read_of

HTMX = {"HX-Request": "true"}


def asked_with(user: User, *files: Attachment) -> UserInteraction:
    options = AnswerOptions(attachments=tuple(file.pk for file in files))
    interaction = lifecycle.store_question(user, "What does it say?", options=options)
    UserInteraction.objects.filter(pk=interaction.pk).update(status="answered", ai_response="Little.")
    interaction.refresh_from_db()
    return interaction


def upload(client: Client, *files: tuple[str, bytes]) -> str:
    sent = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    return client.post("/attachments/", sent, headers=HTMX).content.decode()


def test_a_file_is_kept_and_shown_in_the_composer(as_ann: Client, ann: User) -> None:
    shown = upload(as_ann, ("quince.md", TEXT))
    attachment = Attachment.objects.get(user=ann)
    assert f'name="attachment" value="{attachment.pk}"' in shown
    assert "quince.md" in shown and f"Text, {len(TEXT)} bytes, reading…" in shown

    reading.read_all()
    shown = as_ann.get(f"/attachments/{attachment.pk}/", headers=HTMX).content.decode()
    assert "reading" not in shown and "hx-get" not in shown


def test_of_several_those_that_can_be_read_are_kept_and_the_rest_is_told(as_ann: Client) -> None:
    shown = upload(as_ann, ("a.md", TEXT), ("b.gz", b"\x1f\x8b\x08"))
    assert "a.md" in shown
    assert "“b.gz” can’t be attached. This is an archive." in shown
    assert Attachment.objects.count() == 1


def test_a_question_takes_its_files_along(as_ann: Client, ann: User) -> None:
    attachment = read_of(ann)
    as_ann.post("/ask/", {"question": "What does it say?", "attachment": attachment.pk})
    interaction = UserInteraction.objects.get()
    attachment.refresh_from_db()
    assert attachment.interaction == interaction
    assert interaction.interaction_metadata == {"attached": 1}


def test_without_a_script_the_form_brings_them(as_ann: Client) -> None:
    as_ann.post("/ask/", {"question": "What?", "files": [SimpleUploadedFile("a.md", TEXT)]})
    assert Attachment.objects.get().interaction == UserInteraction.objects.get()


def test_a_refusal_loses_neither_the_words_nor_the_other_files(as_ann: Client) -> None:
    files = [SimpleUploadedFile("a.md", TEXT), SimpleUploadedFile("b.zip", b"Rar!")]
    page = as_ann.post("/ask/", {"question": "What of these?", "files": files})
    text = page.content.decode()
    assert page.status_code == 422
    assert "What of these?</textarea>" in text and "“b.zip” can’t be attached." in text
    assert f'name="attachment" value="{Attachment.objects.get().pk}"' in text
    assert not UserInteraction.objects.exists()


def test_what_was_ticked_out_stays_behind(as_ann: Client, ann: User) -> None:
    stays, goes = attached(ann), attached(ann)
    as_ann.post("/ask/", {"question": "What?", "attachment": [stays.pk, goes.pk], "detached": [stays.pk]})
    assert list(Attachment.objects.unclaimed()) == [stays]


def test_somebody_else_s_file_can_t_be_asked_with(as_bob: Client, ann: User) -> None:
    attachment = attached(ann)
    page = as_bob.post("/ask/", {"question": "What?", "attachment": attachment.pk})
    assert (page.status_code, keeping.GONE in page.content.decode()) == (422, True)
    assert not UserInteraction.objects.exists()


def test_together_they_may_not_be_too_large(as_ann: Client, ann: User, settings: Settings) -> None:
    settings.ATTACHMENTS_MB = 1
    ids = [attached(ann, content=b"x" * 600_000).pk for _ in range(2)]
    page = as_ann.post("/ask/", {"question": "What?", "attachment": ids}, headers=HTMX)
    assert (page.status_code, "larger than 1 MB" in page.content.decode()) == (422, True)


def test_the_thread_shows_a_file_with_its_size_and_how_it_begins(as_ann: Client, ann: User) -> None:
    interaction = asked_with(ann, read_of(ann, "quince.md"), read_of(ann, "tree.png", image()))
    page = as_ann.get(interaction.get_absolute_url()).content.decode()
    assert "quince.md" in page and f"Text, {len(TEXT)} bytes" in page
    assert "The quince tree was planted in 1987." in page
    picture = Attachment.objects.get(name="tree.png")
    assert f'src="/attachments/{picture.pk}/preview/"' in page


def test_a_retry_has_the_files_too(as_ann: Client, ann: User) -> None:
    interaction = asked_with(ann, read_of(ann, "quince.md"))
    as_ann.post(f"/interactions/{interaction.pk}/retry/")
    again = UserInteraction.objects.get(replaces=interaction)
    assert [file.name for file in Attachment.objects.of([again.pk])] == ["quince.md"]
    assert "quince.md" in as_ann.get(interaction.session.get_absolute_url()).content.decode()


def test_a_download_is_the_file_and_no_page(as_ann: Client, ann: User) -> None:
    attachment = attached(ann, 'Größe "a".html', b"<!doctype html><script>alert(1)</script>")
    answer = as_ann.get(f"/attachments/{attachment.pk}/file/")
    assert b"".join(answer) == b"<!doctype html><script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_preview_is_a_jpeg_of_ours(as_ann: Client, ann: User) -> None:
    attachment = read_of(ann, "a.png", image())
    answer = as_ann.get(f"/attachments/{attachment.pk}/preview/")
    assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("what", ["", "file/", "preview/"])
def test_others_get_none_of_it(as_bob: Client, ann: User, what: str) -> None:
    assert as_bob.get(f"/attachments/{read_of(ann, 'a.png', image()).pk}/{what}").status_code == 404


def test_a_file_is_removed_before_the_question_and_not_after(as_ann: Client, ann: User) -> None:
    waiting, used = attached(ann), attached(ann)
    asked_with(ann, used)
    for each in (waiting, used):
        as_ann.post(f"/attachments/{each.pk}/remove/", headers=HTMX)
    assert list(Attachment.objects.all()) == [used]


def test_without_files_a_page_asks_for_none(as_ann: Client, ann: User) -> None:
    session = asked_with(ann).session
    with CaptureQueriesContext(connection) as asked:
        as_ann.get(session.get_absolute_url())
        as_ann.post("/ask/", {"question": "And now?"})
    assert not [query for query in asked.captured_queries if '"attachments"' in query["sql"]]


def test_a_large_file_passes_the_door_and_a_larger_one_does_not(settings: Settings) -> None:
    settings.ATTACHMENTS_MB = 7
    scope = {"method": "POST", "path": "/attachments/", "headers": [(b"content-length", b"9000000")]}
    assert large_posts.is_large(scope, 3_000_000)
    assert not large_posts.is_large({**scope, "path": "/notes/"}, 3_000_000)
    assert large_posts._largest("/ask/") == 7_000_000
