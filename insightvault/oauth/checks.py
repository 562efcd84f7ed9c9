"""System checks: a public address that no program could log in at."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.http.request import validate_host

from insightvault.accounts.checks import OWNERS

LOCAL = ("localhost", "127.0.0.1", "::1")


@register(OWNERS)
def public_address(**_: Any) -> list[CheckMessage]:
    if not settings.PUBLIC_URL:
        return []
    if hint := _fault(settings.PUBLIC_URL):
        return [Error(f"PUBLIC_URL is {settings.PUBLIC_URL!r}.", hint=hint, id="insightvault.E003")]
    if settings.PUBLIC_URL.startswith("https:") and not settings.BEHIND_TLS:
        hint = "Set BEHIND_TLS=True, so that cookies go over TLS alone."
        return [Warning("PUBLIC_URL begins with https, and BEHIND_TLS is off.", hint=hint, id="insightvault.W005")]

    return []


def _fault(address: str) -> str:
    """How to mend it; "" for an address that is right."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return "Write an address such as https://vault.example.org."

    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        return "Begin it with https://. Only on this machine itself, at localhost, it may be http://."
    if not host or parts.username is not None or address != f"{parts.scheme}://{parts.netloc}":
        return "Write the host alone, without a path, a query or a name: https://vault.example.org."
    if not validate_host(host if ":" not in host else f"[{host}]", settings.ALLOWED_HOSTS):
        return f"Name {host} in ALLOWED_HOSTS."
    if settings.URL_PREFIX:
        return "Programs look for its documents at the root of a host: leave URL_PREFIX out, or PUBLIC_URL."

    return ""
