"""Growth of a backup: claimed by a file, in force once the person restores it, and the same when it goes out again."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.selection import Selection
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.keys import key_of, key_of_change, key_of_pair
from sessions_memory.models import (
    Claim,
    Evidence,
    Growth,
    HiddenDay,
    ImportJob,
    Insight,
    Review,
    Theme,
    ThemeMember,
    UserInteraction,
)
from sessions_memory.states import InsightState, MadeBy, MemberBy
from sessions_memory.tests.growth.rows import MARCH, Grown, grown, insight_of, theme_of
from sessions_memory.tests.importers.jobs.test_running import uploaded
from sessions_memory.tests.importing import work_all

pytestmark = pytest.mark.django_db
GROWTH = (Theme, Insight, Review)
FIRST = "I planted a quince today."


@pytest.fixture
def carol(db: None) -> Any:
    """Begins with nothing."""
    return get_user_model().objects.create_user("carol")


@pytest.fixture
def anns(ann: Any, bob: Any) -> Grown:
    """With a decision of every kind. bob's stays out of all of it."""
    grown(bob, "fig")
    one = grown(ann, "quince", questions=4)
    _, second, third, fourth = one.rows
    ThemeMember.objects.filter(theme=one.theme, interaction=second).delete()
    part = theme_of(ann, (second,), name="Trees", is_enough=False)
    decisions.merge(part, one.theme)
    decisions.rename(one.theme, "The  quince: “mine” / 花")
    decisions.pin(one.theme, is_pinned=True)
    decisions.hide(theme_of(ann, (), name="Hidden"), is_hidden=True)
    decisions.take_out(one.theme, third)
    other = theme_of(ann, (), name="Late")
    decisions.put_in(other, fourth)

    decisions.reword(one.insight, "My quince stands\nand grows.")
    Insight.objects.filter(pk=one.insight.pk).update(key=key_of(FIRST))
    decisions.dismiss(insight_of(ann, second, theme=part, kind="breakthrough", key=key_of(FIRST)))
    # Its evidence was deleted; it is still known.
    Insight.objects.create(user=ann, kind="milestone", key="gone", state=InsightState.DISMISSED, day=MARCH.date())
    pattern = {"goes-along": [one.theme.pk, other.pk, 12, None]}
    along = key_of_pair([one.theme.source_id, other.source_id])
    Insight.objects.create(user=ann, kind="pattern", key=along, day=MARCH.date(), found=pattern, theme=one.theme)
    again = {"found": {"asked-again": [4, 3, 3]}, "key": key_of(FIRST), "state": InsightState.COUNTS}
    insight_of(ann, third, kind="asked_again", **again)
    change = insight_of(ann, second, kind="change", key=key_of_change([FIRST, FIRST]))
    Evidence.objects.create(insight=change, user=ann, interaction=fourth, number=1, start=0, end=len(FIRST))
    HiddenDay.objects.create(user=ann, day="2025-02-28")
    Growth.objects.update_or_create(user=ann, defaults={"shows_on_this_day": False, "asks_model": True})
    return one


def exported(user: Any) -> bytes:
    return b"".join(as_json(user, Selection(), at=timezone.now()))


def after_header(document: bytes) -> str:
    return document.partition(b"\n")[2].decode()


def brought_in(user: Any, document: bytes | list[Any], *, restored: bool = True) -> ImportJob:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    job = uploaded(user, ("vault.json", content))
    work_all()
    job.refresh_from_db()
    if restored:
        job.request_restore()
        work_all()

    return job


def rows_of(user: Any) -> list[Any]:
    return [row for model in GROWTH for row in model._default_manager.filter(user=user).order_by("pk").values()]


def test_into_an_empty_account_and_out_again_it_is_the_same(carol: Any, ann: Any, anns: Grown) -> None:
    document = exported(ann)
    job = brought_in(carol, document)
    assert (job.skipped, job.imported) == (0, 1)
    assert after_header(exported(carol)) == after_header(document)
    assert not Claim.objects.exists()


def test_what_is_restored_means_the_rows_of_the_new_account(carol: Any, ann: Any, anns: Grown) -> None:
    brought_in(carol, exported(ann))
    theme = Theme.objects.get(user=carol, source_id=anns.theme.source_id)
    hers = UserInteraction.objects.filter(user=carol).oldest_first()
    members = dict(ThemeMember.objects.filter(theme=theme).values_list("interaction", "by"))

    assert (theme.name, theme.name_by, theme.is_pinned) == ("The  quince: “mine” / 花", MadeBy.PERSON, True)
    assert members == {hers[0].pk: "found", hers[2].pk: "taken_out"}
    assert theme.interactions == 2 and [part.name for part in theme.parts.all()] == ["Trees"]

    insight = Insight.objects.get(user=carol, source_id=anns.insight.source_id)
    assert (insight.theme, insight.evidence.get().words) == (theme, "I planted a quince today.")
    pattern, review = Insight.objects.get(user=carol, kind="pattern"), Review.objects.get(user=carol)
    assert pattern.found == {"goes-along": [theme.pk, Theme.objects.get(user=carol, name="Late").pk, 12, None]}
    assert review.parts[0]["insight"] == insight.pk and review.parts[0]["interactions"] == [hers[0].pk]
    assert review.rests_on.count() == 4 and HiddenDay.objects.get(user=carol).day.isoformat() == "2025-02-28"


