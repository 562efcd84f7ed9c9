import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.growth.reviews.making import make_reviews
from sessions_memory.models import Insight, Review, Theme, UserInteraction
from sessions_memory.models.growth import REVIEW_MAX_CHARS
from sessions_memory.pages.growth.reviews.written import Block, blocks
from sessions_memory.states import InsightState, ReviewSpan
from sessions_memory.tests.growth.told import insight_of, say, say_often, theme_of

MONDAY = date(2026, 11, 16)
TODAY = MONDAY + timedelta(days=7)
SAID = "I feel that running along the river makes me calm."
ASKED = "Should I go running at night along the dark river path?"
REACHED = "I ran ten miles today."


@pytest.fixture
def week(ann: User) -> Review:
    """Of a new theme with a quotation and an open question, and of a milestone."""
    say(ann, MONDAY - timedelta(days=200), "How tall is the tower?")
    theme = theme_of(ann, "running")
    say_often(ann, MONDAY, theme, 3)
    say(ann, MONDAY + timedelta(days=4), SAID, theme)
    say(ann, MONDAY + timedelta(days=5), ASKED, theme)
    insight_of(say(ann, MONDAY, REACHED), REACHED)
    make_reviews(ann.pk, today=TODAY)
    return Review.objects.owned_by(ann).get()


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    said = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
    return re.sub(r"\s+", " ", said.partition('id="main"')[2])


def page_of(client: Client, review: Review) -> str:
    return text_of(client, f"/growth/reviews/{review.pk}/")


def test_a_review_is_read_from_what_it_rests_on(as_ann: Client, week: Review) -> None:
    page = page_of(as_ann, week)
    titles = ["What was new", "Insights", "Left open"]
    assert re.findall(r'<h2 class="section-title"[^>]*>([^<]+)</h2>', page.partition("</main>")[0]) == titles
    for words in ("16 to 22 November 2026", "running", SAID, ASKED, REACHED, "16 Nov", "21 Nov"):
        assert words in page


def test_each_quotation_leads_to_its_place(as_ann: Client, week: Review) -> None:
    page = page_of(as_ann, week)
    for words in (SAID, ASKED, REACHED):
        row = UserInteraction.objects.get(user_question=words)
        assert f'href="/s/{row.session_id}/?at={row.pk}#interaction-{row.pk}"' in page


def test_no_word_is_stored_with_a_review(week: Review) -> None:
    assert week.text == ""
    assert not re.search(r"river|running|miles", str(week.parts))


def test_what_is_hidden_dismissed_or_never_recalled_is_left_out_at_once(as_ann: Client, week: Review) -> None:
    Insight.objects.update(state=InsightState.DISMISSED)
    UserInteraction.objects.filter(user_question=SAID).update(never_recall=True)
    page = page_of(as_ann, week)
    assert REACHED not in page and SAID not in page and ASKED in page
    Theme.objects.update(is_hidden=True)
    assert "Nothing is left to show" in page_of(as_ann, week)


def test_a_theme_that_became_part_of_another_is_told_by_that_one(as_ann: Client, ann: User, week: Review) -> None:
    whole = theme_of(ann, "Sport")
    Theme.objects.filter(name="running").update(merged_into=whole)
    page = page_of(as_ann, week)
    assert f'href="/growth/t/{whole.pk}/"' in page and ">running<" not in page


def test_of_a_deleted_interaction_no_review_tells(as_ann: Client, ann: User, week: Review) -> None:
    forget_interactions(ann.pk, [UserInteraction.objects.get(user_question=SAID).pk])
    assert as_ann.get(f"/growth/reviews/{week.pk}/").status_code == 404


def test_a_review_is_edited_reset_and_exported(as_ann: Client, week: Review) -> None:
    path = f"/growth/reviews/{week.pk}"
    form = text_of(as_ann, f"{path}/edit/")
    assert "# 16 to 22 November 2026 ## What was new **running**" in form
    assert f"&gt; {SAID}" in form
    as_ann.post(f"{path}/edit/", {"text": "## My week\n\nI ran *a lot*.\n\n- once\n- twice\n\n> Said so."})
    page = page_of(as_ann, week)
    for written in (">My week</h2>", ">I ran a lot.</p>", ">twice</li>", "<p>Said so.</p>"):
        assert written in page
    assert SAID not in page
    exported = as_ann.get(f"{path}/export/").content.decode()
    assert exported.startswith("## My week\n")
    as_ann.post(f"{path}/reset/")
    assert SAID in page_of(as_ann, week)


