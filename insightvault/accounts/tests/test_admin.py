"""The owner adds people and makes reset links; staff who are no superusers gain no rights here."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insightvault.accounts.models import ApiToken, User
from sessions_memory import lifecycle
from sessions_memory.admin.audit import log_readings
from sessions_memory.models import UserSession

USERS = "/admin/accounts/user/"
TOKENS = "/admin/accounts/apitoken/"

ALL = [f"{verb}_{model}" for verb in ("add", "change", "view", "delete") for model in ("user", "apitoken")]


@pytest.fixture
def sam(db: None) -> User:
    """Staff with every permission there is here, no superuser."""
    person = User.objects.create_user("sam", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=ALL))
    return person


@pytest.fixture
def as_sam(sam: User) -> Client:
    client = Client()
    client.force_login(sam, backend=settings.PERSON_BACKEND)
    return client


def reset_url(person: User) -> str:
    return f"{USERS}{person.pk}/reset-link/"


def test_admin_logs_in_on_our_page(client: Client, owner: User) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('login')}?next=/admin/"
    assert "registration/login.html" in [template.name for template in response.templates]
    words = {"username": "owner", "password": "owner-password-1", "next": "/admin/"}
    assert client.post(reverse("login"), words)["Location"] == "/admin/"


def test_admin_login_takes_no_password_itself(client: Client, owner: User) -> None:
    response = client.post("/admin/login/", {"username": "owner", "password": "owner-password-1"})
    assert response["Location"].startswith(reverse("login"))
    assert "_auth_user_id" not in client.session


def test_ordinary_person_is_refused_not_sent_round(as_ann: Client) -> None:
    assert as_ann.get("/admin/", follow=True).status_code == 403
    assert as_ann.get("/admin/login/").status_code == 403


def test_staff_at_the_admin_login_go_in(as_owner: Client) -> None:
    assert as_owner.get("/admin/login/")["Location"] == "/admin/"


def test_leaving_the_admin_ends_the_open_session(as_owner: Client, owner: User) -> None:
    session = lifecycle.get_or_create_session(owner)
    assert as_owner.post("/admin/logout/").status_code == 302
    session.refresh_from_db()
    assert not session.is_open
    assert "_auth_user_id" not in as_owner.session


def test_admin_names_the_product(as_owner: Client) -> None:
    page = as_owner.get("/admin/").content.decode()
    assert "InsightVault" in page
    assert "Preferences" not in page
    assert "Model server" not in page


def test_owner_adds_a_person_with_a_password(as_owner: Client) -> None:
    words = {
        "username": "cleo",
        "usable_password": "true",
        "password1": "violet-umbrella-9",
        "password2": "violet-umbrella-9",
    }

    assert as_owner.post(f"{USERS}add/", words).status_code == 302
    assert User.objects.get(username="cleo").check_password("violet-umbrella-9")


def test_owner_adds_a_person_who_starts_with_a_reset_link(as_owner: Client) -> None:
    as_owner.post(f"{USERS}add/", {"username": "cleo", "usable_password": "false"})
    cleo = User.objects.get(username="cleo")
    assert not cleo.has_usable_password()
    assert chosen_by_link(as_owner, cleo, "violet-umbrella-9")


def chosen_by_link(owner: Client, person: User, password: str) -> bool:
    link = owner.post(reset_url(person)).context["link"]
    visitor = Client()
    form = visitor.get(urlsplit(link).path, follow=True)
    where = form.redirect_chain[-1][0]
    visitor.post(where, {"new_password1": password, "new_password2": password})

    person.refresh_from_db()
    return person.check_password(password)


def test_owner_makes_a_reset_link_that_works_once(as_owner: Client, ann: User) -> None:
    response = as_owner.post(reset_url(ann))
    link = response.context["link"]
    assert link.startswith("http://testserver/accounts/reset/")
    assert link in response.content.decode()
    assert "no-store" in response["Cache-Control"]

    assert chosen_by_link(as_owner, ann, "violet-umbrella-9")
    again = Client().get(urlsplit(link).path, follow=True)
    assert "This link no longer works" in again.content.decode()


def test_making_a_link_is_logged_without_it(as_owner: Client, ann: User) -> None:
    link = as_owner.post(reset_url(ann)).context["link"]
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.get_change_message()) == (str(ann.pk), "Made a password-reset link")
    assert urlsplit(link).path.split("/")[-2] not in f"{entry.change_message} {entry.object_repr}"


def test_the_change_page_offers_the_link_to_superusers_alone(as_owner: Client, as_sam: Client, ann: User) -> None:
    assert reset_url(ann) in as_owner.get(f"{USERS}{ann.pk}/change/").content.decode()
    assert reset_url(ann) not in as_sam.get(f"{USERS}{ann.pk}/change/").content.decode()


def test_a_reset_link_takes_a_post_of_a_superuser(
    client: Client, as_ann: Client, as_sam: Client, as_owner: Client, ann: User
) -> None:
    assert client.post(reset_url(ann)).status_code == 302
    assert as_ann.post(reset_url(ann), follow=True).status_code == 403
    assert as_sam.post(reset_url(ann)).status_code == 403
    assert as_owner.get(reset_url(ann)).status_code == 405
    assert not LogEntry.objects.exists()


def test_no_link_for_an_inactive_person(as_owner: Client, ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert as_owner.post(reset_url(ann)).status_code == 404


def test_staff_change_ordinary_people_without_giving_rights(as_sam: Client, ann: User) -> None:
    words = {"username": "ann", "email": "ann@example.org", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert as_sam.post(f"{USERS}{ann.pk}/change/", words).status_code == 302
    ann.refresh_from_db()
    assert (ann.email, ann.is_staff, ann.is_superuser) == ("ann@example.org", False, False)


@pytest.mark.parametrize("whom", ["owner", "sam", "other"])
def test_staff_change_neither_superusers_nor_staff_nor_themselves(
    as_sam: Client, sam: User, owner: User, whom: str
) -> None:
    other = User.objects.create_user("other", is_staff=True)
    person = {"owner": owner, "sam": sam, "other": other}[whom]
    words = {"username": "taken", "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    assert as_sam.post(f"{USERS}{person.pk}/change/", words).status_code == 403
    assert as_sam.post(f"{USERS}{person.pk}/delete/", {"post": "yes"}).status_code == 403

    as_sam.post(USERS, {"action": "delete_selected", "post": "yes", "_selected_action": [person.pk]})
    person.refresh_from_db()
    assert person.username == whom


def test_staff_set_nobodys_password(as_sam: Client, ann: User, owner: User) -> None:
    words = {"password1": "violet-umbrella-9", "password2": "violet-umbrella-9", "usable_password": "true"}
    for person in (ann, owner):
        assert as_sam.post(f"{USERS}{person.pk}/password/", words).status_code == 403
        person.refresh_from_db()
        assert not person.check_password("violet-umbrella-9")


def test_owner_sets_a_password(as_owner: Client, ann: User) -> None:
    words = {"password1": "violet-umbrella-9", "password2": "violet-umbrella-9", "usable_password": "true"}
    assert as_owner.post(f"{USERS}{ann.pk}/password/", words).status_code == 302
    ann.refresh_from_db()
    assert ann.check_password("violet-umbrella-9")


def test_deleting_a_person_asks_first_without_their_words(as_owner: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "Where is my umbrella?", "In the hall.")
    page = as_owner.get(f"{USERS}{ann.pk}/delete/").content.decode()
    assert "Interactions: 1" in page
    assert "mbrella" not in page

    as_owner.post(f"{USERS}{ann.pk}/delete/", {"post": "yes"})
    assert not UserSession.objects.exists()


def test_whoever_read_content_stays_in_the_log(as_owner: Client, sam: User, ann: User) -> None:
    log_readings(sam, [lifecycle.get_or_create_session(ann)])
    as_owner.post(f"{USERS}{sam.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=sam.pk).exists()
    assert LogEntry.objects.count() == 1


def test_tokens_are_listed_and_revoked_but_never_shown(as_owner: Client, ann: User) -> None:
    token, text = ApiToken.objects.create_for(ann, "laptop")
    for url in (TOKENS, f"{TOKENS}{token.pk}/change/", f"{TOKENS}{token.pk}/delete/"):
        page = as_owner.get(url).content.decode()
        assert token.prefix in page
        assert token.digest not in page
        assert text not in page

    assert as_owner.get(f"{TOKENS}add/").status_code == 403
    assert as_owner.post(f"{TOKENS}{token.pk}/change/", {"name": "x"}).status_code == 403
    as_owner.post(f"{TOKENS}{token.pk}/delete/", {"post": "yes"})
    assert ApiToken.objects.find(text) is None


@pytest.mark.parametrize("lookup", ["digest__startswith", "user__password__startswith"])
def test_secrets_are_not_guessed_by_filtering(as_sam: Client, ann: User, lookup: str) -> None:
    ApiToken.objects.create_for(ann, "laptop")
    assert as_sam.get(TOKENS, {lookup: "a"}).status_code == 400


def test_lists_do_not_grow_in_queries(as_owner: Client, ann: User) -> None:
    def count(url: str) -> int:
        as_owner.get(url)
        with CaptureQueriesContext(connection) as queries:
            as_owner.get(url)

        return len(queries)

    ApiToken.objects.create_for(ann, "first")
    few = [count(USERS), count(TOKENS)]

    for number in range(10):
        ApiToken.objects.create_for(User.objects.create_user(f"p{number}"), "t")

    assert [count(USERS), count(TOKENS)] == few


def staff_pages() -> list[Callable[[User], str]]:
    return [lambda person: USERS, lambda person: f"{USERS}{person.pk}/change/", lambda person: TOKENS]


@pytest.mark.parametrize("page", staff_pages())
def test_pages_by_who_asks(client: Client, as_ann: Client, ann: User, page: Callable[[User], str]) -> None:
    assert client.get(page(ann)).status_code == 302
    assert as_ann.get(page(ann), follow=True).status_code == 403
    bare = User.objects.create_user("bare", is_staff=True)
    client.force_login(bare, backend=settings.PERSON_BACKEND)
    assert client.get(page(ann)).status_code == 403


def test_tokens_are_found_by_their_person_and_by_how_they_begin(as_owner: Client, ann: User, bob: User) -> None:
    token, text = ApiToken.objects.create_for(ann, "laptop")
    other, _ = ApiToken.objects.create_for(bob, "laptop")
    for words in ("an", token.prefix, text[:11]):
        assert [row.pk for row in as_owner.get(TOKENS, {"q": words}).context["cl"].result_list] == [token.pk]

    assert {row.pk for row in as_owner.get(TOKENS).context["cl"].result_list} == {token.pk, other.pk}
    assert not as_owner.get(TOKENS, {"q": "lapt"}).context["cl"].result_list


def test_deleting_many_people_asks_once_who_reads(as_owner: Client) -> None:
    asked = []
    for begin, count in ((0, 2), (2, 20)):
        people = [User.objects.create_user(f"person-{number}").pk for number in range(begin, begin + count)]
        with CaptureQueriesContext(connection) as captured:
            as_owner.post("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": people})
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_the_administration_names_what_it_lists_in_its_reader_s_language(as_owner: Client) -> None:
    page = as_owner.get("/admin/", headers={"accept-language": "de"}).content.decode()
    for name in ("Sitzungen", "Interaktionen", "Bereiche", "Themen", "Erkenntnisse", "Rückblicke", "Krisenhilfe"):
        assert f">{name}</a>" in page

    assert ">Sessions</a>" in as_owner.get("/admin/").content.decode()


def test_permissions_are_called_in_their_reader_s_language_and_are_those_of_what_is_shown(
    as_owner: Client, owner: User, sam: User
) -> None:
    role = Group.objects.create(name="Editors")
    for url in (f"{USERS}{sam.pk}/change/", f"/admin/auth/group/{role.pk}/change/"):
        page = as_owner.get(url, headers={"accept-language": "de"}).content.decode()
        assert "Sitzungen und Gedächtnis | Interaktion | Ansehen: Interaktion" in page
        assert "| Can " not in page and "attempt" not in page

        assert "Sessions and memory | interaction | Can view interaction" in as_owner.get(url).content.decode()

    kept = [str(pk) for pk in sam.user_permissions.values_list("pk", flat=True)]
    as_owner.post(f"/admin/auth/group/{role.pk}/change/", {"name": "Editors", "permissions": kept})
    assert set(role.permissions.all()) == set(sam.user_permissions.all())


def test_what_the_admin_does_not_offer_a_role_or_person_keeps(as_owner: Client) -> None:
    """As a permission on a table that no page of the admin shows, given by a migration or another program."""
    sam, role = User.objects.create_user("sam"), Group.objects.create(name="Editors")
    hidden, (shown, other) = Permission.objects.get(codename="change_note"), offered(as_owner)[:2]
    role.permissions.set([hidden, shown])
    sam.user_permissions.set([hidden, shown])

    as_owner.post(f"/admin/auth/group/{role.pk}/change/", {"name": "Editors", "permissions": other.pk})
    as_owner.post(f"{USERS}{sam.pk}/change/", {"username": "sam", "is_active": "on", "user_permissions": other.pk})
    assert set(role.permissions.all()) == set(sam.user_permissions.all()) == {hidden, other}


def offered(client: Client) -> list[Permission]:
    page = client.get("/admin/auth/group/add/")
    return list(page.context["adminform"].form.fields["permissions"].queryset)
