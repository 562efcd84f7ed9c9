"""Where a form leads back to, and what a page reloads."""

import re

import pytest
from django.test import Client, RequestFactory

from insightvault.accounts.models import User
from insightvault.tests.processes import ROOT
from sessions_memory import lifecycle
from sessions_memory.web.requests import page_of_ours, reload_address


@pytest.mark.parametrize(
    "there",
    [
        *("", "chat", "chat:home", "logout", "\u0663", "week.", "x/y", "javascript:hit()", "data:text/html,x", " /x"),
        *("//example.org/", "///example.org/", "/\\example.org/", "\\\\example.org", "https://example.org/", "http:/x"),
    ],
)
def test_it_leads_to_no_other_place_than_a_page_of_ours(there: str) -> None:
    assert page_of_ours(RequestFactory().post("/"), there, otherwise="/growth/") == "/growth/"


def test_it_leads_back_to_the_page_that_it_came_from() -> None:
    assert page_of_ours(RequestFactory().post("/"), "/history/?q=a", otherwise="/growth/") == "/history/?q=a"


@pytest.mark.parametrize("there", ["chat", "logout", "9" * 30, "//example.org/"])
def test_a_form_with_another_place_does_its_work_and_leads_to_its_own(as_ann: Client, ann: User, there: str) -> None:
    session = lifecycle.get_or_create_session(ann)
    done = as_ann.post(f"/s/{session.pk}/pin/", {"pinned": "1", "next": there})
    assert done.status_code == 302 and done["Location"] == f"/s/{session.pk}/"


@pytest.mark.parametrize(
    ("here", "again"),
    [
        ("/s/3/", "/s/3/?reload=1"),
        ("/s/3/?reload=1&at=7", "/s/3/?reload=2&at=7"),
        (f"/?reload={'9' * 30}", "/?reload=1"),
    ],
)
def test_what_is_reloaded_differs_from_where_one_is(here: str, again: str) -> None:
    assert reload_address(RequestFactory().get(here)) == again


def test_nothing_is_reloaded_from_another_host() -> None:
    request = RequestFactory().get("/")
    request.path = "//example.org/"
    assert reload_address(request) == "/%2Fexample.org/?reload=1"


def test_every_page_that_reloads_itself_names_that_address() -> None:
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    refreshes = [tag for page in pages for tag in re.findall(r"<meta[^>]*http-equiv=.refresh.[^>]*>", page)]

    assert refreshes and all("url={% reload_address %}" in tag or "url={{ reload }}" in tag for tag in refreshes)
