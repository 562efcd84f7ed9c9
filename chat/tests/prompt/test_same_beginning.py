"""What a model server has read already stands in the next prompt again, at its beginning and to the character."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone
from pytest_django import Settings

from chat import live
from chat.fusion import fuse
from chat.prompt.inputs import PastTurn, SessionSoFar
from chat.prompt.shown import shown_prompt
from chat.tests.inputs import inputs, note, recalled
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.states import Source

pytestmark = pytest.mark.usefixtures("answers")
SUBJECTS = ("plums", "harbours", "violins", "maps", "tents")


async def ask(user: User, question: str, **how: Any) -> UserInteraction:
    row = await sync_to_async(lifecycle.store_question)(user, question, **how)
    await live.finished(row)
    return await UserInteraction.objects.select_related("session", "user").aget(pk=row.pk)


@sync_to_async
def remember(person: User) -> None:
    """Something on each subject, in sessions that are over."""
    for subject in SUBJECTS:
        session = UserSession.objects.create(user=person, title=subject, session_end=timezone.now())
        lifecycle.store_interaction(session, f"My {subject} are blue, and I like them so.", f"Blue {subject}.")


def begins_as(later: list[Any], earlier: list[Any]) -> bool:
    """All of the earlier prompt but its last message, and that one's question."""
    question = earlier[-1]["content"].partition("\n\n(Today is")[0]
    return later[: len(earlier) - 1] == earlier[:-1] and later[len(earlier) - 1]["content"].startswith(question)


async def test_each_prompt_of_a_session_begins_as_the_one_before(ann: User, model_server: ModelServer) -> None:
    await remember(ann)
    await sync_to_async(keep_note)(ann, "Blue is my colour.")
    rows = [await ask(ann, f"What colour are my {subject}?") for subject in SUBJECTS]
    assert all(any(i["kind"] == "memory" for i in row.context_used["items"]) for row in rows)

    prompts = [request["messages"] for request in model_server.requests]
    assert [begins_as(later, earlier) for earlier, later in itertools.pairwise(prompts)] == [True] * 4


async def test_old_turns_go_a_quarter_at_a_time(ann: User, model_server: ModelServer, settings: Settings) -> None:
    settings.CONTEXT_TOKENS = 3000
    model_server.default = Reply(pieces=["a word or two more. " * 15])
    rows = [await ask(ann, f"Number {n}?") for n in range(40)]

    prompts = [request["messages"] for request in model_server.requests]
    same = [begins_as(later, earlier) for earlier, later in itertools.pairwise(prompts)]
    firsts = [row.context_used["turns"][0]["id"] for row in rows[1:]]
    assert firsts == sorted(firsts) and 3 <= len(set(firsts)) <= 10

    # It begins anew where turns went, and there alone.
    assert same[1:] == [one == other for one, other in itertools.pairwise(firsts)]


async def test_what_it_goes_on_from_goes_a_quarter_at_a_time_too(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.CONTEXT_TOKENS = 3000
    old = await UserSession.objects.acreate(user=ann, source=Source.CLAUDE, session_end=timezone.now())
    for n in range(12):
        await sync_to_async(lifecycle.store_interaction)(old, f"Old {n}?", f"{n} old words. " * 10)

    session = await UserSession.objects.acreate(user=ann, continues=old)
    model_server.default = Reply(pieces=["a word or two more. " * 15])
    rows = [await ask(ann, f"Number {n}?", session=session) for n in range(16)]

    prompts = [request["messages"] for request in model_server.requests]
    same = [begins_as(later, earlier) for earlier, later in itertools.pairwise(prompts)]
    lengths = [len(row.context_used["continued"]) for row in rows]
    assert lengths[0] > 3 and lengths == sorted(lengths, reverse=True) and lengths[-1] == 0
    assert same.count(False) <= 5


async def test_a_question_after_one_that_failed_begins_alike(ann: User, model_server: ModelServer) -> None:
    model_server.queue.extend([Reply(), Reply(status=500), Reply()])
    for n in range(3):
        await ask(ann, f"Number {n}?")

    first, failed, last = (request["messages"] for request in model_server.requests)
    assert begins_as(failed, first) and begins_as(last, failed)


async def test_a_session_of_more_turns_than_are_read_keeps_its_beginning(
    ann: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.CONTEXT_TOKENS = 60_000
    session = await UserSession.objects.acreate(user=ann)
    for n in range(120):
        await sync_to_async(lifecycle.store_interaction)(session, f"Number {n}?", "Yes.")

    rows = [await ask(ann, f"And {n}?", session=session) for n in range(3)]
    assert [len(row.context_used["turns"]) for row in rows] == [75, 76, 77]


def test_a_cut_answer_stays_cut_at_the_same_place() -> None:
    turns = (PastTurn(1, "Q?", "long " * 2000, cut_at=1003), PastTurn(2, "And?", "Short."))
    prompt = fuse(inputs(session=SessionSoFar(1, turns=turns)), budget_tokens=8000)
    assert prompt.messages[2]["content"] == ("long " * 2000)[:1003] + " […]"


def test_memories_and_the_day_change_the_last_message_alone() -> None:
    given = inputs(turns=(PastTurn(1, "Q?", "A."),), notes=(note(1),))
    one = fuse(given, budget_tokens=8000).messages
    other = fuse(replace(given, memories=(recalled(5),), today="Friday, 4 December 2026"), budget_tokens=8000).messages
    assert one[:-1] == other[:-1] and one[-1] != other[-1]


async def test_a_receipt_of_version_2_is_shown_as_it_was_sent(ann: User, model_server: ModelServer) -> None:
    row = await ask(ann, "Where is it?")
    row.context_used = {**row.context_used, **VERSION_2}
    prompt = await sync_to_async(shown_prompt)(row)
    assert prompt and prompt.is_as_sent

    assert [message["role"] for message in prompt.messages] == ["system", "user"]
    assert "> Asked: The violet umbrella is at Ines’s." in prompt.messages[0]["content"]
    assert prompt.messages[1]["content"] == "Where is it?"


# As version 2 stored it; the digest is that of the messages which it sent.
VERSION_2: dict[str, Any] = {
    "version": 2,
    "system_prompt": 1,
    "today": "Tuesday, 24 November 2026",
    "items": [
        {
            "kind": "memory",
            "id": 7,
            "session_title": "Rain",
            "source": "chatgpt",
            "source_name": "ChatGPT",
            "date": "14 March 2025",
            "time": "2025-03-14T09:12:00+00:00",
            "text": "The violet umbrella is at Ines’s.",
            "answer": "",
            "age": "",
            "tokens": 46,
        }
    ],
    "turns": [],
    "continued": [],
    "digest": "254be883f072cb631ea45b486dd91a7740874ecc075b03dd0df08e79e372dc58",
}
