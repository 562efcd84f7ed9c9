"""Odd numbers open no row: an owner asks every address that has a number in it with such."""

from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from insightvault.accounts.models import ApiToken, User
from insightvault.tests.routes import filled, routes
from sessions_memory import lifecycle
from sessions_memory.notes import keeping

# Around the number of a row that is there.
FORMS = (" {} ", "{}.0", "+{}", "-{}", "{}e0", "0x{}", "{}\0", "{}\u00b2", "{}_0")
HUGE = ("9" * 19, "9" * 30, "9" * 5000)
# Digits of other scripts; Python reads them.
OTHER_DIGITS = (0x0660, 0xFF10, 0x1D7CE)
ODD = pytest.mark.parametrize("odd", [*FORMS, *HUGE, *map(chr, OTHER_DIGITS)], ids=lambda odd: ascii(odd)[:12])
NUMBERED = [route for route in routes() if "<int:" in route and not route.startswith("/admin/")]
ADMIN = [route for route in routes() if route.startswith("/admin/") and ("<path:" in route or "<int:" in route)]

LISTS = ("accounts_user", "auth_group", "sessions_memory_usersession", "sessions_memory_userinteraction")


@dataclass(frozen=True)
class Row:
    client: Client
    pk: int

    def odd(self, form: str) -> str:
        if ord(form[0]) in OTHER_DIGITS:
            return "".join(chr(ord(form) + int(digit)) for digit in str(self.pk))
        return form.format(self.pk)

    def path(self, route: str, form: str) -> str:
        number = quote(self.odd(form))
        values = {"int": number, "path": number, "str": "1", "uuid": "0" * 32, "": "1"}
        return filled(route, values)


@pytest.fixture
def row(owner: User) -> Row:
    """The owner's, who may open all there is; where tables count from one it is everybody's number."""
    kept = lifecycle.store_interaction(lifecycle.get_or_create_session(owner), "Q", "A")
    keeping.keep_note(owner, "A note.")
    client = Client(raise_request_exception=False)
    client.force_login(owner, backend=settings.PERSON_BACKEND)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {ApiToken.objects.create_for(owner, 't')[1]}"
    return Row(client, kept.pk)


@ODD
def test_an_odd_number_in_an_address_is_not_found(row: Row, odd: str) -> None:
    for route in NUMBERED:
        for method in (row.client.get, row.client.post):
            answer = method(row.path(route, odd))
            assert answer.status_code in (404, 405, 422), (route, answer.status_code)


@ODD
def test_an_odd_number_opens_nothing_in_the_admin(row: Row, odd: str) -> None:
    for route in ADMIN:
        answer = row.client.get(row.path(route, odd))
        assert answer.status_code in (301, 302, 404, 405), (route, answer.status_code)


@ODD
def test_an_odd_number_that_is_ticked_in_a_list_of_the_admin_is_not_found(row: Row, odd: str) -> None:
    ticked = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [row.pk, row.odd(odd)]}
    for name in LISTS:
        answer = row.client.post(reverse(f"admin:{name}_changelist"), ticked)
        assert answer.status_code == 404, (name, answer.status_code)


@ODD
def test_an_odd_number_in_a_form_or_query_breaks_nothing(row: Row, odd: str) -> None:
    number, client = row.odd(odd), row.client
    asked = [
        client.get("/", {"before": number, "at": number}),
        client.get("/export", {"session": number}),
        client.get("/forget/", {"scope": "interaction", "row": number}),
        client.post("/ask/", {"question": "Q", "session": number}),
        client.post("/ask/", {"question": "Q", "replaces": number}),
        client.post("/ask/", {"again": number}),
        client.post(f"/interactions/{row.pk}/never-recall/", {"receipt": number}),
        client.get("/history/", {"cursor": number}),
        client.get("/memory/never/", {"cursor": number}),
        client.get("/sessions/history", {"cursor": number, "limit": number}),
        client.get(reverse("admin:sessions_memory_userinteraction_changelist"), {"p": number, "id": number}),
        *(client.get(reverse(f"admin:{name}_changelist"), {"id__in": number}) for name in LISTS),
    ]
    assert [answer.request["PATH_INFO"] for answer in asked if answer.status_code >= 500] == []
