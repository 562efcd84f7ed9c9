"""An index that is missing: said, built on, and the question answered with what is there."""

from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.test import Client

from chat import live
from chat.recall_gaps import INDEXING
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.models import RecallIndex
from sessions_memory.recall.index import writing

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "When am I awake?"


@pytest.fixture
def half_built(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows; the second is still to be indexed, and there is no time for it."""
    session = lifecycle.get_or_create_session(ann)
    rows = [lifecycle.store_interaction(session, f"Awake at {hour}", "Well.") for hour in ("two", "five")]
    writing.remove(ann.pk, [rows[1].pk])
    RecallIndex.objects.filter(user=ann).update(is_complete=False)
    monkeypatch.setattr(writing, "CATCH_UP_SECONDS", -1)

    lifecycle.end_session(session)


def test_whoever_tries_a_question_is_told(
    half_built: None, as_ann: Client, as_bob: Client, ann_token: dict[str, str]
) -> None:
    out = StringIO()
    call_command("recall", QUESTION, "--user", "ann", stdout=out)
    page = as_ann.get("/memory/", {"q": QUESTION}, headers={"HX-Request": "true"}).content.decode()
    found = as_ann.get("/memory/search", {"q": QUESTION}, headers=ann_token)
    nothing = as_ann.get("/memory/", {"q": "Where is my umbrella?"}).content.decode()

    for told in (out.getvalue(), page):
        assert " at two" in told and " at five" not in told and INDEXING in told

    assert found["Recall-Went-Without"] == INDEXING and len(found.json()) == 1
    assert "Nothing would be recalled" in nothing and INDEXING in nothing
    assert INDEXING not in as_bob.get("/memory/", {"q": QUESTION}).content.decode()


async def test_a_receipt_says_so_and_the_next_question_has_all(
    half_built: None, answers: None, ann: User, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await sync_to_async(lifecycle.start_session)(ann)
    for seconds, memories in ((-1, 1), (60, 2)):
        monkeypatch.setattr(writing, "CATCH_UP_SECONDS", seconds)
        asked = await sync_to_async(lifecycle.store_question)(ann, QUESTION, session=session)
        await live.finished(asked)
        await asked.arefresh_from_db()
        assert asked.status == "answered"

        assert len(asked.context_used["items"]) == memories
        assert asked.context_used["went_without"] == ([INDEXING] if memories == 1 else [])
