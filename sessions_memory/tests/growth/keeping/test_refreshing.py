from typing import Any

import pytest

from sessions_memory import lifecycle
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import ActiveDay, Growth, ReadSession, Theme, ThemeMember, UserInteraction, UserSession
from sessions_memory.recall.index import writing
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, ONE_OFFS, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import flat, names, questions_of, tell

SAME_EVERYWHERE = [
    ("Sourdough", 5, 10, {"2025-03": 10}),
    ("Tomaten", 4, 8, {"2025-03": 8}),
    ("膝盖", 4, 8, {"2025-03": 8}),
]
SAME_WORDS = [["sourdough", "loaf", "starter"], ["Tomaten", "Balkon", "Mehltau"], ["膝盖", "半程马拉松", "跑步"]]
MORE = [["Does a sourdough starter like rye flour?", "My sourdough loaf is flat, is the starter weak?"]]


@pytest.fixture
def told(ann: Any) -> list[UserSession]:
    sessions = tell(ann, SOURDOUGH, GARTEN, LAUFEN, ONE_OFFS)
    assert refresh(ann)
    return sessions


def rows() -> list[list[dict[str, Any]]]:
    """All that is stored of growth, but for when it was read."""
    when = ("changed_at", "refreshed_at", "heartbeat_at", "claim_id")
    tables = (Growth, ReadSession, ActiveDay, Theme, ThemeMember)
    found = [list(table._default_manager.order_by("pk").values()) for table in tables]
    return [[{name: value for name, value in row.items() if name not in when} for row in table] for table in found]


def test_what_comes_back_is_a_theme_with_its_own_words_and_figures(told: list[UserSession], ann: Any, bob: Any) -> None:
    sourdough, garten, _ = Theme.objects.owned_by(ann).largest_first()
    assert questions_of(sourdough) <= flat(SOURDOUGH) and "sourdough" in sourdough.name.lower()
    assert garten.name == "Tomaten"
    assert sourdough.is_enough and sourdough.sessions == sourdough.days == 5
    assert sum(sourdough.months.values()) == sourdough.interactions == len(questions_of(sourdough))
    assert {"sourdough", "starter"} <= {text for _, text, _ in sourdough.words}
    assert not Theme.objects.owned_by(bob).exists()


def test_the_row_says_what_was_read(told: list[UserSession], ann: Any) -> None:
    growth = Growth.objects.get(user=ann)
    assert (growth.sessions, growth.interactions) == (len(told), UserInteraction.objects.count())
    assert (growth.changed_at, growth.claim_id) == (None, None) and growth.refreshed_at


def test_a_second_reading_changes_nothing(told: list[UserSession], ann: Any) -> None:
    before = rows()
    assert refresh(ann)
    assert rows() == before


def test_one_person_s_reading_leaves_the_other_alone(told: list[UserSession], bob: Any) -> None:
    before = rows()
    tell(bob, GARTEN)
    assert refresh(bob)
    assert names(bob) == ["Tomaten"]
    for table, earlier in zip(rows(), before, strict=True):
        assert [row for row in table if row["user_id"] != bob.pk] == earlier


def test_what_is_new_is_filed_and_the_rest_stays(told: list[UserSession], ann: Any) -> None:
    before = {theme.pk: theme.name for theme in Theme.objects.all()}
    Growth.objects.update(found_at_interactions=UserInteraction.objects.count() + 1)
    tell(ann, MORE, first=90)
    assert refresh(ann)
    sourdough = Theme.objects.largest_first()[0]
    assert {theme.pk: theme.name for theme in Theme.objects.all()} == before
    assert flat(MORE) <= questions_of(sourdough) and sourdough.sessions == 6


def test_a_theme_keeps_its_row_when_all_is_found_anew(told: list[UserSession], ann: Any) -> None:
    before = {theme.pk: theme.name for theme in Theme.objects.all()}
    tell(ann, MORE, first=90)
    Growth.objects.update(found_at_interactions=0)
    assert refresh(ann)
    assert {theme.pk: theme.name for theme in Theme.objects.all()} == before
    assert flat(MORE) <= questions_of(Theme.objects.largest_first()[0])


