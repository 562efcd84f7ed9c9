"""Browsers in which somebody has logged in before: no flood from elsewhere keeps that person out of theirs.

A cookie says so, under our signature, for one name alone. Attempts with it are counted by themselves; whoever steals
it gains ten guesses in a quarter of an hour.
"""

import secrets
from collections.abc import Mapping

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = f"vault_known_{settings.VAULT_MARK}"
YEAR_SECONDS = 365 * 24 * 3600
COOKIE_MAX_CHARS = 200
# Cookies that browsers hold are signed with it.
SALT = "insightvault.accounts.known_browsers"


def remember(response: HttpResponseBase, name: str) -> None:
    response.set_cookie(
        COOKIE,
        _signer().sign(f"{secrets.token_urlsafe(12)}.{_digest(name)}"),
        max_age=YEAR_SECONDS,
        path=settings.SESSION_COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def known(cookies: Mapping[str, str]) -> str:
    """The name that this browser is known by; "" for an unknown one."""
    cookie = cookies.get(COOKIE, "")
    try:
        return _signer().unsign(cookie) if 0 < len(cookie) <= COOKIE_MAX_CHARS else ""
    except BadSignature:
        return ""


def known_for(cookies: Mapping[str, str], name: str) -> str:
    """Like `known`, but only for a browser in which this person logged in."""
    browser = known(cookies)
    return browser if constant_time_compare(browser.rpartition(".")[2], _digest(name)) else ""


def _signer() -> Signer:
    return Signer(salt=SALT)


def _digest(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()[:32]
