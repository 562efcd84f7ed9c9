"""The owner's page of several servers, and the page of one."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chat.model_server.servers.stored import connected, save_connection
from chat.models import ModelServer as SavedServer
from chat.tests.views.test_model_server import sent
from chat.views import model_server as views
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory.tests.reading import as_read

URL = "/account/model/"


@pytest.fixture
def home(model_server: ModelServer, settings: Settings) -> ModelServer:
    settings.CHAT_MODELS = []
    save_connection(base_url=model_server.base_url, api_key="sk-home", models=["test-model"], name="Home")
    return model_server


def page_of(name: str) -> str:
    return f"{URL}{SavedServer.objects.get(name=name).pk}/"


def names() -> list[str]:
    return [one.name for one in connected().connections]


def words(page: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", as_read(page.content.decode()))


def test_another_server_is_added_beside_the_first(
    owner: User, as_owner: Client, home: ModelServer, other_server: ModelServer
) -> None:
    fields = {"base_url": other_server.base_url, "models": "other-model", "name": "Paid", "api_key": "sk-paid"}
    assert sent(owner, **fields, do="save").headers["Location"] == URL
    assert names() == ["Home", "Paid"] and home.requests == [] and other_server.keys[-1] == "Bearer sk-paid"

    page = as_read(as_owner.get(URL).content.decode())
    assert page.index("Home") < page.index("Default") < page.index("Paid")
    assert "sk-" not in page


def test_one_is_made_the_default_and_one_is_removed(as_owner: Client, home: ModelServer) -> None:
    save_connection(base_url="http://paid.example/v1", api_key="", models=["gpt"], name="Paid")
    assert as_owner.post(page_of("Paid"), {"do": "default"}).headers["Location"] == URL
    assert names() == ["Paid", "Home"]
    as_owner.post(page_of("Paid"), {"do": "forget"})
    assert names() == ["Home"]


def test_each_is_tested_as_it_is_with_its_own_key(owner: User, home: ModelServer, other_server: ModelServer) -> None:
    save_connection(base_url=other_server.base_url, api_key="sk-paid", models=["gpt"], name="Paid")
    other_server.default = Reply(pieces=["I can."])
    assert "Paid replied: I can." in words(sent(owner, **{"try": "paid"}))
    assert home.requests == [] and other_server.keys[-1] == "Bearer sk-paid"

    home.default = Reply(status=401)
    page = words(sent(owner, **{"try": "home"}))
    assert "Home: The model server at" in page and "Check the key" in page
    assert sent(owner, **{"try": "nobody"}).status_code == 404


def test_a_slow_one_holds_the_page_no_longer_than_a_while(
    owner: User, home: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "TRY_SECONDS", 0.1)
    home.default = Reply(wait_seconds=5)
    assert "Home: No answer within" in words(sent(owner, **{"try": "home"}))


def test_a_server_is_changed_on_its_page_and_keeps_its_key(owner: User, home: ModelServer) -> None:
    fields = {"base_url": home.base_url, "models": "other-model", "name": "Cellar", "do": "save"}
    assert sent(owner, page_of("Home"), **fields).status_code == 302
    (cellar,) = connected().connections
    assert (cellar.name, cellar.models, cellar.api_key, cellar.slug) == ("Cellar", ("other-model",), "sk-home", "home")


@pytest.mark.parametrize("do", ["list", "test", "save", "keep"])
def test_no_server_gets_the_key_of_another(owner: User, home: ModelServer, other_server: ModelServer, do: str) -> None:
    fields = {"base_url": other_server.base_url, "models": "other-model", "do": do}
    sent(owner, page_of("Home"), **fields)
    sent(owner, **fields)
    assert other_server.keys and "sk-home" not in " ".join(other_server.keys)


def test_a_name_that_is_taken_gets_a_sentence_at_its_field(owner: User, home: ModelServer) -> None:
    refused = sent(owner, base_url=home.base_url, models="test-model", name="home", do="save")
    assert refused.status_code == 422 and "Another server has this name." in refused.content.decode()
    assert names() == ["Home"]


def test_a_name_is_one_line_of_signs_that_are_seen(owner: User, home: ModelServer) -> None:
    sent(owner, base_url=home.base_url, models="test-model", name=" The \u202e\n paid\u200b one ", do="save")
    assert names() == ["Home", "The paid one"]


def test_the_environment_s_is_listed_and_can_t_be_changed(
    as_owner: Client, model_server: ModelServer, other_server: ModelServer
) -> None:
    save_connection(base_url=model_server.base_url, api_key="", models=["m"], name="Same")
    save_connection(base_url=other_server.base_url, api_key="", models=["m"], name="Other")
    page = as_read(as_owner.get(URL).content.decode())
    assert "Set by the server’s environment." in page and "Make Other the default" not in page
    assert "Not used: the server’s environment names the same address." in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_server_that_is_not_there_is_404_and_nobody_else_s_403(
    as_owner: Client, as_ann: Client, home: ModelServer, method: str
) -> None:
    assert getattr(as_owner, method)(f"{URL}999/").status_code == 404
    assert getattr(as_ann, method)(page_of("Home")).status_code == 403
