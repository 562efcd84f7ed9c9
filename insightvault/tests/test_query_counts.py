"""The number of statements of a page does not grow with its rows: the pages whose own tests don't say it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from insightvault.accounts.models import ApiToken, User
from sessions_memory import lifecycle
from sessions_memory.models import Deletion, ImportFile, ImportJob, OfferedNote, SkippedEntry, UserInteraction
from sessions_memory.states import JobState, Scope, Source

PAGES = [
    "/import/",
    "/import/{job}/",
    "/account/memory-and-privacy/",
    "/account/access/",
    "/account/data/",
    "/memory/never/",
    "/s/{session}/",
    "/s/{session}/delete/",
    "/forget/?scope=source&source=chat",
    "/history/?source=chat",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_as_often_for_many_rows_as_for_few(as_ann: Client, ann: User, path: str) -> None:
    session = lifecycle.start_session(ann)
    job = ImportJob.objects.create(user=ann, state=JobState.DONE, sources="ChatGPT")
    asked = []

    # Beyond what the import page shows at once, which counts the rest.
    for rows in (6, 12):
        add(ann, job, rows)
        for number in range(rows):
            row = lifecycle.store_interaction(session, f"Why {number}?", "So.")
            UserInteraction.objects.filter(pk=row.pk).update(never_recall=True)

        url = path.format(job=job.pk, session=session.pk)
        assert as_ann.get(url).status_code == 200  # what was never shown is rendered, once

        with CaptureQueriesContext(connection) as captured:
            as_ann.get(url)

        asked.append(len(captured))

    assert asked[0] == asked[1]


def add(person: User, job: ImportJob, rows: int) -> None:
    """Adds so many more of each thing that a page lists beside sessions."""
    for number in range(rows):
        another = ImportJob.objects.create(user=person, state=JobState.DONE, sources="ChatGPT")
        for one in (job, another):
            ImportFile.objects.create(job=one, user=person, name=f"{number}.zip", size_bytes=7)
            SkippedEntry.objects.create(job=one, user=person, title=f"Entry {number}", reason="It is broken.")

        words = f"{rows} {number}"
        OfferedNote.objects.create(job=job, user=person, text=words, text_hash=words, origin="ChatGPT")
        ApiToken.objects.create_for(person, words)
        Deletion.objects.create(user=person, scope=Scope.SOURCE, source=Source.GROK, has_report=True)
