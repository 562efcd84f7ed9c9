"""The login of a program, from its request to the tools."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.mcp.tests.calling import call, send, tools
from insightvault.oauth.models import OAuthGrant
from insightvault.oauth.tests.programs import PUBLIC, REDIRECT, Program, bearing
from sessions_memory.models import Area, Note

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def given(program: Program, as_ann: Client) -> dict[str, Any]:
    """The texts of a program that ann let in, to read and keep notes."""
    response = program.takes(program.is_allowed(as_ann, scope="notes")["code"])
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def test_a_program_is_let_in_and_its_token_is_one_like_any_other(
    program: Program, as_ann: Client, ann: User, given: dict[str, Any]
) -> None:
    assert (given["token_type"], given["expires_in"], given["scope"]) == ("Bearer", 3600, "read notes")
    assert "Note kept" in call(bearing(given["access_token"]), "remember", text="I like quinces.")["message"]
    assert Note.objects.get().origin == "app.example"
    assert bearing(given["access_token"]).get("/sessions/recent").status_code == 200
    page = as_ann.get("/account/access/").content.decode()
    assert "app.example" in page and "logs in from localhost" in page and "kept 1 note" in page

    as_ann.post(f"/account/tokens/{ann.api_tokens.get().pk}/revoke/")
    assert send(bearing(given["access_token"]), "tools/list").status_code == 401
    assert program.refreshes(given["refresh_token"]).json()["error"] == "invalid_grant"


def test_the_person_narrows_what_it_may(program: Program, as_ann: Client, ann: User) -> None:
    area = Area.objects.create(user=ann, name="Work")
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    back = program.is_allowed(as_ann, area=str(area.pk), until=until, name="Claude")
    assert (back["state"], back["iss"]) == ("st&ate", PUBLIC)
    text = program.takes(back["code"]).json()["access_token"]
    token = ann.api_tokens.get()
    assert (token.name, token.scope, token.area, bool(token.ends_at)) == ("Claude", "read", area, True)
    assert tools(bearing(text)) == ["search", "fetch", "recent", "growth"]


def test_only_digests_are_kept(given: dict[str, Any]) -> None:
    rows = str([list(model.objects.values()) for model in (ApiToken, OAuthGrant)])
    assert all(given[name][12:] not in rows for name in ("access_token", "refresh_token"))


def test_a_person_who_does_not_want_it_gives_nothing(program: Program, as_ann: Client) -> None:
    page = as_ann.get(program.asks())
    response = as_ann.post("/oauth/authorize", {"ticket": page.context["ticket"], "refuse": "1"})
    assert response["Location"].startswith(f"{REDIRECT}?error=access_denied")
    assert "state=st%26ate" in response["Location"] and "code=" not in response["Location"]
    assert not ApiToken.objects.exists()


def test_the_page_says_whose_program_it_is_and_stays_out_of_frames(
    program: Program, as_ann: Client, client: Client
) -> None:
    program.tells(client_name="InsightVault\n<b>")
    sent = client.get(program.asks())
    assert sent["Location"].startswith("/accounts/login/?next=/oauth/authorize") and program.asked == []
    page = as_ann.get(program.asks())
    # The program's site may have opened a window for it.
    openers = {each["Cross-Origin-Opener-Policy"] for each in (sent, client.get(sent["Location"]), page)}
    assert openers == {"unsafe-none"} and client.get("/accounts/login/")["Cross-Origin-Opener-Policy"] == "same-origin"
    assert (
        'at <span class="host">localhost' in page.content.decode()
        and "“InsightVault &lt;b&gt;”" in page.content.decode()
    )
    policy = page["Content-Security-Policy"]
    assert "form-action 'self' https://app.example" in policy and "frame-ancestors 'none'" in policy
    assert page["X-Frame-Options"] == "DENY"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_ann.cookies
    assert strict.post("/oauth/authorize", {"ticket": page.context["ticket"], "allow": "1"}).status_code == 403


def test_a_link_chooses_no_more_than_notes(program: Program, as_ann: Client, client: Client) -> None:
    for asked, chosen in (("everything", "notes"), ("read notes", "notes"), ("read", "read")):
        form = as_ann.get(program.asks(scope=asked)).context["form"]
        assert form["scope"].value() == chosen and form.fields["scope"].choices[-1][0] == asked.split()[-1]
    offered = client.get("/.well-known/oauth-authorization-server").json()["scopes_supported"]
    assert offered == ["read", "notes"]


def test_the_page_names_an_address_that_is_not_the_program_s_own(program: Program, as_ann: Client) -> None:
    near, local, elsewhere = f"{program.address}/back", "http://localhost:4711/back", "goes to another address"
    program.tells(redirect_uris=[near, local.replace(":4711", ""), REDIRECT])
    said = {uri: as_ann.get(program.asks(redirect_uri=uri)).content.decode() for uri in (near, local, REDIRECT)}
    assert elsewhere not in said[near] + said[local] and "runs on your own computer" in said[local]
    assert f'{elsewhere}: <span class="host">app.example' in " ".join(said[REDIRECT].split())
    assert f"{program.client_id.removeprefix('https://')}</span>" in said[near]


def test_nobody_allows_in_another_s_name(program: Program, as_ann: Client, as_bob: Client, ann: User) -> None:
    ticket = as_ann.get(program.asks()).context["ticket"]
    sent = {"ticket": ticket, "allow": "1", "name": "x", "scope": "read"}
    assert as_bob.post("/oauth/authorize", sent).status_code == 400
    area = Area.objects.create(user=ann, name="Work")
    Area.objects.create(user=User.objects.get(username="bob"), name="Mine")
    sent["ticket"] = as_bob.get(program.asks()).context["ticket"]
    assert as_bob.post("/oauth/authorize", {**sent, "area": str(area.pk)}).status_code == 422
    assert as_bob.post("/oauth/authorize", {**sent, "scope": "everything"}).status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code_challenge": ""}, "code_challenge with S256"),
        ({"code_challenge": "x" * 42}, "code_challenge with S256"),
        ({"code_challenge_method": "plain"}, "code_challenge with S256"),
        ({"code_challenge_method": ""}, "code_challenge with S256"),
        ({"redirect_uri": f"{REDIRECT}/"}, "redirect URI"),
        ({"redirect_uri": "https://evil.example/callback"}, "redirect URI"),
        ({"redirect_uri": ""}, "redirect URI"),
        ({"response_mode": "fragment"}, "response_mode must be query"),
        ({"response_type": "token"}, "can’t be answered"),
        ({"resource": "https://elsewhere.example/mcp"}, "for itself alone"),
        ({"client_id": ""}, "begins with https"),
        ({"client_id": "claude"}, "begins with https"),
        ({"state": "s" * 4000}, "longer than any program needs"),
    ],
)
def test_a_request_with_a_fault_leads_nowhere(
    program: Program, as_ann: Client, changed: dict[str, str], said: str
) -> None:
    response = as_ann.get(program.asks(**changed))
    assert response.status_code == 400 and said in response.content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": ""},
        {"code_verifier": "w" * 50},
        {"redirect_uri": "https://app.example/other"},
        {"client_id": "https://localhost/another.json"},
        {"resource": "https://elsewhere.example/mcp"},
    ],
)
def test_a_code_with_a_fault_beside_it_is_worth_nothing(
    program: Program, as_ann: Client, changed: dict[str, str]
) -> None:
    code = program.is_allowed(as_ann)["code"]
    refused = program.takes(code, **changed)
    assert refused.status_code == 400 and "access_token" not in refused.json()


def test_a_code_is_shown_once_and_soon(program: Program, as_ann: Client) -> None:
    code = program.is_allowed(as_ann)["code"]
    assert program.takes(code, code_verifier="w" * 50).status_code == 400
    assert program.takes(code).json()["error"] == "invalid_grant"
    late = program.is_allowed(as_ann)["code"]
    OAuthGrant.objects.update(digest_ends_at=timezone.now())
    assert program.takes(late).json()["error"] == "invalid_grant"
    # The next login takes the place of one that was not finished.
    program.is_allowed(as_ann)
    assert ApiToken.objects.count() == 1


def test_a_late_fault_leaves_what_was_exchanged_meanwhile(program: Program, as_ann: Client) -> None:
    program.is_allowed(as_ann)
    first, second = OAuthGrant.objects.get(), OAuthGrant.objects.get()
    texts = first.exchange()
    second.forget_if_unused()
    assert texts and send(bearing(texts.access), "ping").status_code == 200


def test_a_code_that_was_copied_ends_the_token(program: Program, as_ann: Client) -> None:
    code = program.is_allowed(as_ann)["code"]
    text = program.takes(code).json()["access_token"]
    assert program.takes(code).status_code == 400
    assert send(bearing(text), "ping").status_code == 200
    OAuthGrant.objects.update(changed_at=timezone.now() - timedelta(seconds=6))
    assert program.takes(code).status_code == 400
    assert send(bearing(text), "ping").status_code == 401


def test_refresh_tokens_take_each_other_s_place(program: Program, given: dict[str, Any]) -> None:
    ApiToken.objects.update(text_ends_at=timezone.now())
    assert send(bearing(given["access_token"]), "ping").status_code == 401
    assert program.refreshes(given["refresh_token"], client_id="https://localhost/x").status_code == 400
    renewed = program.refreshes(given["refresh_token"]).json()
    assert renewed["scope"] == "read notes" and send(bearing(renewed["access_token"]), "ping").status_code == 200
    assert send(bearing(given["access_token"]), "ping").status_code == 401

    OAuthGrant.objects.update(changed_at=timezone.now() - timedelta(seconds=6))
    assert program.refreshes(given["refresh_token"]).json()["error"] == "invalid_grant"
    assert program.refreshes(renewed["refresh_token"]).json()["error"] == "invalid_grant"
    assert not ApiToken.objects.exists()


def test_of_two_who_show_the_same_token_at_once_one_is_served(given: dict[str, Any]) -> None:
    first, second = OAuthGrant.objects.get(), OAuthGrant.objects.get()
    texts = first.exchange()
    assert texts and second.exchange() is None
    assert send(bearing(texts.access), "ping").status_code == 200


def test_nothing_is_renewed_beyond_the_last_day(program: Program, given: dict[str, Any]) -> None:
    ApiToken.objects.update(ends_at=timezone.now() + timedelta(minutes=2))
    renewed = program.refreshes(given["refresh_token"]).json()
    assert 100 < renewed["expires_in"] <= 120
    ApiToken.objects.update(ends_at=timezone.now())
    assert program.refreshes(renewed["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_program_ends_its_own_token_and_no_other(program: Program, given: dict[str, Any], ann: User) -> None:
    by_hand = ApiToken.objects.create_for(ann, "by hand")[1]
    for text in (by_hand, "iv_nothing", "ivr_nothing"):
        assert program.sends("revoke", token=text, client_id=program.client_id).status_code == 200
    assert ann.api_tokens.count() == 2
    assert program.sends("revoke", token=given["access_token"], client_id="https://localhost/x").status_code == 200
    assert ann.api_tokens.count() == 2
    assert program.sends("revoke", token=given["refresh_token"], client_id=program.client_id).status_code == 200
    assert [token.name for token in ann.api_tokens.all()] == ["by hand"]


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_a_program_ends_its_token_by_a_text_that_no_longer_counts(
    program: Program, given: dict[str, Any], kind: str
) -> None:
    if kind == "refresh_token":
        assert program.refreshes(given["refresh_token"]).status_code == 200
    ApiToken.objects.update(text_ends_at=timezone.now())
    assert program.sends("revoke", token=given[kind], client_id=program.client_id).status_code == 200
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("is_last_day_over", [True, False])
def test_logins_that_ended_leave_their_places(
    program: Program, as_ann: Client, given: dict[str, Any], ann: User, is_last_day_over: bool
) -> None:
    by_hand, login = ApiToken.objects.create_for(ann, "by hand")[0], OAuthGrant.objects.get()
    program.is_allowed(as_ann)
    assert OAuthGrant.objects.contains(login)

    now = timezone.now()
    ApiToken.objects.filter(grant=login).update(text_ends_at=now, ends_at=now if is_last_day_over else None)
    login.digest_ends_at = now + timedelta(days=is_last_day_over)
    login.save()
    program.is_allowed(as_ann)
    assert not ApiToken.objects.filter(pk=login.pk).exists() and ApiToken.objects.contains(by_hand)


def test_a_person_who_is_switched_off_lets_nobody_in(program: Program, given: dict[str, Any], ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert program.refreshes(given["refresh_token"]).json()["error"] == "invalid_grant"
    assert send(bearing(given["access_token"]), "ping").status_code == 401


def test_programs_are_told_where_to_log_in(program: Program, client: Client) -> None:
    challenge = send(Client(), "ping")["WWW-Authenticate"]
    place = f"{PUBLIC}/.well-known/oauth-protected-resource/mcp"
    assert challenge == f'Bearer resource_metadata="{place}", scope="read notes"'
    told = client.get(place.removeprefix(PUBLIC)).json()
    assert (told["resource"], told["authorization_servers"]) == (f"{PUBLIC}/mcp", [PUBLIC])
    server = client.get("/.well-known/oauth-authorization-server").json()
    assert server["issuer"] == PUBLIC and server["code_challenge_methods_supported"] == ["S256"]
    assert server["client_id_metadata_document_supported"] is True and "registration_endpoint" not in server
    assert client.post("/.well-known/oauth-authorization-server").status_code == 405


def test_without_a_public_address_nothing_is_there(as_ann: Client, program: Program, settings: Settings) -> None:
    settings.PUBLIC_URL = ""
    assert as_ann.get(program.asks()).status_code == 404
    assert program.takes("ivc_x").status_code == 404 and program.asked == []


def test_nobody_makes_this_machine_fetch_without_end(program: Program, as_ann: Client) -> None:
    said = [as_ann.get(program.asks()).status_code for _ in range(21)]
    assert said == [200] * 20 + [400] and len(program.asked) == 20


def test_no_value_holds_what_no_database_keeps(program: Program) -> None:
    answers = [
        program.takes("ivc_\0"),
        program.takes("ivc_x", client_id="\0"),
        program.refreshes("ivr_\0"),
        program.sends("revoke", token="ivr_\0", client_id=program.client_id),
    ]
    assert [(each.status_code, each.json()["error"]) for each in answers] == [(400, "invalid_request")] * 4


def test_forms_have_limits(program: Program) -> None:
    assert program.takes("ivc_" + "x" * 20_000).status_code == 413
    assert Client().post("/oauth/token", {}, content_type="application/json").status_code == 415
    assert Client().get("/oauth/token").status_code == 405
    assert 429 in [program.takes("ivc_x").status_code for _ in range(61)]
