import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as project
from django.test import AsyncClient
from django.utils import timezone
from pytest_django import Settings

from chat.background import pauses
from chat.models import Preferences, ReflectionClaim
from chat.prompt.tokens import message_cost
from chat.reflection import CLAIM_HOLDS, Reflecting
from chat.worker import work
from insightvault.accounts.models import Browser, User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Status

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
    assert await Reflecting().step()
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Handing in notice", "You weighed your notice.")

    assert not await Reflecting().step()


async def test_thinking_is_in_no_title_and_no_summary(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    replies = [
        "<think> It is about work. </think> Handing in notice",
        "Five sentences.</think> You weighed your notice.",
    ]
    model_server.queue.extend(Reply(pieces=[reply]) for reply in replies)
    await Reflecting().step()
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Handing in notice", "You weighed your notice.")


async def test_thinking_alone_is_no_title(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann, ended=False)
    model_server.queue.append(Reply(pieces=["<think> I give it a short"]))
    await Reflecting().step()
    await session.arefresh_from_db()
    assert session.title == "Should I hand in my notice?"


async def test_an_open_session_that_rests_gets_a_title_alone(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann, ended=False)
    await Reflecting().step()
    await session.arefresh_from_db()
    assert session.title == "Hello from the model." and session.context_summary is None


async def test_a_conversation_of_a_program_gets_both_once_it_rests(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    of_program = {"source": "program", "source_id": "aider/1"}
    await UserSession.objects.aupdate(**of_program, last_activity_at=timezone.now())
    assert not await Reflecting().step()

    await UserSession.objects.aupdate(last_activity_at=timezone.now() - timedelta(minutes=11))
    model_server.queue.extend([Reply(pieces=["Handing in notice"]), Reply(pieces=["You weighed your notice."])])
    assert await Reflecting().step()
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Handing in notice", "You weighed your notice.")


@pytest.mark.parametrize("source", ["chat", "program"])
async def test_what_is_switched_off_is_not_sent(ann: User, model_server: ModelServer, source: str) -> None:
    await Preferences.objects.acreate(user=ann, titles_by_model=False, summaries_by_model=False)
    session = await resting_session(ann)
    await UserSession.objects.aupdate(source=source)
    await Reflecting().step()
    await session.arefresh_from_db()
    assert model_server.requests == []

    assert session.context_summary == "Should I hand in my notice?"


async def test_a_model_that_fails_changes_nothing_and_is_not_asked_each_round(
    ann: User, model_server: ModelServer
) -> None:
    model_server.default = Reply(status=500)
    session = await resting_session(ann)
    reflecting = Reflecting()
    await reflecting.step()
    asked = len(model_server.requests)
    await reflecting.step()

    await session.arefresh_from_db()
    assert session.title == "Should I hand in my notice?" and len(model_server.requests) == asked


async def test_a_temporary_session_is_never_sent(ann: User, model_server: ModelServer) -> None:
    session = await sync_to_async(lifecycle.start_temporary_session)(ann)
    await sync_to_async(lifecycle.store_interaction)(session, "Off the record", "Yes.")
    await UserSession.objects.aupdate(last_activity_at=timezone.now() - timedelta(hours=1))
    assert not await Reflecting().step()


async def test_the_worker_forgets_logins_that_ended(ann: User, bob: User) -> None:
    of_ann, of_bob = AsyncClient(), AsyncClient()
    await of_ann.aforce_login(ann, project.PERSON_BACKEND)
    await of_bob.aforce_login(bob, project.PERSON_BACKEND)
    ended = Browser.objects.filter(session_key=of_ann.cookies[project.SESSION_COOKIE_NAME].value)
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


async def test_a_server_that_was_away_is_asked_again(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann, ended=False)
    model_server.queue.append(Reply(status=500))
    assert not await Reflecting().step()

    model_server.queue.append(Reply(pieces=["Handing in notice"]))
    assert await Reflecting().step()
    await session.arefresh_from_db()
    assert session.title == "Handing in notice"


async def test_one_session_that_breaks_the_server_does_not_stand_before_the_others(
    ann: User, bob: User, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pauses, "PAUSE_SECONDS", 0)
    await resting_session(ann, ended=False)
    of_bob = await resting_session(bob, ended=False)
    model_server.queue.extend([Reply(status=500), Reply(pieces=["Leaving the office"])])
    reflecting = Reflecting()

    assert [await reflecting.step(), await reflecting.step()] == [False, True]
    await of_bob.arefresh_from_db()
    assert of_bob.title == "Leaving the office"


async def test_a_text_that_the_server_refuses_is_not_sent_again(ann: User, model_server: ModelServer) -> None:
    await resting_session(ann, ended=False)
    model_server.queue.append(Reply(status=400, body='{"error": {"message": "maximum context length exceeded"}}'))
    await Reflecting().step()
    assert not await Reflecting().step() and len(model_server.requests) == 1


async def test_a_question_stops_it_and_it_is_asked_again_later(ann: User, bob: User, model_server: ModelServer) -> None:
    await resting_session(ann, ended=False)
    model_server.queue.append(Reply(hang_after=1))
    step = asyncio.create_task(Reflecting().step())
    while not model_server.requests:
        await asyncio.sleep(0.01)

    asked = await sync_to_async(lifecycle.store_question)(bob, "How late is it?")
    assert not await step
    assert not await Reflecting().step() and len(model_server.requests) == 1

    await UserInteraction.objects.filter(pk=asked.pk).adelete()
    assert await Reflecting().step()


async def test_an_answer_that_runs_in_another_process_is_waited_for(
    ann: User, bob: User, model_server: ModelServer
) -> None:
    await resting_session(ann)
    await sync_to_async(lifecycle.store_question)(bob, "How late is it?")
    await UserInteraction.objects.filter(user=bob).aupdate(status=Status.ANSWERING)
    assert not await Reflecting().step() and model_server.requests == []


async def test_a_worker_killed_in_the_middle_of_a_title_loses_none(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    killed = Reflecting()
    assert await sync_to_async(killed._take_next)() == session

    # Another worker leaves it alone while it may still be asking.
    assert not await Reflecting().step() and model_server.requests == []
    ago = timezone.now() - CLAIM_HOLDS
    await UserSession.objects.aupdate(reflected_at=ago - timedelta(seconds=1))
    await ReflectionClaim.objects.aupdate(reflected_at=ago - timedelta(seconds=1))
    assert await Reflecting().step()
    await session.arefresh_from_db()
    assert session.title == "Hello from the model."
    assert not await ReflectionClaim.objects.aexists() and not await Reflecting().step()


async def test_a_session_deleted_meanwhile_is_no_trouble(ann: User, model_server: ModelServer) -> None:
    await ReflectionClaim.objects.acreate(session_id=7001, reflected_at=timezone.now() - 2 * CLAIM_HOLDS)
    assert not await Reflecting().step() and not await ReflectionClaim.objects.aexists()


async def test_a_long_session_is_cut_to_the_room_of_the_model(ann: User, model_server: ModelServer) -> None:
    model_server.told["/props"] = b'{"default_generation_settings": {"n_ctx": 2048}}'
    session = await resting_session(ann)
    await UserInteraction.objects.aupdate(ai_response="They grow in trenches. " * 1_000)
    await Reflecting().step()
    sent = sum(message_cost(message["content"]) for message in model_server.requests[-1]["messages"])
    assert 1000 < sent < 2048
    await session.arefresh_from_db()
    assert session.title == "Hello from the model."


async def test_of_a_session_without_words_nothing_is_asked(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    await UserInteraction.objects.aupdate(user_question="👍 …")
    assert await Reflecting().step()
    await session.arefresh_from_db()
    assert model_server.requests == [] and session.title == "Should I hand in my notice?"


async def test_what_is_no_title_leaves_the_first_question(ann: User, model_server: ModelServer) -> None:
    session = await resting_session(ann)
    model_server.queue.extend([Reply(pieces=["OK"]), Reply(pieces=["You weighed your notice."])])
    await Reflecting().step()
    await session.arefresh_from_db()
    assert (session.title, session.context_summary) == ("Should I hand in my notice?", "You weighed your notice.")
