"""Vectors from a real server: asked for, checked, and done without."""

import time

import pytest
from django.test import Client
from pytest_django import Settings

from chat.connection import Connection, embedding_connection
from chat.embedding import QUESTION_SECONDS, question_vector
from chat.llm import ModelRefused, ModelUnavailable, embed
from chat.models import Preferences
from chat.pieces import read_vectors
from insightvault.accounts.models import User
from insightvault.benchmarks.model_server import ModelServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def encoder(model_server: ModelServer, settings: Settings) -> ModelServer:
    settings.EMBEDDING_MODEL = "test-encoder"
    return model_server


def connection(server: ModelServer) -> Connection:
    return Connection(server.base_url, "key", ("test-encoder",))


async def test_each_text_gets_its_vector_in_order(answers: None, encoder: ModelServer) -> None:
    vectors = await embed(connection(encoder), ["one quince", "two plums", "one quince"])
    assert vectors[0] == vectors[2] == encoder.embedding.vector("one quince") != vectors[1]
    assert encoder.embedded == ["one quince", "two plums", "one quince"]


@pytest.mark.parametrize(
    ("status", "kind"), [(401, ModelRefused), (404, ModelRefused), (429, ModelUnavailable), (500, ModelUnavailable)]
)
async def test_an_error_of_the_server_is_one_of_ours(
    answers: None, encoder: ModelServer, status: int, kind: type[Exception]
) -> None:
    encoder.embedding.status = status
    with pytest.raises(kind):
        await embed(connection(encoder), ["text"])


BAD = [
    b"",
    b"<html>",
    b"[]",
    b"{}",
    b'{"data": []}',
    b'{"data": [{"index": 1, "embedding": [1]}]}',
    b'{"data": [{"index": 0, "embedding": []}]}',
    b'{"data": [{"index": 0, "embedding": ["x"]}]}',
    b'{"data": [{"index": 0, "embedding": [1e999]}]}',
    b'{"data": [{"index": 0, "embedding": null}]}',
]


@pytest.mark.parametrize("content", BAD)
def test_what_is_no_vector_is_refused(content: bytes) -> None:
    with pytest.raises(ModelUnavailable):
        read_vectors("host", content, 1)


def test_vectors_of_different_sizes_are_refused() -> None:
    content = b'{"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [1]}]}'
    with pytest.raises(ModelUnavailable):
        read_vectors("host", content, 2)


async def test_a_question_has_a_vector_once_a_model_is_named(
    answers: None, ann: User, model_server: ModelServer, settings: Settings
) -> None:
    assert await question_vector(ann, "Why?") is None and not model_server.embedded
    settings.EMBEDDING_MODEL = "test-encoder"
    assert await question_vector(ann, "Why?") == model_server.embedding.vector("Why?")


async def test_nothing_is_sent_for_a_person_who_does_not_allow_it(
    answers: None, ann: User, encoder: ModelServer
) -> None:
    await Preferences.objects.acreate(user=ann, embeddings_by_model=False)
    assert await question_vector(ann, "Why?") is None and not encoder.embedded


@pytest.mark.parametrize("status", [200, 500])
async def test_a_slow_or_broken_server_is_done_without_at_once(
    answers: None, ann: User, encoder: ModelServer, status: int
) -> None:
    encoder.embedding.status, encoder.embedding.wait_seconds = status, 30 if status == 200 else 0
    await question_vector(ann, "warm")
    begun = time.monotonic()
    assert await question_vector(ann, "Why?") is None
    assert time.monotonic() - begun < QUESTION_SECONDS + 5


async def test_a_server_that_is_not_there_is_done_without(answers: None, ann: User, settings: Settings) -> None:
    settings.EMBEDDING_MODEL, settings.EMBEDDING_BASE_URL = "test-encoder", "http://127.0.0.1:9/v1"
    assert await question_vector(ann, "Why?") is None


def test_the_chat_server_s_key_goes_to_the_chat_server_only(settings: Settings) -> None:
    settings.CHAT_MODELS, settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY = ["m"], "http://chat.test/v1", "chat-key"
    assert embedding_connection() is None
    settings.EMBEDDING_MODEL = "encoder"
    assert embedding_connection() == Connection("http://chat.test/v1", "chat-key", ("encoder",), True)
    settings.EMBEDDING_BASE_URL = "http://other.test/v1"
    assert embedding_connection() == Connection("http://other.test/v1", "", ("encoder",), True)
    settings.EMBEDDING_API_KEY = "own-key"
    assert embedding_connection() == Connection("http://other.test/v1", "own-key", ("encoder",), True)


def test_a_person_switches_it_off_on_the_account_page(as_ann: Client, ann: User, settings: Settings) -> None:
    assert "Texts for embeddings" not in as_ann.get("/account/").content.decode()
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert Preferences.objects.get(user=ann).embeddings_by_model
    settings.EMBEDDING_MODEL, settings.EMBEDDING_BASE_URL = "encoder", "http://encoder.test/v1"
    page = as_ann.get("/account/").content.decode()
    assert "Texts for embeddings may leave" in page and "encoder.test" in page
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert not Preferences.objects.get(user=ann).embeddings_by_model
    as_ann.post("/account/privacy/", {"embeddings": "on"})
    assert Preferences.objects.get(user=ann).embeddings_by_model
