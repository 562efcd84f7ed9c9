"""A word that was said in a closed area alone stands on no page, in no call and in no derived row of elsewhere."""

from typing import Any

import pytest
from django.test import Client

from insightvault.accounts.models import User
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
    *(
        "/account/",
        "/account/memory-and-privacy/",
        "/account/access/",
        "/account/data/",
        "/import/",
        "/history/?by=archived&q=garden",
        "/history/?source=chat",
        "/",
    ),
    *("/find/", "/find/?q=garden", f"/find/?q={MARKER}"),
    *(
        "/areas/{other}/",
        "/history/?area={other}",
        f"/history/?q={MARKER}&area={{other}}",
        "/history/?source=chat&q=party",
    ),
    *(f"/history/?q={MARKER}&by=questions", "/growth/insights/?state=counts", "/growth/themes/?which=hidden"),
)
CALLS = (
    *("/sessions/history", "/sessions/recent", f"/memory/search?q={MARKER}", "/memory/search?q=garden+party"),
    *("/growth/themes", "/growth/insights", "/growth/reviews", "/growth/activity", "/growth/themes?which=hidden"),
    *("/sessions/history?archived=false", "/sessions/history?area_id={other}", "/sessions/current"),
    *("/growth/insights?state=counts", "/growth/insights?state=confirmed", "/growth/insights?kind=milestone"),
    *(f"/memory/search?q={MARKER}&area_id={{other}}", "/memory/search?q=my+garden+party&area_id={other}&limit=100"),
)
TOOLS: tuple[tuple[str, dict[str, Any]], ...] = (
    *(("search", {"query": MARKER}), ("search", {"query": "garden party"})),
    *(("search", {"query": MARKER, "area": "Therapy"}), ("recent", {"days": 90}), ("growth", {})),
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
    # Answers in this one recall all but closed areas.
    lifecycle.start_session(ann, area=area_of(ann, "Work", recalls="open"))
    lifecycle.start_session(ann)
    return area


def asked_from_work(path: str) -> str:
    return path.replace("{other}", str(Area.objects.get(name="Work").pk))


def test_it_is_tried_in_forty_ways_and_more() -> None:
    assert len(WAYS) * (len(set(PAGES)) + len(set(CALLS))) >= 40


def test_a_token_of_another_area_sees_nothing_of_it(ann: User, therapy: Area) -> None:
    program = program_of(ann, area=Area.objects.get(name="Work"))
    session = UserSession.objects.filter(area=therapy).latest("id")
    assert program.get(f"/sessions/{session.pk}/interactions").status_code == 404
    for path in (
        "/sessions/history",
        f"/sessions/history?area_id={therapy.pk}",
        f"/memory/search?q={MARKER}",
        "/areas",
    ):
        assert MARKER not in program.get(path).content.decode()


def test_no_page_elsewhere_says_it(as_ann: Client, therapy: Area) -> None:
    pages = {path: as_ann.get(asked_from_work(path)) for path in PAGES}
    assert {path for path, page in pages.items() if page.status_code != 200} == set()
    # The field of a search holds what was searched for.
    texts = {path: page.content.decode().replace(f'value="{MARKER}"', "") for path, page in pages.items()}
    said = {path: text.replace(f"q={MARKER}", "").replace(f"<title>{MARKER}", "") for path, text in texts.items()}
    assert {path for path, text in said.items() if MARKER in text} == set()


def test_no_call_elsewhere_says_it(ann: User, therapy: Area) -> None:
    program = program_of(ann)
    answers = {path: program.get(asked_from_work(path)) for path in CALLS}
    assert {path for path, answer in answers.items() if answer.status_code != 200} == set()
    assert {path for path, answer in answers.items() if MARKER in answer.content.decode()} == set()


@pytest.mark.parametrize("is_bound", [False, True])
def test_no_tool_elsewhere_says_it(ann: User, therapy: Area, is_bound: bool) -> None:
    program = program_of(ann, area=Area.objects.get(name="Work")) if is_bound else program_of(ann)
    told = [str(call(program, tool, **asked)) for tool, asked in TOOLS]
    assert [answer for answer in told if MARKER in answer] == []


def test_no_theme_and_no_insight_in_sight_says_it(ann: User, therapy: Area) -> None:
    assert not Theme.objects.owned_by(ann).shown().filter(name__contains=MARKER).exists()
    assert not Insight.objects.owned_by(ann).in_sight().exists()


def test_its_own_page_and_its_own_sidebar_say_it(as_ann: Client, therapy: Area) -> None:
    assert MARKER in as_ann.get(f"/areas/{therapy.pk}/").content.decode()
    session = UserSession.objects.filter(area=therapy).latest("id")
    assert MARKER in as_ann.get(f"/s/{session.pk}/").content.decode().partition("<main")[0]
    assert MARKER in as_ann.get(f"/history/?q=garden&area={therapy.pk}").content.decode()
    assert MARKER in as_ann.get("/history/?area=all").content.decode()
