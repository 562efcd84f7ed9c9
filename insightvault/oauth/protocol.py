"""The steps of the protocol, by oauthlib: what a request must hold, in which order it is looked at, and what is said.

The one module that imports it. What is kept and given out is ours: `Rows` tells oauthlib of it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from oauthlib.common import Request, add_params_to_uri
from oauthlib.oauth2 import (
    AccessDeniedError,
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    InvalidGrantError,
    InvalidRequestError,
    OAuth2Error,
    RefreshTokenGrant,
    RequestValidator,
    RevocationEndpoint,
    TokenEndpoint,
)

from insightvault.accounts.models import TokenScope, User
from insightvault.oauth.addresses import issuer, resource
from insightvault.oauth.clients import Client
from insightvault.oauth.models import CHALLENGE_CHARS, CODE_MARK, REFRESH_MARK, OAuthGrant, Texts
from sessions_memory.models import Area

# oauthlib looks whether an address is secure; the start of the vault has looked at PUBLIC_URL before.
HERE = "https://vault"
CHALLENGE = re.compile(rf"[\w-]{{{CHALLENGE_CHARS}}}", re.ASCII)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Unanswerable(Exception):
    """Says to the person what is wrong with a program's request."""


class InvalidTargetError(OAuth2Error):  # type: ignore[misc]  # oauthlib tells no types
    """RFC 8707."""

    error = "invalid_target"
    description = "This server gives tokens for itself alone."


@dataclass(frozen=True)
class Wanted:
    """`scope`: the most that the program asks for."""

    redirect_uri: str
    state: str
    scope: TokenScope


@dataclass(frozen=True)
class Allowed:
    """By its person: `name` is the token's, the rest its limits."""

    person: User
    name: str
    scope: str
    area: Area | None
    ends_at: datetime | None


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    headers: dict[str, str]


class Rows(RequestValidator):  # type: ignore[misc]
    """oauthlib's questions, answered. `client`, `allowed`: while a program asks for a code."""

    def __init__(self, client: Client | None = None, allowed: Allowed | None = None) -> None:
        super().__init__()
        self.client, self.allowed = client, allowed
        self.grant: OAuthGrant | None = None

    def validate_client_id(self, client_id: str, request: Request) -> bool:
        return self.client is not None and self.client.client_id == client_id

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, request: Request) -> bool:
        return self.client is not None and self.client.takes(redirect_uri)

    def get_default_redirect_uri(self, client_id: str, request: Request) -> str | None:
        """OAuth 2.1: asked for a code with one, a program need not repeat it where it asks for the token."""
        return self.grant.redirect_uri if self.grant else None

    def validate_response_type(self, client_id: str, response_type: str, client: Any, request: Request) -> bool:
        return response_type == "code"

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return True

    def get_default_scopes(self, client_id: str, request: Request) -> list[str]:
        return [TokenScope.READ.value]

    def validate_scopes(self, client_id: str, scopes: list[str], client: Any, request: Request) -> bool:
        # Those that are unknown here are not granted; the answer says which are.
        return True

    def save_authorization_code(self, client_id: str, code: dict[str, str], request: Request) -> None:
        """Puts ours in the place of oauthlib's."""
        assert self.allowed
        code["code"] = OAuthGrant.objects.allow(
            self.allowed.person,
            self.allowed.name,
            client_id=client_id,
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge,
            scope=self.allowed.scope,
            area=self.allowed.area,
            ends_at=self.allowed.ends_at,
        )

    def client_authentication_required(self, request: Request) -> bool:
        return False

    def authenticate_client_id(self, client_id: str | None, request: Request) -> bool:
        request.client = Client(client_id or "", "", ())
        return bool(client_id)

    def validate_grant_type(self, client_id: str, grant_type: str, client: Any, request: Request) -> bool:
        return grant_type in ("authorization_code", "refresh_token")

    def validate_code(self, client_id: str, code: str, client: Any, request: Request) -> bool:
        self.grant = OAuthGrant.objects.shown(CODE_MARK, code, client_id)
        return self.grant is not None

    def get_code_challenge(self, code: str, request: Request) -> str | None:
        return self.grant.challenge if self.grant else None

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        return "S256"

    def confirm_redirect_uri(self, client_id: str, code: str, redirect_uri: str, client: Any, request: Request) -> bool:
        return self.grant is not None and self.grant.redirect_uri == redirect_uri

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Request) -> bool:
        self.grant = OAuthGrant.objects.shown(REFRESH_MARK, refresh_token, client.client_id)
        return self.grant is not None

    def get_original_scopes(self, refresh_token: str, request: Request) -> list[str]:
        return scope_names(self.grant.token.scope) if self.grant else []

    def save_token(self, token: dict[str, Any], request: Request) -> None:
        """Puts ours in the place of oauthlib's."""
        texts = self.grant.exchange() if self.grant else None
        if self.grant is None or texts is None:
            raise InvalidGrantError(request=request)

        token |= _told(texts, self.grant.token.scope)

    def invalidate_authorization_code(self, client_id: str, code: str, request: Request) -> None:
        """Done by the exchange."""

    def revoke_token(self, token: str, token_type_hint: str, request: Request) -> None:
        OAuthGrant.objects.revoke(token, request.client_id)


