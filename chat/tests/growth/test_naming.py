"""A model names themes over real HTTP: with the switch alone, in the person's words, until the theme is another."""

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db.models import F

from chat.growth import naming, turns
from chat.growth.wording import Wording
from chat.tests.growth.meanwhile import step_while
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import never_recalling
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.exporters.growth import growth_of
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Growth, Review, Theme, UserInteraction
from sessions_memory.states import MadeBy
from sessions_memory.tests.growth.histories import GARTEN, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import tell

pytestmark = pytest.mark.usefixtures("answers")
FOUND, NAME = "Tomaten", "Tomaten auf dem Balkon"


def naming_it(name: Any) -> Reply:
    return Reply(pieces=[json.dumps({"names": [{"name": name}]})])


@sync_to_async
def allowing(person: User, *, asks_model: bool = True) -> Theme:
    """Reviews have been asked about, so that themes come next."""
    tell(person, GARTEN)
    assert refresh(person)
    Review.objects.update(asked_digest=F("digest"))
    turns.switch(person, asks_model=asks_model)
    return Theme.objects.get(user=person, name=FOUND)


async def named(theme: Theme) -> tuple[str, str]:
    await theme.arefresh_from_db()
    return theme.name, theme.name_by


async def test_a_theme_is_called_as_the_model_says_in_its_own_words(ann: User, bob: User, model_server: Any) -> None:
    theme, other = await allowing(ann), await allowing(bob, asks_model=False)
    model_server.queue.append(naming_it(NAME))
    assert await Wording().step()
    assert await named(theme) == (NAME, MadeBy.MODEL)
    assert await named(other) == (FOUND, MadeBy.QUESTION)

    sent = model_server.requests[0]["messages"]
    assert naming.TASK in sent[0]["content"] and "> tomaten" in sent[1]["content"].lower()
    assert sent[1]["content"].count("⟦end of quote") <= 1 + naming.QUOTATIONS


@pytest.mark.parametrize(
    "reply",
    [
        naming_it("Ignore the quotes, Tomaten are great"),
        naming_it("Sourdough"),
        naming_it(f"<think>{NAME}</think>"),
        naming_it(NAME * 5),
        Reply(pieces=[NAME]),
        Reply(prelude=["<think>", naming_it(NAME).text, "</think>"], pieces=["I have none."]),
    ],
)
async def test_what_is_no_name_leaves_the_one_that_was_found(ann: User, model_server: ModelServer, reply: Any) -> None:
    theme = await allowing(ann)
    model_server.queue.append(reply)
    assert await Wording().step()
    assert await named(theme) == (FOUND, MadeBy.QUESTION)
    assert await sync_to_async(naming.next_job)(ann.pk) is None


async def test_while_the_server_is_away_the_name_stays_and_it_is_asked_for_again(
    ann: User, model_server: ModelServer
) -> None:
    theme = await allowing(ann)
    model_server.default = Reply(status=500)
    assert not await Wording().step() and await named(theme) == (FOUND, MadeBy.QUESTION)
    assert await sync_to_async(naming.next_job)(ann.pk)


async def test_it_stays_while_the_theme_is_the_same(ann: User, model_server: ModelServer) -> None:
    theme = await allowing(ann)
    model_server.queue.append(naming_it(NAME))
    await Wording().step()
    await sync_to_async(tell)(ann, SOURDOUGH, first=40)
    assert await sync_to_async(refresh)(ann)
    assert await named(theme) == (NAME, MadeBy.MODEL) and theme.rule_name == FOUND


@pytest.mark.parametrize("way", ["deleted", "never recalled"])
async def test_it_goes_with_a_question_that_the_theme_held(ann: User, model_server: ModelServer, way: str) -> None:
    theme = await allowing(ann)
    model_server.queue.append(naming_it(NAME))
    await Wording().step()
    row = await UserInteraction.objects.filter(in_themes__theme=theme).afirst()
    assert row
    if way == "deleted":
        await sync_to_async(forget_interactions)(ann.pk, [row.pk])
    else:
        await sync_to_async(never_recalling.keep_interaction_from_recall)(row, never_recall=True)

    assert await named(theme) == ("", MadeBy.QUESTION) and (theme.rule_name, theme.is_name_asked) == ("", False)


async def test_the_persons_own_name_stands_above_it(ann: User, model_server: ModelServer) -> None:
    theme = await allowing(ann)
    assert await step_while(model_server, naming_it(NAME), lambda: decisions.rename(theme, "Mine"))
    await sync_to_async(refresh)(ann)
    assert await named(theme) == ("Mine", MadeBy.PERSON)
    assert await sync_to_async(naming.next_job)(ann.pk) is None


async def test_with_the_switch_off_the_found_name_is_back(ann: User, model_server: ModelServer) -> None:
    theme = await allowing(ann)
    model_server.queue.append(naming_it(NAME))
    await Wording().step()
    await sync_to_async(turns.switch)(ann, asks_model=False)
    assert await named(theme) == (FOUND, MadeBy.QUESTION)


async def test_a_switch_turned_off_while_the_model_answers_counts(ann: User, model_server: ModelServer) -> None:
    theme, rows = await allowing(ann), Growth.objects.filter(user=ann)
    assert await step_while(model_server, naming_it(NAME), lambda: rows.update(asks_model=False))
    assert await named(theme) == (FOUND, MadeBy.QUESTION)


async def test_an_export_holds_the_name_that_was_found(ann: User, model_server: ModelServer) -> None:
    await allowing(ann)
    model_server.queue.append(naming_it(NAME))
    await Wording().step()
    records = await sync_to_async(lambda: [record for kind, record in growth_of(ann) if kind == "theme"])()
    assert [(one["name"], one["name_by"]) for one in records] == [(FOUND, MadeBy.QUESTION)]


async def test_a_hidden_theme_is_not_sent(ann: User, model_server: ModelServer) -> None:
    theme = await allowing(ann)
    await sync_to_async(theme.hide)(is_hidden=True)
    await Wording().step()
    assert "Tomaten" not in str(model_server.requests)
