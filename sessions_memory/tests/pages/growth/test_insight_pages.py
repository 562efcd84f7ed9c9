"""Insights, their evidence, and what a person says of them."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from sessions_memory.models import Insight, UserInteraction
from sessions_memory.pages.growth.insight_lists import INSIGHTS
from sessions_memory.pages.growth.insight_words import FOUND, asked_again, goes_along, how_it_was_found
from sessions_memory.pages.growth.insights import insight_cards
from sessions_memory.states import FoundBy, InsightKind, InsightState
from sessions_memory.tests.growth.made import START, insight_of, place_in, session_of, theme_of

LIST = "/growth/insights/"
HTMX = {"HX-Request": "true"}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def decided(client: Client, insight: Insight, decision: str, **extra: Any) -> str:
    return text_of(client.post(f"{LIST}{insight.pk}/decide/", {"decision": decision}, **extra))


def test_what_is_offered_asks_and_shows_its_words(ann: Any) -> None:
    session = session_of(ann)
    insight = insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), theme=theme_of(ann, "Quinces"))
    (card,) = insight_cards(ann, [insight])

    assert (card.asks, card.theme, card.how) == ("Is this a milestone?", "Quinces", FOUND["milestone"])
    assert card.first and (card.first.text, card.first.day, card.first.source) == (
        "On day 0",
        "30 March 2026",
        "Claude import",
    )
    assert card.first.url.startswith(f"/s/{session.pk}/?at=")


def test_an_insight_without_its_words_is_not_shown(ann: Any) -> None:
    first, last = session_of(ann), session_of(ann, 9)
    change = insight_of(ann, InsightKind.CHANGE, place_in(first, "On"), place_in(last, "On"))
    milestone = insight_of(ann, InsightKind.MILESTONE, place_in(last, "On"))
    assert len(insight_cards(ann, [change, milestone])) == 2

    UserInteraction.objects.filter(session=last).update(never_recall=True)
    assert insight_cards(ann, [change, milestone]) == []


def test_a_pattern_and_a_question_asked_again_are_told_in_a_sentence(ann: Any) -> None:
    theme, other = theme_of(ann, "Figs"), theme_of(ann, "Jam")
    sessions = [session_of(ann, day) for day in (0, 9, 30)]
    along = insight_of(ann, InsightKind.PATTERN, found={"goes-along": [theme.pk, other.pk, 7, 6]})
    rhythm = insight_of(ann, InsightKind.PATTERN, found={"rhythm": [theme.pk, 0, 9, 12]})
    again = insight_of(ann, InsightKind.ASKED_AGAIN, *(place_in(session, "how") for session in sessions))

    cards = insight_cards(ann, [along, rhythm, again])
    assert [card.says for card in cards] == [
        "“Figs” and “Jam” come up on the same 7 days, mostly Sundays.",
        "“Figs” comes up mostly on Mondays: on 9 of its 12 days.",
        "You asked this three times since March 2026.",
    ]
    assert [card.answer for card in cards] == ["", "", "So."]
    assert asked_again(2, "May 2024").startswith("You asked this twice")
    assert asked_again(40, "May 2024").startswith("You asked this 40 times")
    assert goes_along("Figs", "Jam", 9, None) == "“Figs” and “Jam” come up on the same 9 days."


def test_it_says_how_it_was_found(ann: Any) -> None:
    insight = insight_of(ann, InsightKind.BREAKTHROUGH, found_by=FoundBy.MODEL)
    assert "The model proposed it." in how_it_was_found(insight)


def test_what_counts_by_itself_says_so(ann: Any) -> None:
    session = session_of(ann)
    insight = insight_of(ann, InsightKind.PATTERN, *[place_in(session, "On day 0")] * 4, state=InsightState.COUNTS)
    (card,) = insight_cards(ann, [insight])
    assert (len(card.quoted), card.is_list, card.asks) == (3, True, "")
    assert card.how.endswith("it counts until you dismiss it.")


def test_a_decision_is_shown_at_once_and_holds(as_ann: Client, ann: Any) -> None:
    insight = insight_of(ann, InsightKind.MILESTONE, place_in(session_of(ann), "On day 0"))
    assert "Confirmed" in decided(as_ann, insight, "confirm", headers=HTMX)
    assert "dismissed. It won’t come back." in decided(as_ann, insight, "dismiss", headers=HTMX)
    assert "On day 0" not in text_of(as_ann.get(LIST)).partition('id="insights"')[2]
    assert "Bring back" in text_of(as_ann.get(f"{LIST}?state=dismissed"))

    assert "Brought back." in decided(as_ann, insight, "restore", follow=True)
    assert "Is this a milestone?" in text_of(as_ann.get(LIST))
    decided(as_ann, insight, "nonsense")
    insight.refresh_from_db()
    assert insight.state == InsightState.OFFERED


def test_somebody_else_decides_nothing(as_bob: Client, ann: Any) -> None:
    insight = insight_of(ann, InsightKind.MILESTONE, place_in(session_of(ann), "On day 0"))
    for path in ("decide/", "edit/"):
        assert as_bob.post(f"{LIST}{insight.pk}/{path}", {"decision": "confirm", "words": "Mine"}).status_code == 404
    assert "On day 0" not in text_of(as_bob.get(LIST))


def test_who_rewords_it_confirms_it(as_ann: Client, ann: Any) -> None:
    insight = insight_of(ann, InsightKind.MILESTONE, place_in(session_of(ann), "On day 0"))
    url = f"{LIST}{insight.pk}/edit/"
    assert "On day 0" in text_of(as_ann.get(url))
    assert as_ann.post(url, {"words": " "}).status_code == 422
    assert as_ann.post(url, {"words": "x" * 1001}).status_code == 422

    sent = {"words": "I <i>told</i> him.", "next": "/growth/"}
    assert as_ann.post(url, sent)["Location"] == "/growth/"
    assert as_ann.post(url, sent | {"next": "https://elsewhere.invalid/"})["Location"] == LIST
    page = text_of(as_ann.get(LIST))
    assert "I &lt;i&gt;told&lt;/i&gt; him." in page and "Confirmed" in page


def test_the_list_is_narrowed_by_kind_and_state(as_ann: Client, ann: Any) -> None:
    session = session_of(ann)
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"))
    insight_of(ann, InsightKind.BREAKTHROUGH, place_in(session, "how about 1"), state=InsightState.COUNTS)

    milestones, counted = (text_of(as_ann.get(f"{LIST}?{query}")) for query in ("kind=milestone", "state=yours"))
    assert "On day 0" in milestones and "how about 1</blockquote>" not in milestones
    assert "how about 1</blockquote>" in counted and "Is this a milestone?" not in counted
    assert "None like this" in text_of(as_ann.get(f"{LIST}?kind=change"))
    assert "On day 0" in text_of(as_ann.get(f"{LIST}?kind=nonsense&state=nonsense"))


def test_those_whose_words_are_gone_hide_no_other(as_ann: Client, ann: Any) -> None:
    """A dismissed one keeps its key when what it rests on is deleted."""
    session = session_of(ann)
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), state=InsightState.DISMISSED)
    for _ in range(INSIGHTS):
        insight_of(ann, InsightKind.MILESTONE, state=InsightState.DISMISSED, day=START.date() + timedelta(days=1))

    assert "On day 0" in text_of(as_ann.get(f"{LIST}?state=dismissed"))


def test_all_are_listed_a_page_at_a_time(as_ann: Client, ann: Any) -> None:
    session = session_of(ann)
    for number in range(INSIGHTS + 4):
        day = START.date() + timedelta(days=number // 7)
        insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), day=day)

    page = as_ann.get(LIST).content.decode()
    following = re.search(r'href="([^"]*cursor=[^"]+)"', page)
    assert following
    rest = as_ann.get(following[1].replace("&amp;", "&")).content.decode()
    ids = re.findall(r'id="insight-(\d+)"', page + rest)
    assert len(ids) == len(set(ids)) == INSIGHTS + 4
    assert as_ann.get(f"{LIST}?cursor=x").status_code == 302
