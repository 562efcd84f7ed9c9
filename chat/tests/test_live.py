"""Running answers while the database is away and while the process is leaving."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from django.db import InterfaceError, connection
from pytest_django import Settings

from chat import live
from chat.model_server.servers.stored import save_connection
from chat.tests.test_answering import LONGEST_SECONDS, answer, asked, begun, until
from insightvault.accounts.models import User
from insightvault.asgi import leave
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import claims
from sessions_memory.database.threads import in_database
from sessions_memory.states import Status
from sessions_memory.tests.refusals import refusing
from sessions_memory.tests.test_claims import make_dead

pytestmark = pytest.mark.usefixtures("answers")

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="the faults campaign restarts PostgreSQL")


@asynccontextmanager
async def database_away(table: str = "user_interactions") -> AsyncIterator[None]:
    """Without its table, every statement fails as it does while a database is away."""

    def rename(old: str, new: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {old} RENAME TO {new}")

    await in_database(rename, table, "away")
    try:
        yield
    finally:
        await in_database(rename, "away", table)


@on_sqlite
async def test_a_claim_that_the_database_s_end_cuts_in_two_is_none(ann: User, model_server: ModelServer) -> None:
    row = await asked(ann)
    async with database_away("user_sessions"):
        assert await live.start(row.pk) is None

    await row.arefresh_from_db()
    assert row.status == Status.PENDING


@on_sqlite
async def test_a_question_waits_for_a_database_that_is_away_when_its_prompt_is_made(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    row = await asked(ann)
    await in_database(save_connection, base_url=model_server.base_url, api_key="", models=["test-model"])
    settings.CHAT_MODELS = []

    async with database_away("chat_modelserver"):
        assert await live.start(row.pk)
        await asyncio.sleep(0.3)

    await live.finished(row)
    await row.arefresh_from_db()
    assert row.status == Status.ANSWERED


@on_sqlite
async def test_a_follower_of_the_row_outlasts_a_database_that_is_away(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(10, gap_seconds=0.05)
    row = await asked(ann)
    draft = await live.start(row.pk)
    await row.arefresh_from_db()
    events = live._follow_row(row, 0)

    await anext(events)
    async with database_away():
        await anext(events)

    kinds = [event.kind async for event in events]
    assert draft and kinds[-1] == "done"


async def test_no_kind_of_database_error_ends_what_runs_for_ever() -> None:
    tries = 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise InterfaceError("connection already closed")

        await asyncio.sleep(3600)

    async def was_tried_again() -> bool:
        return tries == 3

    task = asyncio.create_task(live._forever(work, 0.01))
    await until(was_tried_again)
    task.cancel()


async def test_an_answer_begun_while_the_process_leaves_is_stored_too(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.SHUTDOWN_SECONDS = 1
    model_server.default = Reply.words(5, hang_after=3)
    first, late = await asked(ann), await asked(ann)
    await until(begun(await live.start(first.pk)))
    leaving = asyncio.create_task(live.close())

    # It begins to wait for the first.
    await asyncio.sleep(0)
    await live.start(late.pk)
    await leaving

    for row in (first, late):
        await row.arefresh_from_db()
        assert row.status == Status.INTERRUPTED
    assert first.ai_response == "the answer grows "


async def test_a_process_that_has_stored_its_answers_begins_none(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    row = await asked(ann)
    await leave()
    assert await live.start(row.pk) is None
    await row.arefresh_from_db()
    assert row.status == Status.PENDING


async def test_an_answer_that_the_database_refuses_keeps_its_last_checkpoint_and_ends_for_its_readers(
    ann: User, model_server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    model_server.default = Reply.words(9, hang_after=3)
    row = await asked(ann)
    draft = await live.start(row.pk)
    assert draft

    async def is_kept() -> bool:
        await live._checkpoint()
        await row.arefresh_from_db()
        return row.ai_response == "the answer grows "

    await until(is_kept)
    refused = refusing("user_interactions", "NEW.status = 'stopped'")
    await in_database(refused.__enter__)

    try:
        draft.stop(Status.STOPPED)
        async with asyncio.timeout(LONGEST_SECONDS):
            kinds = [event.kind async for event in draft.follow(0)]
    finally:
        await in_database(refused.__exit__, None, None, None)

    await row.arefresh_from_db()
    assert kinds[-1] == "done" and row.ai_response == "the answer grows "
    assert row.status == Status.ANSWERING and "can't be stored" in caplog.text
    await in_database(make_dead, row)
    assert await in_database(claims.interrupt_dead) == 1


async def test_what_the_server_says_about_an_answer_is_stored_whatever_it_is(
    ann: User, model_server: ModelServer
) -> None:
    model_server.default = Reply(finish_reason="st\0op")
    row = await answer(ann)
    assert (row.status, row.interaction_metadata["finish_reason"]) == (Status.ANSWERED, "st\ufffdop")
