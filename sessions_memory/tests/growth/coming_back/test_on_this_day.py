from datetime import UTC, date, datetime

import pytest

from insightvault.accounts.models import User
from sessions_memory.growth.coming_back import choices
from sessions_memory.growth.coming_back.days import on_this_day
from sessions_memory.growth.coming_back.on_this_day import SaidThen, earlier_days, how_long_ago, remembered
from sessions_memory.growth.coming_back.telling import told_in
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status
from sessions_memory.tests.growth.told import say, theme_of

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 11, 22)
A_YEAR_AGO = date(2025, 11, 22)
SAID = "I don't want to do this work any more, and I am tired of it."
LIKED = "I feel that I am starting to like this town."
TRUSTED = "Ich habe mich heute endlich getraut, mit Jan zu reden."


def shown(user: User, today: date = TODAY) -> str:
    found = on_this_day(user, today=today)
    if found is None:
        return ""
    return UserInteraction.objects.owned_by(user).get(pk=found.interaction_id).user_question[found.start : found.end]


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2022, 11, 22), "2021-11-22 2020-11-22"),
        # What was said on a leap day is shown on the last of February, but where there is one on the 29th.
        (date(2025, 2, 28), "2024-02-29 2024-02-28 2023-02-28 2022-02-28 2021-02-28 2020-02-29 2020-02-28"),
        (date(2024, 2, 28), "2023-02-28 2022-02-28 2021-02-28 2020-02-28"),
        (date(2024, 2, 29), "2020-02-29"),
        (date(2025, 3, 1), "2024-03-01 2023-03-01 2022-03-01 2021-03-01 2020-03-01"),
    ],
)
def test_earlier_days_have_the_same_date_in_other_years(today: date, days: str) -> None:
    assert [day.isoformat() for day in earlier_days(today, LONG_AGO)] == days.split()


def test_a_leap_day_comes_once_a_year() -> None:
    for year in range(2025, 2033):
        around = [date(year, 2, 28), date(year, 3, 1), *([date(year, 2, 29)] if year % 4 == 0 else [])]
        assert sum(date(2024, 2, 29) in earlier_days(today, LONG_AGO) for today in around) == 1


def test_how_long_ago_is_told_in_years() -> None:
    assert how_long_ago(date(2025, 11, 22), TODAY) == "A year ago today"
    assert how_long_ago(date(2023, 11, 22), TODAY) == "3 years ago today"
    assert how_long_ago(date(2024, 2, 29), date(2025, 2, 28)) == "A year ago"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{SAID} Then I made dinner, as always. Thanks.", SAID),
        ("Write me a poem about the first day of my holidays.", ""),
        ("Should I feel proud of what I did yesterday?", ""),
        ("I need help with the budget of my small company.", ""),
        ("The capital of Australia is not Sydney but Canberra.", ""),
        ("He wrote:\n> I am so proud of you and of us all here.\nHm.", ""),
        (TRUSTED, TRUSTED),
        ("I wrote this for her: you are the best of all.", ""),
        ("我终于学会了游泳，很开心。", "我终于学会了游泳，很开心。"),
        ("Fine.", ""),
    ],
)
def test_a_sentence_of_one_s_own_is_told_and_no_request(text: str, told: str) -> None:
    found = told_in(text)
    assert (text[found.start : found.end] if found else "") == told


def test_the_person_s_own_words_of_a_year_ago_are_shown(ann: User, bob: User) -> None:
    say(ann, A_YEAR_AGO, SAID)
    assert shown(ann) == SAID
    assert shown(bob) == ""
    assert shown(ann, date(2026, 11, 23)) == ""


def test_the_nearest_year_with_a_telling_sentence_is_shown(ann: User) -> None:
    say(ann, date(2023, 11, 22), LIKED)
    say(ann, date(2024, 11, 22), SAID)
    say(ann, A_YEAR_AGO, "How tall is the tower?")
    assert shown(ann) == SAID


def test_the_day_is_that_of_the_person_s_time_zone(ann: User) -> None:
    row = say(ann, A_YEAR_AGO, SAID)
    row.created_at = datetime(2025, 11, 22, 23, 30, tzinfo=UTC)
    row.save(update_fields=["created_at"])
    ann.time_zone = "Asia/Tokyo"
    assert (shown(ann), shown(ann, date(2026, 11, 23))) == ("", SAID)
    ann.time_zone = "America/New_York"
    assert (shown(ann), shown(ann, date(2026, 11, 23))) == (SAID, "")


def test_a_hidden_day_and_what_is_switched_off_are_not_shown(ann: User) -> None:
    say(ann, A_YEAR_AGO, SAID)
    say(ann, date(2024, 11, 22), LIKED)
    choices.hide_day(ann.pk, A_YEAR_AGO)
    choices.hide_day(ann.pk, A_YEAR_AGO)
    assert shown(ann) == LIKED
    choices.switch_on_this_day(ann.pk, shows=False)
    assert shown(ann) == ""
    choices.switch_on_this_day(ann.pk, shows=True)
    assert shown(ann) == LIKED


def test_nothing_of_a_hidden_theme_is_shown_nor_of_what_is_part_of_it(ann: User) -> None:
    theme = theme_of(ann, "work")
    say(ann, A_YEAR_AGO, SAID, theme_of(ann, "the office", merged_into=theme))
    assert shown(ann) == SAID
    theme.hide(is_hidden=True)
    assert shown(ann) == ""


@pytest.mark.parametrize("kind", ["never", "session", "temporary", "old", "running"])
def test_what_growth_may_not_read_is_not_shown(ann: User, kind: str) -> None:
    row = say(ann, A_YEAR_AGO, SAID)
    row.never_recall, row.is_superseded = kind == "never", kind == "old"
    row.status = Status.PENDING if kind == "running" else row.status
    row.save()
    row.session.never_recall, row.session.is_temporary = kind == "session", kind == "temporary"
    row.session.save()
    assert shown(ann) == ""


@pytest.mark.parametrize(
    "painful",
    [
        "I buried my father today, and I felt nothing at all.",
        "Heute ist Oma gestorben, und ich kann nicht weinen.",
        "I finally told the doctor that I have cancer again.",
    ],
)
def test_a_painful_message_is_not_shown(ann: User, painful: str) -> None:
    say(ann, A_YEAR_AGO, painful)
    assert shown(ann) == ""
    say(ann, A_YEAR_AGO, SAID)
    assert shown(ann) == SAID


def test_what_tells_most_without_pain_is_shown_and_of_equals_what_was_said_first() -> None:
    said = ["I am in Rome.", LIKED, LIKED, f"{SAID} I buried my father."]
    found = remembered(A_YEAR_AGO, [SaidThen(number, text) for number, text in enumerate(said)])
    assert found and (found.interaction_id, said[1][found.start : found.end]) == (1, LIKED)


def test_a_text_that_is_too_long_to_be_looked_through_is_not_shown() -> None:
    assert remembered(A_YEAR_AGO, [SaidThen(1, f"{SAID} " * 100)])
    assert remembered(A_YEAR_AGO, [SaidThen(1, f"{SAID} " * 1_000)]) is None
