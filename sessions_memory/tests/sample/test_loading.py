"""The sample history comes in by one click, once, for one person, and goes whole by another."""

import re

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import ImportJob, Insight, Theme, UserInteraction, UserSession
from sessions_memory.states import InsightKind, Source
from sessions_memory.tests.importing import work_all


def load(client: Client) -> None:
    assert client.post("/import/sample/")["Location"] == "/"
    work_all()


def remove(client: Client) -> str:
    """By the form that home shows: the words of the report."""
    form = re.search(r'<form method="post" action="(/forget/)">(.*?)</form>', client.get("/").content.decode(), re.S)
    assert form
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form[2]))
    return client.post(form[1], fields, follow=True).content.decode()


def test_two_clicks_bring_it_in_once_and_to_nobody_else(as_ann: Client, ann: User, as_bob: Client) -> None:
    as_ann.post("/import/sample/")
    assert "on its way" in as_ann.get("/").content.decode()
    load(as_ann)
    load(as_ann)

    assert ImportJob.objects.count() == 1 and 60 <= UserInteraction.objects.owned_by(ann).count() <= 70
    assert set(UserSession.objects.values_list("user", "source")) == {(ann.pk, Source.SAMPLE)}
    assert "Sample history" in as_ann.get("/history/").content.decode()
    assert "Try with a sample history" in as_bob.get("/").content.decode()


def test_it_goes_whole_and_may_come_again(as_ann: Client, ann: User, as_bob: Client) -> None:
    as_bob.post("/import/sample/")
    load(as_ann)
    own = UserSession.objects.create(user=ann, title="Mine", source=Source.CLAUDE, source_id="c", interaction_count=1)
    report = remove(as_ann)

    assert "Deleted" in report and list(UserSession.objects.owned_by(ann)) == [own]
    assert not ImportJob.objects.owned_by(ann).exists() and not UserInteraction.objects.owned_by(ann).exists()
    assert UserInteraction.objects.exists()  # bob's
    load(as_ann)
    assert UserInteraction.objects.owned_by(ann).count() == UserInteraction.objects.count() / 2


def test_it_goes_while_it_is_on_its_way(as_ann: Client, ann: User) -> None:
    as_ann.post("/import/sample/")
    as_ann.post("/forget/", {"scope": "source", "source": "sample"})
    work_all()
    assert not ImportJob.objects.exists() and not UserSession.objects.exists()


@pytest.mark.once
def test_growth_finds_themes_and_each_kind_of_insight_in_it(as_ann: Client, ann: User) -> None:
    load(as_ann)
    refresh(ann)
    names = {name.lower() for name in Theme.objects.owned_by(ann).shown().values_list("name", flat=True)}
    kinds = set(Insight.objects.owned_by(ann).values_list("kind", flat=True))

    assert {"cello", "phone", "sister"} <= names
    assert kinds >= {InsightKind.MILESTONE, InsightKind.BREAKTHROUGH, InsightKind.CHANGE, InsightKind.ASKED_AGAIN}
    assert "A year ago" in as_ann.get("/growth/").content.decode()
