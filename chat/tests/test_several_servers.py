"""Two servers over real HTTP: each question goes to the one whose model was picked, and to no other."""

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient
from django.urls import reverse
from pytest_django import Settings

from chat import live
from chat.growth import turns
from chat.growth.wording import Wording
from chat.model_server.connection import Wishes
from chat.model_server.servers.stored import forget_connection, make_default, save_connection, show_images_to
from chat.models import ModelServer as SavedServer
from chat.models import choose, preferences_of
from chat.reflection import Reflecting
from chat.tests.growth.test_wording import TOLD, said
from chat.tests.test_reflection import resting_session
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status
from sessions_memory.tests.attachments.files import image, read_of

pytestmark = pytest.mark.usefixtures("answers")


@pytest.fixture
def home(model_server: ModelServer, settings: Settings) -> ModelServer:
    settings.CHAT_MODELS = []
    save_connection(base_url=model_server.base_url, api_key="sk-home", models=["test-model"], name="Home")
    return model_server


@pytest.fixture
def paid(home: ModelServer, other_server: ModelServer) -> ModelServer:
    wishes = Wishes(temperature=0.2)
    save_connection(
        base_url=other_server.base_url, api_key="sk-paid", models=["test-model", "gpt"], wishes=wishes, name="Paid"
    )
    return other_server


async def answered(user: User, model: str = "") -> UserInteraction:
    asked = await sync_to_async(lifecycle.store_question)(user, "How do leeks grow?", model=model)
    await live.finished(asked)
    return await UserInteraction.objects.aget(pk=asked.pk)


async def page(user: User, url: str) -> str:
    client = AsyncClient()
    await sync_to_async(client.force_login)(user)
    return (await client.get(url)).content.decode()


async def row_id(name: str) -> int:
    return (await SavedServer.objects.aget(name=name)).pk


def counts(*servers: ModelServer) -> list[int]:
    return [len(server.requests) for server in servers]


