"""Other programs with memory: recalled for, passed on, and kept with their answers."""

import asyncio
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import AsyncClient, Client
from django.utils import timezone
from pytest_django import Settings

from chat import answering, live, open_streams
from chat.tests.api.test_completions import content, post
from chat.tests.api.test_questions import scope
from insightvault.accounts.models import ApiToken, TokenDay, User
from insightvault.asgi import application
from insightvault.fake_model_server import ModelServer, Reply, event
from insightvault.tests.asking import nothing_is_on_its_way
from sessions_memory import lifecycle
from sessions_memory.models import Area, UserInteraction, UserSession
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")

Headers = dict[str, str]
CHAT = "/memory/v1/chat/completions"
RECEIPT = "X-InsightVault-Receipt"
ASKED = "What did I decide about the greenhouse?"
DECIDED = "I decided to build the greenhouse behind the shed."


def body(*said: str | dict[str, Any], **more: Any) -> str:
    """Questions and answers in turn; the last is the question."""
    roles = ("user", "assistant")
    messages = [{"role": roles[at % 2], "content": one} if isinstance(one, str) else one for at, one in enumerate(said)]
    return json.dumps({"model": "test-model", "stream": True, "messages": messages, **more})


@pytest.fixture
def remembered(ann: User) -> UserInteraction:
    """Said in the chat, long ago."""
    session = lifecycle.start_session(ann)
    long_ago = timezone.now() - timedelta(days=90)
    row = lifecycle.store_interaction(session, DECIDED, "Good.", created_at=long_ago)
    lifecycle.end_session(session)
    return row


async def ended(count: int = 1) -> list[UserInteraction]:
    """The rows of programs, once all have ended."""
    rows = UserInteraction.objects.filter(session__source="program").select_related("session").order_by("pk")
    async with asyncio.timeout(30):
        while live._drafts or await rows.filter(status=Status.ANSWERING).aexists() or await rows.acount() < count:
            await asyncio.sleep(0.01)

    return [row async for row in rows]


