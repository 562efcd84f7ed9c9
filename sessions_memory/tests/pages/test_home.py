"""Home before a question: what is known of this person, and ways to go on from it."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import Growth, ImportJob, Review, UserSession
from sessions_memory.states import JobState, ReviewSpan, Source
from sessions_memory.tests.growth.made import session_of, theme_of
from sessions_memory.tests.growth.told import say
from sessions_memory.tests.pages.growth.test_coming_back import SAID, a_year_ago


def home(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/").content.decode())


def imported(person: User, count: int) -> None:
    for day in range(count):
        session = session_of(person, day)
        UserSession.objects.filter(pk=session.pk).update(title=f"Plums of year {day}")


def test_after_an_import_home_says_what_is_known_and_asks_out_of_its_titles(
    as_ann: Client, ann: User, as_bob: Client
) -> None:
    imported(ann, 9)
    page = home(as_ann)
    assert ">18 questions since March 2026</a>" in page
    asked = re.findall(r'name="question" value="[^"]*“(Plums of year \d)”', page)
    assert len(set(asked)) == 3
    assert "Plums" not in home(as_bob)

    lifecycle.end_session(lifecycle.store_question(ann, "My first one here?").session)
    assert "“Plums" not in home(as_ann)


def test_a_session_kept_from_answers_is_not_asked_about(as_ann: Client, ann: User) -> None:
    imported(ann, 2)
    UserSession.objects.filter(title="Plums of year 1").update(never_recall=True)
    assert "“Plums of year 0”" in home(as_ann) and "“Plums of year 1”" not in home(as_ann)


def test_an_import_under_way_is_told_of(as_ann: Client, ann: User, as_bob: Client) -> None:
    imported(ann, 1)
    ImportJob.objects.create(user=ann, state=JobState.RUNNING)
    assert "An import is under way." in home(as_ann) and "An import is under way." not in home(as_bob)


def test_home_leads_back_to_what_was_last_open_and_asks_about_a_theme(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "When do I prune the plum?", "In the frost.")
    lifecycle.end_session(session)
    theme_of(ann, "Pruning", session, is_pinned=True)
    page = home(as_ann)
    assert f'href="/s/{session.pk}/"' in page.partition("Where you left off")[2].partition("<form")[0]
    assert 'value="What have I not thought through yet about “Pruning”?"' in page


def test_a_review_is_ready_until_growth_was_looked_at(as_ann: Client, ann: User, as_bob: Client, bob: User) -> None:
    session_of(ann)
    session_of(bob)
    today = timezone.localdate()
    Growth.objects.create(user=ann, refreshed_at=timezone.now(), changed_at=None)
    Review.objects.create(user=ann, span=ReviewSpan.YEAR, first_day=today, last_day=today)
    assert f"Review of {today.year}</a>" in home(as_ann) and "Review of" not in home(as_bob)

    Growth.objects.filter(user=ann).update(seen_at=timezone.now() + timedelta(seconds=1))
    assert "Review of" not in home(as_ann)


def test_this_day_is_quoted_and_hiding_it_leads_back_home(as_ann: Client, ann: User) -> None:
    say(ann, a_year_ago(), SAID)
    page = home(as_ann)
    form = re.search(r'action="(/growth/on-this-day/hide/)">(.*?)</form>', page)
    assert "this work any more" in page and form
    fields = dict(re.findall(r'name="(next|day)" value="([^"]*)"', form[2]))

    assert as_ann.post(form[1], fields)["Location"] == "/"
    assert "A year ago" not in home(as_ann)


def test_home_asks_no_more_for_a_long_history_than_for_a_short_one(as_ann: Client, ann: User) -> None:
    asked = []
    for begun in (0, 30):
        for day in range(begun, begun + 5 + begun):
            sessions = session_of(ann, day), session_of(ann, day, source=Source.CHAT)
            theme_of(ann, f"Theme {day}", *sessions, is_pinned=True)

        home(as_ann)
        with CaptureQueriesContext(connection) as captured:
            home(as_ann)
        asked.append(len(captured))

    assert asked[0] == asked[1] <= 40