async def test_a_question_goes_to_the_server_of_its_model_with_its_key_and_manner(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    row = await answered(ann, "paid/test-model")
    assert (row.status, row.model) == (Status.ANSWERED, "paid/test-model")
    assert counts(home, paid) == [0, 1] and paid.requests[0]["model"] == "test-model"
    assert paid.keys[-1] == "Bearer sk-paid" and paid.requests[0]["temperature"] == 0.2

    assert (await answered(ann, "test-model")).model == "home/test-model"
    assert counts(home, paid) == [1, 1] and "temperature" not in home.requests[0]
    assert home.keys[-1] == "Bearer sk-home"


async def test_the_answer_and_its_receipt_say_which_server_it_was(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    row = await answered(ann, "paid/gpt")
    assert row.interaction_metadata["server"] == "Paid"
    assert ">gpt · Paid</span>" in await page(ann, row.get_absolute_url())
    assert "gpt · Paid" in await page(ann, reverse("chat:receipt", args=[row.pk]))


async def test_a_server_that_is_away_hides_no_other_and_holds_nobody(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    save = sync_to_async(save_connection)
    await save(base_url="http://127.0.0.1:9/v1", api_key="", models=["lost"], name="Away")
    chat = await page(ann, "/")
    assert all(f'<optgroup label="{name}">' in chat for name in ("Home", "Paid", "Away"))
    assert (await answered(ann, "away/lost")).status == Status.FAILED
    assert (await answered(ann, "paid/gpt")).status == Status.ANSWERED


async def test_what_was_meant_for_a_server_that_is_gone_goes_nowhere(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    await sync_to_async(choose)(ann, chat_model="paid/gpt")
    asked = await sync_to_async(lifecycle.store_question)(ann, "How do leeks grow?", model="paid/gpt")
    await sync_to_async(forget_connection)(await row_id("Paid"))
    await live.finished(asked)
    await asked.arefresh_from_db()
    assert asked.status == Status.FAILED and counts(home, paid) == [0, 0]
    assert asked.error.startswith("The model “paid/gpt” is not connected any more.")

    chat = await page(ann, "/")
    assert "“paid/gpt” is not connected any more. test-model is asked" in chat.replace("\n", " ").replace("  ", "")


async def test_a_retry_takes_the_person_s_model_where_its_own_is_gone(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    row = await answered(ann, "paid/gpt")
    await sync_to_async(forget_connection)(await row_id("Paid"))
    client = AsyncClient()
    await sync_to_async(client.force_login)(ann)
    await client.post(reverse("chat:retry", args=[row.pk]))
    again = await UserInteraction.objects.aget(replaces=row)
    assert again.model == "test-model"


async def test_another_name_and_another_default_leave_what_was_picked(
    ann: User, bob: User, home: ModelServer, paid: ModelServer
) -> None:
    await sync_to_async(choose)(ann, chat_model="home/test-model")
    pk = await row_id("Home")
    rename = sync_to_async(save_connection)
    await rename(base_url=home.base_url, api_key="", models=["test-model"], name="Cellar", row_id=pk)
    await sync_to_async(make_default)(await row_id("Paid"))
    assert '<option value="home/test-model" selected>test-model · Cellar</option>' in squeezed(await page(ann, "/"))
    assert '<option value="paid/test-model" selected>' in squeezed(await page(bob, "/"))


def squeezed(html: str) -> str:
    return " ".join(html.split()).replace(" >", ">").replace("> ", ">").replace(" <", "<")


async def test_secrets_are_masked_for_the_server_that_is_another_machine(ann: User, home: ModelServer) -> None:
    secret, save = "sk-proj-" + "a1B2" * 8, sync_to_async(save_connection)
    # The same server, by an address that is no loopback one.
    address = home.base_url.replace("127.0.0.1", "0.0.0.0")
    await save(base_url=address, api_key="", models=["test-model"], name="Paid")
    session = await sync_to_async(lifecycle.start_session)(ann)
    await sync_to_async(lifecycle.store_interaction)(session, f"My key for the violet shop is {secret}", "Noted.")

    for model, leaves in (("home/test-model", True), ("paid/test-model", False)):
        await sync_to_async(lifecycle.start_session)(ann)
        question = "What is my key for the violet shop?"
        await live.finished(await sync_to_async(lifecycle.store_question)(ann, question, model=model))
        assert (secret in str(home.requests[-1])) == leaves and "violet shop is" in str(home.requests[-1])


async def test_a_title_is_asked_of_the_server_that_has_read_the_session(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    session = await resting_session(ann)
    await UserInteraction.objects.filter(session=session).aupdate(model="paid/gpt")
    assert await Reflecting().step()
    assert counts(home) == [0] and {asked["model"] for asked in paid.requests} == {"gpt"}


async def test_words_about_growth_are_asked_of_the_server_that_the_person_picked(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    await sync_to_async(said)(ann, TOLD)
    await sync_to_async(turns.switch)(ann, asks_model=True)
    await sync_to_async(choose)(ann, chat_model="paid/gpt")
    paid.default = Reply(pieces=["{}"])
    assert await Wording().step()
    assert counts(home, paid) == [0, 1]


async def test_what_nobody_waits_for_goes_to_no_server_in_place_of_one_that_is_gone(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    session = await resting_session(ann)
    await UserInteraction.objects.filter(session=session).aupdate(model="gone/gpt")
    await sync_to_async(said)(ann, TOLD)
    await sync_to_async(turns.switch)(ann, asks_model=True)
    await sync_to_async(choose)(ann, chat_model="gone/gpt")
    assert await Reflecting().step() and not await Wording().step()
    assert counts(home, paid) == [0, 0]
    await session.arefresh_from_db()
    assert session.title == "Should I hand in my notice?"


async def test_the_composer_posts_and_remembers_the_model_with_its_server(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    client = AsyncClient()
    await sync_to_async(client.force_login)(ann)
    await client.post("/ask/", {"question": "How do leeks grow?", "model": "paid/gpt"})
    row = await UserInteraction.objects.aget()
    await live.finished(row)
    assert counts(home, paid) == [0, 1]
    assert (await sync_to_async(preferences_of)(ann)).chat_model == "paid/gpt"


async def test_images_go_to_the_models_that_see_by_the_word_of_the_owner_or_of_their_server(
    ann: User, home: ModelServer, paid: ModelServer
) -> None:
    await sync_to_async(show_images_to)(await row_id("Paid"), ["gpt"])
    home.told["/props"] = b'{"modalities": {"vision": true}}'
    file = await sync_to_async(read_of)(ann, "tree.png", image())
    asked = await sync_to_async(lifecycle.store_question)(
        ann, "What is it?", model="paid/test-model", options=AnswerOptions(attachments=(file.pk,))
    )
    await live.finished(asked)
    for model in ("paid/gpt", "home/test-model"):
        asked = await sync_to_async(lifecycle.store_question)(ann, "What is it?", replaces=asked, model=model)
        await live.finished(asked)

    contents = [request["messages"][-1]["content"] for server in (paid, home) for request in server.requests]
    assert [isinstance(content, list) for content in contents] == [False, True, True]


async def test_the_owner_s_longest_prompt_is_of_one_server(ann: User, home: ModelServer, paid: ModelServer) -> None:
    await sync_to_async(save_connection)(
        base_url=paid.base_url, api_key="", models=["gpt"], name="Paid", room_tokens=1500, row_id=await row_id("Paid")
    )
    totals = [
        (await answered(ann, model)).context_used["budget_tokens"]["total"] for model in ("home/test-model", "paid/gpt")
    ]
    assert totals == [8000, 1500]
