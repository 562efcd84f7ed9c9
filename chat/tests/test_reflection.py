from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.test import AsyncClient
from django.utils import timezone
from pytest_django import Settings

from chat.models import Preferences
from chat.reflection import reflect_on_resting_sessions
from chat.worker import work
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserSession

pytestmark = pytest.mark.usefixtures("answers")


@sync_to_async
def resting_session(user: User, *, ended: bool = True) -> UserSession:
    session = lifecycle.get_or_create_session(user)
    lifecycle.store_interaction(session, "Should I hand in my notice?", "What speaks against it?")
    if ended:
        lifecycle.end_session(session)

    UserSession.objects.filter(pk=session.pk).update(last_activity_at=timezone.now() - timedelta(minutes=11))
    return session


async def test_an_ended_session_gets_title_and_summary_from_the_model(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    model_server.queue.extend([Reply(pieces=['"Handing in notice"\n']), Reply(pieces=["You weighed your notice."])])
    assert await reflect_on_resting_sessions() == 1
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Handing in notice", "You weighed your notice.")

    assert await reflect_on_resting_sessions() == 0


async def test_thinking_is_in_no_title_and_no_summary(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    replies = [
        "<think> It is about work. </think> Handing in notice",
        "Five sentences.</think> You weighed your notice.",
    ]
    model_server.queue.extend(Reply(pieces=[reply]) for reply in replies)
    await reflect_on_resting_sessions()
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Handing in notice", "You weighed your notice.")


async def test_thinking_alone_is_no_title(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann, ended=False)
    model_server.queue.append(Reply(pieces=["<think> I give it a short"]))
    await reflect_on_resting_sessions()
    await session.arefresh_from_db()
    assert session.title == "Should I hand in my notice?"


async def test_an_open_session_that_rests_gets_a_title_alone(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann, ended=False)
    await reflect_on_resting_sessions()
    await session.arefresh_from_db()
    assert session.title == "Hello from the model." and session.context_summary is None


async def test_what_is_switched_off_is_not_sent(ann: User, model_server: ModelServer) -> None:
    await Preferences.objects.acreate(user=ann, titles_by_model=False, summaries_by_model=False)
    session = await resting_session(ann)
    await reflect_on_resting_sessions()
    await session.arefresh_from_db()
    assert model_server.requests == []

    assert session.context_summary == "Should I hand in my notice?"


async def test_a_model_that_fails_changes_nothing_and_is_not_asked_each_round(
    ann: User, model_server: ModelServer
) -> None:
    model_server.default = Reply(status=500)
    session = await resting_session(ann)
    await reflect_on_resting_sessions()
    asked = len(model_server.requests)
    await reflect_on_resting_sessions()

    await session.arefresh_from_db()
    assert session.title == "Should I hand in my notice?" and len(model_server.requests) == asked


async def test_a_temporary_session_is_never_sent(ann: User, model_server: ModelServer) -> None:
    session = await sync_to_async(lifecycle.start_temporary_session)(ann)
    await sync_to_async(lifecycle.store_interaction)(session, "Off the record", "Yes.")
    await UserSession.objects.aupdate(last_activity_at=timezone.now() - timedelta(hours=1))
    assert await reflect_on_resting_sessions() == 0


async def test_the_worker_forgets_logins_that_ended(ann: User, bob: User) -> None:
    of_ann, of_bob = AsyncClient(), AsyncClient()
    await of_ann.aforce_login(ann, project.PERSON_BACKEND)
    await of_bob.aforce_login(bob, project.PERSON_BACKEND)
    ended = Session.objects.filter(session_key=of_ann.cookies["sessionid"].value)
    await ended.aupdate(expire_date=timezone.now() - timedelta(days=1))

    await work(once=True)
    assert not await ended.aexists()
    assert (await of_bob.get("/account/")).status_code == 200


async def test_the_worker_closes_idle_sessions(ann: User, settings: Settings) -> None:
    settings.SESSION_IDLE_HOURS = 1
    session = await resting_session(ann, ended=False)
    await UserSession.objects.aupdate(last_activity_at=timezone.now() - timedelta(hours=2))
    await work(once=True)
    await session.arefresh_from_db()

    assert session.session_end is not None
