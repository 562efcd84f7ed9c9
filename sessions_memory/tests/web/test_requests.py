"""Where a form leads back to."""

import pytest
from django.test import Client, RequestFactory

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.web.requests import page_of_ours


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
