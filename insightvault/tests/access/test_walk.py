"""Every address that exists, with every method, asked by everybody there is."""

import pytest
from django.conf import settings
from django.test import Client

from insightvault.accounts.models import TokenScope
from insightvault.tests.access.people import PEOPLE, SECRET, Asked, World, program_of
from insightvault.tests.access.table import CAUGHT, ELSEWHERE, OAUTH, PROGRAMS, TABLE, Answers, Line
from insightvault.tests.routes import caught, routes
from insightvault.token_rights import NEEDS, in_document
from sessions_memory.models import Area

JSON = "application/json"
TAKEN = ("GET", "HEAD", "POST")
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")
# A method that is refused, or answered as another is, is asked for by fewer.
FEW = ("nobody", "ann", "bob")
REFUSED = {"405", "login", "401"}
HOW = "Write a line for it in insightvault/tests/access/table.py: which methods it takes, and what it answers to whom."


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_address_has_a_line_in_the_table() -> None:
    found = set(routes())
    assert [f"{route} is in no table. {HOW}" for route in sorted(found - set(TABLE))] == []
    assert [f"{route} stands in the table and is no address." for route in sorted(set(TABLE) - found)] == []
    assert set(caught()) == set(CAUGHT), f"Other regular expressions catch addresses than those in CAUGHT. {HOW}"


def test_everybody_is_answered_what_the_table_says(world: World) -> None:
    faults, count = [], 0
    for route, line in TABLE.items():
        for method in TAKEN:
            for who in PEOPLE if method != "HEAD" and line.answers(method) else FEW:
                if (method, route, who) != ELSEWHERE:
                    faults += [
                        f"{method} {route} by {who}: {fault}" for fault in asked(world, route, line, method, who)
                    ]
                    count += 1

    assert "\n".join(faults) == ""
    assert count > 1000


def test_no_other_method_is_taken(world: World) -> None:
    faults = []
    for route in TABLE:
        # Django's own pages of the admin take every method for GET, and tell nobody anything who is not staff.
        refused = REFUSED | {"302", "403"} if route.startswith("/admin/") else REFUSED
        refused = refused | {"404"} if route in OAUTH else refused
        for method in OTHERS:
            for who in FEW[:2]:
                said = world.ask(who, method, world.path(route), kind=JSON).said
                faults += [] if said in refused else [f"{method} {route} by {who}: {said}"]

    assert "\n".join(faults) == ""


def test_what_has_no_address_is_not_there(world: World) -> None:
    said = {(who, path): world.ask(who, "GET", path).said for path, _ in CAUGHT.values() for who in PEOPLE}
    assert said == {(who, path): answers._asdict()[who] for path, answers in CAUGHT.values() for who in PEOPLE}


def test_a_form_from_another_site_does_nothing(world: World) -> None:
    """A browser sends its cookies along, and not the word against forgery. A token is no cookie."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ann, backend=settings.PERSON_BACKEND)
    programs = {route for route, line in TABLE.items() if line.post and route in PROGRAMS}
    forms = {route for route, line in TABLE.items() if line.post} - programs - set(OAUTH)
    said = {route: client.post(world.path(route), TABLE[route].sent).status_code for route in forms}
    assert {route: status for route, status in said.items() if status != 403} == {}
    said = {route: client.post(world.path(route), TABLE[route].sent, JSON).status_code for route in programs}
    assert set(said.values()) == {401}


def test_a_token_may_what_its_scope_says(world: World) -> None:
    faults = []
    for scope in TokenScope:
        world.clients[scope] = program_of(world.ann, scope=scope)
    for method, route, line in calls():
        if f"{method} {in_document(route)}" not in NEEDS:
            faults.append(f"{method} {route} names no scope. Write what it needs into insightvault/token_rights.py.")
        needed = TokenScope(line.scope or (TokenScope.READ if method == "GET" else TokenScope.EVERYTHING))
        for scope in TokenScope:
            said = world.ask(scope, method, world.path(route), line.sent, kind=JSON if method == "POST" else "").said
            faults += [] if (said == "403") != scope.covers(needed) else [f"{method} {route} with {scope}: {said}"]

    assert "\n".join(faults) == ""


def test_a_token_of_an_area_sees_nothing_of_elsewhere(world: World) -> None:
    """Hers is empty: whatever is told of her words comes from outside."""
    area = Area.objects.create(user=world.ann)
    world.clients["bound"] = program_of(world.ann, area=area)
    faults = []
    for method, route, line in calls():
        answer = world.ask("bound", method, world.path(route), line.sent, kind=JSON if method == "POST" else "")
        keeps = NEEDS[f"{method} {in_document(route)}"].keeps_to_area
        faults += [f"{method} {route}: {answer.said}"] if keeps == (answer.said == "403") else []
        faults += [f"{method} {route} tells a word of elsewhere"] if SECRET in answer.text else []

    assert "\n".join(faults) == ""


def calls() -> list[tuple[str, str, Line]]:
    """All that take a token."""
    found = [(method, route, line) for route, line in PROGRAMS.items() for method in ("GET", "POST")]
    # What is no form of files is refused there before anybody is asked for a token.
    forms = [("POST", "/import"), ("POST", "/attachments")]
    return [call for call in found if call[:2] not in forms and _takes_token(call[2].answers(call[0]))]


def _takes_token(answers: Answers | None) -> bool:
    return answers is not None and answers.nobody != "200" and answers.ann != "405"


def asked(world: World, route: str, line: Line, method: str, who: str) -> list[str]:
    """The faults of the answer."""
    kind = JSON if route in PROGRAMS and method == "POST" else ""
    answer = world.ask(who, method, world.path(route), line.sent if method == "POST" else None, kind=kind)
    answers = line.answers(method)
    refused = REFUSED if who == "nobody" else {"405"}
    expected = {answers._asdict()[who]} if answers else refused

    faults = [] if answer.said in expected else [f"{answer.said}, not {' or '.join(sorted(expected))}"]
    return faults + (not_hers(answer, may_read=who in line.reads) if who != "ann" else [])


def not_hers(answer: Asked, *, may_read: bool) -> list[str]:
    """Somebody else reads no word of ann's and changes no row of hers; a refusal changes nothing at all."""
    reads = ["a word of ann's"] if SECRET in answer.text and not may_read else []
    writes = answer.written if answer.said not in ("200", "302") else []
    return reads + [f"writes {table}" for table in writes] + [f"changes {row}" for row in sorted(answer.changed)]
