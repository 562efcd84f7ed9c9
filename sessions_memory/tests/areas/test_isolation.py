"""A word that was said in a closed area alone stands on no page, in no call and in no derived row of elsewhere."""

import pytest
from django.test import Client

from insightvault.accounts.models import ApiToken, User
from insightvault.mcp.tests.calling import call
from insightvault.tests.access.people import program_of
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.models import Area, Insight, Note, Theme, UserInteraction, UserSession
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.areas.made import area_of, said_in
from sessions_memory.tests.growth.made import START, insight_of, place_in, read_whole, theme_of

pytestmark = pytest.mark.django_db(transaction=True)
MARKER = "Zwetschgenkuchen"
SAID = f"The {MARKER} for the garden party, and how I feel about it"
# Ways by which words come into a closed area.
WAYS = ("begun there", "moved there", "closed around")
PAGES = (
    *("/history/", "/history/?q=garden", f"/history/?q={MARKER}", "/history/?by=questions", "/history/?by=archived"),
    *("/history/?since=2020-01-01", f"/history/?q={MARKER}&since=2020-01-01", "/sidebar/", "/memory/"),
    *("/memory/?q=What+did+I+say+about+my+garden+party%3F", "/memory/never/", "/growth/", "/growth/?span=all"),
    *("/growth/themes/", "/growth/insights/", "/growth/insights/?state=dismissed", "/growth/reviews/", "/areas/"),
    "/account/",
)
CALLS = (
    *("/sessions/history", "/sessions/recent", f"/memory/search?q={MARKER}", "/memory/search?q=garden+party"),
    *("/growth/themes", "/growth/insights", "/growth/reviews", "/growth/activity"),
)


def grown(row: UserInteraction, person: User) -> None:
    """A theme that is named by the word, and an insight that quotes it."""
    theme = theme_of(person, f"{MARKER} and garden", row.session, is_pinned=True)
    place = place_in(row.session, MARKER)
    insight_of(person, InsightKind.MILESTONE, place, theme=theme, state=InsightState.COUNTS)
    Note.objects.create(user=person, text=f"I like {MARKER}", from_interaction=row, area=row.session.area)


def closed_area_of(person: User, way: str) -> Area:
    therapy = area_of(person, "Therapy", is_closed=way != "closed around")
    row = said_in(therapy if way != "moved there" else None, person, SAID, f"A {MARKER} is fine.")
    row.session.context_summary = f"About {MARKER}"
    row.session.save()
    UserInteraction.objects.update(created_at=START)

    if way != "begun there":
        grown(row, person)
    if way == "moved there":
        keeping.put(UserSession.objects.get(pk=row.session_id), therapy)
    if way == "closed around":
        keeping.change(therapy, is_closed=True)

    return therapy


@pytest.fixture(params=WAYS)
def therapy(request: pytest.FixtureRequest, ann: User) -> Area:
    area = closed_area_of(ann, request.param)
    said_in(None, ann, "The garden party was loud")
    read_whole(ann)
    lifecycle.start_session(ann)
    return area


@pytest.mark.parametrize("path", PAGES)
def test_no_page_elsewhere_says_it(as_ann: Client, therapy: Area, path: str) -> None:
    page = as_ann.get(path)
    assert page.status_code == 200
    # The field of a search holds what was searched for.
    text = page.content.decode().replace(f'value="{MARKER}"', "").replace(f"q={MARKER}", "")
    assert MARKER not in text.replace(f"<title>{MARKER}", "")


@pytest.mark.parametrize("path", CALLS)
def test_no_call_elsewhere_says_it(client: Client, ann: User, therapy: Area, path: str) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.objects.create_for(ann, 'a program')[1]}"}
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("search", {"query": MARKER}),
        ("search", {"query": "garden party"}),
        ("search", {"query": MARKER, "area": "Therapy"}),
        ("recent", {"days": 90}),
        ("growth", {}),
    ],
)
def test_no_tool_elsewhere_says_it(ann: User, therapy: Area, tool: str, asked: dict[str, object]) -> None:
    assert MARKER not in str(call(program_of(ann), tool, **asked))
    assert MARKER not in str(call(program_of(ann, area=area_of(ann, "Work", recalls="open")), tool, **asked))


def test_no_theme_and_no_insight_in_sight_says_it(ann: User, therapy: Area) -> None:
    assert not Theme.objects.owned_by(ann).shown().filter(name__contains=MARKER).exists()
    assert not Insight.objects.owned_by(ann).in_sight().exists()


def test_its_own_page_and_its_own_sidebar_say_it(as_ann: Client, therapy: Area) -> None:
    assert MARKER in as_ann.get(f"/areas/{therapy.pk}/").content.decode()
    session = UserSession.objects.filter(area=therapy).latest("id")
    assert MARKER in as_ann.get(f"/s/{session.pk}/").content.decode().partition("<main")[0]
    assert MARKER in as_ann.get(f"/history/?q=garden&area={therapy.pk}").content.decode()
    assert MARKER in as_ann.get("/history/?area=all").content.decode()
