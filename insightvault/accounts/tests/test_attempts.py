"""How often passwords may be tried, by forms and by the count behind them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from insightvault.accounts.guarding import attempts, known_browsers
from insightvault.accounts.guarding.attempts import OF_ADDRESS, OF_BROWSER, OF_NAME, OF_VAULT, TooManyAttempts
from insightvault.accounts.models import AttemptCount, User

LOGIN = "/accounts/login/"
HOME, AWAY = "203.0.113.7", "203.0.113.8"
ANN = {"username": "ann", "password": "ann-password-1"}
names = (f"nobody-{number}" for number in count())


def log_in(name: str, password: str = "wrong", *, address: str = HOME, accept: str = "text/html") -> int:
    fields = {"username": name, "password": password}
    return Client().post(LOGIN, fields, REMOTE_ADDR=address, headers={"Accept": accept}).status_code


def close(kind: attempts.Limit, **given: str) -> None:
    """Uses all attempts of a limit up."""
    name = given.get("name")
    for number in range(kind.attempts):
        address = f"10.0.0.{number}" if kind is OF_VAULT else given.get("address", "")
        attempts.count(address=address, name=name)


def test_ten_wrong_passwords_close_a_name_for_one_address(ann: User) -> None:
    assert {log_in("ann") for _ in range(OF_NAME.attempts)} == {200}
    assert log_in("ann", "ann-password-1") == 429
    assert log_in("ann", "ann-password-1", address=AWAY) == 302


@pytest.mark.parametrize("written", [" ann ", "\uff41nn"])
def test_a_name_written_otherwise_is_the_same_name(ann: User, written: str) -> None:
    close(OF_NAME, name="ann", address=HOME)
    assert log_in(written, "ann-password-1") == 429


def test_made_up_names_close_their_address(ann: User) -> None:
    assert {log_in(next(names)) for _ in range(OF_ADDRESS.attempts)} == {200}
    assert log_in("ann", "ann-password-1") == 429
    assert log_in("ann", "ann-password-1", address=AWAY) == 302


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("", "unix:", True),
    ],
)
def test_an_ipv6_network_counts_as_one_address(first: str, second: str, is_one: bool) -> None:
    assert (attempts.network(first) == attempts.network(second)) is is_one


def test_the_whole_vault_has_a_limit(ann: User) -> None:
    close(OF_VAULT)
    assert log_in("ann", "ann-password-1", address=AWAY) == 429


def test_a_lock_ends_when_the_page_says_whoever_comes_meanwhile(ann: User) -> None:
    close(OF_NAME, name="ann", address=HOME)
    before = list(AttemptCount.objects.values_list("key", "attempts", "ends_at"))
    refused = Client().post(LOGIN, {"username": "ann", "password": "x"}, REMOTE_ADDR=HOME)
    assert "Too many attempts. Try again in 15 minutes." in refused.content.decode()
    assert 0 < int(refused["Retry-After"]) <= OF_NAME.span.total_seconds()
    assert list(AttemptCount.objects.values_list("key", "attempts", "ends_at")) == before

    AttemptCount.objects.update(ends_at=timezone.now())
    assert log_in("ann", "ann-password-1") == 302


def test_a_lock_from_before_the_clock_was_set_back_is_over(ann: User) -> None:
    close(OF_NAME, name="ann", address=HOME)
    AttemptCount.objects.update(ends_at=timezone.now() + timedelta(days=400))
    assert log_in("ann", "ann-password-1") == 302


def test_a_right_password_takes_its_attempt_back_and_forgets_the_wrong_ones_of_its_name(ann: User) -> None:
    log_in("bob")
    assert {log_in("ann") for _ in range(3)} == {200}
    log_in("ann", "ann-password-1")
    # The address and the vault, with the four that were wrong, and bob's name.
    assert sorted(AttemptCount.objects.values_list("attempts", flat=True)) == [1, 4, 4]


def test_nothing_of_the_form_is_kept_and_nothing_for_long(ann: User) -> None:
    log_in("my-secret-typed-into-the-name", "and-another", address=HOME)
    kept = str(list(AttemptCount.objects.values()))
    assert not any(text in kept for text in ("secret", "another", HOME))

    AttemptCount.objects.update(ends_at=timezone.now())
    for _ in range(40):
        log_in("ann")
    assert AttemptCount.objects.count() == 3


def test_a_program_is_told_in_json(ann: User) -> None:
    close(OF_NAME, name="ann", address=HOME)
    fields = {"username": "ann", "password": "x"}
    refused = Client().post(LOGIN, fields, REMOTE_ADDR=HOME, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()) == (429, {"detail": "Too many attempts. Try again in 15 minutes."})


def test_a_question_that_the_form_carries_is_not_lost(ann: User) -> None:
    close(OF_NAME, name="ann", address=HOME)
    fields = {"username": "ann", "password": "x", "question": "Where did I <put> it?"}
    refused = Client().post(LOGIN, fields, REMOTE_ADDR=HOME)
    assert "Where did I &lt;put&gt; it?</textarea>" in refused.content.decode()


def test_accounts_that_strangers_make_stay_counted(db: None, settings: Settings) -> None:
    settings.SIGNUP_OPEN = True
    made = [
        Client()
        .post(
            "/accounts/signup/", {"username": next(names), "password1": "quince-1847-x", "password2": "quince-1847-x"}
        )
        .status_code
        for _ in range(OF_ADDRESS.attempts + 1)
    ]
    assert made == [302] * OF_ADDRESS.attempts + [429]


def test_an_owner_may_add_as_many_people_as_there_are(as_owner: Client) -> None:
    for _ in range(OF_ADDRESS.attempts + 1):
        password = {"usable_password": "true", "password1": "quince-1847-x", "password2": "quince-1847-x"}
        added = as_owner.post("/admin/accounts/user/add/", {"username": next(names), **password})
        assert added.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_no_more_get_through_at_once_than_one_after_the_other() -> None:
    def is_counted(_: int) -> bool:
        try:
            attempts.count(address=HOME, name="ann")
        except TooManyAttempts:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(is_counted, range(3 * OF_NAME.attempts))) == OF_NAME.attempts


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_what_was_kept_of_refused_forms_before_is_dropped() -> None:
    MigrationExecutor(connection).migrate([("accounts", "0001_users_and_tokens")])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE axes_accessattempt (post_data text)")
    # To the end of all apps: migrations of others depend on this one, and later tests need their tables.
    forward = MigrationExecutor(connection)
    forward.migrate(forward.loader.graph.leaf_nodes())
    assert not [name for name in connection.introspection.table_names() if name.startswith("axes_")]


@pytest.mark.parametrize("limit", [OF_VAULT, OF_ADDRESS])
def test_a_flood_keeps_nobody_out_of_a_browser_in_which_they_were(ann: User, bob: User, limit: attempts.Limit) -> None:
    anns = Client()
    assert anns.post(LOGIN, ANN, REMOTE_ADDR=HOME).status_code == 302
    anns.post("/accounts/logout/")
    close(limit, address=HOME)
    assert log_in("ann", "ann-password-1") == 429
    assert anns.post(LOGIN, {"username": "bob", "password": "bob-password-1"}, REMOTE_ADDR=HOME).status_code == 429
    assert anns.post(LOGIN, ANN, REMOTE_ADDR=HOME).status_code == 302


def test_nor_is_that_browser_a_way_to_guess(ann: User) -> None:
    anns = Client()
    anns.post(LOGIN, ANN)
    anns.post("/accounts/logout/")
    for _ in range(OF_BROWSER.attempts):
        assert anns.post(LOGIN, {**ANN, "password": "wrong"}).status_code == 200
    assert anns.post(LOGIN, ANN).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "x.y:z", "a" * 5000])
def test_a_cookie_of_somebody_else_s_making_says_nothing(ann: User, cookie: str) -> None:
    close(OF_ADDRESS, address=HOME)
    client = Client()
    client.cookies[known_browsers.COOKIE] = cookie
    assert client.post(LOGIN, ANN, REMOTE_ADDR=HOME).status_code == 429