def test_nothing_is_in_force_until_the_person_restores_it(
    carol: Any, bob: Any, ann: Any, anns: Grown, client: Client, as_bob: Client
) -> None:
    job = brought_in(carol, exported(ann), restored=False)
    assert rows_of(carol) == [] and not Growth.objects.filter(user=carol, asks_model=True).exists()

    client.force_login(carol)
    page = client.get(f"/import/{job.pk}/").content.decode()
    assert "4 themes, 6 insights, 1 review, growth settings" in page
    assert as_bob.post(f"/import/{job.pk}/restore/").status_code == 404
    assert as_bob.get(f"/import/{job.pk}/").status_code == 404


def test_again_it_changes_nothing(carol: Any, ann: Any, anns: Grown) -> None:
    document = exported(ann)
    brought_in(carol, document)
    before = rows_of(carol)
    brought_in(carol, document)
    assert rows_of(carol) == before
    assert after_header(exported(carol)) == after_header(document)


def test_decided_here_stays_as_it_is(ann: Any, anns: Grown) -> None:
    document = exported(ann)
    decisions.rename(anns.theme, "Renamed since")
    decisions.dismiss(anns.insight)
    Review.objects.filter(pk=anns.review.pk).update(text="Written since.")
    before = rows_of(ann)
    brought_in(ann, document)
    assert rows_of(ann) == before


def test_a_theme_that_was_only_found_here_is_the_one_of_the_file(carol: Any, ann: Any, anns: Grown) -> None:
    document = exported(ann)
    brought_in(carol, document, restored=False)
    hers = tuple(UserInteraction.objects.filter(user=carol).oldest_first())
    found = theme_of(carol, hers[:2], name="Found here")
    other = theme_of(carol, hers[3:], name="Put in there")
    job = ImportJob.objects.get(user=carol)
    job.request_restore()
    work_all()

    found.refresh_from_db()
    assert (found.source_id, found.is_pinned, found.name_by) == (anns.theme.source_id, True, MadeBy.PERSON)
    assert not ThemeMember.objects.filter(theme=other).exists()
    assert ThemeMember.objects.get(user=carol, theme__name="Late").by == MemberBy.PUT_IN
    assert after_header(exported(carol)).count('"insightvault":"theme"') == 5


def test_an_incident_that_was_found_here_takes_the_state_of_the_file(carol: Any, ann: Any, anns: Grown) -> None:
    brought_in(carol, exported(ann), restored=False)
    row = UserInteraction.objects.filter(user=carol).oldest_first()[1]
    here = insight_of(carol, row, kind="breakthrough", key=key_of(FIRST))
    ImportJob.objects.get(user=carol).request_restore()
    work_all()

    here.refresh_from_db()
    assert here.state == InsightState.DISMISSED
    assert Evidence.objects.filter(insight=here).count() == 1


def test_what_names_nothing_here_is_left_out(carol: Any, ann: Any, anns: Grown) -> None:
    records = [record for record in json.loads(exported(ann)) if record["insightvault"] != "session"]
    brought_in(carol, records)
    assert {theme.interactions for theme in Theme.objects.filter(user=carol)} == {0}
    assert {one.state for one in Insight.objects.filter(user=carol, kind="milestone")} == {InsightState.DISMISSED}
    assert Review.objects.get(user=carol).parts == []


