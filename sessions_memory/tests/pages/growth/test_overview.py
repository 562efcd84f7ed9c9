"""What the page of growth says, in figures that are the same as everywhere else."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.models import Growth, ImportJob, Theme, UserInteraction, UserSession
from sessions_memory.pages.counts import memory_counts_of
from sessions_memory.pages.growth import counted_days
from sessions_memory.pages.growth.activity import Activity, activity_of
from sessions_memory.pages.growth.counted_days import counted_days_of
from sessions_memory.pages.growth.coverage import coverage_of
from sessions_memory.pages.growth.drawings.spans import ALL, YEAR, span_of
from sessions_memory.pages.growth.overview import overview_of
from sessions_memory.states import InsightKind, InsightState, JobState, Source
from sessions_memory.tests.growth.made import insight_of, place_in, read_whole, session_of, theme_of


def activity(person: Any, span: str = ALL) -> Activity:
    growth = Growth.objects.filter(user=person).first()
    return activity_of(counted_days_of(person, growth), span_of(span, timezone.localdate()))


def ask_now(person: Any, questions: int = 1) -> None:
    for number in range(questions):
        lifecycle.store_interaction(lifecycle.get_or_create_session(person), f"Now {number}?", "So.")


def test_activity_is_what_was_counted_and_what_was_asked_since(ann: Any, bob: Any) -> None:
    session_of(ann, -700, 3)
    session_of(ann, -1, 2, source=Source.CHATGPT)
    read_whole(ann)
    ask_now(ann)
    ask_now(bob, 5)

    everything = activity(ann)
    assert {source.name: source.count for source in everything.sources} == {"This vault": 1, "ChatGPT": 2, "Claude": 3}
    assert everything.total == memory_counts_of(ann).interactions == 6
    assert everything.summary.startswith("6 questions on 3 days since 29 April 2024")


@pytest.mark.parametrize("is_read", [True, False])
def test_every_figure_is_the_same_on_all_pages(as_ann: Client, ann: Any, is_read: bool) -> None:
    for day in (-40, -3, -2, 0):
        session_of(ann, day, 3)
    if is_read:
        read_whole(ann)
    ask_now(ann, 2)

    shown = overview_of(ann, Growth.objects.filter(user=ann).first(), span_of(ALL, timezone.localdate()))
    known = memory_counts_of(ann)
    assert shown.activity.total == known.interactions == 14
    assert sum(source.count for source in shown.activity.sources) == sum(map(sum, (s.counts for s in known.sources)))
    assert sum(month.total for month in shown.activity.months) == 14
    assert shown.coverage.sessions == UserSession.objects.owned_by(ann).kept().asked_in().count() == 5

    first, *_ = shown.activity.months
    assert f"{first.total} questions, newest" in as_ann.get(first.url).content.decode()


def test_a_bar_leads_to_its_questions(as_ann: Client, ann: Any) -> None:
    ask_now(ann, 3)
    year = activity(ann, YEAR)
    assert year.calendar
    days = [cell for cell in year.calendar.cells if cell.is_active]
    for url in (days[-1].url, year.bars.bars[-1].url):
        page = as_ann.get(url).content.decode()
        assert "3 questions, newest first" in " ".join(page.split()) and "Now 2?" in page


def test_what_is_too_much_to_count_here_is_said_to_wait(ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted_days, "COUNTED_HERE", 2)
    ask_now(ann, 2)
    assert activity(ann).is_whole

    ask_now(ann)
    assert (activity(ann).is_whole, activity(ann).total) == (False, 2)


def test_what_was_read_is_said_and_what_was_not(ann: Any, bob: Any) -> None:
    for day in range(4):
        session_of(ann, day)
    UserSession.objects.filter(title="Day 1").update(never_recall=True)
    UserInteraction.objects.filter(session__title="Day 2").update(never_recall=True)
    growth = read_whole(ann)
    ask_now(ann)
    session_of(bob)

    shown = coverage_of(ann, growth)
    assert shown.of == "From 3 of 5 sessions, March 2026 to today"
    assert shown.left_out == (
        "Left out: 1 session you excluded from memory, 2 single questions you excluded and your open session, "
        "until it ends."
    )
    assert (shown.waiting, shown.is_stalled) == (0, False)


def test_who_waits_is_told_how_far_it_is(ann: Any) -> None:
    session_of(ann)
    assert coverage_of(ann, None).waiting == 1

    now = timezone.now()
    growth = Growth(user=ann, claim_id="0" * 32, heartbeat_at=now, progress_done=3, progress_total=7)
    shown = coverage_of(ann, growth)
    assert (shown.is_being_read, shown.done, shown.total) == (True, 3, 7)

    growth.heartbeat_at = growth.changed_at = now - timedelta(hours=1)
    shown = coverage_of(ann, growth)
    assert (shown.is_being_read, shown.is_stalled) == (False, True)


def test_a_page_that_waits_is_told_nothing_but_how_far_it_is(as_ann: Client, ann: Any) -> None:
    session_of(ann)
    whole = as_ann.get("/growth/").content.decode()
    assert 'hx-get="/growth/"' in whole and "</html>" in whole
    with CaptureQueriesContext(connection) as asked:
        part = as_ann.get("/growth/", headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith("<div") and 'id="growth-coverage"' in part and "</html>" not in part
    assert not any('"themes"' in one["sql"] for one in asked)


@pytest.mark.parametrize("address", ["/growth/", "/growth/themes/", "/growth/insights/"])
def test_a_list_leaves_out_what_only_reading_needs_of_a_theme(as_ann: Client, ann: Any, address: str) -> None:
    session = session_of(ann)
    theme = theme_of(ann, "Bread", session, is_pinned=True)
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), theme=theme)
    with CaptureQueriesContext(connection) as asked:
        assert "Bread" in as_ann.get(address).content.decode()

    assert not [one["sql"] for one in asked if "likeness" in one["sql"]]


def test_nobody_s_page_is_friendly(as_ann: Client) -> None:
    page = as_ann.get("/growth/").content.decode()
    assert "Nothing to look back on yet" in page and '<svg class="activity' not in page


@pytest.mark.parametrize("questions", [1, 5])
def test_few_questions_are_shown_as_they_are(as_ann: Client, ann: Any, questions: int) -> None:
    ask_now(ann, questions)
    page = as_ann.get("/growth/").content.decode()
    assert "Not enough yet" in page and "None yet" in page and f"Now {questions - 1}?" in page


def test_nothing_is_called_too_little_before_it_is_read(as_ann: Client, ann: Any) -> None:
    session_of(ann, -700, 3)
    page = as_ann.get("/growth/").content.decode()
    assert "Not enough yet" not in page and page.count("Not read yet") == 2 and 'hx-trigger="every 3s"' in page

    read_whole(ann)
    page = as_ann.get("/growth/").content.decode()
    assert "Not read yet" not in page and "Not enough yet" in page and "every 3s" not in page
    assert "Show what was found" in as_ann.get("/growth/", headers={"HX-Request": "true"}).content.decode()


def test_what_came_with_an_import_is_said_to_be_uncounted(ann: Any) -> None:
    Growth.objects.create(user=ann, refreshed_at=timezone.now())
    session_of(ann, -700, 3)
    shown = overview_of(ann, Growth.objects.get(user=ann), span_of(ALL, timezone.localdate()))
    assert (shown.activity.total, shown.activity.is_whole) == (3, True)

    growth = read_whole(ann)
    session_of(ann, -600, 2)
    growth.changed_at = timezone.now()
    shown = overview_of(ann, growth, span_of(ALL, timezone.localdate()))
    assert (shown.activity.total, shown.activity.is_whole) == (3, False)


@pytest.mark.parametrize(("done", "says"), [(3, "3 of 7 sessions read."), (7, "Your themes are being put together.")])
def test_the_page_says_how_far_the_reading_is(as_ann: Client, ann: Any, done: int, says: str) -> None:
    session_of(ann)
    claim = {"claim_id": uuid4(), "heartbeat_at": timezone.now()}
    Growth.objects.create(user=ann, progress_done=done, progress_total=7, **claim)
    assert says in " ".join(as_ann.get("/growth/").content.decode().split())


def test_what_an_import_brings_is_not_said_to_be_left_out(ann: Any) -> None:
    growth = read_whole(ann)
    session_of(ann)
    assert "nothing else in them" in coverage_of(ann, growth).left_out

    ImportJob.objects.create(user=ann, state=JobState.RUNNING)
    shown = coverage_of(ann, growth)
    assert (shown.left_out, shown.waiting, shown.is_behind) == ("", 1, True)


def test_what_was_deleted_is_said_to_be_still_counted(ann: Any) -> None:
    for day in (-700, -600):
        session_of(ann, day)
    read_whole(ann)
    assert not coverage_of(ann, Growth.objects.get(user=ann)).is_behind

    lifecycle.delete_session(UserSession.objects.get(title="Day -700"))
    assert coverage_of(ann, Growth.objects.get(user=ann)).is_behind


def test_a_long_question_is_cut_between_words(ann: Any) -> None:
    lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "quince " * 40, "So.")
    asked = overview_of(ann, None, span_of(ALL, timezone.localdate())).asked
    assert [each.text for each in asked] == [("quince " * 22).rstrip() + "…"]


def test_a_hidden_theme_takes_its_insights_out_of_sight(as_ann: Client, ann: Any) -> None:
    session = session_of(ann)
    theme = theme_of(ann, "Quinces", session)
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), theme=theme)
    assert "Quinces" in as_ann.get("/growth/insights/").content.decode()

    Theme.objects.update(is_hidden=True)
    for url in ("/growth/", "/growth/insights/"):
        page = as_ann.get(url).content.decode()
        assert "Is this a milestone?" not in page and "Quinces" not in page, url
    assert "Is this a milestone?" in as_ann.get(f"/growth/t/{theme.pk}/").content.decode()


def test_the_page_shows_themes_and_insights_of_the_person_alone(as_ann: Client, as_bob: Client, ann: Any) -> None:
    sessions = [session_of(ann, day) for day in range(3)]
    theme = theme_of(ann, "Quinces", *sessions, words=[[1, "the tree", 1.0]])
    insight_of(ann, InsightKind.MILESTONE, place_in(sessions[0], "On day 0"), theme=theme)
    insight_of(ann, InsightKind.CHANGE, place_in(sessions[1], "how"), state=InsightState.DISMISSED)

    page = " ".join(as_ann.get("/growth/").content.decode().split())
    for words in ("Quinces", "the tree", "Is this a milestone?", "On day 0", "All 1", "Questions: </span>6"):
        assert words in page
    assert "Quinces" not in as_bob.get("/growth/").content.decode()
