"""The servers that the owner saved, beside the environment's."""

import pytest
from django.conf import settings as project
from django.db import connection as database
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from chat.model_server.connection import Wishes
from chat.model_server.servers.encoder import embedding_connection, save_encoder
from chat.model_server.servers.stored import (
    SERVERS_MAX,
    NotSaved,
    connected,
    forget_connection,
    make_default,
    save_connection,
    unused_servers,
)
from chat.models import EmbeddingServer
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction

pytestmark = pytest.mark.django_db


def save(name: str, address: str = "", *, models: tuple[str, ...] = ("m",), row_id: int | None = None) -> int:
    address = address or f"http://{name.lower().replace(' ', '-')}.example/v1"
    return save_connection(base_url=address, api_key=f"k-{name}", models=list(models), name=name, row_id=row_id)


def names() -> list[str]:
    return [one.name for one in connected().connections]


def test_each_has_its_own_address_key_and_manner() -> None:
    save("Home")
    save_connection(
        base_url="https://paid.example/v1",
        api_key="sk-paid",
        models=["gpt"],
        wishes=Wishes(0.2, 300),
        name="Paid",
        room_tokens=64_000,
    )
    home, paid = connected().connections
    assert (home.api_key, home.wishes, home.room_tokens, home.slug) == ("k-Home", Wishes(), None, "home")
    assert (paid.api_key, paid.wishes, paid.room_tokens, paid.slug) == ("sk-paid", Wishes(0.2, 300), 64_000, "paid")


def test_another_name_leaves_the_value_of_its_models() -> None:
    pk = save("Home")
    save("Paid")
    save("At the office", row_id=pk)
    choice = connected().find("home/m")
    assert choice and choice.label == "m · At the office"

    # A new one of the old name is not taken for it.
    save("Home", "http://another.example/v1")
    assert [one.slug for one in connected().connections] == ["home", "paid", "home-2"]


def test_the_first_is_the_default_until_another_is_made_it_or_it_goes() -> None:
    first, second, third = save("A"), save("B"), save("C")
    assert names() == ["A", "B", "C"]
    make_default(third)
    assert names() == ["C", "A", "B"]
    forget_connection(third)
    assert names() == ["A", "B"]
    forget_connection(second)
    forget_connection(first)
    assert names() == [] and save("D") and names() == ["D"]


def test_making_one_that_is_gone_the_default_changes_nothing() -> None:
    save("A")
    last = save("B")
    make_default(last)
    make_default(last + 1_000)
    assert names() == ["B", "A"]


def test_names_are_unique_and_made_of_the_address_where_none_is_given() -> None:
    for _ in range(2):
        save_connection(base_url="http://nas:8080/v1", api_key="", models=["m"])

    assert names() == ["nas:8080", "nas:8080 2"]
    with pytest.raises(NotSaved, match="has this name"):
        save("NAS:8080")


def test_there_is_an_end_of_servers_and_of_names() -> None:
    for number in range(SERVERS_MAX):
        save(f"Server {number}", models=("m" * 170,))

    with pytest.raises(NotSaved, match="Remove one first"):
        save("One more")
    forget_connection(connected().connections[-1].row_id or 0)
    with pytest.raises(NotSaved, match="characters"):
        save("One more", models=("m" * 199,))


def test_a_slug_is_nothing_that_a_model_begins_with() -> None:
    save("Router", models=("meta/llama",))
    save("Meta")
    assert [one.slug for one in connected().connections] == ["router", "meta-2"]


def test_the_environment_s_stands_first_and_wins_its_address(settings: Settings) -> None:
    settings.CHAT_MODELS, settings.OPENAI_BASE_URL = ["gpt"], "http://env.example/v1"
    save("Same", "http://env.example/v1")
    make_default(save("Other"))
    assert [(one.name, one.slug) for one in connected().connections] == [("env.example", "env"), ("Other", "other")]
    assert [one.name for one in unused_servers()] == ["Same"]


def test_vectors_stay_on_their_server_whichever_is_the_default() -> None:
    home = save("Home")
    save_encoder(base_url="", api_key="", model="nomic")
    make_default(save("Paid"))
    encoder = embedding_connection()
    assert encoder and (encoder.base_url, encoder.api_key) == ("http://home.example/v1", "k-Home")

    save("Home", "http://moved.example/v1", row_id=home)
    moved = embedding_connection()
    assert moved and moved.base_url == "http://moved.example/v1"
    forget_connection(home)
    assert embedding_connection() is None and not EmbeddingServer.objects.exists()


def test_removing_a_server_leaves_its_answers(ann: User) -> None:
    pk = save("Home")
    lifecycle.store_interaction(lifecycle.start_session(ann), "Where is the fig?", "In its pot.")
    UserInteraction.objects.update(model="home/m")
    forget_connection(pk)
    assert UserInteraction.objects.values_list("model", "ai_response").get() == ("home/m", "In its pot.")


@pytest.mark.django_db(transaction=True)
def test_the_one_server_of_an_earlier_version_gets_a_name_and_more_can_follow(transactional_db: None) -> None:
    before = [("chat", "0006_wishes")]
    executor = MigrationExecutor(database)
    executor.migrate(before)
    old = executor.loader.project_state(before).apps
    old.get_model("chat", "ModelServer").objects.create(pk=1, base_url="http://nas:8080/v1", chat_models=["m"])
    old.get_model("chat", "EmbeddingServer").objects.create(pk=1, model_name="nomic")

    forward = MigrationExecutor(database)
    forward.migrate(forward.loader.graph.leaf_nodes())
    assert save("Paid") and names() == ["nas:8080", "Paid"] and connected().connections[0].slug == "nas8080"
    assert EmbeddingServer.objects.get().server_id == 1 and project.CHAT_MODELS == []
