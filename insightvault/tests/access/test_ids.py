"""Every field that takes an id: somebody else's is answered as if it weren't there, and nothing changes."""

import json
from typing import Any

import pytest

from insightvault.tests.access.fields import ID_CASES, PLACES, PLAIN, Case, of_forms, of_programs, read_by_code
from insightvault.tests.access.people import SECRET, WORD, Asked, World
from sessions_memory import lifecycle
from sessions_memory.models import ImportJob, Theme, UserInteraction, UserSession
from sessions_memory.recall.search import search
from sessions_memory.states import JobState
from sessions_memory.web.cursors import Cursor

NOBODYS = 7999
LISTS = ("/history/", "/history/?q=", "/memory/never/", "/sessions/recent", "/sessions/history")
HOW = "Write a case for it into ID_CASES of insightvault/tests/access/fields.py or, if it names no row, into PLAIN."


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_field_that_takes_an_id_has_a_case() -> None:
    cases = {case.name for case in ID_CASES}
    found = {*read_by_code(), *of_forms(), *of_programs()}
    assert [f"“{name}” is sent to us. {HOW}" for name in sorted(found - cases - PLAIN - PLACES)] == []
    assert sorted((cases | PLACES) - found) == [], "These are read nowhere any more."
    assert {"session", "replaces", "row"} <= set(of_forms())
    assert not set(of_forms()) & PLAIN


@pytest.mark.parametrize("who", ["bob", "superuser"])
def test_an_id_of_somebody_else_is_as_if_it_were_not_there(world: World, who: str) -> None:
    faults = []
    for case in ID_CASES:
        hers, nobodys = (asked(world, who, case, row) for row in (case.row, NOBODYS))
        faults += [f"{case}: {hers.said}, but {nobodys.said} for nobody's"] if hers.said != nobodys.said else []
        faults += [f"{case}: wrote {hers.written}"] if hers.written != nobodys.written else []
        faults += [f"{case}: changed {hers.changed}"] if hers.changed else []
        faults += [f"{case}: shows a word of ann's"] if SECRET in hers.text else []

    assert "\n".join(faults) == ""


def test_the_owner_finds_the_row(world: World) -> None:
    """Or what others are answered would prove nothing."""
    looked_up = [case for case in ID_CASES if case.is_looked_up]
    assert [case for case in looked_up if asked(world, "ann", case, case.row).said == "404"] == []
    assert [case for case in looked_up if asked(world, "bob", case, case.row).said != "404"] == []


@pytest.mark.parametrize("path", LISTS)
def test_a_place_in_somebody_elses_list_shows_nothing_of_it(world: World, path: str) -> None:
    row = UserInteraction.objects.filter(user=world.ann).latest("created_at")
    places = [str(Cursor(row.created_at, row.pk)), search(user=world.ann, query=WORD, limit=1).following]
    assert all(places)
    for place in places:
        there = f"{path}{WORD}&cursor={place}" if path.endswith("=") else f"{path}?cursor={place}"
        assert SECRET not in world.ask("bob", "GET", there).text


def asked(world: World, who: str, case: Case, row: int) -> Asked:
    """With a row of the asker's own where the case needs one; to its end where the first answer leads on."""
    own = _own(world, who)
    values = {"{}": row, "{own}": own.pk, "{own_session}": own.session_id, "{own_theme}": _own_theme(world, who)}
    values["{own_import}"] = _own_import(world, who)
    path = _filled(case.path, values)
    sent: Any = {name: _filled(text, values) for name, text in case.sent.items()}
    if case.is_json:
        return world.ask(who, case.method, path, json.dumps(sent | {case.name: row}), kind="application/json")

    answer = world.ask(who, case.method, path, sent)
    leads_to_row = answer.said == "302" and case.is_looked_up and str(row) in answer.response["Location"]
    return world.ask(who, "GET", answer.response["Location"]) if leads_to_row else answer


def _own(world: World, who: str) -> UserInteraction:
    person = world.people[who]
    mine = UserInteraction.objects.filter(user=person).first()
    if mine is None:
        mine = lifecycle.store_interaction(UserSession.objects.create(user=person), "My own?", "Yes.")
    return mine


def _own_theme(world: World, who: str) -> int:
    person = world.people[who]
    mine = Theme.objects.filter(user=person).order_by("pk").first()
    return mine.pk if mine else Theme.objects.create(user=person, name="Mine").pk


def _own_import(world: World, who: str) -> int:
    job, _ = ImportJob.objects.get_or_create(user=world.people[who], state=JobState.LOOKED, is_look=True)
    return job.pk


def _filled(text: str, values: dict[str, int]) -> str:
    for mark, number in values.items():
        text = text.replace(mark, str(number))
    return text
