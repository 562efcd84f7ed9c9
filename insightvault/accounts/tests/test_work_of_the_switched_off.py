"""Each kind of work that the worker does, for one who is switched off and one who is not: what waits, what goes on."""

import ast
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from chat import worker
from chat.growth import turns
from chat.worker import work
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping, reading
from sessions_memory.growth.keeping import marks
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.importers import inbox, uploads
from sessions_memory.models import (
    Attachment,
    BulkJob,
    Deletion,
    Growth,
    ImportJob,
    RecallVector,
    UserSession,
)
from sessions_memory.recall.meaning import vectors
from sessions_memory.states import AttachmentState, JobState, Scope
from sessions_memory.tests.exports import chatgpt_zip, many

LONG_AGO = timedelta(days=3)
# What the worker calls and that is no work for anybody.
NO_WORK = {"let_others_go_first", "in_database", "next_thread", "apart", "Pause", "llm.close_clients"}
# What clears away leftovers, whosever they are.
CLEARS_AWAY = {"uploads.sweep", "uploads.sweep_files", "keeping.sweep", "keeping.sweep_files"}
# With what `reading.claim` gave.
OF_WHAT_WAS_CLAIMED = {"reading.extract", "reading.keep", "reading.failed"}


@dataclass(frozen=True)
class Kind:
    """`entry`: what the worker calls for it. `begin`: what is to be done, for a person. `is_done`: whether it was."""

    entry: str
    begin: Callable[[User], object]
    is_done: Callable[[User], bool]
    goes_on: bool = False


def session_of(user: User, **values: Any) -> UserSession:
    at = timezone.now() - LONG_AGO
    session = UserSession.objects.create(user=user, session_start=at, **values)
    lifecycle.store_interaction(session, "Since May the choir has a piano. And a robe?", "Yes.", created_at=at)
    UserSession.objects.filter(pk=session.pk).update(last_activity_at=at)
    return session


def said(user: User) -> UserSession:
    return session_of(user, session_end=timezone.now() - LONG_AGO)


def laid_into_the_inbox(user: User) -> None:
    folder = Path(project.DATA_DIR) / inbox.FOLDER / user.username
    folder.mkdir(parents=True)
    (folder / "one.zip").write_bytes(chatgpt_zip(*many(1)))
    os.utime(folder / "one.zip", (1_700_000_000, 1_700_000_000))


def imports(user: User, *, is_look: bool = False) -> ImportJob:
    return uploads.take_whole(user, [SimpleUploadedFile("a.zip", chatgpt_zip(*many(2)))], is_look=is_look)


def attaches(user: User) -> Attachment:
    (attachment,) = keeping.take_in(user, [SimpleUploadedFile("a.txt", b"The quince bears late.")])
    return attachment


def asked_with_a_file(user: User) -> None:
    attachment, session = attaches(user), said(user)
    keeping.give([attachment], session.interactions.get())
    reading.keep(attachment, reading.extract(attachment))


def chooses_many(user: User) -> None:
    said(user)
    BulkJob.objects.create(user=user, action="pin", found=1)


def deletes_all(user: User) -> None:
    said(user)
    Deletion.objects.create(user=user, scope=Scope.ALL, found=1)


def deleted_all(user: User) -> None:
    Deletion.objects.create(user=user, scope=Scope.ALL, deleted_at=timezone.now())


def has_reviews_due(user: User) -> None:
    said(user)
    at = timezone.now() - LONG_AGO
    values = {"changed_at": None, "refreshed_at": at, "reviews_due_at": at, "version": marks.VERSION}
    Growth.objects.update_or_create(user=user, defaults=values)


def lets_the_model_word(user: User) -> None:
    said(user)
    refresh(user)
    turns.switch(user, asks_model=True)


def is_any(model: Any, **values: Any) -> Callable[[User], bool]:
    return lambda user: model.objects.filter(user=user, **values).exists()