def test_the_export_is_markdown_with_dated_quotations(as_ann: Client, week: Review) -> None:
    response = as_ann.get(f"/growth/reviews/{week.pk}/export/")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="review-week-2026-11-16.md"'
    text = response.content.decode()
    theme = "## What was new\n\n**running**, 16 November 2026 to 21 November 2026\n\n"
    assert f"{theme}> {SAID}\n>\n> 20 November 2026, This vault" in text
    assert f"**Milestone**\n\n> {REACHED}" in text


@pytest.mark.parametrize("text", ["", " ", "x" * (REVIEW_MAX_CHARS + 1)])
def test_an_edit_without_words_or_without_end_is_refused(as_ann: Client, week: Review, text: str) -> None:
    response = as_ann.post(f"/growth/reviews/{week.pk}/edit/", {"text": text})
    assert response.status_code == 422 and 'role="alert"' in response.content.decode()
    assert Review.objects.get().text == ""


def test_a_person_s_text_is_shown_as_text(as_ann: Client, week: Review) -> None:
    week.reword("<script>alert(1)</script>\n# <b>Bold</b>")
    page = page_of(as_ann, week)
    assert "<script>alert" not in page and "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_the_list_shows_a_year_at_a_time(as_ann: Client, ann: User, week: Review) -> None:
    say_often(ann, date(2024, 4, 1), theme_of(ann, "knitting"), 6, every=3)
    make_reviews(ann.pk, today=TODAY)
    page = text_of(as_ann, "/growth/reviews/")
    assert "16 to 22 November 2026" in page and "knitting" not in page
    page = text_of(as_ann, "/growth/reviews/?year=2024")
    assert ">2024</a>" in page and "knitting" in page and "April 2024" in page
    assert text_of(as_ann, "/growth/reviews/?year=x%00") == text_of(as_ann, "/growth/reviews/")


def test_an_older_month_is_made_on_demand(as_ann: Client, ann: User) -> None:
    say_often(ann, date(2024, 4, 1), theme_of(ann, "knitting"), 6, every=3)
    assert "Make a review of" in text_of(as_ann, "/growth/reviews/")
    response = as_ann.post("/growth/reviews/make/", {"first_day": "2024-04-01"})
    made = Review.objects.owned_by(ann).get()
    assert response["Location"] == f"/growth/reviews/{made.pk}/" and made.span == ReviewSpan.MONTH
    assert "Make a review of" not in text_of(as_ann, "/growth/reviews/")


@pytest.mark.parametrize("day", ["2024-05-01", "1969-01-01", "2199-01-01", "x", ""])
def test_a_month_that_is_not_worth_one_or_not_over_has_none(as_ann: Client, ann: User, day: str) -> None:
    say_often(ann, date(2024, 4, 1), theme_of(ann, "knitting"), 6, every=3)
    assert as_ann.post("/growth/reviews/make/", {"first_day": day})["Location"] == "/growth/reviews/"
    assert not Review.objects.exists()


def test_bob_sees_no_review_of_ann_s(as_bob: Client, week: Review) -> None:
    assert SAID not in text_of(as_bob, "/growth/reviews/")
    for path in ("", "edit/", "export/"):
        assert as_bob.get(f"/growth/reviews/{week.pk}/{path}").status_code == 404
    for path in ("edit/", "reset/"):
        assert as_bob.post(f"/growth/reviews/{week.pk}/{path}", {"text": "x"}).status_code == 404


def test_written_markdown_is_parted_into_blocks() -> None:
    text = "# Title\n\nOne\nline.\n\nTwo.\r\n- a\n- b\n> said\n>\n> later\nend"
    assert blocks(text) == [
        Block("heading", ("Title",)),
        Block("text", ("One line.", "Two.")),
        Block("items", ("a", "b")),
        Block("quote", ("said", "later")),
        Block("text", ("end",)),
    ]


def test_a_day_is_told_in_the_person_s_time_zone(as_ann: Client, ann: User, week: Review) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    UserInteraction.objects.filter(user_question=SAID).update(created_at=late)
    User.objects.filter(pk=ann.pk).update(time_zone="Asia/Tokyo")
    as_ann.cookies["timezone"] = "Asia/Tokyo"
    assert "21 November 2026" in page_of(as_ann, week)
