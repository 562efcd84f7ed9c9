"""An export of our own keeps areas: their rules, their sessions, notes and instructions come back as they were."""

from pathlib import Path
from typing import Any

import pytest

from insightvault.accounts.models import User
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import Area, Note, UserSession
from sessions_memory.states import Colour, Recalls
from sessions_memory.tests.areas.made import area_of, said_in
from sessions_memory.tests.exporters.test_round_trip import after_header, bring_in, exported


@pytest.fixture
def carol(db: None) -> Any:
    return User.objects.create_user("carol")


def kept(person: User) -> None:
    therapy = area_of(person, "Therapy", is_closed=True, instructions="Ask back.", colour=Colour.VIOLET)
    area_of(person, "Empty", recalls=Recalls.OPEN)
    row = said_in(therapy, person, "The quince tree lost its leaves")
    row.context_used = {"version": 3, "items": [], "turns": [], "area": therapy.source_id, "recalls": "own"}
    row.save()
    said_in(None, person, "Something else entirely")
    Note.objects.create(user=person, text="I like quinces.", area=therapy)
    Note.objects.create(user=person, text="I am left-handed.")


def test_into_an_empty_account_and_out_again_areas_are_the_same(ann: User, carol: User, tmp_path: Path) -> None:
    kept(ann)
    document = exported(ann)
    assert b'"version":2' in document.partition(b"\n")[0]
    bring_in(document, tmp_path)
    assert after_header(exported(carol)) == after_header(document)

    therapy = Area.objects.owned_by(carol).get(name="Therapy")
    assert (therapy.is_closed, therapy.instructions) == (True, "Ask back.")
    assert UserSession.objects.owned_by(carol).filter(area=therapy).count() == 1


def test_without_areas_it_says_the_version_that_older_readers_take(ann: User) -> None:
    said_in(None, ann, "Something else entirely")
    document = exported(ann)
    assert b'"version":1' in document.partition(b"\n")[0]
    assert b'"area"' not in document


def test_a_selection_takes_the_areas_of_its_sessions_along(ann: User, carol: User, tmp_path: Path) -> None:
    kept(ann)
    session = UserSession.objects.owned_by(ann).get(area__name="Therapy")
    bring_in(exported(ann, Selection(session_id=session.pk)), tmp_path)
    assert list(Area.objects.owned_by(carol).values_list("name", "is_closed")) == [("Therapy", True)]


def test_a_session_whose_area_is_missing_is_never_recalled(ann: User, carol: User, tmp_path: Path) -> None:
    kept(ann)
    lines = [line for line in exported(ann).splitlines() if b'"insightvault":"area"' not in line]
    bring_in(b"\n".join(lines), tmp_path)
    states = UserSession.objects.owned_by(carol).order_by("title").values_list("title", "area", "never_recall")
    assert [tuple(row) for row in states] == [
        ("Something else entirely", None, False),
        ("The quince tree lost its leaves", None, True),
    ]
    assert not Note.objects.owned_by(carol).filter(text="I like quinces.").exists()
