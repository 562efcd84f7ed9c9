import re
from typing import cast

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as project
from django.http import HttpResponse
from django.test import AsyncClient, Client
from pytest_django import Settings

from chat import llm
from chat.growth.turns import allows
from chat.model_server.servers.stored import connected, save_connection
from chat.models import ModelServer as SavedServer
from chat.models import preferences_of
from chat.views import model_server as views
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory.tests.at_once import at_once
from sessions_memory.tests.reading import as_read

URL = "/account/model/"


@pytest.fixture
def server(model_server: ModelServer, settings: Settings) -> ModelServer:
    """Running, but not named by the environment."""
    settings.CHAT_MODELS = []
    return model_server


@async_to_sync
async def sent(owner: User, url: str = URL, **fields: str) -> HttpResponse:
    """The owner's form, in an event loop with whose end the connections to a model server end."""
    client = AsyncClient()
    await client.aforce_login(owner, project.PERSON_BACKEND)

    try:
        return cast(HttpResponse, await client.post(url, fields))
    finally:
        await llm.close_clients()


def test_the_owner_lists_tests_and_saves_a_server(owner: User, server: ModelServer) -> None:
    fields = {"base_url": server.base_url, "api_key": "sk-secret"}
    listed = sent(owner, **fields, do="list").content.decode()
    assert "other-model" in listed
    server.queue.append(Reply(pieces=["I can."]))
    assert "I can." in sent(owner, **fields, models="other-model", do="test").content.decode()

    assert sent(owner, **fields, models="other-model, test-model", do="save").status_code == 302
    connection = connected().default
    assert connection and connection.models == ("other-model", "test-model")
    assert connection.api_key == "sk-secret" and server.keys[-1] == "Bearer sk-secret"


def test_the_owner_says_which_models_see_images(as_owner: Client, owner: User, server: ModelServer) -> None:
    fields = {"base_url": server.base_url, "models": "test-model, other-model"}
    sent(owner, **fields, vision_models="other-model, , other-model", do="save")
    connection = connected().default
    assert connection and connection.vision_models == ("other-model",)

    page = f"{URL}{connection.row_id}/"
    assert 'name="vision_models" value="other-model"' in as_owner.get(page).content.decode()
    sent(owner, page, **fields, vision_models="", do="save")
    connection = connected().default
    assert connection and connection.vision_models == ()


def test_the_key_is_kept_encrypted_and_never_shown(as_owner: Client, server: ModelServer) -> None:
    save_connection(base_url=server.base_url, api_key="sk-secret", models=["test-model"])
    assert "sk-secret" not in SavedServer.objects.get().sealed_api_key
    row = SavedServer.objects.get()
    assert "sk-secret" not in as_owner.get(URL).content.decode()
    assert "sk-secret" not in as_owner.get(f"{URL}{row.pk}/").content.decode()


def test_the_saved_key_goes_to_the_saved_server_only(owner: User, server: ModelServer) -> None:
    save_connection(base_url="http://127.0.0.1:9/v1", api_key="sk-secret", models=["m"])
    sent(owner, base_url=server.base_url, do="list")
    assert "sk-secret" not in " ".join(server.keys)


def test_a_key_sealed_with_another_secret_is_not_a_crash(server: ModelServer, db: None, settings: Settings) -> None:
    save_connection(base_url=server.base_url, api_key="sk-secret", models=["m"])
    settings.SECRET_KEY = "another"
    connection = connected().default
    assert connection and connection.api_key == ""


def test_an_address_without_a_scheme_or_server_gets_a_sentence(owner: User, server: ModelServer) -> None:
    assert "Needs http://" in sent(owner, base_url="ftp://x", do="list").content.decode()
    down = sent(owner, base_url="http://127.0.0.1:9/v1", do="list")
    assert down.status_code == 422 and "did not reply" in down.content.decode()


LISTS = {
    b'[{"id": "small"}, {"id": "large"}]': ["large", "small"],
    b'{"models": [{"name": "named:8b", "model": "named:8b"}]}': ["named:8b"],
    b'{"data": ["one", "two"]}': ["one", "two"],
    b'{"data": [{"id": "a:free"}, {"id": "a:free"}, {"id": "x,y"}, {"id": null}, 7]}': ["a:free", "x,y"],
}


@pytest.mark.parametrize("listed", LISTS)
def test_every_shape_of_a_list_is_read(owner: User, server: ModelServer, listed: bytes) -> None:
    server.listed = listed
    page = sent(owner, base_url=server.base_url, do="list").content.decode()
    assert re.findall(r'data-model-name="([^"]*)"', page) == LISTS[listed]


