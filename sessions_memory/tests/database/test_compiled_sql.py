"""A compiled query gives what Django's own gives; `insightvault/tests/test_fast_path.py` asks each there is."""

import uuid
from typing import Any, cast

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sessions_memory.database.compiled_sql import compiled_query, compiled_update
from sessions_memory.lifecycle import store_question
from sessions_memory.models import UserInteraction
from sessions_memory.querysets.interactions import InteractionQuerySet

NOW, ONE_MORE = Now(), F("renderer_version") + 1

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=[True, False], ids=["fast", "plain"])
def fast_path(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Each test here holds with plain Django, too."""
    settings.FAST_PATH = request.param


@compiled_query
def of_person(user_id: int, pk: int) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(user_id).filter(pk=pk)


@compiled_query
def with_session(pk: int) -> InteractionQuerySet:
    return UserInteraction.objects.select_related("session", "replaces").filter(pk=pk).defer("ai_response")


@compiled_query
def texts(ids: tuple[int, ...], question: str, *, limit: int) -> "QuerySet[UserInteraction, tuple[int, str]]":
    rows = UserInteraction.objects.filter(pk__in=ids, user_question=question)
    return rows.order_by("pk").values_list("pk", "user_question")[:limit]


@compiled_update
def claimed(pk: int, claim_id: uuid.UUID) -> InteractionQuerySet:
    return UserInteraction.objects.filter(pk=pk, claim_id=claim_id)


def test_a_row_is_as_django_reads_it(ann: AbstractBaseUser) -> None:
    asked = store_question(ann, "What next?")
    (row,) = of_person(ann.pk, asked.pk)
    assert vars(row).keys() == vars(UserInteraction.objects.get(pk=asked.pk)).keys()
    assert {name: value for name, value in vars(row).items() if name != "_state"} == {
        name: value for name, value in vars(UserInteraction.objects.get(pk=asked.pk)).items() if name != "_state"
    }
    row.keep_from_recall(never_recall=True)

    assert of_person(ann.pk, asked.pk)[0].never_recall


def test_related_rows_come_along_and_what_is_deferred_comes_later(ann: AbstractBaseUser) -> None:
    asked = store_question(ann, "What next?")
    with CaptureQueriesContext(connection) as captured:
        (row,) = with_session(asked.pk)
        assert row.session.title == "What next?"
        assert row.replaces is None

    assert len(captured) == 1
    assert row.get_deferred_fields() == {"ai_response"}
    assert row.ai_response == ""


def test_each_call_has_its_own_arguments(ann: AbstractBaseUser, bob: AbstractBaseUser) -> None:
    mine, theirs = store_question(ann, "Mine"), store_question(bob, "Theirs")
    assert of_person(ann.pk, mine.pk) == [mine]
    assert of_person(bob.pk, theirs.pk) == [theirs]
    assert of_person(ann.pk, theirs.pk) == []


def test_tuples_of_any_length_and_constants(ann: AbstractBaseUser) -> None:
    ids = tuple(store_question(ann, "Again?").pk for _ in range(3))
    assert texts(ids, "Again?", limit=9) == [(pk, "Again?") for pk in ids]
    assert texts(ids, "Again?", limit=2) == [(pk, "Again?") for pk in ids[:2]]
    assert texts(ids[1:2], "Again?", limit=2) == [(ids[1], "Again?")]
    assert texts(ids, "Another", limit=9) == []

    assert texts((), "Again?", limit=9) == []


def test_a_number_that_no_row_can_have_finds_nothing(ann: AbstractBaseUser) -> None:
    assert of_person(ann.pk, 2**64) == []


@pytest.mark.parametrize(
    "build",
    [
        lambda pk: UserInteraction.objects.filter(pk=pk).annotate(words=Value(1)),
        lambda pk: UserInteraction.objects.filter(pk=pk).prefetch_related("session"),
        lambda pk: UserInteraction.objects.filter(pk=pk).values("pk"),
        lambda pk: UserInteraction.objects.filter(pk=pk).values_list("pk", flat=True),
    ],
)
def test_rows_of_a_kind_that_nothing_asks_are_refused(build: Any, settings: Settings) -> None:
    settings.FAST_PATH = True
    with pytest.raises(TypeError, match="tuples, or instances"):
        compiled_query(build)(1)


def test_nothing_is_equal_to_none(ann: AbstractBaseUser) -> None:
    asked = store_question(ann, "This")
    assert asked.claim_id is None
    assert cast(Any, claimed)(asked.pk, None).update(ai_response="Lost") == 0


def test_an_update_changes_the_rows_meant_and_says_how_many(ann: AbstractBaseUser) -> None:
    asked, other, claim_id = store_question(ann, "This"), store_question(ann, "Another"), uuid.uuid4()
    UserInteraction.objects.filter(pk=asked.pk).update(claim_id=claim_id)
    facts = {"model": "a 'quoted' one", "tokens": [1, None, "é"]}
    values = {"interaction_metadata": facts, "heartbeat_at": NOW, "renderer_version": ONE_MORE, "claim_id": None}
    assert claimed(other.pk, claim_id).update(**values) == 0

    assert claimed(asked.pk, claim_id).update(**values) == 1
    asked.refresh_from_db()
    assert (asked.interaction_metadata, asked.renderer_version, asked.claim_id) == (facts, 1, None)
    assert asked.heartbeat_at and abs((asked.heartbeat_at - asked.created_at).total_seconds()) < 60
    assert claimed(asked.pk, claim_id).update(**values) == 0

    assert claimed(other.pk, claim_id).update(ai_response="Another statement") == 0
