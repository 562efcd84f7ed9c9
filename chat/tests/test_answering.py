"""One turn as it happens: a real model server over HTTP, the rows in the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from pytest_django import Settings

from chat import live
from chat.answer.draft import Draft
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.database import threads
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")
# Only a process that hangs takes so long.
LONGEST_SECONDS = 60


async def asked(user: User, question: str = "Why?", **how: object) -> UserInteraction:
    return await sync_to_async(lifecycle.store_question)(user, question, **how)  # type: ignore[arg-type]


async def answer(user: User, question: str = "Why?", **how: object) -> UserInteraction:
    """Asks and waits for the end."""
    row = await asked(user, question, **how)
    await live.finished(row)
    await row.arefresh_from_db()

    return row


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(LONGEST_SECONDS):
        while not await condition():
            await asyncio.sleep(0.02)


def said(messages: list[dict[str, str]]) -> list[str]:
    """All but the system message, and of the last only the question."""
    texts = [message["content"] for message in messages[1:]]
    return [*texts[:-1], texts[-1].partition("\n\n(Today is ")[0]]


def begun(draft: Draft | None) -> Callable[[], Awaitable[bool]]:
    """Whether the three words have come after which a reply hangs."""

    async def has_begun() -> bool:
        return draft is not None and draft.text == "the answer grows "

    return has_begun


async def test_a_question_is_answered_and_kept_with_its_facts(ann: User, model_server: ModelServer) -> None:
    row = await answer(ann)
    assert (row.status, row.ai_response) == (Status.ANSWERED, "Hello from the model.")
    assert row.response_html == "<p>Hello from the model.</p>\n"
    facts = row.interaction_metadata
    assert facts["model"] == row.model == "test-model"

    assert (facts["prompt_tokens"], facts["completion_tokens"], facts["finish_reason"]) == (11, 3, "stop")
    assert 0 <= facts["time_to_first_token_ms"] <= facts["duration_ms"]
    assert row.answered_at and row.claim_id is None


async def test_the_turns_before_go_into_the_prompt_and_onto_the_receipt(ann: User, model_server: ModelServer) -> None:
    first = await answer(ann, "First question")
    second = await answer(ann, "Second question")
    sent = model_server.requests[-1]["messages"]
    assert said(sent) == ["First question", "Hello from the model.", "Second question"]
    assert [(turn["id"], turn["is_cut"]) for turn in second.context_used["turns"]] == [(first.pk, False)]


async def test_nothing_of_another_person_or_session_enters_the_prompt(
    ann: User, bob: User, model_server: ModelServer
) -> None:
    await answer(bob, "Bob's secret")
    old = await answer(ann, "Ann's old session")
    await sync_to_async(lifecycle.end_session)(await UserSession.objects.aget(pk=old.session_id))
    await answer(ann, "Ann's new session")
    assert said(model_server.requests[-1]["messages"]) == ["Ann's new session"]


async def test_a_retried_turn_does_not_see_what_came_after_it(ann: User, model_server: ModelServer) -> None:
    first = await answer(ann, "First")
    await answer(ann, "Second")
    await answer(ann, "First", session=await UserSession.objects.aget(pk=first.session_id), replaces=first)
    assert said(model_server.requests[-1]["messages"]) == ["First"]
    await answer(ann, "Third")

    assert said(model_server.requests[-1]["messages"])[::2] == ["First", "Second", "Third"]


async def test_the_receipt_is_stored_before_the_model_is_asked(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(status=500)
    row = await answer(ann)
    assert row.status == Status.FAILED and row.context_used["version"] == 3


# What the model sends, and what of it is the answer.
LEAKED = {
    "Let me see.</think>\n\nIt is Porto Novo.": "Let me see.",
    "<thinking>Let me see.</thinking>\nIt is Porto Novo.": "Let me see.",
    "<|channel|>analysis<|message|>Let me see.<|end|><|start|>assistant<|channel|>final<|message|>It is Porto Novo.": (
        "Let me see."
    ),
}


@pytest.mark.parametrize("sent", LEAKED)
async def test_thinking_is_stored_beside_the_answer(ann: User, model_server: ModelServer, sent: str) -> None:
    model_server.default = Reply(pieces=[sent[i : i + 5] for i in range(0, len(sent), 5)])
    row = await answer(ann)
    assert (row.ai_response, row.response_html) == ("It is Porto Novo.", "<p>It is Porto Novo.</p>\n")
    assert row.interaction_metadata["thinking"] == LEAKED[sent]


async def test_thinking_alone_is_no_answer(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(pieces=["<think>Let me ", "see."], finish_reason="length")
    row = await answer(ann)
    assert row.status == Status.FAILED and "gave no answer" in row.error and row.ai_response == ""


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=401), "does not accept the key"),
        (Reply(status=403), "does not allow"),
        (Reply(status=404), "has no model"),
        (Reply(status=429, headers={"Retry-After": "7"}), "Try again in 7 seconds"),
        (Reply(status=400, body='{"error": {"message": "maximum context length"}}'), "too long"),
        (Reply(status=500), "returned an error (status 500)"),
        (Reply(status=503), "returned an error (status 503)"),
        (Reply(pieces=[]), "empty answer"),
        (Reply(raw=b""), "sent nothing"),
        (Reply(raw=b"data: {not json}\n\n"), "no answer"),
        (Reply(raw=b"data: [1, 2]\n\n"), "no answer"),
        (Reply(raw=b'{"error": {"message": "x"}}'), "error of its own"),
        (Reply(finish_reason="content_filter"), "filter"),
    ],
)
async def test_a_model_error_is_told_in_a_sentence_and_is_no_answer(
    ann: User, model_server: ModelServer, reply: Reply, says: str
) -> None:
    model_server.default = reply
    row = await answer(ann)
    assert row.status == Status.FAILED
    assert says in row.error
    assert "scripted" not in row.error + row.ai_response


async def test_a_server_that_is_down_is_told(ann: User, settings: Settings) -> None:
    settings.CHAT_MODELS, settings.OPENAI_BASE_URL = ["m"], "http://127.0.0.1:9/v1"
    row = await answer(ann)
    assert row.status == Status.FAILED and "did not reply" in row.error


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_is_asked_again_before_the_first_word(
    ann: User, model_server: ModelServer, status: int
) -> None:
    model_server.queue.extend([Reply(status=status), Reply(status=status, headers={"Retry-After": "0"}), Reply()])
    row = await answer(ann)
    assert row.status == Status.ANSWERED and len(model_server.requests) == 3


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(cut_after=0), Reply.words(5, cut_after=2)])
async def test_a_server_that_may_have_begun_is_asked_once(ann: User, model_server: ModelServer, reply: Reply) -> None:
    model_server.default = reply
    row = await answer(ann)
    assert row.status == Status.FAILED and len(model_server.requests) == 1


async def test_an_answer_cut_in_the_middle_keeps_its_text(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(20, cut_after=5, gap_seconds=0.01)
    row = await answer(ann)
    assert row.status == Status.FAILED
    assert row.ai_response == "the answer grows word by "
    assert "Lost the connection" in row.error or "middle" in row.error


async def test_a_model_that_falls_silent_is_given_up(ann: User, model_server: ModelServer, settings: Settings) -> None:
    settings.MODEL_BETWEEN_TOKENS_SECONDS = 1
    model_server.default = Reply.words(9, hang_after=3)
    row = await answer(ann)
    assert row.status == Status.FAILED and "stopped responding" in row.error
    assert row.ai_response == "the answer grows "


async def test_an_endless_answer_ends_at_the_limit(ann: User, model_server: ModelServer, settings: Settings) -> None:
    settings.ANSWER_MAX_CHARS = 100
    model_server.default = Reply(pieces=["word " * 12, "word " * 5000])
    row = await answer(ann)
    assert row.status == Status.FAILED and "limit" in row.error
    assert row.ai_response == "word " * 20


async def test_the_answer_goes_on_when_every_reader_has_left(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(20, gap_seconds=0.02)
    row = await asked(ann)

    async def read_a_little() -> None:
        async for event in live.follow(row, 0):
            if event.kind == "text":
                return

    await read_a_little()

    async def answered() -> bool:
        return await UserInteraction.objects.filter(pk=row.pk, status=Status.ANSWERED).aexists()

    await until(answered)
    await row.arefresh_from_db()
    assert len(row.ai_response.split()) == 20


async def test_two_followers_see_one_answer_and_the_model_is_asked_once(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(10, gap_seconds=0.01)
    row = await asked(ann)

    async def read() -> str:
        return "".join([event.data async for event in live.follow(row, 0) if event.kind == "text"])

    texts = await asyncio.gather(read(), read(), read())
    await row.arefresh_from_db()
    assert set(texts) == {row.ai_response}
    assert len(model_server.requests) == 1


async def test_a_follower_without_the_draft_reads_the_row(ann: User, model_server: ModelServer) -> None:
    row = await answer(ann)
    events = [event async for event in live.follow(row, 6)]
    assert [e.data for e in events if e.kind == "text"] == ["from the model."]
    assert [e.data for e in events if e.kind == "block"] == [row.response_html]
    assert events[-1].data == Status.ANSWERED


async def test_stop_keeps_the_text_so_far(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(9, hang_after=3)
    row = await asked(ann)
    reading = asyncio.create_task(live.finished(row))

    await until(begun(await live.start(row.pk)))
    await live.stop(row)
    await reading
    await row.arefresh_from_db()
    assert (row.status, row.ai_response) == (Status.STOPPED, "the answer grows ")


async def test_checkpoints_keep_the_text_while_it_is_written(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(9, hang_after=3)
    row = await asked(ann)
    await live.start(row.pk)

    async def kept() -> bool:
        await live._checkpoint()
        await row.arefresh_from_db()
        return row.ai_response == "the answer grows "

    await until(kept)
    assert row.status == Status.ANSWERING


async def test_a_database_away_while_an_answer_is_written_costs_nothing(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(30, gap_seconds=0.01)
    row = await asked(ann)
    await live.start(row.pk)
    away, refused = {"is": True}, 0

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal refused
        if away["is"]:
            refused += 1
            raise OperationalError("server closed the connection unexpectedly")

        return execute(sql, params, many, context)

    for executor in threads.EXECUTORS:
        await asyncio.wrap_future(executor.submit(lambda: connection.execute_wrappers.append(fail)))

    async def is_asked_again() -> bool:
        return refused >= 2

    await until(is_asked_again)
    away["is"] = False
    await live.finished(row)

    for executor in threads.EXECUTORS:
        await asyncio.wrap_future(executor.submit(lambda: connection.execute_wrappers.clear()))

    await row.arefresh_from_db()
    assert row.status == Status.ANSWERED and len(row.ai_response.split()) == 30


async def test_a_stop_asked_elsewhere_is_seen_at_the_next_checkpoint(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply.words(9, hang_after=3)
    row = await asked(ann)
    await live.start(row.pk)
    await UserInteraction.objects.filter(pk=row.pk).aupdate(stop_requested=True)

    async def stopped() -> bool:
        await live._checkpoint()
        await row.arefresh_from_db()
        return row.status == Status.STOPPED

    await until(stopped)


async def test_the_sweeper_answers_what_nobody_follows(ann: User, model_server: ModelServer) -> None:
    row = await asked(ann)
    await live._sweep()
    assert not model_server.requests
    await UserInteraction.objects.filter(pk=row.pk).aupdate(created_at="2026-01-01T00:00Z")
    await live._sweep()

    await live.finished(row)
    await row.arefresh_from_db()
    assert row.status == Status.ANSWERED


async def test_shutting_down_stores_what_is_running_as_interrupted(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.SHUTDOWN_SECONDS = 0
    model_server.default = Reply.words(9, hang_after=3)
    row = await asked(ann)
    await until(begun(await live.start(row.pk)))
    await live.shut()

    await row.arefresh_from_db()
    assert (row.status, row.ai_response) == (Status.INTERRUPTED, "the answer grows ")


async def test_reasoning_is_kept_aside(ann: User, model_server: ModelServer) -> None:
    model_server.default = Reply(pieces=["Yes."], reasoning=["Let me ", "think."])
    row = await answer(ann)
    assert row.ai_response == "Yes."
    assert row.interaction_metadata["thinking"] == "Let me think."


async def test_without_a_model_the_past_is_quoted_and_labelled(ann: User, bob: User) -> None:
    def remember(user: User, question: str) -> None:
        lifecycle.store_interaction(lifecycle.start_session(user), question, "An answer.")

    await sync_to_async(remember)(ann, "I planted quinces in the *garden*")
    await sync_to_async(remember)(bob, "Bob planted quinces too")
    row = await answer(ann, "Where did I plant the quinces?")
    assert row.status == Status.ANSWERED and row.interaction_metadata["model"] == "built-in memory"
    assert "I planted quinces in the *garden*" in row.response_html.replace("<em>", "*")

    assert "Bob" not in row.ai_response
    assert "No language model is connected" in row.ai_response


async def test_a_temporary_session_neither_recalls_nor_is_recalled(ann: User) -> None:
    temporary = await sync_to_async(lifecycle.start_temporary_session)(ann)
    await answer(ann, "My quinces are secret", session=temporary)
    row = await answer(ann, "What about my quinces?")
    assert "secret" not in row.ai_response
    session = await UserSession.objects.aget(pk=row.session_id)

    await sync_to_async(lifecycle.store_interaction)(session, "Known quinces", "A.")
    row = await answer(ann, "And quinces here?", session=temporary)
    assert "Known" not in row.ai_response


async def test_the_chosen_model_is_asked_and_an_unknown_one_falls_back(ann: User, model_server: ModelServer) -> None:
    await answer(ann, model="other-model")
    await answer(ann, model="no-such-model")
    assert [request["model"] for request in model_server.requests] == ["other-model", "test-model"]


async def test_no_word_of_a_question_reaches_the_log(
    ann: User, model_server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="chat")
    model_server.queue.extend([Reply(status=500, body='{"error": {"message": "marmalade"}}'), Reply()])
    await answer(ann, "marmalade")
    await answer(ann, "marmalade")
    assert caplog.records and "marmalade" not in caplog.text
