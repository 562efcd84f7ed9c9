"""Nothing goes on for a person who is switched off, however that was done, and on whichever node it runs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from asgiref.sync import sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models.functions import Now
from django.test import Client
from pytest_django import Settings

from chat import live
from chat.embedding import AT_ONCE, CatchingUp
from chat.growth.turns import next_person
from chat.reflection import Reflecting
from chat.tests.growth.test_wording import allowing
from chat.tests.test_answering import asked, begun, until
from chat.tests.test_reflection import resting_session
from insightvault.accounts import people
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import claims, lifecycle
from sessions_memory.bulk import jobs as bulk_jobs
from sessions_memory.database.threads import in_database
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs.running import claim
from sessions_memory.models import BulkJob, ImportJob, RecallVector, UserInteraction, UserSession
from sessions_memory.recall.meaning import vectors
from sessions_memory.states import JobState, Status
from sessions_memory.tests.exports import chatgpt_zip, many
from sessions_memory.tests.importing import work_all

# An import of more than one slice.
LONG = 700


async def switch(person: User, *, on: bool) -> None:
    """As another node does it: no more than the row is seen here."""
    await User.objects.filter(pk=person.pk).aupdate(is_active=on)


@pytest.mark.usefixtures("answers")
async def test_the_answer_stops_at_its_next_checkpoint_and_what_came_is_kept(
    ann: User, bob: User, model_server: ModelServer
) -> None:
    model_server.default = Reply.words(5, hang_after=3)
    row, other = await asked(ann), await asked(bob)
    await until(begun(await live.start(row.pk)))
    await until(begun(await live.start(other.pk)))
    await switch(ann, on=False)

    await live._checkpoint()
    await live.finished(row)
    await row.arefresh_from_db()
    assert (row.status, row.ai_response) == (Status.STOPPED, "the answer grows ")
    assert list(live._drafts) == [other.pk]


def test_a_question_that_waits_is_not_answered(ann: User, owner: User) -> None:
    row = lifecycle.store_question(ann, "Why?")
    UserInteraction.objects.update(created_at=Now() - timedelta(seconds=3))
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert claims.waiting_ids(10) == []

    people.switch_off(ann, owner)
    row.refresh_from_db()
    assert row.status == Status.STOPPED


def test_the_admin_s_form_ends_logins_and_questions_too(as_owner: Client, ann: User, as_ann: Client) -> None:
    row = lifecycle.store_question(ann, "Why?")
    assert as_owner.post(f"/admin/accounts/user/{ann.pk}/change/", {"username": "ann"}).status_code == 302
    row.refresh_from_db()
    assert row.status == Status.STOPPED and not ann.browsers.exists()


def test_an_import_waits_and_goes_on_once_they_are_back(ann: User, owner: User, own_files: object) -> None:
    job = uploads.take_whole(ann, [SimpleUploadedFile("long.zip", chatgpt_zip(*many(LONG)))])
    run = claim()
    assert run and not run.slice()
    people.switch_off(ann, owner)
    assert run.slice() and claim() is None
    waiting = ImportJob.objects.get(pk=job.pk)
    assert waiting.state == JobState.UPLOADED and 0 < waiting.found < LONG

    people.switch_on(ann, owner)
    work_all()
    job.refresh_from_db()
    assert (job.state, job.found, job.imported) == (JobState.DONE, LONG, LONG)


@pytest.mark.usefixtures("answers")
async def test_no_model_is_asked_in_the_background(ann: User, model_server: ModelServer) -> None:
    await resting_session(ann)
    await allowing(ann, "Since Tuesday the choir has a piano.")
    await switch(ann, on=False)
    assert not await Reflecting().step() and await in_database(next_person) is None
    await switch(ann, on=True)
    assert await in_database(next_person) and await Reflecting().step()


@pytest.mark.usefixtures("answers")
async def test_a_call_that_runs_in_the_background_is_cut_and_made_again_later(
    ann: User, model_server: ModelServer
) -> None:
    session = await resting_session(ann)
    model_server.queue.append(Reply.words(5, hang_after=3))
    step = asyncio.create_task(Reflecting().step())
    await until(partial(has_asked, model_server))
    await switch(ann, on=False)
    assert not await step and len(model_server.requests) == 1

    await switch(ann, on=True)
    assert await Reflecting().step()
    # For the title again, and for the summary.
    await session.arefresh_from_db()
    assert len(model_server.requests) == 3 and session.reflected_at


async def has_asked(server: ModelServer) -> bool:
    return len(server.requests) == 1


@pytest.mark.usefixtures("answers")
async def test_between_two_calls_for_vectors_it_ends_and_the_same_worker_goes_on_later(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.EMBEDDING_MODEL = "test-encoder"
    vectors.let_go()
    session = await sync_to_async(lifecycle.get_or_create_session)(ann)
    for number in range(AT_ONCE + 1):
        await sync_to_async(lifecycle.store_interaction)(session, f"Why {number}?", "So.")

    catching_up = CatchingUp(lambda count: elsewhere_switched_off(ann))
    assert await catching_up.go_on() == AT_ONCE == await RecallVector.objects.acount()

    await switch(ann, on=True)
    assert await catching_up.go_on() == 1


def elsewhere_switched_off(person: User) -> None:
    def switch_off() -> None:
        User.objects.filter(pk=person.pk).update(is_active=False)
        connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(switch_off).result()


def test_an_action_on_many_sessions_ends_with_its_slice(ann: User) -> None:
    lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Why?", "So.")
    job = BulkJob.objects.create(user=ann, action="pin", found=1)
    User.objects.filter(pk=ann.pk).update(is_active=False)
    bulk_jobs.work(job)
    assert job.is_waiting and not UserSession.objects.pinned().exists()

    User.objects.filter(pk=ann.pk).update(is_active=True)
    bulk_jobs.work(job)
    assert UserSession.objects.pinned().exists()
