"""The owner chooses the model that makes vectors in the browser."""

from typing import cast

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings as project
from django.http import HttpResponse
from django.test import AsyncClient, Client
from pytest_django import Settings

from chat import live, llm
from chat.embedding import CatchingUp
from chat.model_server.servers.encoder import embedding_connection, save_encoder
from chat.model_server.servers.stored import save_connection
from chat.models import EmbeddingServer
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.tests.reading import as_read

URL = "/account/model/embeddings/"


@pytest.fixture
def server(model_server: ModelServer, settings: Settings) -> ModelServer:
    """Connected in the browser."""
    settings.CHAT_MODELS = []
    model_server.models = ("nomic-embed-text", "qwen3:8b")
    return model_server


@async_to_sync
async def sent(owner: User, **fields: str) -> HttpResponse:
    client = AsyncClient()
    await client.aforce_login(owner, project.PERSON_BACKEND)
    names = ("name", "base_url", "api_key")

    try:
        posted = {f"embedding-{key}" if key in names else key: value for key, value in fields.items()}
        return cast(HttpResponse, await client.post(URL, posted))
    finally:
        await llm.close_clients()


def connect(server: ModelServer) -> None:
    save_connection(base_url=server.base_url, api_key="sk-chat", models=["qwen3:8b"])


def test_the_chat_server_s_list_offers_what_looks_like_an_encoder(owner: User, server: ModelServer) -> None:
    connect(server)
    page = as_read(sent(owner, do="list").content.decode())
    assert "These look like embedding models" in page
    assert 'name="pick" value="nomic-embed-text"' in page and 'name="pick" value="qwen3:8b"' not in page


def test_one_that_is_pressed_is_tried_and_put_into_the_field(owner: User, server: ModelServer) -> None:
    connect(server)
    page = as_read(sent(owner, pick="nomic-embed-text").content.decode())
    assert "nomic-embed-text made a vector of 64 numbers." in page
    assert 'name="embedding-name" value="nomic-embed-text"' in page and embedding_connection() is None


def test_saved_it_is_asked_with_the_chat_server_s_key(owner: User, server: ModelServer) -> None:
    connect(server)
    assert sent(owner, name="nomic-embed-text", do="save").status_code == 302
    encoder = embedding_connection()
    assert encoder and (encoder.base_url, encoder.models) == (server.base_url, ("nomic-embed-text",))
    assert encoder.api_key == "sk-chat" and server.keys[-1] == "Bearer sk-chat"
    assert EmbeddingServer.objects.get().sealed_api_key == ""


def test_a_server_of_its_own_gets_its_own_key_and_no_other(owner: User, server: ModelServer) -> None:
    save_connection(base_url="http://127.0.0.1:9/v1", api_key="sk-chat", models=["m"])
    sent(owner, name="nomic-embed-text", base_url=server.base_url, do="test")
    assert "sk-chat" not in " ".join(server.keys)

    sent(owner, name="nomic-embed-text", base_url=server.base_url, api_key="sk-own", do="save")
    encoder = embedding_connection()
    assert encoder and encoder.api_key == "sk-own"
    assert "sk-own" not in EmbeddingServer.objects.get().sealed_api_key


def test_what_cannot_be_saved_gets_a_sentence(owner: User, server: ModelServer) -> None:
    assert "Connect a model above" in sent(owner, name="m", do="save").content.decode()
    connect(server)
    assert "Write the name of a model" in sent(owner, do="save").content.decode()
    assert "no key has" in sent(owner, name="m", api_key="sk–1", do="save").content.decode()
    server.embedding.status = 404
    refused = sent(owner, name="m", do="save")
    assert refused.status_code == 422 and "nothing at this address" in refused.content.decode()
    assert not EmbeddingServer.objects.exists()


def test_the_page_says_how_far_the_vectors_are(as_owner: Client, ann: User, server: ModelServer) -> None:
    connect(server)
    save_encoder(base_url="", api_key="", model="nomic-embed-text")
    for question in ("How do leeks grow?", "When do I sow them?"):
        lifecycle.store_interaction(lifecycle.get_or_create_session(ann), question, "In March.")

    assert "0 of about 2 questions have vectors." in as_read(as_owner.get("/account/model/").content.decode())


@pytest.mark.usefixtures("answers")
async def test_a_question_recalls_by_the_vectors_of_the_chosen_model(ann: User, server: ModelServer) -> None:
    await sync_to_async(connect)(server)
    await sync_to_async(save_encoder)(base_url="", api_key="", model="nomic-embed-text")
    server.embedding.meanings = {"awake": "sleep"}
    old = await sync_to_async(lifecycle.start_session)(ann)
    said = await sync_to_async(lifecycle.store_interaction)(old, "my sleep", "Tell me more.")
    assert await CatchingUp().go_on() == 1

    session = await sync_to_async(lifecycle.start_session)(ann)
    asked = await sync_to_async(lifecycle.store_question)(ann, "my awake", session=session)
    await live.finished(asked)
    row = await UserInteraction.objects.aget(pk=asked.pk)
    assert [item["id"] for item in row.context_used["items"]] == [said.pk]
    assert row.context_used["went_without"] == []


def test_the_environment_wins(as_owner: Client, owner: User, server: ModelServer, settings: Settings) -> None:
    connect(server)
    save_encoder(base_url="http://127.0.0.1:9/v1", api_key="k", model="m")
    settings.EMBEDDING_MODEL = "of-the-environment"
    encoder = embedding_connection()
    assert encoder and encoder.models == ("of-the-environment",) and encoder.base_url == server.base_url
    assert as_owner.get("/account/model/").content.decode().count("Set by the server’s environment") == 1


def test_turned_off_recall_goes_by_words(owner: User, server: ModelServer) -> None:
    connect(server)
    save_encoder(base_url="", api_key="", model="m")
    sent(owner, do="forget")
    assert embedding_connection() is None


def test_nobody_but_the_owner_chooses_it(as_ann: Client) -> None:
    assert as_ann.post(URL, {"do": "forget"}).status_code == 403 and as_ann.get(URL).status_code == 405
