"""No statement on a person's path reads rows that are not theirs: each plan enters a table by the person or session."""

import functools
import html
import re

import pytest
from django.test import Client
from pytest_django import Settings

from chat.answering import _begin
from chat.model_room import learn_length
from chat.model_server.connection import Connection
from chat.question_rules import stored
from chat.views.turns import _row
from insightvault.accounts.models import ApiToken, User
from insightvault.tests.plans import ROWS, fill_for_two, foreign_reads
from sessions_memory import claims, lifecycle
from sessions_memory.models import Insight, Theme, UserInteraction, UserSession
from sessions_memory.pages.growth.theme import members
from sessions_memory.states import Status

PAGES = [
    "/",
    "/history/",
    "/history/?source=chatgpt",
    "/history/?since=2026-01-01&until=2027-01-01",
    "/history/?q=garden",
    "/history/?q=garden&source=chat",
    "/history/?q=garden&since=2026-01-01",
    "/history/?by=questions&since=2026-01-01",
    "/history/?by=archived",
    "/find/",
    "/find/?q=garden",
    "/history/?by=archived&source=chat",
    "/growth/",
    "/growth/?span=all",
    "/growth/themes/",
    "/growth/insights/",
    "/growth/insights/?state=dismissed&kind=change",
    "/sidebar/",
    "/memory/",
    "/memory/never/",
    "/growth/reviews/",
    "/account/",
    "/account/memory-and-privacy/",
    "/account/access/",
    "/account/data/",
    "/account/model/",
    "/import/",
]
CALLS = ["/sessions/recent", "/sessions/current", "/sessions/history"]
CALLS += ["/growth/themes", "/growth/insights", "/growth/reviews", "/growth/activity"]


@pytest.fixture
def two_people(ann: User, bob: User) -> User:
    fill_for_two(ann, bob)
    return ann


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_only_the_person_s_rows(as_ann: Client, two_people: User, path: str) -> None:
    assert foreign_reads(lambda: as_ann.get(path)) == []


@pytest.mark.parametrize("path", CALLS)
def test_a_call_reads_only_the_person_s_rows(client: Client, two_people: User, path: str) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.objects.create_for(two_people, 'plans')[1]}"}
    assert foreign_reads(lambda: client.get(path, headers=headers)) == []


def test_the_pages_after_the_first_read_only_the_person_s_rows(as_ann: Client, two_people: User) -> None:
    for path in ("/history/", "/history/?q=garden", "/memory/never/"):
        UserInteraction.objects.owned_by(two_people).update(never_recall=path == "/memory/never/")
        page = as_ann.get(path).content.decode()
        following = re.search(r'href="([^"]*cursor=[^"]+)"', page)
        assert following, path
        assert foreign_reads(functools.partial(as_ann.get, html.unescape(following[1]))) == []


def test_a_theme_s_pages_read_only_the_person_s_rows(
    as_ann: Client, two_people: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme.objects.owned_by(two_people).whole().get()
    insight = Insight.objects.owned_by(two_people).newest_first()[0]
    assert theme.last_at
    # A month without rows is found as fast by any index.
    paths = ("", f"?month={theme.last_at:%Y-%m}", "rename/", "merge/", "put/", "put/?q=garden")
    for large in (1, 1_000):
        monkeypatch.setattr(members, "LARGE", large)
        for path in (*(f"/growth/t/{theme.pk}/{path}" for path in paths), f"/growth/insights/{insight.pk}/edit/"):
            assert foreign_reads(functools.partial(as_ann.get, path)) == [], path


def test_a_few_of_many_rows_are_looked_up_one_by_one(two_people: User, bob: User) -> None:
    ids = [row.pk for row in UserInteraction.objects.owned_by(two_people).recent_first()[:20]]
    rows = UserInteraction.objects.these_of(two_people, ids).growing()
    assert {row.pk for row in rows} == set(ids)
    assert "interactions_by_user" not in rows.explain()
    assert not UserInteraction.objects.these_of(bob, ids).exists()


def test_a_session_s_interactions_are_read_alone(as_ann: Client, client: Client, two_people: User) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.objects.create_for(two_people, 'plans')[1]}"}
    row = UserInteraction.objects.owned_by(two_people).recent_first()[ROWS // 2]
    assert foreign_reads(lambda: client.get(f"/sessions/{row.session_id}/interactions", headers=headers)) == []
    about = f"/interactions/{row.pk}"

    for path in (f"/s/{row.session_id}/?at={row.pk}", f"{about}/receipt/", f"{about}/correct/", f"{about}/delete/"):
        assert foreign_reads(functools.partial(as_ann.get, path)) == []


def test_a_turn_reads_only_the_person_s_rows(as_ann: Client, two_people: User) -> None:
    htmx = {"HX-Request": "true"}
    assert foreign_reads(lambda: as_ann.post("/ask/", {"question": "What was open?"}, headers=htmx)) == []
    row = UserInteraction.objects.owned_by(two_people).recent_first().first()
    assert row
    assert foreign_reads(lambda: as_ann.get(f"/interactions/{row.pk}/", headers=htmx)) == []

    assert foreign_reads(lambda: as_ann.get(row.get_absolute_url())) == []


def test_an_answer_that_is_written_reads_only_the_person_s_rows(two_people: User, settings: Settings) -> None:
    settings.CHAT_MODELS = ["a-model"]
    # Else a server is asked for it first, and the prompt is made after that.
    learn_length(Connection(settings.OPENAI_BASE_URL, "", ()), "a-model", 8000)
    lifecycle.start_session(two_people)
    asked = lifecycle.store_question(two_people, "What did I say about my quince tree?")
    answer = claims.claim(asked.pk)
    assert answer

    assert foreign_reads(lambda: _row(two_people.pk, asked.pk)) == []
    assert foreign_reads(lambda: _begin(answer)) == []
    assert answer.interaction_metadata["memory"]["used"]
    point = claims.Checkpoint(answer, "The beds", {})
    assert foreign_reads(lambda: claims.keep([point])) == []

    end = functools.partial(claims.finish, answer, status=Status.ANSWERED, text="The beds at the wall.", metadata={})
    assert foreign_reads(end) == []
    assert foreign_reads(lambda: stored(asked.pk)) == []


def test_a_statement_without_its_person_is_found(two_people: User) -> None:
    assert foreign_reads(lambda: list(UserSession.objects.filter(title="Garden"))) != []
