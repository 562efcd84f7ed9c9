import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from insightvault.accounts.first_run import setup_token
from insightvault.accounts.models import TOKENS_PER_PERSON, ApiToken, User
from sessions_memory import lifecycle

STRONG = "quince-jelly-1847"


@pytest.fixture
def fresh(db: None, settings: Settings, tmp_path: Path) -> str:
    """A vault with no person yet: the set-up page's address."""
    settings.DATA_DIR = tmp_path
    return f"/setup/{setup_token()}/"


def test_the_link_makes_the_owner_logs_in_and_is_dead(fresh: str) -> None:
    client = Client()
    assert client.get(fresh).status_code == 200
    made = client.post(fresh, {"username": "maren", "password1": STRONG, "password2": STRONG})
    owner = User.objects.get()
    assert owner.is_superuser and owner.is_staff

    first_visit = client.get(made["Location"]).content.decode()
    assert made["Location"] == "/" and "A place to think that keeps what you said." in first_visit
    assert all(f'href="{url}"' in first_visit for url in ("/account/model/", "/import/"))
    assert Client().get(fresh).status_code == 404
    assert Client().post(fresh, {"username": "eve", "password1": STRONG, "password2": STRONG}).status_code == 404
    assert User.objects.count() == 1


def test_a_wrong_link_is_not_found(fresh: str) -> None:
    assert Client().get("/setup/guess/").status_code == 404


def test_a_weak_password_makes_no_owner(fresh: str) -> None:
    response = Client().post(fresh, {"username": "maren", "password1": "12345678", "password2": "12345678"})
    assert response.status_code == 422 and not User.objects.exists()
    assert "too common" in response.content.decode()


def test_where_a_password_is_chosen_one_sentence_says_what_it_needs(
    fresh: str, owner: User, ann: User, as_ann: Client, settings: Settings
) -> None:
    settings.SIGNUP_OPEN = True
    uid, token = urlsafe_base64_encode(force_bytes(ann.pk)), default_token_generator.make_token(ann)
    stranger = Client()
    # The link leads to a page of its own, which alone knows the token.
    link = stranger.get(f"/accounts/reset/{uid}/{token}/")["Location"]
    for page in (stranger.get("/accounts/signup/"), stranger.get(link), as_ann.get("/account/access/")):
        text = page.content.decode()
        assert text.count("At least 8 characters, not only digits;") == 1 and "<ul><li>Your" not in text
        assert "can’t be too similar" not in text and "for verification" not in text

    translated = as_ann.get("/account/access/", headers={"accept-language": "de"}).content.decode()
    assert "Mindestens 8 Zeichen, nicht nur Ziffern;" in translated


@pytest.mark.parametrize(("password", "is_taken"), [("quince7", False), ("quince78", True), ("91827364", False)])
def test_the_sentence_is_true(fresh: str, password: str, is_taken: bool) -> None:
    assert "At least 8 characters" in Client().get(fresh).content.decode()
    Client().post(fresh, {"username": "maren", "password1": password, "password2": password})
    assert User.objects.exists() is is_taken


def test_createsuperuser_kills_the_link_too(fresh: str) -> None:
    User.objects.create_superuser("maren", password=STRONG)
    assert Client().get(fresh).status_code == 404 and setup_token() is None


def test_login_leads_to_the_page_asked_for(ann: User) -> None:
    response = Client().post("/accounts/login/?next=/history/", {"username": "ann", "password": "ann-password-1"})
    assert response["Location"] == "/history/"


def test_a_refused_login_says_so_in_one_sentence(ann: User) -> None:
    fields = {"username": "ann", "password": "wrong"}
    for language, sentence in (("en", "That username or password is wrong."), ("de", "Benutzername oder Passwort")):
        page = Client().post("/accounts/login/", fields, headers={"accept-language": language})
        assert sentence in page.content.decode()


def test_logging_out_ends_the_session(as_ann: Client, ann: User) -> None:
    session = lifecycle.store_question(ann, "Q").session
    as_ann.post("/accounts/logout/")
    session.refresh_from_db()
    assert not session.is_open
    assert as_ann.get("/").status_code == 302


def test_sign_up_is_closed_unless_a_setting_opens_it(db: None, settings: Settings) -> None:
    fields = {"username": "newcomer", "password1": STRONG, "password2": STRONG}
    assert Client().get("/accounts/signup/").status_code == 404
    assert Client().post("/accounts/signup/", fields).status_code == 404
    settings.SIGNUP_OPEN = True
    assert Client().post("/accounts/signup/", fields).status_code == 302

    assert not User.objects.get().is_staff