@pytest.mark.parametrize("listed", [b'{"data": null}', b'{"data": []}', b"[]"])
def test_where_nothing_is_listed_a_name_can_be_typed(owner: User, server: ModelServer, listed: bytes) -> None:
    server.listed = listed
    assert "lists no model" in sent(owner, base_url=server.base_url, do="list").content.decode()
    assert sent(owner, base_url=server.base_url, models="typed", do="save").status_code == 302
    connection = connected().default
    assert connection and connection.models == ("typed",)


@pytest.mark.parametrize("listed", [b"<!doctype html><html></html>", b'{"error": "Unexpected endpoint"}', b'{"a": 1}'])
def test_what_is_no_list_gets_a_sentence(owner: User, server: ModelServer, listed: bytes) -> None:
    server.listed = listed
    page = sent(owner, base_url=server.base_url, do="list")
    assert page.status_code == 422
    assert "no answer" in (text := page.content.decode()) or "nothing at this address" in text


def test_an_address_without_its_version_is_tried_with_it(owner: User, server: ModelServer) -> None:
    sent(owner, base_url=server.base_url.removesuffix("/v1"), models="other-model", do="save")
    connection = connected().default
    assert connection and (connection.base_url, connection.models) == (server.base_url, ("other-model",))


def test_what_stands_behind_the_question_mark_is_sent_along(owner: User, server: ModelServer) -> None:
    sent(owner, base_url=f"{server.base_url}?api-version=2026-01", models="test-model", do="test")
    assert server.paths == ["/v1/models?api-version=2026-01", "/v1/chat/completions?api-version=2026-01"]