def test_an_open_session_enters_when_it_ends(told: list[UserSession], ann: Any) -> None:
    session = lifecycle.get_or_create_session(ann)
    for question in MORE[0]:
        lifecycle.store_interaction(session, question, "")
    assert refresh(ann)
    assert not ReadSession.objects.filter(session=session)

    lifecycle.end_session(session)
    assert refresh(ann)
    assert flat(MORE) <= questions_of(Theme.objects.largest_first()[0])


def test_a_session_that_was_opened_again_stays_as_it_was_read_until_it_ends(told: list[UserSession], ann: Any) -> None:
    (session,) = tell(ann, MORE, first=90, source="chat")
    assert refresh(ann)
    lifecycle.resume_session(session)
    lifecycle.store_interaction(session, "Is a sourdough crust better with steam?", "")
    assert refresh(ann)
    assert ReadSession.objects.get(session=session).interactions == 2
    assert flat(MORE) <= questions_of(Theme.objects.largest_first()[0])

    lifecycle.end_session(session)
    assert refresh(ann)
    assert ReadSession.objects.get(session=session).interactions == 3


def test_temporary_old_and_unwanted_ones_stay_out(ann: Any) -> None:
    temporary, unwanted, partly = tell(ann, [*MORE, *MORE, *MORE])
    UserSession.objects.filter(pk=temporary.pk).update(is_temporary=True)
    UserSession.objects.filter(pk=unwanted.pk).update(never_recall=True)
    old, secret = partly.interactions.oldest_first()
    UserInteraction.objects.filter(pk=old.pk).update(is_superseded=True)
    UserInteraction.objects.filter(pk=secret.pk).update(never_recall=True)
    assert refresh(ann)
    assert not ReadSession.objects.exists()


def test_days_are_the_person_s_own_and_count_what_is_never_recalled(ann: Any, told: list[UserSession]) -> None:
    days = ActiveDay.objects.filter(user=ann)
    assert sum(days.values_list("interactions", flat=True)) == UserInteraction.objects.count()
    first = days.order_by("day")[0]
    ann.time_zone = "Pacific/Honolulu"
    ann.save()
    UserSession.objects.filter(pk=told[0].pk).update(never_recall=True)
    assert refresh(ann)
    assert sum(days.values_list("interactions", flat=True)) == UserInteraction.objects.count()
    assert (first.day - days.order_by("day")[0].day).days == 1


def test_decisions_stand_above_what_is_found(told: list[UserSession], ann: Any) -> None:
    sourdough, garten, laufen = Theme.objects.largest_first()
    decisions.rename(garten, "Balkon")
    decisions.hide(laufen, is_hidden=True)
    decisions.merge(sourdough, garten)
    moved = UserInteraction.objects.get(user_question=ONE_OFFS[0][0])
    decisions.put_in(laufen, moved)
    out = UserInteraction.objects.get(user_question=GARTEN[0][0])
    decisions.take_out(garten, out)

    for _ in range(2):
        Growth.objects.update(found_at_interactions=0)
        assert refresh(ann)
        assert set(names(ann)) == {"Balkon", laufen.name, sourdough.name}
        garten.refresh_from_db()
        assert garten.interactions == len(questions_of(garten) | questions_of(sourdough)) >= 14
        assert out.user_question not in questions_of(garten)
        assert moved.user_question in questions_of(laufen)
        laufen.refresh_from_db()
        assert laufen.is_hidden and questions_of(laufen) >= flat(LAUFEN[:2])


def test_a_changed_index_is_read_again_and_finds_the_same(told: list[UserSession], ann: Any) -> None:
    before = rows()[3:]
    writing.rebuild(ann)
    assert refresh(ann)
    assert rows()[3:] == before


def test_the_same_history_gives_the_same_on_each_database(told: list[UserSession]) -> None:
    """Told in full, since one run has one database alone."""
    themes = Theme.objects.largest_first()
    assert [(theme.name, theme.sessions, theme.interactions, theme.months) for theme in themes] == SAME_EVERYWHERE
    assert [[text for _, text, _ in theme.words][:3] for theme in themes] == SAME_WORDS
