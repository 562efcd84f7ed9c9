"""A question that was edited or asked again counts once, wherever questions are counted."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.deletion.previewing import preview
from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.selection import Selection
from sessions_memory.importers import uploads
from sessions_memory.models import Deletion, UserInteraction, UserSession
from sessions_memory.pages.counts import memory_counts_of
from sessions_memory.states import Scope, Status
from sessions_memory.tests.importing import work_all

pytestmark = pytest.mark.django_db
Headers = dict[str, str]


@pytest.fixture
def session(ann: User) -> UserSession:
    """Three questions; one was edited twice, one asked again: six rows."""
    session = lifecycle.start_session(ann)
    for question, versions in (("What grows?", 3), ("What blooms?", 2), ("What rests?", 1)):
        row = None
        for number in range(versions):
            row = answered(lifecycle.store_question(ann, f"{question} {number}", session=session, replaces=row))

    session.refresh_from_db()
    return session


def answered(row: UserInteraction) -> UserInteraction:
    UserInteraction.objects.filter(pk=row.pk).update(status=Status.ANSWERED, ai_response="So.")
    return row


def counted(session: UserSession) -> int:
    session.refresh_from_db()
    current = session.interactions.filter(is_superseded=False).count()
    assert session.interaction_count == current
    return current


def said(page: Any, pattern: str) -> list[str]:
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    return re.findall(pattern, text)


def test_every_page_and_call_says_the_same(
    as_ann: Client, client: Client, ann_token: Headers, ann: User, session: UserSession
) -> None:
    assert (session.interactions.count(), counted(session)) == (6, 3)
    for path in ("/", f"/s/{session.pk}/", "/sidebar/"):
        assert set(said(as_ann.get(path), r"(\d+) questions?\b")) <= {"3"}, path
    assert said(as_ann.get("/"), r"(\d+) questions?") != []

    for path in ("/sessions/current", "/sessions/history"):
        answer = client.get(path, headers=ann_token).json()
        assert (answer[0] if isinstance(answer, list) else answer)["interaction_count"] == 3
    counts = memory_counts_of(ann)
    assert (counts.interactions, counts.sources[0].counts) == (3, (3,))


def test_a_deletion_counts_what_goes_with_all_versions(ann: User, session: UserSession) -> None:
    assert preview(Deletion(user_id=ann.pk, scope=Scope.SESSION, row=session.pk)).interactions == 6
    assert preview(Deletion(user_id=ann.pk, scope=Scope.ALL)).interactions == 6
    assert preview(Deletion(user_id=ann.pk, scope=Scope.SOURCE, source="chat")).interactions == 6


def test_the_count_stays_right_when_versions_are_deleted(ann: User, session: UserSession) -> None:
    first, second, third = session.interactions.order_by("pk")[:3]
    forget_interactions(ann.pk, [second.pk])
    assert counted(session) == 3
    forget_interactions(ann.pk, [third.pk])
    assert counted(session) == 3
    forget_interactions(ann.pk, [first.pk])
    assert counted(session) == 2
    forget_interactions(ann.pk, session.interactions.values_list("pk", flat=True)[:2])
    assert counted(session) == 1


def test_an_export_that_comes_in_again_counts_them_once(
    ann: User, bob: User, session: UserSession, own_files: Path
) -> None:
    export = b"".join(as_json(ann, Selection(), at=session.session_start))
    for _ in range(2):
        uploads.take_whole(bob, [SimpleUploadedFile("a.json", export)])
        work_all()

    (copy,) = UserSession.objects.owned_by(bob)
    assert (copy.interactions.count(), counted(copy)) == (6, 3)


def test_sessions_of_earlier_versions_are_counted_anew(ann: User, session: UserSession) -> None:
    migration = import_module("sessions_memory.migrations.0035_versions_count_once")
    migration.count_each(apps, None)
    session.refresh_from_db()
    assert session.interaction_count == 6
    migration.count_once(apps, None)
    assert counted(session) == 3