def test_names_of_somebody_elses_rows_mean_nothing(carol: Any, bob: Any, ann: Any, anns: Grown) -> None:
    """The file names bob's rows, as if somebody knew how they are called."""
    bobs = UserInteraction.objects.filter(user=bob).oldest_first()[0]
    name = ["chat", bobs.session.source_id, bobs.source_id]
    records = json.loads(exported(ann))
    for record in records:
        if record["insightvault"] == "theme":
            record |= {"found_in": [name], "put_in": [name]}
    brought_in(carol, records)
    assert not ThemeMember.objects.filter(user=carol, interaction__user=bob).exists()
    assert ThemeMember.objects.filter(interaction=bobs).count() == 1


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("theme", {"name_by": "nobody"}),
        ("theme", {"created_at": "soon"}),
        ("theme", {"source_id": ""}),
        ("insight", {"state": "true"}),
        ("insight", {"day": "2026-02-30"}),
        ("insight", {"rule_version": -1}),
        ("insight", {"found": {"rhythm": ["t", 7, 3, 9]}}),
        ("review", {"first_day": "2026-03-09"}),
        ("review", {"span": "decade"}),
        ("growth", {"hidden_days": ["soon"]}),
    ],
)
def test_a_record_that_is_broken_costs_itself(
    carol: Any, ann: Any, anns: Grown, kind: str, change: dict[str, Any]
) -> None:
    records = json.loads(exported(ann))
    next(record for record in records if record["insightvault"] == kind).update(change)
    job = brought_in(carol, records)
    assert job.skipped == 1
    assert Theme.objects.filter(user=carol).exists() and Insight.objects.filter(user=carol).exists()


@pytest.mark.parametrize("change", [{"kind": "song"}, {"place": [0, 2**52]}])
def test_a_part_of_a_review_that_is_none_breaks_no_page(
    client: Client, carol: Any, ann: Any, anns: Grown, change: dict[str, Any]
) -> None:
    records = json.loads(exported(ann))
    review = next(record for record in records if record["insightvault"] == "review")
    review["parts"] = [part | change for part in review["parts"]]
    brought_in(carol, records)

    client.force_login(carol)
    paths = [
        "/growth/",
        "/growth/reviews/",
        *(f"/growth/reviews/{row.pk}/" for row in Review.objects.filter(user=carol)),
    ]
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_a_review_of_days_that_are_no_week_is_left_out(carol: Any, ann: Any, anns: Grown) -> None:
    Review.objects.filter(pk=anns.review.pk).update(first_day="2026-03-03", last_day="2026-03-09")
    brought_in(carol, exported(ann))
    assert not Review.objects.filter(user=carol).exists()


def test_themes_that_are_part_of_each_other_are_parts_of_none(carol: Any, ann: Any, anns: Grown) -> None:
    records = json.loads(exported(ann))
    one, two = [record for record in records if record["insightvault"] == "theme"][:2]
    one["merged_into"], two["merged_into"] = two["source_id"], one["source_id"]
    brought_in(carol, records)
    parts = Theme.objects.filter(user=carol, merged_into__isnull=False)
    assert parts.count() <= 1 and all(part.merged_into and part.merged_into.merged_into is None for part in parts)


def test_a_file_that_was_not_restored_brings_no_theme_along(carol: Any, ann: Any, anns: Grown) -> None:
    brought_in(carol, exported(ann), restored=False)
    others = [one for one in json.loads(exported(ann)) if one["insightvault"] != "theme" or one["name"] == "Trees"]
    brought_in(carol, others)
    assert [theme.name for theme in Theme.objects.filter(user=carol)] == ["Trees"]


def test_more_themes_are_read_for_an_export_with_as_many_queries(ann: Any, anns: Grown) -> None:
    with CaptureQueriesContext(connection) as before:
        exported(ann)
    for number in range(5):
        theme_of(ann, anns.rows[:2], name=f"More {number}")
    with CaptureQueriesContext(connection) as after:
        exported(ann)
    assert len(after) == len(before)


def test_what_is_never_recalled_comes_into_no_theme(carol: Any, ann: Any, anns: Grown) -> None:
    UserInteraction.objects.filter(pk=anns.rows[0].pk).update(never_recall=True)
    brought_in(carol, exported(ann))
    assert not ThemeMember.objects.filter(user=carol, interaction__never_recall=True).exists()


def test_a_selection_and_a_vault_without_growth_tell_of_none(ann: Any, carol: Any, anns: Grown) -> None:
    selected = b"".join(as_json(ann, Selection(source="chat"), at=timezone.now()))
    assert {record["insightvault"] for record in json.loads(selected)} == {"header", "session"}
    assert {record["insightvault"] for record in json.loads(exported(carol))} == {"header"}


def test_in_a_vault_of_another_secret_a_dismissed_insight_is_known_again(
    carol: Any, ann: Any, anns: Grown, settings: Settings
) -> None:
    document = exported(ann)
    settings.SECRET_KEY = "another secret " * 5
    brought_in(carol, document)
    keys = set(Insight.objects.filter(user=carol).values_list("kind", "key"))
    themes = Theme.objects.filter(user=carol, name__in=["Late", "The  quince: “mine” / 花"])
    pair = key_of_pair(themes.values_list("source_id", flat=True))
    of_a_sentence = {(kind, key_of(FIRST)) for kind in ("milestone", "breakthrough", "asked_again")}
    assert of_a_sentence | {("pattern", pair), ("change", key_of_change([FIRST]))} <= keys