def test_a_reset_link_sets_the_password_once(ann: User) -> None:
    uid = urlsafe_base64_encode(force_bytes(ann.pk))
    link = reverse("accounts:password-reset", args=[uid, default_token_generator.make_token(ann)])
    client = Client()
    form_page = client.get(link)["Location"]
    client.post(form_page, {"new_password1": STRONG, "new_password2": STRONG})

    ann.refresh_from_db()
    assert ann.check_password(STRONG)
    assert client.get(link).status_code == 200  # says that the link is used up
    assert not Client().get(link).has_header("Location")


def test_a_token_is_shown_once_and_stored_as_a_digest(as_ann: Client, ann: User) -> None:
    page = as_ann.post("/account/tokens/", {"name": "backup", "scope": "read"}).content.decode()
    shown = re.search(r"iv_[\w-]{40,}", page)
    assert shown
    token = ApiToken.objects.get()
    assert shown[0] not in f"{token.digest}{token.prefix}" and ApiToken.objects.find(shown[0]) == token

    assert shown[0] not in as_ann.get("/account/access/").content.decode()


def test_a_token_can_be_revoked_by_its_own_person_only(as_ann: Client, as_bob: Client, ann: User) -> None:
    token, text = ApiToken.objects.create_for(ann, "t")
    assert as_bob.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    as_ann.post(f"/account/tokens/{token.pk}/revoke/")
    assert ApiToken.objects.find(text) is None


def test_a_token_of_somebody_who_left_opens_nothing(ann: User) -> None:
    _, text = ApiToken.objects.create_for(ann, "t")
    ann.is_active = False
    ann.save()
    assert ApiToken.objects.find(text) is None


@pytest.mark.parametrize("text", ["", "iv_", "iv_zzzzzzzzaaaa", "Bearer", "iv_" + "é" * 60])
def test_what_is_no_token_opens_nothing(ann: User, text: str) -> None:
    ApiToken.objects.create_for(ann, "t")
    assert ApiToken.objects.find(text) is None


def test_the_password_is_changed_and_this_browser_stays(as_ann: Client, ann: User) -> None:
    other = Client()
    other.force_login(ann, backend=settings.PERSON_BACKEND)
    fields = {"old_password": "ann-password-1", "new_password1": STRONG, "new_password2": STRONG}
    as_ann.post("/account/password/", fields)
    assert as_ann.get("/account/").status_code == 200

    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize(("ticked", "told"), [("on", "are revoked"), ("", "keep working")])
def test_a_new_password_offers_to_revoke_tokens(as_ann: Client, ann: User, bob: User, ticked: str, told: str) -> None:
    assert "Also revoke my API tokens" not in as_ann.get("/account/access/").content.decode()
    ApiToken.objects.create_for(ann, "laptop")
    ApiToken.objects.create_for(bob, "his")
    page = as_ann.get("/account/access/").content.decode()
    assert "Also revoke my API tokens" in page and "Otherwise they keep working." in page

    fields = {"old_password": "ann-password-1", "new_password1": STRONG, "new_password2": STRONG}
    as_ann.post("/account/password/", {**fields, "revoke_tokens": ticked})
    assert f"Your API tokens {told}." in as_ann.get("/account/access/").content.decode()
    assert ann.api_tokens.exists() is not bool(ticked) and bob.api_tokens.exists()


def test_a_reset_offers_it_too(ann: User) -> None:
    ApiToken.objects.create_for(ann, "laptop")
    uid = urlsafe_base64_encode(force_bytes(ann.pk))
    client = Client()
    page = client.get(reverse("accounts:password-reset", args=[uid, default_token_generator.make_token(ann)]))
    assert "Also revoke my API tokens" in client.get(page["Location"]).content.decode()
    client.post(page["Location"], {"new_password1": STRONG, "new_password2": STRONG, "revoke_tokens": "on"})
    assert not ann.api_tokens.exists()


def test_a_person_has_so_many_tokens_and_no_more(as_ann: Client, ann: User) -> None:
    for _ in range(TOKENS_PER_PERSON):
        ApiToken.objects.create_for(ann, "t")
    refused = as_ann.post("/account/tokens/", {"name": "one more", "scope": "read"})
    assert refused.status_code == 422 and "Revoke one" in refused.content.decode()
    assert ann.api_tokens.count() == TOKENS_PER_PERSON


def test_the_page_with_the_password_opens_at_its_beginning(as_ann: Client) -> None:
    assert "autofocus" not in as_ann.get("/account/access/").content.decode()


def test_the_owner_finds_the_way_to_the_people_and_others_do_not(as_owner: Client, as_ann: Client) -> None:
    way = reverse("accounts:people")
    assert way in as_owner.get("/account/").content.decode() and as_owner.get(way).status_code == 200
    assert way not in as_ann.get("/account/").content.decode()


def test_a_wrong_old_password_changes_nothing(as_ann: Client, ann: User) -> None:
    fields = {"old_password": "wrong", "new_password1": STRONG, "new_password2": STRONG}
    assert as_ann.post("/account/password/", fields).status_code == 422
    ann.refresh_from_db()
    assert ann.check_password("ann-password-1")


