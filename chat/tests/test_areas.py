"""A turn in an area: what its prompt holds, and what its receipt says of where recall looked."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.tests.test_answering import answer
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.models import Area, Instructions, Note, UserInteraction
from sessions_memory.states import Recalls, Source
from sessions_memory.tests.areas.made import area_of, said_in

pytestmark = pytest.mark.usefixtures("answers")
QUESTION = "What did I say about the quince tree in the garden?"
TREE = "The quince tree in the garden is called {}"


async def asked_in(person: User, area: Area | None, question: str = QUESTION) -> UserInteraction:
    session = await sync_to_async(lifecycle.start_session)(person, area=area)
    return await answer(person, question, session=session)


def told(person: User, area: Area | None, word: str) -> UserInteraction:
    return said_in(area, person, TREE.format(word))


def prompt(model_server: ModelServer) -> str:
    return "\n".join(message["content"] for message in model_server.requests[-1]["messages"])


async def test_a_prompt_holds_what_its_area_may_recall_and_the_receipt_says_where_it_looked(
    ann: User, model_server: ModelServer
) -> None:
    work = await sync_to_async(area_of)(ann)
    await sync_to_async(told)(ann, work, "Inside")
    await sync_to_async(told)(ann, None, "Outside")
    row = await asked_in(ann, work)

    assert "Inside" in prompt(model_server)
    assert "Outside" not in prompt(model_server)
    assert (row.context_used["area"], row.context_used["recalls"]) == (work.source_id, Recalls.OWN)


async def test_outside_of_areas_the_receipt_says_so_and_who_keeps_none_hears_nothing_of_them(
    ann: User, bob: User, model_server: ModelServer
) -> None:
    await sync_to_async(area_of)(ann, is_closed=True)
    row = await asked_in(ann, None)
    assert (row.context_used["area"], row.context_used["recalls"]) == ("", Recalls.OPEN)
    assert "area" not in (await asked_in(bob, None)).context_used


async def test_instructions_and_notes_of_an_area_come_after_those_for_all(ann: User, model_server: ModelServer) -> None:
    work = await sync_to_async(area_of)(ann, instructions="Name every source.")
    await Instructions.objects.acreate(user=ann, text="Be brief.")
    await Note.objects.acreate(user=ann, text="My desk is by the window.", area=work)
    await Note.objects.acreate(user=ann, text="I am left-handed.")

    await asked_in(ann, work)
    text = prompt(model_server)
    places = [text.index(words) for words in ("Be brief.", "Name every", "left-handed", "by the window")]
    assert places == sorted(places)

    await asked_in(ann, None)
    assert "left-handed" in prompt(model_server)
    assert not {words for words in ("by the window", "Name every") if words in prompt(model_server)}


async def test_a_session_goes_on_from_an_imported_one_only_while_that_is_in_reach(
    ann: User, model_server: ModelServer
) -> None:
    def continued() -> Any:
        row = told(ann, None, "Quentin")
        row.session.source = Source.CLAUDE
        row.session.save()
        return lifecycle.continue_session(row.session)

    session = await sync_to_async(continued)()
    await answer(ann, "Hello there", session=session)
    assert "Quentin" in prompt(model_server)

    therapy = await sync_to_async(area_of)(ann, "Therapy", is_closed=True)
    await sync_to_async(keeping.put)(session.continues, therapy)
    await answer(ann, "And now?", session=session)
    assert "Quentin" not in prompt(model_server)


async def test_a_note_from_a_question_is_of_its_area_and_moves_with_it(ann: User, model_server: ModelServer) -> None:
    def moved() -> Area | None:
        row = said_in(None, ann, "Ines is my sister")
        note = Note.objects.create(user=ann, text="Ines is my sister", from_interaction=row)
        keeping.put(row.session, area_of(ann, "Family", is_closed=True))
        note.refresh_from_db()
        return note.area

    area = await sync_to_async(moved)()
    assert area is not None
    await asked_in(ann, None)
    assert "Ines" not in prompt(model_server)
