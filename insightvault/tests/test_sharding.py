"""By which columns a person's path enters the large tables: what docs/deployment.md says of dividing them by person."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import ApiToken, User
from insightvault.tests.plans import QUINCE, ROWS, entrances, fill_for_two
from insightvault.tests.processes import ROOT
from insightvault.tests.test_plans import CALLS, PAGES
from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.recall import recall

pytestmark = pytest.mark.postgres


@pytest.fixture
def two_people(ann: User, bob: User) -> User:
    fill_for_two(ann, bob)
    return ann


def told() -> set[str]:
    """What the table of the docs names, beside the person."""
    text = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    section = text.partition("### Dividing the tables by person")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `(\w+\.\w+)` \|", section, re.MULTILINE))


def test_a_person_s_path_enters_by_the_person_or_as_the_docs_say(
    as_ann: Client, client: Client, two_people: User
) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.objects.create_for(two_people, 'plans')[1]}"}
    row = UserInteraction.objects.owned_by(two_people).recent_first()[ROWS // 2]
    pages = [*PAGES, f"/s/{row.session_id}/?at={row.pk}", f"/interactions/{row.pk}/receipt/"]

    asks = (
        *[lambda path=path: as_ann.get(path) for path in pages],
        *[lambda path=path: client.get(path, headers=headers) for path in CALLS],
        lambda: as_ann.post("/ask/", {"question": "What was open?"}, headers={"HX-Request": "true"}),
        lambda: list(as_json(two_people, Selection(), at=timezone.now())),
        lambda: recall(user=two_people, question=QUINCE[0], limit=5),
    )
    found = {entrance for ask in asks for entrance in entrances(ask)}
    by_person = {entrance for entrance in found if entrance.endswith(".user_id")}

    assert {"user_sessions.user_id", "user_interactions.user_id", "recall_interactions.user_id"} <= by_person
    assert found - by_person == told()


def test_a_statement_that_names_nobody_is_found(two_people: User) -> None:
    assert entrances(lambda: list(UserSession.objects.filter(title="Garden"))) == {"user_sessions.none"}