def test_times_are_shown_in_the_person_s_zone(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "Q", "A", created_at=datetime(2026, 3, 1, 12, 34, tzinfo=UTC))
    as_ann.cookies["timezone"] = "Asia/Tokyo"
    assert "21:34" in as_ann.get("/").content.decode()
    as_ann.cookies["timezone"] = "../../etc/passwd"

    assert "12:34" in as_ann.get("/").content.decode()


def test_the_chosen_zone_holds_whatever_the_browser_tells(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "Q", "A", created_at=datetime(2026, 3, 1, 12, 34, tzinfo=UTC))
    as_ann.post("/account/profile/", {"time_zone": "Asia/Tokyo", "theme": ""})
    as_ann.cookies["timezone"] = "Europe/Berlin"
    assert "21:34" in as_ann.get("/").content.decode()
    as_ann.post("/account/profile/", {"time_zone": "", "theme": ""})

    assert "13:34" in as_ann.get("/").content.decode()


def test_the_theme_is_chosen_without_a_script(as_ann: Client) -> None:
    as_ann.post("/account/profile/", {"time_zone": "", "theme": "dark"})
    page = as_ann.get("/account/").content.decode()
    assert 'data-theme="dark"' in page and '<option value="dark" selected>' in page
    as_ann.post("/account/profile/", {"time_zone": "", "theme": ""})
    assert "data-theme=" not in as_ann.get("/account/").content.decode()
    assert as_ann.post("/account/profile/", {"theme": "pink"}).status_code == 422


def test_the_account_s_parts_lead_to_each_other(as_ann: Client) -> None:
    parts = ["/account/", "/account/memory-and-privacy/", "/account/data/", "/account/access/"]
    for here in parts:
        nav = as_ann.get(here).content.decode().partition('<nav class="parts"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', nav) == parts
        assert re.findall(r'href="([^"]+)"\s+aria-current="page"', nav) == [here]


def test_the_chosen_zone_is_kept(as_ann: Client, ann: User) -> None:
    response = as_ann.post("/account/profile/", {"time_zone": "Europe/Berlin"})
    ann.refresh_from_db()
    assert ann.time_zone == "Europe/Berlin" and response.cookies["chosen_zone"].value == "Europe/Berlin"
    assert as_ann.post("/account/profile/", {"time_zone": "Mars/Olympus"}).status_code == 422
    assert as_ann.post("/account/profile/", {"time_zone": "Etc/GMT+5"}).status_code == 422


def test_the_zones_are_light_and_the_chosen_one_stands_before_them(as_ann: Client, ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(time_zone="America/New_York")
    page = as_ann.get("/account/").content.decode()
    choice = page.partition('name="time_zone"')[2].partition("</select>")[0]
    assert choice.index('<option value="America/New_York" selected>America/New York<') < choice.index("<option>UTC<")
    assert '<option value="America/New_York">America/New York<' in choice and "<option>Europe/Berlin<" in choice
    assert len(choice) < 24_000


def test_a_person_is_called_as_they_want(as_ann: Client, ann: User, as_bob: Client) -> None:
    long = {"first_name": "Ä" * 61, "time_zone": ""}
    assert as_ann.post("/account/profile/", long).status_code == 422
    as_ann.post("/account/profile/", {"first_name": " Ann\u202e  <Lindqvist> ", "time_zone": ""})
    ann.refresh_from_db()
    assert (ann.first_name, ann.username) == ("Ann <Lindqvist>", "ann")
    page = as_ann.get("/account/").content.decode()
    assert 'sidebar-user" dir="auto">Ann &lt;Lindqvist&gt;<' in page and "You log in as <b>ann</b>" in page
    assert "Lindqvist" not in as_bob.get("/account/").content.decode()

    as_ann.post("/account/profile/", {"first_name": "", "time_zone": ""})
    assert 'sidebar-user" dir="auto">ann<' in as_ann.get("/account/").content.decode()


@pytest.mark.parametrize("name", ["Asia/Calcutta", "Etc/GMT-3"])
def test_a_zone_that_the_browser_told_can_be_kept(as_ann: Client, ann: User, name: str) -> None:
    ann.time_zone = name
    ann.save()
    assert f'value="{name}" selected' in as_ann.get("/account/").content.decode()
    assert as_ann.post("/account/profile/", {"time_zone": name}).status_code == 302


@pytest.mark.django_db
def test_before_there_is_anybody_the_login_page_says_how_to_begin(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "This vault isn’t set up yet" in page and "Welcome back" not in page
    assert 'type="password"' not in page

    User.objects.create_user("ann", password="ann-password-1")
    page = client.get("/accounts/login/").content.decode()
    assert "Welcome back" in page and 'type="password"' in page
