"""Asking as a program does: answered whole or as a stream, by a real model server."""

import asyncio
import json
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import AsyncClient
from pytest_django import Settings

from chat import live
from insightvault.accounts.models import User
from insightvault.asgi import application
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.database.threads import next_thread
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.states import Source, Status
from sessions_memory.tests.attachments.files import TEXT, attached, read_of

pytestmark = pytest.mark.usefixtures("answers")

Headers = dict[str, str]
BOTH = pytest.mark.parametrize("path", ["/chat/send", "/chat/stream"])


async def post(path: str, headers: Headers, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return await AsyncClient().post(path, text, content_type="application/json", headers=headers)


async def events(response: Any) -> list[tuple[str, Any]]:
    """(name, data) of each event, in order."""
    text = b"".join([chunk async for chunk in response.streaming_content]).decode()
    found = []

    for event in text.split("\n\n"):
        lines = [line for line in event.split("\n") if line and not line.startswith(":")]
        if lines:
            assert [line.partition(": ")[0] for line in lines] == ["event", "data"]
            found.append((lines[0].partition(": ")[2], json.loads(lines[1].partition(": ")[2])))

    return found


async def the_row() -> UserInteraction:
    return await UserInteraction.objects.select_related("session").aget()


async def test_send_answers_with_the_stored_interaction(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    response = await post("/chat/send", ann_token, {"message": " Why?\r\nTell me. "})
    row = await the_row()
    assert response.status_code == 200
    assert response.json() == {
        "id": row.pk,
        "session_id": row.session_id,
        "user_question": "Why?\nTell me.",
        "ai_response": "Hello from the model.",
        "context_used": row.context_used,
        "created_at": row.created_at.isoformat(),
        "interaction_metadata": row.interaction_metadata,
        "status": "answered",
        "source_id": row.source_id,
        "session": {
            "id": row.session_id,
            "session_start": row.session.session_start.isoformat(),
            "session_end": None,
            "context_summary": None,
            "interaction_count": 1,
            "title": row.session.title,
            "source": "chat",
            "archived_at": None,
            "is_read_only": False,
            "area_id": None,
        },
        "attachments": [],
    }

    assert row.user_id == ann.pk
    assert row.context_used and row.session.title


async def test_stream_tells_the_row_its_text_and_the_end(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply(pieces=["One\n\n", "“two” ", "drei"], reasoning=["hm"], gap_seconds=0.01))
    response = await post("/chat/stream", ann_token, {"message": "Why?"})
    assert response["Content-Type"].startswith("text/event-stream")
    found = await events(response)
    row = await the_row()

    names = [name for name, _ in found]
    assert names == ["interaction", *["token"] * (len(found) - 2), "done"]
    assert (found[0][1]["id"], found[0][1]["ai_response"]) == (row.pk, "")
    assert "".join(data["text"] for name, data in found if name == "token") == row.ai_response == "One\n\n“two” drei"
    assert found[-1][1]["ai_response"] == row.ai_response

    assert found[-1][1]["session"]["interaction_count"] == 1


@BOTH
async def test_without_a_token_nothing_is_stored(ann: User, path: str) -> None:
    response = await post(path, {}, {"message": "Why?"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert not await UserInteraction.objects.aexists()


@BOTH
async def test_another_person_s_session_is_404(ann: User, bob: User, bob_token: Headers, path: str) -> None:
    session = await sync_to_async(lifecycle.get_or_create_session)(ann)
    response = await post(path, bob_token, {"message": "Why?", "session_id": session.pk})
    assert (response.status_code, response.json()) == (404, {"detail": "There is no such session."})
    assert not await UserInteraction.objects.aexists()


@BOTH
@pytest.mark.parametrize("message", ["", "   \n ", "x" * 301])
async def test_an_empty_or_too_long_message_is_422(
    ann_token: Headers, settings: Settings, path: str, message: str
) -> None:
    settings.QUESTION_MAX_CHARS = 300
    response = await post(path, ann_token, {"message": message})
    assert response.status_code == 422
    assert response.json()["detail"].startswith("message: ")
    assert not await UserInteraction.objects.aexists()


@BOTH
async def test_files_go_with_a_question_and_their_words_to_the_model(
    ann: User, ann_token: Headers, model_server: ModelServer, path: str
) -> None:
    file = await sync_to_async(read_of)(ann, "quince.md")
    response = await post(path, ann_token, {"message": "When was it planted?", "attachments": [file.pk]})
    said = response.json() if path.endswith("send") else (await events(response))[-1][1]
    assert [(one["id"], one["name"], one["state"]) for one in said["attachments"]] == [(file.pk, "quince.md", "read")]
    quoted = [item["text"] for item in said["context_used"]["items"] if item["kind"] == "attachment"]
    assert quoted == [TEXT.decode()]
    assert "planted in 1987" in json.dumps(model_server.requests[0])


@BOTH
async def test_files_that_are_not_there_too_many_or_too_large_are_refused(
    ann: User, bob: User, ann_token: Headers, settings: Settings, path: str
) -> None:
    theirs, *own = [(await sync_to_async(attached)(person)).pk for person in (bob, ann, ann)]
    settings.ATTACHMENTS_PER_QUESTION = 1
    for ids, status in (([theirs], 404), ([own[0], 10**9], 422), (own, 422), (["1"], 422), ([0], 422)):
        response = await post(path, ann_token, {"message": "What?", "attachments": ids})
        assert (response.status_code, list(response.json())) == (status, ["detail"])

    settings.ATTACHMENTS_PER_QUESTION, settings.ATTACHMENTS_MB = 2, 0
    assert (await post(path, ann_token, {"message": "What?", "attachments": own})).status_code == 413
    assert not await UserInteraction.objects.aexists()


@BOTH
async def test_an_imported_session_takes_no_questions(ann: User, ann_token: Headers, path: str) -> None:
    imported = await UserSession.objects.acreate(user=ann, source=Source.CLAUDE, session_end="2024-05-01T00:00Z")
    response = await post(path, ann_token, {"message": "Why?", "session_id": imported.pk})
    assert response.status_code == 409
    assert "imported" in response.json()["detail"]


@BOTH
async def test_an_unknown_model_is_422_and_names_the_known(
    ann_token: Headers, model_server: ModelServer, path: str
) -> None:
    response = await post(path, ann_token, {"message": "Why?", "model": "nothing-7b"})
    assert response.status_code == 422
    assert all(name in response.json()["detail"] for name in ("nothing-7b", *model_server.models))
    assert not await UserInteraction.objects.aexists()


async def test_the_named_model_answers_without_memory_if_so_asked(
    ann_token: Headers, model_server: ModelServer
) -> None:
    asked = {"message": "Why?", "model": "other-model", "use_memory": False, "session_id": None}
    assert (await post("/chat/send", ann_token, asked)).status_code == 200
    assert model_server.requests[0]["model"] == "other-model"
    row = await the_row()
    assert not row.uses_memory and row.context_used["memory_off"] == "question"


async def test_the_receipt_given_out_is_the_one_that_the_document_describes(
    ann: User, ann_token: Headers, model_server: ModelServer, async_client: AsyncClient
) -> None:
    await sync_to_async(keep_note)(ann, "Ines is my sister.")
    given = (await post("/chat/send", ann_token, {"message": "Who is Ines?"})).json()["context_used"]
    document = (await async_client.get("/api/openapi.json")).json()
    described = document["components"]["schemas"]["Interaction"]["properties"]["context_used"]["properties"]
    # These two are told to whoever keeps areas.
    assert set(given) == set(described) - {"area", "recalls"}

    assert set(given["items"][0]) >= {"kind", "id", "source", "time", "reasons", "text", "tokens"}
    assert given["items"][0]["text"] == "Ines is my sister."


async def test_without_a_model_the_memory_responder_answers(ann_token: Headers) -> None:
    response = await post("/chat/send", ann_token, {"message": "Why?", "model": "any", "use_memory": None})
    assert (response.status_code, response.json()["status"]) == (200, "answered")


async def test_what_no_database_stores_is_replaced(ann_token: Headers, model_server: ModelServer) -> None:
    response = await post("/chat/send", ann_token, '{"message": "a\\u0000b\\ud800c \\ud83d\\ude00"}')
    assert (response.status_code, response.json()["user_question"]) == (200, "a\ufffdb\ufffdc 😀")


async def test_an_ended_session_that_is_named_opens_again(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    ended = await sync_to_async(lifecycle.start_session)(ann)
    other = await sync_to_async(lifecycle.start_session)(ann)
    response = await post("/chat/send", ann_token, {"message": "Why?", "session_id": ended.pk})
    assert (response.json()["session_id"], response.json()["session"]["session_end"]) == (ended.pk, None)
    assert not (await UserSession.objects.aget(pk=other.pk)).is_open


async def test_a_failed_model_is_502_with_the_reason_and_the_kept_question(
    ann_token: Headers, model_server: ModelServer
) -> None:
    model_server.queue.append(Reply(status=500))
    response = await post("/chat/send", ann_token, {"message": "Why?"})
    row = await the_row()
    assert response.status_code == 502
    assert set(response.json()) == {"detail", "interaction"}

    assert response.json()["interaction"].items() >= {"id": row.pk, "status": "failed", "ai_response": ""}.items()
    assert "\n" not in response.json()["detail"] and "status 500" in response.json()["detail"]
    assert row.status == Status.FAILED


async def test_a_stream_cut_by_the_model_ends_with_the_reason(ann_token: Headers, model_server: ModelServer) -> None:
    model_server.queue.append(Reply(pieces=["One ", "two"], gap_seconds=0.05, cut_after=1))
    found = await events(await post("/chat/stream", ann_token, {"message": "Why?"}))
    row = await the_row()
    assert [name for name, _ in found] == ["interaction", "token", "error"]
    assert found[-1][1] == {"detail": row.error.replace("\n", " ")}

    assert (row.status, row.ai_response) == (Status.FAILED, "One ")


async def test_a_stopped_answer_is_200_with_the_text_so_far(ann_token: Headers, model_server: ModelServer) -> None:
    model_server.queue.append(Reply(pieces=["One ", "two"], hang_after=1))
    sending = asyncio.create_task(post("/chat/send", ann_token, {"message": "Why?"}))

    async with asyncio.timeout(60):
        while not any(draft.text for draft in live._drafts.values()):
            await asyncio.sleep(0.01)

    await live.stop(await the_row())
    response = await sending
    assert (response.status_code, response.json()["status"]) == (200, "stopped")
    assert response.json()["ai_response"] == "One "


async def test_two_first_questions_at_once_land_in_one_session(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    async def ask(number: int) -> Any:
        async with next_thread():
            return (await post("/chat/send", ann_token, {"message": f"Question {number}?"})).json()

    answers = await asyncio.gather(*(ask(number) for number in range(4)))
    assert len({answer["session_id"] for answer in answers}) == 1
    session = await UserSession.objects.aget()
    assert session.interaction_count == await UserInteraction.objects.acount() == 4


@BOTH
async def test_a_caller_who_leaves_does_not_stop_the_answer(
    ann_token: Headers, model_server: ModelServer, path: str
) -> None:
    permits = threading.Semaphore(3)
    model_server.queue.append(Reply.words(10, permits=permits))
    call: Any = ApplicationCommunicator(application, scope(path, ann_token))  # type: ignore[no-untyped-call]
    await call.send_input({"type": "http.request", "body": b'{"message": "Why?"}'})

    async with asyncio.timeout(60):
        while not any(draft.text for draft in live._drafts.values()):
            await asyncio.sleep(0.01)

    await call.send_input({"type": "http.disconnect"})
    await call.wait(60)
    assert (await the_row()).status == Status.ANSWERING
    permits.release(7)
    await live.finished(await the_row())
    row = await the_row()

    assert (row.status, row.ai_response) == (Status.ANSWERED, "".join(Reply.words(10).pieces))


def scope(path: str, headers: Headers) -> dict[str, Any]:
    given = {"host": "localhost", "content-type": "application/json", **headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }
