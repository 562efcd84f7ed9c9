"""The calls about growth, as a program of ann's makes them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sessions_memory.growth.keeping import decisions, marks
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Insight, Review, Theme, UserInteraction
from sessions_memory.states import InsightState
from sessions_memory.tests.growth.rows import Grown, grown, insight_of, review_of, theme_of

Headers = dict[str, str]
LISTS = ("/growth/themes", "/growth/insights", "/growth/reviews")


@pytest.fixture
def anns(ann: Any, bob: Any) -> Grown:
    grown(bob, "fig")
    return grown(ann, "quince")


def given(client: Client, headers: Headers, url: str) -> Any:
    response = client.get(url, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def sent(client: Client, headers: Headers, url: str, body: Any = None) -> Any:
    return client.post(url, body if body is not None else {}, content_type="application/json", headers=headers)


def pages(client: Client, headers: Headers, url: str) -> list[Any]:
    """Every row, page by page, as the Link headers lead."""
    rows = []
    while url:
        response = client.get(url, headers=headers)
        rows += response.json()
        url = response["Link"].partition(">")[0].removeprefix("<") if "Link" in response else ""

    return rows


def test_a_theme_is_listed_with_its_words_and_figures(client: Client, ann_token: Headers, anns: Grown) -> None:
    (theme,) = given(client, ann_token, "/growth/themes")
    assert (theme["id"], theme["name"], theme["words"]) == (anns.theme.pk, "Quince tree", ["Quince tree"])
    assert (theme["interactions"], theme["months"], theme["is_pinned"]) == (3, {"2026-03": 3}, False)
    assert theme["first_at"] == "2026-03-02T12:00:00+00:00" and theme["merged_into"] is None


def test_a_theme_tells_its_story_in_the_persons_words(client: Client, ann_token: Headers, anns: Grown) -> None:
    other = theme_of(anns.theme.user, anns.rows[1:], name="Weather")
    found = anns.theme.found | {"phases": [["stayed", "2026-03-01", "2026-03-09"]], "rhythm": [0, 5, 9]}
    Theme.objects.filter(pk=anns.theme.pk).update(found=found | {"goes_along": [[other.pk, 4, None]]})

    story = given(client, ann_token, f"/growth/themes/{anns.theme.pk}")
    assert story["then"]["text"] == "I planted a quince today." == story["telling"][0]["text"]
    assert (story["then"]["interaction_id"], story["now"]) == (anns.rows[0].pk, None)
    assert story["phases"] == [{"kind": "stayed", "first_day": "2026-03-01", "last_day": "2026-03-09"}]
    assert story["goes_along"] == [{"theme_id": other.pk, "days": 4, "weekday": None}]
    assert story["rhythm"] == {"weekday": 0, "days": 5, "of_days": 9}


def test_an_insight_comes_with_its_evidence(client: Client, ann_token: Headers, anns: Grown) -> None:
    (insight,) = given(client, ann_token, "/growth/insights")
    (evidence,) = insight["evidence"]
    assert (insight["kind"], insight["state"], insight["day"]) == ("milestone", "offered", "2026-03-02")
    assert (insight["words"], insight["theme_id"]) == ("My quince stands.", anns.theme.pk)
    assert insight["how"] == "A sentence in which you say that you reached or began something."
    assert (evidence["role"], evidence["text"]) == ("said", "I planted a quince today.")
    assert (evidence["start"], evidence["end"], evidence["session_id"]) == (0, 25, anns.rows[0].session_id)


def test_a_pattern_names_its_themes(client: Client, ann: Any, ann_token: Headers, anns: Grown) -> None:
    other = theme_of(ann, anns.rows, name="Weather")
    found = {"goes-along": [anns.theme.pk, other.pk, 4, None]}
    insight_of(ann, anns.rows[1], kind="pattern", key="2", found=found)
    insight_of(ann, anns.rows[2], kind="pattern", key="3", found={"rhythm": [other.pk, 0, 5, 9]})
    rhythm, along = given(client, ann_token, "/growth/insights?kind=pattern")
    assert along["goes_along"] == {"theme_ids": [anns.theme.pk, other.pk], "days": 4, "weekday": None}
    assert rhythm["rhythm"] == {"theme_id": other.pk, "weekday": 0, "days": 5, "of_days": 9}


def test_a_review_is_silent_about_what_is_hidden(client: Client, ann_token: Headers, anns: Grown) -> None:
    decisions.confirm(anns.insight)
    ids = [row.pk for row in anns.rows]
    theme = {"kind": "new", "text": "You planted a quince.", "interactions": ids, "theme": anns.theme.pk}
    Review.objects.filter(pk=anns.review.pk).update(parts=[*anns.review.parts, theme])
    assert [part["kind"] for part in given(client, ann_token, "/growth/reviews")[0]["parts"]] == ["insight", "new"]
    anns.theme.hide(is_hidden=True)
    assert given(client, ann_token, "/growth/reviews")[0]["parts"] == []


def test_a_review_names_what_it_rests_on(client: Client, ann_token: Headers, anns: Grown) -> None:
    anns.review.parts = [
        *anns.review.parts,
        quote := {"kind": "quote", "interactions": [anns.rows[1].pk], "place": [0, 9]},
    ]
    anns.review.save()
    decisions.confirm(anns.insight)
    (review,) = given(client, ann_token, "/growth/reviews")
    told, quoted = review["parts"]
    assert (review["span"], review["last_day"]) == ("week", "2026-03-08") and review["text"].startswith("I wrote:")
    assert (told["insight_id"], told["interaction_ids"], told["quotation"]) == (
        anns.insight.pk,
        [anns.rows[0].pk],
        None,
    )
    assert quoted["quotation"]["text"] == "I planted" and quoted["interaction_ids"] == quote["interactions"]


def test_lists_are_narrowed(client: Client, ann: Any, ann_token: Headers, anns: Grown) -> None:
    dismissed = insight_of(ann, anns.rows[1], key="2", state=InsightState.DISMISSED)
    again = insight_of(ann, anns.rows[2], key="3", kind="breakthrough")
    hidden = theme_of(ann, anns.rows, name="Hidden", is_hidden=True)
    part = theme_of(ann, anns.rows, name="Part", merged_into=anns.theme)
    year = review_of(ann, anns.rows, again, span="year", first_day="2025-01-01", last_day="2025-12-31")

    def ids(url: str) -> list[int]:
        return [row["id"] for row in given(client, ann_token, url)]

    assert ids("/growth/insights") == [again.pk, anns.insight.pk]
    assert ids("/growth/insights?state=dismissed") == [dismissed.pk]
    assert ids("/growth/insights?kind=breakthrough&state=offered") == [again.pk]
    assert ids("/growth/themes") == [anns.theme.pk] and ids("/growth/themes?which=hidden") == [hidden.pk]
    assert given(client, ann_token, f"/growth/themes/{anns.theme.pk}")["parts"] == [part.pk]
    assert ids("/growth/reviews?span=year") == [year.pk]


def test_activity_is_what_was_asked_day_by_day(client: Client, ann: Any, ann_token: Headers, anns: Grown) -> None:
    UserInteraction.objects.filter(pk=anns.rows[0].pk).update(created_at="2026-02-27T23:30:00Z")
    ann.time_zone = "Europe/Berlin"
    ann.save()
    here = "/growth/activity?until=2026-03-31"
    days = given(client, ann_token, here)
    assert [(day["day"], day["interactions"]) for day in days] == [("2026-02-28", 1), ("2026-03-02", 2)]
    assert days[1]["sources"] == {"chat": 2}

    marks.changed(ann.pk)
    refresh(ann)
    assert given(client, ann_token, here) == days
    assert given(client, ann_token, "/growth/activity?until=2026-02-28&days=1") == days[:1]


@pytest.mark.parametrize("query", ["until=0", "until=soon", "days=0", "days=367"])
def test_days_that_are_none_get_a_sentence(client: Client, ann_token: Headers, query: str) -> None:
    assert client.get(f"/growth/activity?{query}", headers=ann_token).status_code == 422


def test_lists_come_in_pages(client: Client, ann: Any, ann_token: Headers, anns: Grown) -> None:
    for number in range(1, 6):
        theme_of(ann, anns.rows, name=f"Theme {number}", interactions=number % 3, is_pinned=number == 4)
        insight = insight_of(ann, anns.rows[0], key=str(number), day=f"2026-02-{10 - number % 3:02}")
        review_of(ann, anns.rows, insight, span="month", first_day=f"2025-0{number}-01", last_day=f"2025-0{number}-28")

    for url in LISTS:
        whole = given(client, ann_token, f"{url}?limit=100")
        assert len(whole) == 6 and pages(client, ann_token, f"{url}?limit=2") == whole
    sizes = [(row["is_pinned"], row["interactions"]) for row in given(client, ann_token, LISTS[0])]
    assert sizes == sorted(sizes, reverse=True)


def test_a_theme_is_decided_about(client: Client, ann: Any, ann_token: Headers, anns: Grown) -> None:
    other = theme_of(ann, (), name="Trees", is_enough=True)
    here = f"/growth/themes/{anns.theme.pk}"
    assert sent(client, ann_token, f"{here}/rename", {"name": " My trees "}).json()["name"] == "My trees"
    assert sent(client, ann_token, f"{here}/pin").json()["is_pinned"]
    assert sent(client, ann_token, f"{here}/hide").json()["is_hidden"]
    assert not sent(client, ann_token, f"{here}/hide", {"hidden": False}).json()["is_hidden"]

    assert sent(client, ann_token, f"{here}/merge", {"into": other.pk}).json()["merged_into"] == other.pk
    assert sent(client, ann_token, f"{here}/merge", {"into": other.pk}).status_code == 409
    assert sent(client, ann_token, f"{here}/unmerge").json()["merged_into"] is None
    anns.theme.refresh_from_db()
    assert (anns.theme.name_by, anns.theme.is_pinned, anns.theme.is_hidden) == ("person", True, False)


def test_an_insight_is_decided_about(client: Client, ann_token: Headers, anns: Grown) -> None:
    here = f"/growth/insights/{anns.insight.pk}"
    states = [sent(client, ann_token, f"{here}/{verb}").json()["state"] for verb in ("confirm", "dismiss", "restore")]
    assert states == ["confirmed", "dismissed", "offered"]
    edited = sent(client, ann_token, f"{here}/edit", {"words": "It grows."}).json()
    assert (edited["words"], edited["state"], edited["evidence"][0]["role"]) == ("It grows.", "confirmed", "said")
    assert Insight.objects.get(pk=anns.insight.pk).decided_at


@pytest.mark.parametrize(
    ("url", "body", "sentence"),
    [
        ("/growth/themes/{theme}/rename", {"name": " "}, "name"),
        ("/growth/themes/{theme}/rename", {"name": "x" * 81}, "name"),
        ("/growth/themes/{theme}/hide", {"hidden": "no"}, "hidden"),
        ("/growth/themes/{theme}/pin", {"pined": True}, "pined"),
        ("/growth/themes/{theme}/merge", {}, "into"),
        ("/growth/insights/{insight}/edit", {"words": "x" * 1001}, "words"),
    ],
)
def test_a_body_that_is_wrong_gets_a_sentence(
    client: Client, ann_token: Headers, anns: Grown, url: str, body: Any, sentence: str
) -> None:
    there = url.format(theme=anns.theme.pk, insight=anns.insight.pk)
    before = list(Theme.objects.values())
    refused = sent(client, ann_token, there, body)
    assert refused.status_code == 422 and sentence in refused.json()["detail"]
    assert list(Theme.objects.values()) == before


@pytest.mark.parametrize("query", ["limit=0", "cursor=x", "state=lost", "kind=none", "span=day", "which=maybe", "x=1"])
def test_a_parameter_that_is_wrong_gets_a_sentence(client: Client, ann_token: Headers, query: str) -> None:
    assert {client.get(f"{url}?{query}", headers=ann_token).status_code for url in LISTS} == {422}


def test_others_find_nothing_and_decide_nothing(
    client: Client, ann_token: Headers, bob_token: Headers, anns: Grown, ann: Any
) -> None:
    assert {row["name"] for row in given(client, bob_token, LISTS[0])} == {"Fig tree"}
    assert "quince" not in str([given(client, bob_token, url) for url in LISTS])
    theme, insight = f"/growth/themes/{anns.theme.pk}", f"/growth/insights/{anns.insight.pk}"
    bobs = Theme.objects.get(user__username="bob")
    bodies: dict[str, Any] = {f"{theme}/rename": {"name": "Mine"}, f"{insight}/edit": {"words": "Mine"}}
    bodies |= {f"{theme}/{verb}": {} for verb in ("hide", "pin", "unmerge")} | {f"{theme}/merge": {"into": bobs.pk}}
    bodies |= {f"{insight}/{verb}": {} for verb in ("confirm", "dismiss", "restore")}

    assert {sent(client, bob_token, url, body).status_code for url, body in bodies.items()} == {404}
    assert sent(client, ann_token, f"{theme}/merge", {"into": bobs.pk}).status_code == 404
    assert client.get(theme, headers=bob_token).status_code == 404
    assert {client.get(url).status_code for url in (*LISTS, theme)} == {401}
    assert Theme.objects.get(user=ann).name == "Quince tree"


def test_what_is_never_recalled_is_not_quoted(client: Client, ann_token: Headers, anns: Grown) -> None:
    UserInteraction.objects.filter(pk=anns.rows[0].pk).update(never_recall=True)
    assert given(client, ann_token, f"/growth/themes/{anns.theme.pk}")["then"] is None
    assert given(client, ann_token, "/growth/insights") == []


def test_a_call_asks_as_often_for_many_rows_as_for_few(
    client: Client, ann: Any, ann_token: Headers, anns: Grown
) -> None:
    asked = []
    # The first call of a token writes when it was used, and those of a day begin its counts.
    for url in LISTS:
        given(client, ann_token, url)
    for more in (3, 9):
        for number in range(more):
            part = theme_of(ann, anns.rows, name=f"{more} {number}")
            insight = insight_of(ann, anns.rows[number % 3], key=f"{more} {number}")
            review_of(ann, anns.rows, insight, span="month", first_day=f"20{more:02}-{number + 1:02}-01")
        decisions.merge(part, anns.theme)
        asked.append([statements(client, ann_token, url) for url in (*LISTS, f"/growth/themes/{anns.theme.pk}")])

    assert asked[0] == asked[1]


def statements(client: Client, headers: Headers, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        given(client, headers, url)

    return len(captured)