@pytest.mark.parametrize("do", ["list", "test", "save"])
@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("api_key", "sk–12", "no key has"),
        ("base_url", "http://ann:secret@127.0.0.1/v1", "before the @"),
        ("base_url", "http://host:99999/v1", "port"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_no_error_page(
    owner: User, server: ModelServer, do: str, field: str, value: str, says: str
) -> None:
    page = sent(owner, **({"base_url": server.base_url, "models": "m"} | {field: value}), do=do)
    assert page.status_code == 422 and says in page.content.decode()


def test_the_owner_reads_the_server_s_own_words(owner: User, server: ModelServer) -> None:
    server.default = Reply(status=400, body='{"error": {"message": "The moon is too low."}}')
    assert "The moon is too low." in sent(owner, base_url=server.base_url, do="test").content.decode()


@async_to_sync
async def flash(owner: User, **fields: str) -> str:
    """What the next page says after saving."""
    client = AsyncClient()
    await client.aforce_login(owner, project.PERSON_BACKEND)

    try:
        assert (await client.post(URL, {**fields, "do": "save"})).status_code == 302
        page = (await client.get("/")).content.decode()
    finally:
        await llm.close_clients()

    return as_read(page[page.index('id="toasts"') :])


def test_saving_tries_the_server_and_says_how_that_went(owner: User, server: ModelServer) -> None:
    fields = {"base_url": server.base_url, "models": "/srv/models/small.gguf"}
    assert "Connected: small.gguf answered a test." in flash(owner, **fields)
    server.default = Reply(status=503, headers={"Retry-After": "60"})
    assert "Saved, but a test got no answer." in flash(owner, **fields)
    assert "Saved, but a test got no answer." in flash(owner, base_url="http://127.0.0.1:9/v1", models="m")


def test_a_model_that_writes_on_and_on_is_connected_by_its_first_word(owner: User, server: ModelServer) -> None:
    server.default = Reply(pieces=["and on "] * 4_000, gap_seconds=0.01)
    fields = {"base_url": server.base_url, "models": "m"}
    assert "Connected: m answered a test." in flash(owner, **fields)
    page = sent(owner, **fields, do="test").content.decode()
    assert 10 < page.count("and on") < 200


def test_one_that_only_thinks_is_no_empty_notice(owner: User, server: ModelServer) -> None:
    server.default = Reply(reasoning=["Hm."], pieces=[])
    page = sent(owner, base_url=server.base_url, models="m", do="test").content.decode()
    assert "It thought, and wrote no word" in page


def test_an_address_at_which_is_no_such_server_is_not_saved(owner: User, server: ModelServer) -> None:
    server.listed = b"<!doctype html><html></html>"
    server.default = Reply(raw=b"<!doctype html><html></html>")
    refused = sent(owner, base_url=server.base_url, models="m", do="save")
    assert refused.status_code == 422 and "no answer" in refused.content.decode()
    assert connected().default is None


def test_a_slow_server_is_saved_and_that_is_told(
    owner: User, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "TRY_SECONDS", 0.1)
    server.default = Reply(wait_seconds=5)
    assert "did not answer a test within" in flash(owner, base_url=server.base_url, models="m")
    assert connected().default is not None


def test_what_the_server_refuses_is_saved_only_if_the_owner_insists(owner: User, server: ModelServer) -> None:
    server.default = Reply(status=401, body='{"error": {"message": "Bad <b>key</b> here."}}')
    fields = {"base_url": server.base_url, "models": "m"}
    refused = sent(owner, **fields, do="save")
    page = refused.content.decode()
    assert refused.status_code == 422 and connected().default is None
    assert "Check the key" in page and "Bad &lt;b&gt;key&lt;/b&gt; here." in page and "Your question is" not in page

    assert 'value="keep"' in page and sent(owner, **fields, do="keep").status_code == 302
    assert connected().default is not None


def test_forgetting_leaves_no_server(owner: User, server: ModelServer) -> None:
    save_connection(base_url=server.base_url, api_key="k", models=["m"])
    sent(owner, URL + f"{SavedServer.objects.get().pk}/", do="forget")
    assert connected().default is None


def test_the_environment_wins(db: None, model_server: ModelServer) -> None:
    save_connection(base_url="http://127.0.0.1:9/v1", api_key="k", models=["m"])
    connection = connected().default
    assert connection and connection.is_from_environment and connection.base_url == model_server.base_url


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_the_owner_connects_a_server(as_ann: Client, method: str) -> None:
    assert getattr(as_ann, method)(URL).status_code == 403


def test_each_person_switches_for_themself(as_ann: Client, ann: User, bob: User) -> None:
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert preferences_of(ann).titles_by_model and not preferences_of(ann).summaries_by_model
    assert preferences_of(bob).summaries_by_model


def test_secrets_are_masked_until_the_person_turns_it_off(
    as_ann: Client, ann: User, bob: User, settings: Settings
) -> None:
    assert re.search(r'name="secrets"[^>]*checked', as_ann.get("/account/memory-and-privacy/").content.decode())
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert (preferences_of(ann).masks_secrets, preferences_of(bob).masks_secrets) == (False, True)

    settings.MASK_SECRETS_IS_SET = True
    page = as_read(as_ann.get("/account/memory-and-privacy/").content.decode())
    assert 'name="secrets"' not in page and "This is set in the server’s environment." in page
    as_ann.post("/account/privacy/", {"secrets": "on"})
    assert not preferences_of(ann).masks_secrets


def test_words_about_growth_are_off_until_the_person_turns_them_on(as_ann: Client, ann: User, bob: User) -> None:
    assert not allows(ann.pk)
    as_ann.post("/account/privacy/", {"titles": "on", "growth": "on"})
    assert (allows(ann.pk), allows(bob.pk)) == (True, False)
    assert re.search(r'name="growth"[^>]*checked', as_ann.get("/account/memory-and-privacy/").content.decode())

    as_ann.post("/account/privacy/", {"titles": "on"})
    assert not allows(ann.pk)


@pytest.mark.django_db(transaction=True)
def test_forms_sent_at_once_all_count(transactional_db: None, ann: User) -> None:
    choices = iter(
        [("/account/memory/", {}), ("/account/privacy/", {"titles": "on"}), ("/account/help/", {"help_region": "AT"})]
        * 2
    )

    def send() -> None:
        client = Client()
        client.force_login(ann, project.PERSON_BACKEND)
        assert client.post(*next(choices)).status_code == 302

    at_once([send] * 6)
    chosen = preferences_of(ann)
    assert (chosen.uses_memory, chosen.titles_by_model, chosen.summaries_by_model) == (False, True, False)
    assert chosen.help_region == "AT"


def test_the_owner_sets_how_answers_are_written(owner: User, as_owner: Client, server: ModelServer) -> None:
    fields = {"base_url": server.base_url, "models": "m", "do": "save"}
    for name, value in (("temperature", "3"), ("temperature", "nan"), ("answer_tokens", "-1"), ("answer_tokens", "x")):
        assert sent(owner, **fields, **{name: value}).status_code == 422
    assert connected().default is None

    sent(owner, **fields, temperature="0.3", answer_tokens="500")
    connection = connected().default
    assert connection and (connection.wishes.temperature, connection.wishes.answer_tokens) == (0.3, 500)
    page = as_owner.get(f"{URL}{connection.row_id}/").content.decode()
    assert 'value="0.3"' in page and 'value="500"' in page
