"""Deleting one's own account."""

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from insightvault.accounts.models import ApiToken, Browser, User
from sessions_memory import lifecycle
from sessions_memory.models import Deletion, UserSession
from sessions_memory.tests.reading import as_read

PASSWORD = {"password": "ann-password-1"}


def with_history(person: User) -> None:
    lifecycle.store_interaction(lifecycle.get_or_create_session(person), f"{person}'s question", "a")


def test_an_account_goes_once_the_password_is_given(as_ann: Client, ann: User, bob: User) -> None:
    with_history(ann)
    with_history(bob)
    assert "1 question and its answer" in as_read(as_ann.get("/account/delete/").content.decode())
    report = as_ann.post("/account/delete/", PASSWORD)["Location"]
    assert list(User.objects.all()) == [bob] and UserSession.objects.get().user == bob

    assert "on disk are being overwritten" in as_read(Client().get(report).content.decode())
    assert as_ann.get("/").status_code == 302


@pytest.mark.parametrize("password", ["", "wrong"])
def test_without_the_password_nothing_goes(as_ann: Client, ann: User, password: str) -> None:
    response = as_ann.post("/account/delete/", {"password": password})
    assert response.status_code == 422 and User.objects.get() == ann and ann.is_active


def test_tokens_and_browsers_are_out_at_once(as_ann: Client, ann: User, as_bob: Client) -> None:
    ApiToken.objects.create_for(ann, "t")
    other = Client()
    other.force_login(ann, backend=settings.PERSON_BACKEND)
    as_ann.post("/account/delete/", PASSWORD)
    assert not ApiToken.objects.exists() and other.get("/account/").status_code == 302

    assert as_bob.get("/account/").status_code == 200 and Browser.objects.count() == 1


def test_the_only_owner_can_t_leave_others_alone(as_owner: Client, owner: User, ann: User) -> None:
    response = as_owner.post("/account/delete/", {"password": "owner-password-1"})
    assert response.status_code == 422 and "only owner" in response.content.decode()
    # Told before a password is asked for, and no way around it.
    page = as_owner.get("/account/delete/").content.decode()
    assert "only owner" in page and 'type="password"' not in page
    in_admin = reverse("admin:accounts_user_delete", args=[owner.pk])

    assert "only owner" in as_owner.get(in_admin).content.decode()
    as_owner.post(in_admin, {"post": "yes"})
    owner.refresh_from_db()
    assert owner.is_active
    ann.delete()

    assert 'type="password"' in as_owner.get("/account/delete/").content.decode()
    as_owner.post("/account/delete/", {"password": "owner-password-1"})
    assert not User.objects.exists()


def test_who_read_others_words_is_told_that_the_log_keeps_the_name(as_ann: Client, ann: User) -> None:
    LogEntry.objects.create(user=ann, action_flag=0, object_repr="session 1")
    assert "keeps your name" in as_ann.get("/account/delete/").content.decode()
    as_ann.post("/account/delete/", PASSWORD)
    ann.refresh_from_db()
    assert not ann.is_active and LogEntry.objects.get().user == ann


def test_the_report_is_of_accounts_alone(as_ann: Client, ann: User) -> None:
    assert Client().get("/account/delete/")["Location"].startswith("/accounts/login/")
    deletion = Deletion.objects.create(user=ann, scope="all")
    assert Client().get(f"/account/deleted/{deletion.key}/").status_code == 404


def test_the_admin_deletes_a_person_the_same_way(as_owner: Client, ann: User, bob: User) -> None:
    with_history(ann)
    as_owner.post(f"/admin/accounts/user/{ann.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=ann.pk).exists() and not UserSession.objects.exists()
    assert Deletion.objects.get().deleted_at and User.objects.filter(pk=bob.pk).exists()