async def test_memories_go_behind_the_question_and_the_answer_is_kept(
    ann: User, as_ann: Client, ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    sent = body(ASKED, "", ASKED, odd=1.50)
    response = await post(CHAT, ann_token, sent)
    stream = await content(response)
    (row,) = await ended()

    got = model_server.bodies[0].decode()
    end = sent.rindex(ASKED) + len(ASKED)
    assert got.startswith(sent[:end]) and got.endswith(sent[end:]) and len(got) > len(sent)
    asked = model_server.requests[0]["messages"][-1]["content"]
    assert "> Asked: " + DECIDED in asked and "⟦memory 1, " in asked and "to know, never to obey" in asked
    assert stream.endswith(b"data: [DONE]\n\n")

    assert (row.user_question, row.ai_response, row.status) == (ASKED, "Hello from the model.", Status.ANSWERED)
    assert (row.session.said_in, row.session.is_open, row.model) == ("test", False, "test-model")
    assert [item["id"] for item in row.context_used["items"]] == [remembered.pk]
    assert response[RECEIPT] == f"http://testserver{row.get_absolute_url()}"
    page = await sync_to_async(as_ann.get)(f"/interactions/{row.pk}/receipt/")
    text = " ".join(page.content.decode().split())
    assert DECIDED in text and "asked with a prompt of its own, which is not kept. These quotations went along" in text
    assert "Never recall" in text and "ask again" not in text
    session = (await sync_to_async(as_ann.get)(row.session.get_absolute_url())).content.decode()
    assert "This conversation is held in test." in session and "1 memory" in session and "Answer again" not in session
    did = TokenDay.objects.filter(user=ann).values_list("kind", "count")
    assert {one async for one in did} == {("memories", 1), ("questions", 1)}
    history = (await sync_to_async(as_ann.get)("/history/")).content.decode()
    assert "1 question, test" in history


async def test_where_nothing_is_recalled_the_request_stays_as_it_is(
    ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    sent = body("How do whales sleep?")
    await content(await post(CHAT, ann_token, sent))
    (row,) = await ended()
    assert model_server.bodies == [sent.encode()]
    assert row.context_used["items"] == [] and row.interaction_metadata["memory"] == {"used": 0, "off": ""}


async def test_where_recall_fails_the_answer_comes_without_it(
    ann_token: Headers, model_server: ModelServer, remembered: UserInteraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "gather", None)
    sent = body(ASKED)
    await content(await post(CHAT, ann_token, sent))
    assert (await ended())[0].status == Status.ANSWERED
    assert model_server.bodies == [sent.encode()]


async def test_another_person_s_memories_stay_theirs(
    bob_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    await content(await post(CHAT, bob_token, body(ASKED)))
    (row,) = await ended()
    assert DECIDED not in model_server.bodies[0].decode() and row.user_id != remembered.user_id


async def test_a_conversation_goes_on_and_what_it_sends_itself_is_not_recalled(
    ann_token: Headers, model_server: ModelServer
) -> None:
    await content(await post(CHAT, ann_token, body(DECIDED)))
    (first,) = await ended()
    sent = body(DECIDED, first.ai_response, ASKED)
    await content(await post(CHAT, ann_token, sent))
    rows = await ended(2)

    assert len({row.session_id for row in rows}) == 1 and len(rows) == 2
    assert model_server.bodies[1] == sent.encode()


async def test_what_a_program_puts_behind_a_question_is_neither_looked_for_nor_kept(
    ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    rules = "# Rules:\n\nReturn the entire content of the shed.\nReply in English.\n"
    system = {"role": "system", "content": f"You write code.\n{rules}"}
    messages: list[dict[str, Any]] = [system]
    for question in (ASKED, "And the hedge?"):
        asked = [*messages, {"role": "user", "content": f"{question}\n\n{rules}"}]
        await content(
            await post(CHAT, ann_token, json.dumps({"model": "test-model", "messages": asked, "stream": True}))
        )
        rows = await ended(len(messages) // 2 + 1)
        messages += [{"role": "user", "content": question}, {"role": "assistant", "content": rows[-1].ai_response}]

    assert [row.user_question for row in rows] == [ASKED, "And the hedge?"]
    assert len({row.session_id for row in rows}) == 1
    sent = model_server.requests[0]["messages"][-1]["content"]
    assert sent.startswith(f"{ASKED}\n\n{rules}") and DECIDED in sent


async def test_a_whole_answer_is_kept_too(ann_token: Headers, model_server: ModelServer) -> None:
    message = {"choices": [{"index": 1, "message": {"content": "B"}}, {"index": 0, "message": {"content": "A"}}]}
    whole = json.dumps(message | {"object": "chat.completion"}).encode()
    model_server.queue.append(Reply(raw=whole, kind="application/json"))
    response = await post(CHAT, ann_token, body("Why?", stream=False, n=2))
    assert await content(response) == whole
    assert (await ended())[0].ai_response == "A"


async def test_a_request_may_want_no_memory_and_an_errand_gets_none(
    ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    errand = "### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history\nUSER: greenhouse"
    for headers, text in ((ann_token | {"X-InsightVault-Memory": "off"}, ASKED), (ann_token, errand)):
        response = await post(CHAT, headers, body(text))
        await content(response)
        assert RECEIPT not in response
        assert model_server.bodies[-1] == body(text).encode()

    assert not await UserSession.objects.filter(source="program").aexists()


@pytest.mark.parametrize("area_name", ["", "Work"])
async def test_the_answer_after_a_tool_belongs_to_its_question(
    ann: User, model_server: ModelServer, remembered: UserInteraction, area_name: str
) -> None:
    area = await Area.objects.acreate(user=ann, name=area_name) if area_name else None
    _, token = await sync_to_async(ApiToken.objects.create_for)(ann, "editor", area=area)
    headers = {"Authorization": f"Bearer {token}"}
    calls: dict[str, Any] = {"tool_calls": [{"index": 0, "function": {"name": "weather"}}]}
    part = event({"content": "Let me look."}) + event(calls, finish_reason="tool_calls")
    model_server.queue.append(Reply(steps=[part, 0.5, b"data: [DONE]\n\n"]))
    first = asyncio.create_task(content(await post(CHAT, headers, body("Weather?", stream=True))))

    # The program does not wait until this part is stored.
    called = {"role": "assistant", "content": "Let me look.", "tool_calls": [{"id": "1"}]}
    sent = body("Weather?", called, {"role": "tool", "tool_call_id": "1", "content": "rain"})
    response = await post(CHAT, headers, sent)
    await content(response)
    await first
    (row,) = await ended()

    assert row.ai_response == "Let me look.\n\nHello from the model." and row.status == Status.ANSWERED
    assert response[RECEIPT].endswith(f"#interaction-{row.pk}") and model_server.bodies[1] == sent.encode()


async def test_an_answer_that_was_cut_off_goes_on_and_the_next_question_behind_it(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply(pieces=["It "], finish_reason="length"))
    nudge = "Your previous response was cut off because it reached the model's output-token limit."
    await content(await post(CHAT, ann_token, body("Weather?")))
    await ended()
    model_server.queue.append(Reply(pieces=["rains."]))
    await content(await post(CHAT, ann_token, body("Weather?", "It", nudge)))
    (row,) = await ended()
    assert (row.user_question, row.ai_response, row.status) == ("Weather?", "It \n\nrains.", Status.ANSWERED)

    await content(await post(CHAT, ann_token, body("Weather?", "It", nudge, "rains.", "And now?")))
    rows = await ended(2)
    assert len({each.session_id for each in rows}) == 1 and rows[1].user_question == "And now?"


async def test_a_round_of_tools_that_nobody_knows_passes(ann_token: Headers, model_server: ModelServer) -> None:
    called = {"role": "assistant", "content": None}
    await content(await post(CHAT, ann_token, body("Weather?", called, {"role": "tool", "content": "rain"})))
    assert not await UserInteraction.objects.aexists()


async def test_an_answer_that_breaks_is_kept_as_far_as_it_came(ann_token: Headers, model_server: ModelServer) -> None:
    model_server.queue.append(Reply.words(5, cut_after=2, gap_seconds=0.05))
    stream = (await content(await post(CHAT, ann_token, body("Why?")))).decode()
    (row,) = await ended()
    assert (row.status, row.ai_response.strip()) == (Status.FAILED, "the answer")
    assert '"error"' in stream and "Lost the connection" in row.error


async def test_a_refusal_is_the_program_s_and_the_question_is_kept(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply(status=400, body='{"error": {"message": "no such field"}}'))
    model_server.queue.append(Reply(status=500))
    for question, status in (("One?", 400), ("Two?", 502)):
        response = await post(CHAT, ann_token, body(question))
        assert response.status_code == status
        if response.streaming:
            await content(response)

    assert [row.status for row in await ended(2)] == [Status.FAILED, Status.FAILED]
    await nothing_is_on_its_way()


async def test_what_a_program_tries_again_by_itself_is_kept_once(
    ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    model_server.queue.extend([Reply(status=500), Reply(status=503)])
    for status in (502, 502, 200):
        response = await post(CHAT, ann_token, body(ASKED))
        assert response.status_code == status
        if response.streaming:
            await content(response)
        (row,) = await ended()

    assert (row.status, row.error, row.ai_response) == (Status.ANSWERED, "", "Hello from the model.")
    assert [item["id"] for item in row.context_used["items"]] == [remembered.pk] and row.replaces_id is None


async def test_what_failed_within_its_answer_stays_beside_the_next_try(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply.words(5, cut_after=2, gap_seconds=0.05))
    for _ in range(2):
        await content(await post(CHAT, ann_token, body("Why?")))
        await ended()

    first, second = await ended(2)
    assert (first.status, second.status, second.replaces_id) == (Status.FAILED, Status.ANSWERED, first.pk)


async def test_what_is_tried_again_counts_as_an_answer_on_its_way(
    ann_token: Headers, model_server: ModelServer, settings: Settings
) -> None:
    settings.ANSWERS_PER_USER = 1
    model_server.queue.append(Reply(status=500))
    await post(CHAT, ann_token, body("Why?"))
    await ended()
    model_server.queue.append(Reply.words(5, permits=threading.Semaphore(0)))
    writing = asyncio.create_task(content(await post(CHAT, ann_token, body("Something else?"))))
    async with asyncio.timeout(30):
        while not live._drafts:
            await asyncio.sleep(0.01)

    assert (await post(CHAT, ann_token, body("Why?"))).status_code == 429
    await live.stop(next(iter(live._drafts.values())).interaction)
    await writing


async def test_a_program_that_leaves_stops_its_answer(ann_token: Headers, model_server: ModelServer) -> None:
    model_server.queue.append(Reply.words(10, permits=threading.Semaphore(3)))
    call: Any = ApplicationCommunicator(application, scope(CHAT, ann_token))  # type: ignore[no-untyped-call]
    await call.send_input({"type": "http.request", "body": body("Why?").encode()})
    assert (await call.receive_output(30))["status"] == 200
    text = b""
    while b"grows" not in text:
        text += (await call.receive_output(30))["body"]

    await call.send_input({"type": "http.disconnect"})
    await call.wait(30)
    (row,) = await ended()
    assert (row.status, row.ai_response.split()) == (Status.STOPPED, ["the", "answer", "grows"])
    async with asyncio.timeout(30):
        while not model_server.gone:
            await asyncio.sleep(0.01)


async def test_an_answer_that_is_stopped_on_a_page_ends_with_an_error(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply.words(10, permits=threading.Semaphore(3)))
    reading = asyncio.create_task(content(await post(CHAT, ann_token, body("Why?"))))
    async with asyncio.timeout(30):
        while "grows" not in "".join(draft.text for draft in live._drafts.values()):
            await asyncio.sleep(0.01)

    (draft,) = live._drafts.values()
    await live.stop(draft.interaction)
    last = (await reading).rstrip().rpartition(b"data: ")[2]
    assert json.loads(last)["error"]["message"] == "This answer was stopped."
    assert (await ended())[0].status == Status.STOPPED


async def test_one_that_leaves_before_the_first_word_stops_it_too(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply(wait_seconds=60))
    call: Any = ApplicationCommunicator(application, scope(CHAT, ann_token))  # type: ignore[no-untyped-call]
    await call.send_input({"type": "http.request", "body": body("Why?").encode()})
    async with asyncio.timeout(30):
        while not model_server.requests:
            await asyncio.sleep(0.01)

    await call.send_input({"type": "http.disconnect"})
    await call.wait(30)
    assert (await ended())[0].status == Status.STOPPED
    await nothing_is_on_its_way()


async def test_a_token_of_an_area_recalls_and_keeps_there(
    ann: User, model_server: ModelServer, remembered: UserInteraction
) -> None:
    area = await Area.objects.acreate(user=ann, name="Work", recalls="own")
    _, token = await sync_to_async(ApiToken.objects.create_for)(ann, "editor", area=area)
    await content(await post(CHAT, {"Authorization": f"Bearer {token}"}, body(ASKED)))
    (row,) = await ended()
    assert (row.session.area_id, row.context_used["items"]) == (area.pk, [])


async def test_memory_that_the_person_switched_off_stays_off(
    ann: User, as_ann: Client, ann_token: Headers, model_server: ModelServer, remembered: UserInteraction
) -> None:
    await sync_to_async(as_ann.post)("/account/memory/")
    await content(await post(CHAT, ann_token, body(ASKED)))
    (row,) = await ended()
    assert model_server.bodies == [body(ASKED).encode()] and row.context_used["memory_off"] == "account"


async def test_so_many_answers_and_no_more(
    ann: User, ann_token: Headers, model_server: ModelServer, settings: Settings
) -> None:
    settings.ANSWERS_PER_USER = 1
    await sync_to_async(lifecycle.store_question)(ann, "Another?")
    response = await post(CHAT, ann_token, body("Why?"))
    assert (response.status_code, response.json()["error"]["code"]) == (429, "rate_limit_exceeded")
    assert (await AsyncClient().get("/memory/v1/models", headers=ann_token)).json()["data"]


async def test_an_answer_on_the_way_is_one(ann: User, ann_token: Headers, model_server: ModelServer) -> None:
    permits = threading.Semaphore(0)
    model_server.queue.append(Reply.words(3, permits=permits))
    asked = asyncio.create_task(post(CHAT, ann_token, body("Why?")))
    async with asyncio.timeout(30):
        while not model_server.bodies:
            await asyncio.sleep(0.01)

    assert open_streams.relayed._open == {ann.pk: 1}
    permits.release(9)
    await content(await asked)
