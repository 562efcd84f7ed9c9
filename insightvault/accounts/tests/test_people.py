"""Owners manage people on a page: they see names and dates, and what they switch off is out at once."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from insightvault.accounts import people
from insightvault.accounts.models import ApiToken, User
from insightvault.accounts.pages.people import AT_ONCE
from sessions_memory import lifecycle

PAGE = "/account/people/"
STRONG = "quince-jelly-1847"


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/accounts/reset/[^<]+)", page)
    assert found
    return found[1]


def choose_password(link: str) -> str:
    visitor = Client()
    form = visitor.get(link, follow=True)
    if not form.redirect_chain:
        return form.content.decode()
    visitor.post(form.redirect_chain[-1][0], {"new_password1": STRONG, "new_password2": STRONG})
    return ""


def test_a_person_is_added_and_chooses_a_password_by_a_link_that_works_once(as_owner: Client, owner: User) -> None:
    response = as_owner.post(PAGE, {"username": "cleo"})
    link = link_in(response.content.decode())
    cleo = User.objects.get(username="cleo")
    assert "no-store" in response["Cache-Control"] and not cleo.has_usable_password() and not cleo.is_staff

    choose_password(link)
    assert Client().login(username="cleo", password=STRONG)
    assert "This link no longer works" in choose_password(link)
    # Whoever has the link can log in as her.
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (owner, str(cleo.pk)) and link not in entry.get_change_message()


def test_a_name_is_given_once(as_owner: Client, ann: User) -> None:
    refused = as_owner.post(PAGE, {"username": "ann"})
    assert refused.status_code == 422 and "Somebody here has this name already." in refused.content.decode()
    assert as_owner.post(PAGE, {"username": "x" * 151}).status_code == 422
    assert User.objects.count() == 2


def test_who_is_switched_off_is_out_at_once_and_comes_back_with_what_was_theirs(
    as_owner: Client, as_ann: Client, ann: User, as_bob: Client
) -> None:
    lifecycle.store_question(ann, "Why?")
    _, token = ApiToken.objects.create_for(ann, "t")
    link = link_in(as_owner.post(f"{PAGE}{ann.pk}/", {"do": "link"}).content.decode())
    as_owner.post(f"{PAGE}{ann.pk}/", {"do": "off"})
    assert as_ann.get("/").status_code == 302 and ApiToken.objects.find(token) is None
    assert not Client().login(username="ann", password="ann-password-1")
    assert "This link no longer works" in choose_password(link)

    as_owner.post(f"{PAGE}{ann.pk}/", {"do": "on"})
    # The old cookie and the old token stay dead.
    assert as_ann.get("/").status_code == 302 and ApiToken.objects.find(token) is None
    back = Client()
    assert back.login(username="ann", password="ann-password-1") and "Why?" in back.get("/").content.decode()
    assert as_bob.get("/").status_code == 200


def test_an_owner_is_made_and_unmade(as_owner: Client, ann: User) -> None:
    for do, owns in (("owner", True), ("no-owner", False)):
        as_owner.post(f"{PAGE}{ann.pk}/", {"do": do})
        ann.refresh_from_db()
        assert (ann.is_superuser, ann.is_staff) == (owns, owns)


@pytest.mark.parametrize("do", ["off", "no-owner"])
def test_nobody_does_it_to_themselves(as_owner: Client, owner: User, do: str) -> None:
    response = as_owner.post(f"{PAGE}{owner.pk}/", {"do": do}, follow=True)
    owner.refresh_from_db()
    assert owner.is_active and owner.is_superuser and "Another owner can" in response.content.decode()
    assert f'value="{do}"' not in response.content.decode()


def test_of_two_owners_who_take_each_other_s_rights_one_stays(owner: User, ann: User) -> None:
    people.let_own(ann, owner, owns=True)
    people.let_own(owner, ann, owns=False)
    with pytest.raises(people.Refused):
        people.switch_off(ann, owner)
    assert User.objects.get(is_superuser=True, is_active=True) == ann


def test_an_owner_sees_no_word_of_anybody(as_owner: Client, ann: User) -> None:
    lifecycle.store_question(ann, "About the quince")
    ApiToken.objects.create_for(ann, "a laptop")
    seen = as_owner.get(PAGE).content.decode() + as_owner.get(f"{PAGE}{ann.pk}/").content.decode()
    assert "ann" in seen and "quince" not in seen and "laptop" not in seen


def test_many_people_come_in_pages(as_owner: Client) -> None:
    User.objects.bulk_create(User(username=f"p{number:03}") for number in range(AT_ONCE + 1))
    first = as_owner.get(PAGE).content.decode()
    following = re.search(r'href="(\?after=[^"]+)"', first)
    assert following and first.count("Here since") == AT_ONCE

    last = as_owner.get(PAGE + following[1]).content.decode()
    assert "p050" in last and "p050" not in first and last.count("Here since") == 2


def test_others_have_no_such_page(as_ann: Client, as_bob: Client, bob: User) -> None:
    for path in (PAGE, f"{PAGE}{bob.pk}/"):
        assert as_ann.get(path).status_code == as_ann.post(path, {"do": "off", "username": "x"}).status_code == 403
        assert urlsplit(Client().get(path)["Location"]).path == "/accounts/login/"
    assert as_bob.get("/").status_code == 200 and User.objects.count() == 2
