"""The bar over a session comes along with a question only if it no longer is what the page shows."""

import re
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Status
from sessions_memory.tests.areas.made import area_of

BAR = re.compile(r'<header[^>]*id="topbar".*?</header>', re.DOTALL)
MARK = re.compile(r'<input type="hidden" name="topbar" form="composer" value="(\w*)">')
COUNT = re.compile(r'<p class="topbar-count".*?</p>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# They never change, or with the session they lead to.
FIXED = {"id", "user", "source", "source_id", "session_start", "is_temporary", "continues"}


def ask(client: Client, session: UserSession | None = None, **fields: str) -> str:
    sent = {"question": "Where is the quince?", "session": str(session.pk) if session else "", **fields}
    answer = client.post("/ask/", sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    UserInteraction.objects.update(status=Status.ANSWERED)
    return answer.content.decode()


def bar_in(html: str) -> str:
    found = BAR.search(html)
    return found[0] if found else ""


def mark_in(html: str) -> str:
    found = MARK.search(html)
    assert found
    return found[1]


def test_a_second_question_changes_the_count_alone(as_ann: Client, ann: User) -> None:
    first = ask(as_ann)
    session = UserSession.objects.get(user=ann)
    assert "Where is the quince?" in bar_in(first) and "1 question\n" in bar_in(first)

    again = ask(as_ann, session, topbar=mark_in(first))
    assert not bar_in(again) and again.count('id="topbar-count" hx-swap-oob="true"') == 1
    assert "2 questions" in again


@pytest.mark.parametrize("told", ["", "0" * 16, "x" * 20_000, "\0"])
def test_a_page_that_tells_another_mark_or_none_gets_the_whole(as_ann: Client, told: str) -> None:
    ask(as_ann)
    assert "2 questions" in bar_in(ask(as_ann, UserSession.objects.get(), topbar=told))


def test_a_bar_that_another_tab_or_person_made_is_not_this_one(
    as_ann: Client, as_bob: Client, ann: User, bob: User
) -> None:
    mark = mark_in(ask(as_ann))
    ask(as_bob)
    session, his = UserSession.objects.get(user=ann), UserSession.objects.get(user=bob)
    assert bar_in(ask(as_bob, his, topbar=mark))
    session.rename("Quinces")
    assert "Quinces" in bar_in(ask(as_ann, session, topbar=mark))


OTHER_VALUES: dict[type[Any], Any] = {
    models.CharField: "Another",
    models.TextField: "Another",
    models.PositiveIntegerField: 1,
    models.JSONField: {"another": 1},
}


def other_value(field: Any, ann: User) -> Any:
    if isinstance(field, models.BooleanField):
        return not field.get_default()
    if isinstance(field, models.DateTimeField):
        return timezone.now()

    return area_of(ann).pk if isinstance(field, models.ForeignKey) else OTHER_VALUES[type(field)]


def test_the_mark_changes_with_whatever_the_bar_shows(as_ann: Client, ann: User) -> None:
    """With each column of the session in turn."""

    def seen(**values: Any) -> tuple[str, str]:
        session = UserSession.objects.create(user=ann, pk=7, **values)
        bar = bar_in(as_ann.get("/s/7/").content.decode())
        session.delete()
        return mark_in(bar), TOKEN.sub("", COUNT.sub("", MARK.sub("", bar)))

    mark, bar = seen()
    differing = set()
    for field in UserSession._meta.concrete_fields:
        if field.name in FIXED:
            continue

        now = seen(**{field.attname: other_value(field, ann)})
        assert (now[0] != mark) == (now[1] != bar), field.name
        if now[0] != mark:
            differing.add(field.attname)

    assert differing == {
        "title",
        "interaction_count",
        "is_pinned",
        "uses_memory",
        "never_recall",
        "is_read_only",
        "archived_at",
        "area_id",
    }