def is_no_session(user: User) -> bool:
    return not UserSession.objects.owned_by(user).exists()


KINDS = {
    "an idle session ends": Kind(
        "close_idle_sessions", session_of, is_any(UserSession, session_end__isnull=False), goes_on=True
    ),
    "a temporary session goes": Kind(
        "delete_rested_temporaries", lambda user: session_of(user, is_temporary=True), is_no_session, goes_on=True
    ),
    "a file in the inbox": Kind("inbox.take_in", laid_into_the_inbox, is_any(ImportJob)),
    "an import": Kind("ImportRunner", imports, is_any(ImportJob, state=JobState.DONE)),
    "a look into a file": Kind(
        "ImportRunner", lambda user: imports(user, is_look=True), is_any(ImportJob, looked__isnull=False)
    ),
    "a file is read": Kind("reading.claim", attaches, is_any(Attachment, state=AttachmentState.READ)),
    "a file becomes findable": Kind("index_next", asked_with_a_file, is_any(Attachment, is_indexed=True)),
    "many sessions": Kind("bulk_jobs.work_on_all", chooses_many, is_any(UserSession, is_pinned=True)),
    "a deletion": Kind("jobs.work_on_all", deletes_all, is_no_session, goes_on=True),
    "what was deleted is wiped": Kind(
        "wipe_what_was_deleted", deleted_all, is_any(Deletion, wiped_at__isnull=False), goes_on=True
    ),
    "vectors": Kind("CatchingUp", said, is_any(RecallVector)),
    "growth": Kind("GrowthRunner", said, is_any(Growth, refreshed_at__isnull=False)),
    "reviews": Kind("GrowthRunner", has_reviews_due, is_any(Growth, reviews_due_at__gt=timezone.now())),
    "title and summary": Kind("Reflecting", said, is_any(UserSession, reflected_at__isnull=False)),
    "words about growth": Kind("Wording", lets_the_model_word, is_any(Growth, model_asked_at__isnull=False)),
}


@pytest.fixture(autouse=True)
def everything_is_on(settings: Settings, own_files: Path, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.EMBEDDING_MODEL = tmp_path, "test-encoder"
    # Rows of other tests had the same ids.
    vectors.let_go()


@pytest.mark.usefixtures("answers", "model_server")
@pytest.mark.parametrize("name", KINDS)
async def test_it_waits_until_they_are_back_or_goes_on(ann: User, bob: User, name: str) -> None:
    kind = KINDS[name]
    begin, is_done = sync_to_async(kind.begin), sync_to_async(kind.is_done)
    await begin(ann)
    await begin(bob)
    await User.objects.filter(pk=ann.pk).aupdate(is_active=False)
    await work(once=True)
    assert (await is_done(ann), await is_done(bob)) == (kind.goes_on, True)

    await User.objects.filter(pk=ann.pk).aupdate(is_active=True)
    await work(once=True)
    assert await is_done(ann)


def test_each_kind_of_work_is_known_here() -> None:
    """A new one gets a line in `KINDS`, and says what becomes of it where its person is switched off."""
    known = {kind.entry for kind in KINDS.values()}
    assert called_by_the_worker() == known | NO_WORK | CLEARS_AWAY | OF_WHAT_WAS_CLAIMED


def called_by_the_worker() -> set[str]:
    """What its module calls, or hands to who calls it, of what it imports from our apps."""
    tree = ast.parse(inspect.getsource(worker))
    ours = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and is_of_an_app(node.module or "")]
    imported = {alias.asname or alias.name for node in ours for alias in node.names}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {ast.unparse(part) for call in calls for part in (call.func, *call.args)}
    found = {name for name in named if name.split(".")[0] in imported and name.replace(".", "").isidentifier()}
    return {name for name in found if not name.startswith("measures.")}


def is_of_an_app(module: str) -> bool:
    return module.split(".")[0] in ("chat", "sessions_memory")
