import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory.models import Growth, HiddenDay
from sessions_memory.tests.growth.told import say, theme_of

SAID = "I don't want to do this work any more, and I am tired of it."


def a_year_ago() -> date:
    today = timezone.localdate()
    return date(today.year - 1, today.month, min(today.day, 28) if today.month == 2 else today.day)


def growth_page(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/growth/").content.decode())


def test_this_day_of_a_year_ago_leads_to_its_session_and_to_the_chat(as_ann: Client, ann: User) -> None:
    row = say(ann, a_year_ago(), SAID)
    page = growth_page(as_ann)
    assert "A year ago" in page and "I don&#x27;t want to do this work" in page
    assert f'href="/s/{row.session_id}/?at={row.pk}#interaction-{row.pk}"' in page
    talk = f"/?said={row.pk}&from=0&to={len(SAID)}"
    assert f'href="{talk.replace("&", "&amp;")}"' in page
    composer = as_ann.get(talk).content.decode()
    assert "I wrote: “I don&#x27;t want to do this work any more, and I am tired of it.”" in composer


def test_a_day_is_hidden_by_one_click(as_ann: Client, as_bob: Client, ann: User, bob: User) -> None:
    say(ann, a_year_ago(), SAID)
    day = a_year_ago().isoformat()
    assert f'name="day" value="{day}"' in growth_page(as_ann)
    as_bob.post("/growth/on-this-day/hide/", {"day": day})
    assert "A year ago" in growth_page(as_ann)
    as_ann.post("/growth/on-this-day/hide/", {"day": day})
    assert "A year ago" not in growth_page(as_ann)
    assert set(HiddenDay.objects.values_list("user", flat=True)) == {ann.pk, bob.pk}


@pytest.mark.parametrize("day", ["", "x", "1969-01-01", "2199-01-01", "2026-13-01"])
def test_a_day_that_was_not_shown_is_not_kept(as_ann: Client, day: str) -> None:
    assert as_ann.post("/growth/on-this-day/hide/", {"day": day})["Location"] == "/growth/"
    assert not HiddenDay.objects.exists()


def test_on_this_day_is_switched_off_on_the_page_and_on_again_at_the_account(as_ann: Client, ann: User) -> None:
    say(ann, a_year_ago(), SAID)
    as_ann.post("/growth/on-this-day/")
    assert "A year ago" not in growth_page(as_ann)
    account = as_ann.get("/account/memory-and-privacy/").content.decode()
    assert re.search(r'name="shows"\s+value="on"\s+>', account)
    response = as_ann.post("/growth/on-this-day/", {"shows": "on", "next": "/account/memory-and-privacy/"})
    assert response["Location"] == "/account/memory-and-privacy/"
    assert "A year ago" in growth_page(as_ann)


def test_what_is_new_since_the_last_visit_stands_in_one_line(as_ann: Client, ann: User) -> None:
    say(ann, date(2026, 11, 2), "I ran.", theme_of(ann, "running"))
    assert "New since" not in growth_page(as_ann)
    Growth.objects.filter(user=ann).update(seen_at=timezone.now() - timedelta(days=2))
    theme_of(ann, "knitting")
    page = growth_page(as_ann)
    assert '<a href="/growth/themes/">2 themes</a>' in page


def test_a_question_of_one_s_own_themes_stands_on_both_pages(as_ann: Client, as_bob: Client, ann: User) -> None:
    now = timezone.now()
    theme = theme_of(ann, "Leaving the job", first_at=now - timedelta(days=200), last_at=now)
    say(ann, timezone.localdate(), "I wrote it.", theme)
    asked = "How has my thinking about “Leaving the job” changed since"
    for path in ("/growth/", "/"):
        assert asked in as_ann.get(path).content.decode()
        assert asked not in as_bob.get(path).content.decode()
    theme.hide(is_hidden=True)
    assert asked not in as_ann.get("/").content.decode()


def test_a_temporary_session_asks_nothing_of_one_s_themes(as_ann: Client, ann: User) -> None:
    now = timezone.now()
    theme_of(ann, "Leaving the job", first_at=now, last_at=now)
    say(ann, timezone.localdate(), "I wrote it.")
    assert "Leaving the job" in as_ann.get("/").content.decode()
    assert "Leaving the job" not in as_ann.get("/?temporary=1").content.decode()


@pytest.mark.parametrize("query", ["said=x", "said={}&from=-1", "said={}&from=5&to=1", "said=99999&to=5", "from=1"])
def test_a_talk_about_nothing_leaves_the_composer_empty(as_ann: Client, ann: User, query: str) -> None:
    row = say(ann, a_year_ago(), SAID)
    assert "I wrote:" not in as_ann.get(f"/?{query.format(row.pk)}").content.decode()


def test_bob_can_not_talk_about_ann_s_words(as_bob: Client, ann: User) -> None:
    row = say(ann, a_year_ago(), SAID)
    assert "tired of it" not in as_bob.get(f"/?said={row.pk}&from=0&to=60").content.decode()


def test_nothing_is_shown_of_a_day_on_which_somebody_spoke_of_harming_themselves(as_ann: Client, ann: User) -> None:
    say(ann, a_year_ago(), SAID)
    say(ann, a_year_ago(), "I wish I would not wake up tomorrow.")
    assert "A year ago" not in growth_page(as_ann)
