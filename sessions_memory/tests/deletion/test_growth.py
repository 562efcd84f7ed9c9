"""What was made of questions goes with them, in every scope: it is counted before, and no word of it is left after."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sessions_memory.deletion import jobs
from sessions_memory.deletion.chosen import EVERYTHING
from sessions_memory.deletion.previewing import preview
from sessions_memory.growth.keeping import decisions
from sessions_memory.models import (
    Claim,
    Deletion,
    Evidence,
    HiddenDay,
    ImportJob,
    Insight,
    Review,
    ReviewRest,
    Theme,
    ThemeMember,
    UserSession,
)
from sessions_memory.states import InsightState, JobState, Scope, Source
from sessions_memory.tests.growth.rows import MARCH, Grown, grown, insight_of, theme_of
from sessions_memory.tests.traces import traces

WORD = "quincunx"
SCOPES = list(Scope)[1:]


@pytest.fixture
def anns(ann: Any, bob: Any) -> Grown:
    """The first question says WORD alone; a theme, insights and a review are made of all three."""
    grown(bob, "fig")
    one = grown(ann, WORD)
    UserSession.objects.filter(user=ann).update(source=Source.CLAUDE, title="Trees")
    decisions.dismiss(insight_of(ann, one.rows[0], key="dismissed", words=f"My {WORD}."))
    return one


def deletion(anns: Grown, scope: Scope) -> Deletion:
    row = {Scope.INTERACTION: anns.rows[0].pk, Scope.SESSION: anns.rows[0].session_id}.get(scope)
    given: dict[str, Any] = {"source": Source.CLAUDE} if scope == Scope.SOURCE else {}
    if scope == Scope.SPAN:
        given = {"since": MARCH - timedelta(days=1), "until": MARCH + timedelta(days=1)}
    return Deletion(user=anns.theme.user, scope=scope, row=row, **given)


@pytest.mark.parametrize("scope", SCOPES)
def test_it_is_counted_before(anns: Grown, scope: Scope) -> None:
    found = preview(deletion(anns, scope)).growth
    everything = scope in EVERYTHING
    # A dismissed one is shown nowhere, and goes uncounted but with everything.
    assert (found.themes, found.insights, found.reviews) == (1, 1 + everything, 1)


@pytest.mark.parametrize("scope", [scope for scope in SCOPES if scope != Scope.INTERACTION])
def test_no_word_of_it_is_left_after(anns: Grown, bob: Any, scope: Scope) -> None:
    begun = jobs.begin(deletion(anns, scope))
    jobs.work_on_all()
    begun.refresh_from_db()
    assert begun.deleted_at
    assert [trace for trace in traces(WORD) if "." in trace and not trace.endswith(("sqlite3", "-wal"))] == []

    for model in (ThemeMember, Evidence, ReviewRest):
        assert {row.user for row in model._default_manager.all()} == {bob}
    assert Theme.objects.get(user=bob).name == "Fig tree" and Review.objects.filter(user=bob).exists()


@pytest.mark.parametrize("scope", SCOPES)
def test_the_report_counts_it_as_the_preview_did(anns: Grown, scope: Scope) -> None:
    before = preview(deletion(anns, scope)).growth
    begun = jobs.begin(deletion(anns, scope))
    jobs.work_on_all()
    begun.refresh_from_db()
    assert (begun.themes, begun.insights, begun.reviews) == (before.themes, before.insights, before.reviews)
    page = " ".join(Client().get(begun.get_absolute_url()).content.decode().split())
    assert scope != Scope.ACCOUNT or f"<dt>Insights</dt> <dd>{before.insights}</dd>" in page


def test_of_a_review_in_ones_own_words_the_rest_stays(anns: Grown, ann: Any) -> None:
    text = f"# A week\n\nI want to go on.\n> I planted a {WORD} today.\nIt was late.\n"
    Review.objects.filter(pk=anns.review.pk).update(text=text)
    jobs.begin(deletion(anns, Scope.INTERACTION))
    left = Review.objects.get(pk=anns.review.pk)
    assert (left.text, left.parts) == ("# A week\n\nI want to go on.\nIt was late.", [])
    assert {rest.interaction for rest in left.rests_on.all()} == set(anns.rows[1:])


def test_everything_takes_what_backups_claim_in_the_beginning(anns: Grown, ann: Any, bob: Any) -> None:
    claimed(ann, "growth", {})
    kept = claimed(bob, "growth", {})
    with CaptureQueriesContext(connection) as queries:
        jobs.begin(deletion(anns, Scope.ALL))
    assert list(Claim.objects.all()) == [kept]
    assert not [one for one in queries if "kept" in one["sql"] and one["sql"].startswith("SELECT")]


def test_with_one_question_go_the_words_that_rest_on_it(anns: Grown, ann: Any) -> None:
    kept = insight_of(ann, anns.rows[1], key="kept")
    jobs.begin(deletion(anns, Scope.INTERACTION))
    assert list(Insight.objects.filter(user=ann).exclude(state=InsightState.DISMISSED)) == [kept]
    dismissed = Insight.objects.get(user=ann, state=InsightState.DISMISSED)
    assert (dismissed.key, dismissed.words, dismissed.evidence.count()) == ("dismissed", "", 0)

    theme = Theme.objects.get(user=ann)
    assert (theme.name, theme.words, theme.found) == ("", [], {})
    assert not Review.objects.filter(user=ann).exists()


def test_a_name_that_the_person_gave_stays_and_goes_with_everything(anns: Grown, ann: Any, bob: Any) -> None:
    decisions.rename(anns.theme, "Mine")
    decisions.hide(theme_of(ann, (), name="Hidden"), is_hidden=True)
    HiddenDay.objects.create(user=ann, day="2025-03-02")
    jobs.begin(deletion(anns, Scope.SESSION))
    assert set(Theme.objects.filter(user=ann).values_list("name", flat=True)) == {"Mine", "Hidden"}

    # Nothing was asked any more, and decisions are still there.
    last = deletion(anns, Scope.ALL)
    assert preview(last).growth.is_something
    jobs.begin(last)
    assert not Theme.objects.filter(user=ann).exists() and not HiddenDay.objects.exists()
    assert Theme.objects.get().user == bob


@pytest.mark.parametrize(
    ("url", "sentences"),
    [
        (
            "/interactions/{row}/delete/",
            ["1 insight that rests on it", "its lines that repeat it go", "of 1 theme,"],
        ),
        (
            "/s/{session}/delete/",
            ["1 insight that rests on them", "1 review, made again", "of 1 theme,"],
        ),
        ("/forget/?scope=source&source=claude", ["1 insight that rests on them"]),
        ("/forget/?scope=span&since=2026-03-01&until=2026-03-03", ["1 insight that rests on them"]),
        ("/forget/?scope=all", ["1 theme, 2 insights and 1 review, with everything you decided about them"]),
        ("/account/delete/", ["1 theme, 2 insights and 1 review, with everything you decided about them"]),
    ],
)
def test_the_page_says_so(as_ann: Client, as_bob: Client, anns: Grown, url: str, sentences: list[str]) -> None:
    there = url.format(row=anns.rows[0].pk, session=anns.rows[0].session_id)
    page = " ".join(as_ann.get(there).content.decode().split())
    assert [sentence for sentence in sentences if sentence not in page] == []
    if "{" in url:
        assert as_bob.get(there).status_code == 404


def test_what_a_backup_claims_of_a_question_goes_with_it(anns: Grown, ann: Any, bob: Any) -> None:
    """It waits to be restored, and may say the words of what it names."""
    name = [Source.CLAUDE, anns.rows[0].session.source_id, anns.rows[0].source_id]
    other = [Source.CLAUDE, anns.rows[1].session.source_id, anns.rows[1].source_id]
    claimed(ann, "theme", {"name": WORD, "found_in": [other, name]})
    claimed(ann, "insight", {"words": WORD, "evidence": [{"interaction": name}]})
    claimed(ann, "review", {"text": WORD, "parts": [{"interactions": [name]}], "rests_on": []})
    kept = [claimed(ann, "review", {"rests_on": [other], "evidence": [{"interaction": None}]}, "kept")]
    kept += [claimed(bob, "theme", {"found_in": [name]})]

    jobs.begin(deletion(anns, Scope.INTERACTION))
    assert list(Claim.objects.order_by("pk")) == kept


def claimed(user: Any, kind: str, kept: dict[str, Any], name: str = "") -> Claim:
    job = ImportJob.objects.get_or_create(user=user, state=JobState.DONE)[0]
    return Claim.objects.create(job=job, user=user, kind=kind, name=name, kept=kept)
