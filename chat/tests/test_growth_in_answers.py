"""A question about the years is answered with growth's words; its receipt says so, and gives them up when asked."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.fusion import fuse
from chat.prompt_inputs import gather
from sessions_memory import lifecycle
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import without
from sessions_memory.tests.growth.histories import GARTEN, ONE_OFFS, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import tell

QUESTION = "When did I start with sourdough?"
FIRST = SOURDOUGH[0][0]


@pytest.fixture
def asked(ann: Any) -> UserInteraction:
    tell(ann, SOURDOUGH, GARTEN, ONE_OFFS)
    refresh(ann)
    return lifecycle.store_question(ann, QUESTION)


def test_the_prompt_and_the_receipt_hold_the_first_word(asked: UserInteraction) -> None:
    fused = fuse(gather(asked, has_model=True, off=""), budget_tokens=8000)
    assert f"> Asked: {FIRST}" in fused.messages[-1]["content"]

    told = {item["text"]: item["reasons"] for item in fused.receipt["items"] if item.get("tells")}
    assert told[FIRST][0].startswith("growth: the first time")


def test_with_memory_off_nothing_is_told(asked: UserInteraction) -> None:
    fused = fuse(gather(asked, has_model=True, off="question"), budget_tokens=8000)
    assert fused.receipt["items"] == [] and FIRST not in str(fused.messages)


def test_another_question_asks_the_database_nothing_about_growth(asked: UserInteraction) -> None:
    asked.user_question = "Does a sourdough starter like salt?"
    with CaptureQueriesContext(connection) as queries:
        assert gather(asked, has_model=True, off="").growth == ()

    assert not any("themes" in query["sql"] or "insight" in query["sql"] for query in queries)


def test_a_deleted_word_leaves_the_receipt(asked: UserInteraction) -> None:
    receipt = fuse(gather(asked, has_model=True, off=""), budget_tokens=8000).receipt
    first = UserInteraction.objects.get(user_question=FIRST)
    kept = [item for item in without(receipt, "memory", {first.pk})["items"] if item["id"] == first.pk]
    assert [(item["text"], item["reasons"], item["is_deleted"]) for item in kept] == [("", [], True)]
