"""Vectors from a real server: asked for, checked, and done without."""

from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import AsyncClient, Client
from pytest_django import Settings

from chat import live
from chat.embedding import TEXT_CHARS, TOGETHER_CHARS, CatchingUp, question_vector
from chat.llm import ModelRefused, ModelUnavailable, embed
from chat.model_server.connection import Connection
from chat.model_server.protocol import read_vectors
from chat.model_server.servers.encoder import embedding_connection
from chat.models import Preferences
from chat.recall_gaps import FEW_VECTORS, NO_VECTOR
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.models import RecallVector, UserInteraction
from sessions_memory.recall.meaning import vectors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def encoder(model_server: ModelServer, settings: Settings) -> ModelServer:
    # Rows of other tests had the same ids.
    vectors.let_go()
    settings.EMBEDDING_MODEL = "test-encoder"
    return model_server


def said(user: User, question: str) -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.get_or_create_session(user), question, "An answer")


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


async def test_all_that_lacks_vectors_gets_them_and_once(
    answers: None, ann: User, bob: User, encoder: ModelServer
) -> None:
    off = await User.objects.acreate(username="off", is_active=False)
    for user in (ann, bob, off):
        await sync_to_async(said)(user, f"A quince of {user}")

    await Preferences.objects.acreate(user=bob, embeddings_by_model=False)
    catching_up = CatchingUp()
    assert await catching_up.go_on() == 1 and await catching_up.go_on() == 0
    assert encoder.embedded == ["A quince of ann", "A quince of ann\nAn answer"]
    await sync_to_async(said)(ann, "Another")

    assert await catching_up.go_on() == 1 and await CatchingUp().go_on() == 0


async def test_a_short_answer_goes_with_its_question_and_a_long_one_alone(
    answers: None, ann: User, encoder: ModelServer
) -> None:
    long = "A long answer. " * TOGETHER_CHARS
    for answer in ("In May", long, ""):
        session = await sync_to_async(lifecycle.get_or_create_session)(ann)
        await sync_to_async(lifecycle.store_interaction)(session, "When?", answer)

    assert await CatchingUp().go_on() == 3
    assert encoder.embedded == ["When?", "When?\nIn May", "When?", long[:TEXT_CHARS], "When?", "When?"]


async def test_a_server_that_is_down_is_caught_up_with_later(answers: None, ann: User, encoder: ModelServer) -> None:
    await sync_to_async(said)(ann, "A quince")
    catching_up = CatchingUp()
    encoder.embedding.status = 500

    with pytest.raises(ModelUnavailable):
        await catching_up.go_on()

    encoder.embedding.status = 200
    assert await catching_up.go_on() == 1


async def test_a_changed_model_makes_all_vectors_anew(
    answers: None, ann: User, encoder: ModelServer, settings: Settings
) -> None:
    await sync_to_async(said)(ann, "A quince")
    catching_up = CatchingUp()
    await catching_up.go_on()
    settings.EMBEDDING_MODEL = "other-encoder"
    assert await catching_up.go_on() == 1

    assert [row.model async for row in RecallVector.objects.all()] == ["other-encoder"]


def test_the_command_fills_in_and_says_how_many(ann: User, encoder: ModelServer, settings: Settings) -> None:
    for number in range(20):
        said(ann, f"Quince {number}")

    out = StringIO()
    call_command("embed", stdout=out)
    assert "20 interactions got their vectors" in out.getvalue() and RecallVector.objects.count() == 20
    encoder.embedding.status = 500
    said(ann, "One more")

    with pytest.raises(CommandError, match="run this again"):
        call_command("embed", stdout=out)

    settings.EMBEDDING_MODEL = ""
    with pytest.raises(CommandError, match="No embedding model is chosen"):
        call_command("embed", stdout=out)


@pytest.mark.parametrize("status", [200, 500])
async def test_an_answer_recalls_by_meaning_and_its_receipt_says_if_it_could_not(
    answers: None, ann: User, encoder: ModelServer, status: int
) -> None:
    encoder.embedding.meanings = {"rest": "awake", "nights": "four"}
    row = await sync_to_async(said)(ann, "Awake at four")

    for number in range(5):
        await sync_to_async(said)(ann, f"Trains to Porto, timetable {number}")

    await CatchingUp().go_on()
    encoder.embedding.status = status
    session = await sync_to_async(lifecycle.start_session)(ann)
    asked = await sync_to_async(lifecycle.store_question)(ann, "rest at nights", session=session)
    await live.finished(asked)

    await asked.arefresh_from_db()
    used = [item["id"] for item in asked.context_used["items"] if item["kind"] == "memory"]
    assert (row.pk in used) is (status == 200)
    assert asked.context_used["went_without"] == ([] if status == 200 else [NO_VECTOR])
    client = AsyncClient()

    await client.aforce_login(ann, backend=settings.PERSON_BACKEND)
    shown = (await client.get(f"/interactions/{asked.pk}/receipt/")).content.decode()
    assert ("Recalled by words alone" in shown) is (status == 500)


async def test_after_a_change_of_the_model_receipts_say_so_until_the_worker_has_caught_up(
    answers: None, ann: User, encoder: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMBEDDING_QUESTION_MS = 60_000
    await sync_to_async(said)(ann, "Awake at four")
    await CatchingUp().go_on()
    settings.EMBEDDING_MODEL = "other-encoder"
    session = await sync_to_async(lifecycle.start_session)(ann)

    for is_caught_up in (False, True):
        asked = await sync_to_async(lifecycle.store_question)(ann, "When am I awake?", session=session)
        await live.finished(asked)
        await asked.arefresh_from_db()
        assert asked.context_used["went_without"] == ([] if is_caught_up else [FEW_VECTORS])
        await CatchingUp().go_on()


def test_whoever_tries_a_question_is_told_that_the_server_is_away(
    as_ann: Client, ann: User, ann_token: dict[str, str], encoder: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMBEDDING_QUESTION_MS = 60_000
    said(ann, "Awake at four")
    call_command("embed", stdout=StringIO())

    for status in (200, 500):
        encoder.embedding.status = status
        out = StringIO()
        call_command("recall", "When am I awake?", "--user", "ann", stdout=out)
        page = as_ann.get("/memory/", {"q": "When am I awake?"}).content.decode()
        answer = as_ann.get("/memory/search", {"q": "When am I awake?"}, headers=ann_token)

        assert len(answer.json()) == 1 and "Awake" in page and "Awake" in out.getvalue()
        for told in (page, answer.get("Recall-Went-Without", ""), out.getvalue()):
            assert (NO_VECTOR in told) is (status == 500)


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
    answers: None, ann: User, model_server: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMBEDDING_QUESTION_MS = 60_000
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
    # A caller that waited for it to the end would get its vector.
    encoder.embedding.status, encoder.embedding.wait_seconds = status, 5 if status == 200 else 0
    assert await question_vector(ann, "Why?") is None


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
    assert "semantic search" not in as_ann.get("/account/memory-and-privacy/").content.decode()
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert Preferences.objects.get(user=ann).embeddings_by_model
    settings.EMBEDDING_MODEL, settings.EMBEDDING_BASE_URL = "encoder", "http://encoder.test/v1"
    page = " ".join(as_ann.get("/account/memory-and-privacy/").content.decode().split())

    assert "Send text for semantic search" in page and "encoder.test" in page
    as_ann.post("/account/privacy/", {"titles": "on"})
    assert not Preferences.objects.get(user=ann).embeddings_by_model
    as_ann.post("/account/privacy/", {"embeddings": "on"})
    assert Preferences.objects.get(user=ann).embeddings_by_model
