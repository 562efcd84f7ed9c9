"""Areas as they are made, ordered, closed and deleted, and what growth does then."""

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.areas.keeping import AREAS_MAX, TooManyAreas
from sessions_memory.models import Area, Growth, Insight, Note, Theme, UserInteraction, UserSession
from sessions_memory.states import InsightKind
from sessions_memory.tests.areas.made import area_of, said_in
from sessions_memory.tests.growth.made import insight_of, place_in, session_of, theme_of


def names(person: User) -> list[str]:
    return list(Area.objects.owned_by(person).in_order().values_list("name", flat=True))


def test_areas_stand_in_the_order_that_the_person_gives_them(ann: User, bob: User) -> None:
    area_of(bob, "Garden")
    first, _, last = area_of(ann, "Work"), area_of(ann, "Family"), area_of(ann, "Novel")
    keeping.shift(last, is_up=True)
    assert names(ann) == ["Work", "Novel", "Family"]

    keeping.shift(first, is_up=True)
    keeping.shift(first, is_up=False)
    assert names(ann) == ["Novel", "Work", "Family"]


def test_an_archived_area_is_passed_over_in_the_order(ann: User) -> None:
    area_of(ann, "Work")
    keeping.archive(area_of(ann, "Old"), is_archived=True)
    keeping.shift(area_of(ann, "Novel"), is_up=True)
    assert list(Area.objects.owned_by(ann).in_use().in_order().values_list("name", flat=True)) == ["Novel", "Work"]


def test_there_are_so_many_areas_and_no_more(ann: User, bob: User) -> None:
    for number in range(AREAS_MAX):
        area_of(ann, f"Area {number}")
    with pytest.raises(TooManyAreas):
        area_of(ann, "One more")

    assert area_of(bob).position == 0


def grown(person: User) -> UserSession:
    """A session that a theme holds and an insight rests on."""
    session = session_of(person)
    theme = theme_of(person, "Garden", session, is_pinned=True)
    insight_of(person, InsightKind.MILESTONE, place_in(session, "how about 0"), theme=theme)
    return session


def test_what_is_moved_into_a_closed_area_leaves_growth_and_is_read_again_when_it_leaves(ann: User) -> None:
    session = grown(ann)
    therapy = area_of(ann, "Therapy", is_closed=True)
    Growth.objects.update(changed_at=None)
    keeping.put(session, therapy)

    assert not Theme.objects.owned_by(ann).shown().exists()
    assert not Insight.objects.owned_by(ann).in_sight().exists()
    assert not UserInteraction.objects.owned_by(ann).growing().exists()
    assert Growth.objects.get(user=ann).changed_at

    Growth.objects.update(changed_at=None)
    keeping.put(session, None)
    assert UserInteraction.objects.owned_by(ann).growing().exists()
    assert Growth.objects.get(user=ann).changed_at


def test_closing_an_area_takes_its_words_out_of_growth_and_opening_it_has_them_read_again(ann: User) -> None:
    work = area_of(ann)
    keeping.put(grown(ann), work)
    assert Theme.objects.owned_by(ann).shown().exists()

    keeping.change(work, is_closed=True)
    assert not Theme.objects.owned_by(ann).shown().exists()
    Growth.objects.update(changed_at=None)
    keeping.change(work, is_closed=False)
    assert UserInteraction.objects.owned_by(ann).growing().exists()
    assert Growth.objects.get(user=ann).changed_at


def test_what_another_person_s_growth_holds_stays(ann: User, bob: User) -> None:
    grown(bob)
    keeping.put(grown(ann), area_of(ann, "Therapy", is_closed=True))
    assert Theme.objects.owned_by(bob).shown().exists()


def test_a_dissolved_area_leaves_its_sessions_and_takes_its_notes(ann: User) -> None:
    work = area_of(ann)
    row = said_in(work, ann, "The quince tree")
    Note.objects.create(user=ann, text="My desk is by the window.", area=work)
    keeping.dissolve(work)

    row.session.refresh_from_db()
    assert row.session.area is None
    assert not Note.objects.exists()
    assert not Area.objects.exists()


def test_a_temporary_session_is_in_no_area(ann: User) -> None:
    session = lifecycle.start_temporary_session(ann)
    keeping.put(session, area_of(ann))
    session.refresh_from_db()
    assert session.area is None