def wanted(query: str, client: Client) -> Wanted:
    """Raises Unanswerable."""
    try:
        scopes, told = _authorization(Rows(client)).validate_authorization_request(f"{HERE}?{query}")
    except OAuth2Error as error:
        raise Unanswerable(_("Its request can’t be answered: {why}.").format(why=_said(error))) from None

    return Wanted(told["redirect_uri"], told["state"] or "", scope_of(scopes))


def allow(query: str, client: Client, allowed: Allowed) -> str:
    """The address at which the program takes its code, for a request that `wanted` took. Raises TooManyTokens."""
    headers, *_rest = _authorization(Rows(client, allowed)).create_authorization_response(f"{HERE}?{query}")
    return _from_us(headers["Location"])


def refuse(asked: Wanted) -> str:
    """The address at which the program hears that its person does not want it."""
    return _from_us(AccessDeniedError(state=asked.state).in_uri(asked.redirect_uri))


def give_token(form: str) -> Answer:
    rows = Rows()
    grants = {"authorization_code": _code_grant(rows), "refresh_token": RefreshTokenGrant(rows, pre_token=[_for_us])}
    endpoint = TokenEndpoint("authorization_code", BearerToken(rows), grants)
    answer = _answer(endpoint.create_token_response, form)

    # A code that was shown with something wrong beside it was not shown by its program: it is shown once.
    if answer.status != 200 and rows.grant:
        rows.grant.forget_if_unused()
    return answer


def revoke(form: str) -> Answer:
    return _answer(RevocationEndpoint(Rows()).create_revocation_response, form)


def scope_of(names: list[str]) -> TokenScope:
    """The most of those that are known here, and the least where none is."""
    return next((scope for scope in reversed(TokenScope) if scope in names), TokenScope.READ)


def scope_names(scope: str) -> list[str]:
    """With those that it covers, as clients compare them one by one."""
    return [each.value for each in TokenScope(scope).covered]


def _authorization(rows: Rows) -> AuthorizationEndpoint:
    return AuthorizationEndpoint("code", BearerToken(rows), {"code": _code_grant(rows)})


def _code_grant(rows: Rows) -> AuthorizationCodeGrant:
    return AuthorizationCodeGrant(
        rows, pre_auth=[_for_us, _proves_itself, _comes_back_in_the_query], pre_token=[_for_us]
    )


def _for_us(request: Request) -> dict[str, Any]:
    if request.resource not in (None, resource()) or "resource" in request.duplicate_params:
        raise InvalidTargetError(request=request)

    return {}


def _proves_itself(request: Request) -> dict[str, Any]:
    """By PKCE, and never in its plain kind, which shows whoever sees the request what proves it later."""
    if request.code_challenge_method != "S256" or not CHALLENGE.fullmatch(request.code_challenge or ""):
        raise InvalidRequestError(description="code_challenge with S256 is required.", request=request)

    return {}


def _comes_back_in_the_query(request: Request) -> dict[str, Any]:
    if request.response_mode not in (None, "query"):
        raise InvalidRequestError(description="response_mode must be query.", request=request)

    return {}


def _told(texts: Texts, scope: str) -> dict[str, Any]:
    return {
        "access_token": texts.access,
        "refresh_token": texts.refresh,
        "expires_in": texts.seconds,
        "scope": " ".join(scope_names(scope)),
    }


def _said(error: OAuth2Error) -> str:
    return str(error.description or error.error).strip().rstrip(".")


def _answer(respond: Any, form: str) -> Answer:
    try:
        # No database keeps or compares it, and some fail.
        if "%00" in form:
            raise InvalidRequestError(description="A value holds NUL.")
        headers, body, status = respond(HERE, "POST", form, FORM)
    except OAuth2Error as error:
        return Answer(error.status_code, error.json, error.headers)

    return Answer(status, body, headers)


def _from_us(address: str) -> str:
    """RFC 9207: a program that knows several servers can tell whose answer it is."""
    located: str = add_params_to_uri(address, [("iss", issuer())])
    return located
