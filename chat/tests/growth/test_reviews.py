"""A review gets the model's sentences, each with what it rests on; else it stays as it was laid out."""

import json
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from chat.growth import turns
from chat.growth.wording import Wording
from chat.tests.growth.meanwhile import step_while
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.growth.reviews.making import make_on_demand
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.models import Growth, Review, Theme
from sessions_memory.states import FoundBy, ReviewSpan
from sessions_memory.tests.growth.told import say, say_often, theme_of

pytestmark = pytest.mark.usefixtures("answers")

SENTENCE = "You wrote about running on many days."
SAID = "Running along the river at night is what I keep coming back to."


@sync_to_async
def reviewed(user: User, *, name: str = "running") -> Review:
    days = containing(ReviewSpan.WEEK, timezone.localdate() - timedelta(days=14))
    say(user, days.first - timedelta(days=200), "How tall is the tower?")
    theme = theme_of(user, name)
    say_often(user, days.first, theme, 5)
    say(user, days.first, SAID.replace("Running", name.capitalize()), theme)

    review = make_on_demand(user.pk, days)
    assert review
    turns.switch(user, asks_model=True)
    # Its theme's name comes after the review, and is asked about elsewhere.
    Theme.objects.filter(pk=theme.pk).update(is_name_asked=True)
    Growth.objects.filter(user=user).update(changed_at=None, refreshed_at=timezone.now())
    return review


def worded(text: str, *quotes: int) -> Reply:
    return Reply(pieces=[json.dumps({"sentences": [{"text": text, "quotes": quotes}]})])


@sync_to_async
def page(user: User, review: Review) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/growth/reviews/{review.pk}/").content.decode()


async def test_a_sentence_stands_above_what_was_laid_out(ann: User, model_server: ModelServer) -> None:
    review = await reviewed(ann)
    before = list(review.parts)
    model_server.queue.append(worded(SENTENCE, 1))
    assert await Wording().step()
    await review.arefresh_from_db()

    assert (review.made_by, review.parts[0]["text"], review.parts[1:]) == (FoundBy.MODEL, SENTENCE, before)
    assert review.parts[0]["interactions"] == before[0]["interactions"]
    assert SENTENCE in await page(ann, review)


@pytest.mark.parametrize(
    "reply",
    [
        worded("You wrote “I gave up running” on one day.", 1),
        worded(SENTENCE),
        Reply(pieces=["You wrote about running."]),
        Reply(pieces=['{"sentences": [{"text": "' + SENTENCE]),
    ],
)
async def test_where_no_sentence_holds_it_stays_as_laid_out(ann: User, model_server: ModelServer, reply: Reply) -> None:
    review = await reviewed(ann)
    before = list(review.parts)
    model_server.queue.append(reply)
    assert await Wording().step()
    await review.arefresh_from_db()
    assert (review.made_by, review.parts) == (FoundBy.RULE, before)


async def test_it_is_asked_about_once(ann: User, model_server: ModelServer) -> None:
    await reviewed(ann)
    wording = Wording()
    assert [await wording.step(), await wording.step()] == [True, False] and len(model_server.requests) == 1


async def test_an_edited_review_is_not_sent(ann: User, model_server: ModelServer) -> None:
    review = await reviewed(ann)
    await sync_to_async(review.reword)("In my own words.")
    await Wording().step()
    assert model_server.requests == []


async def test_a_review_edited_while_the_model_answers_stays_the_persons(ann: User, model_server: ModelServer) -> None:
    review = await reviewed(ann)
    edit = Review.objects.filter(pk=review.pk).update
    assert await step_while(model_server, worded(SENTENCE, 1), lambda: edit(text="In my own words."))
    await review.arefresh_from_db()
    assert (review.text, review.made_by) == ("In my own words.", FoundBy.RULE)


async def test_nobody_elses_review_is_sent_or_changed(ann: User, bob: User, model_server: ModelServer) -> None:
    of_bob = await reviewed(bob, name="quinces")
    await sync_to_async(turns.switch)(bob, asks_model=False)
    await reviewed(ann)
    model_server.queue.append(worded(SENTENCE, 1))
    await Wording().step()
    await of_bob.arefresh_from_db()

    assert SAID in str(model_server.requests) and "uince" not in str(model_server.requests)
    assert of_bob.made_by == FoundBy.RULE


async def test_a_sentence_goes_with_its_theme_when_that_is_hidden(ann: User, model_server: ModelServer) -> None:
    review = await reviewed(ann)
    model_server.queue.append(worded(SENTENCE, 1))
    await Wording().step()
    theme = await Theme.objects.aget(user=ann)
    await Theme.objects.filter(pk=theme.pk).aupdate(is_hidden=True)
    assert SENTENCE not in await page(ann, review)


async def test_it_goes_with_a_word_that_it_rests_on(ann: User, model_server: ModelServer) -> None:
    review = await reviewed(ann)
    model_server.queue.append(worded(SENTENCE, 1))
    await Wording().step()
    await review.arefresh_from_db()
    await sync_to_async(forget_interactions)(ann.pk, review.parts[0]["interactions"][:1])
    assert not await Review.objects.filter(pk=review.pk).aexists()
