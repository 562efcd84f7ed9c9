"""A program, as the document at its client_id tells of it (draft-ietf-oauth-client-id-metadata-document).

Nothing in it is believed but where it lies: a name is anybody's to take, a host is not.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from insightvault.oauth.models import CLIENT_ID_MAX_CHARS, REDIRECT_MAX_CHARS

NAME_MAX_CHARS = 60
HOST_MAX_CHARS = 80
REDIRECTS_MAX = 20
# Without capitals: a large I is read as a small L.
NAMED = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?")
# To the letter: what reads addresses forgives capitals, tabs and more, and each reader other ones.
ON_THIS_MACHINE = re.compile(r"(http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?([/?][!-~]*)?")


class UnusableClient(Exception):
    """Says to the person what is wrong with the program."""


@dataclass(frozen=True)
class Client:
    """`name`: what it calls itself, "" if nothing."""

    client_id: str
    name: str
    redirect_uris: tuple[str, ...]

    @property
    def host(self) -> str:
        return host_of(self.client_id)

    @property
    def document(self) -> str:
        return self.client_id.removeprefix("https://")

    def takes(self, redirect_uri: str) -> bool:
        """To the letter; on this machine with any port (RFC 8252): the program takes one that is free."""
        if len(redirect_uri) > REDIRECT_MAX_CHARS:
            return False

        return redirect_uri in self.redirect_uris or _without_port(redirect_uri) in self.redirect_uris


def check_client_id(client_id: str) -> SplitResult:
    """Raises UnusableClient."""
    parts = _parts(client_id)
    if parts is None or len(client_id) > CLIENT_ID_MAX_CHARS or not client_id.isascii() or not client_id.isprintable():
        raise UnusableClient(_("The program names itself by no address that can be read."))

    host = parts.hostname or ""
    is_name = bool(NAMED.fullmatch(parts.netloc)) and not host.rpartition(".")[2].isdigit()
    is_name = is_name or (settings.OAUTH_FROM_LOOPBACK and host == "localhost")
    is_plain = parts.path not in ("", "/") and not parts.fragment and "@" not in parts.netloc
    has_dots = any(segment in (".", "..") for segment in parts.path.split("/"))
    if not client_id.startswith("https://") or not is_name or len(parts.netloc) > HOST_MAX_CHARS:
        raise UnusableClient(
            _("The program must name itself by an address that begins with https:// and a host’s name.")
        )
    if not is_plain or has_dots:
        raise UnusableClient(_("The address by which the program names itself has a part that it may not have."))

    return parts


def read_client(client_id: str, document: bytes) -> Client:
    """Raises UnusableClient."""
    try:
        told = orjson.loads(document)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict) or told.get("client_id") != client_id:
        raise UnusableClient(_("The program’s own document does not tell of it."))
    if not _needs_no_secret(told):
        raise UnusableClient(_("The program wants to prove itself by a secret or a key. Here it is given none."))

    return Client(client_id, _name(told), _redirects(told))


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(address: str) -> str:
    """With its port."""
    return urlsplit(address).netloc


def is_on_this_machine(redirect_uri: str) -> bool:
    return bool(ON_THIS_MACHINE.fullmatch(redirect_uri))


def _needs_no_secret(told: dict[str, Any]) -> bool:
    """ChatGPT would rather sign, and says in a list that it need not."""
    methods = told.get("token_endpoint_auth_methods_supported")
    listed = methods if isinstance(methods, list) else []
    return told.get("token_endpoint_auth_method", "none") == "none" or "none" in listed


def _name(told: dict[str, Any]) -> str:
    name = told.get("client_name")
    words = name.split() if isinstance(name, str) else []
    return "".join(char for char in " ".join(words) if char.isprintable())[:NAME_MAX_CHARS]


def _redirects(told: dict[str, Any]) -> tuple[str, ...]:
    given = told.get("redirect_uris")
    found = [uri for uri in given if isinstance(uri, str) and _is_redirect(uri)] if isinstance(given, list) else []
    if not found or len(found) > REDIRECTS_MAX:
        raise UnusableClient(_("The program’s own document names no address to come back to that can be used."))

    return tuple(found)


def _is_redirect(uri: str) -> bool:
    parts = _parts(uri)
    if parts is None or len(uri) > REDIRECT_MAX_CHARS or not uri.isascii() or not uri.isprintable() or "#" in uri:
        return False

    is_web = uri.startswith("https://") and bool(parts.hostname) and not set("@ ;,'\"\\") & set(parts.netloc)
    return is_web or is_on_this_machine(uri)


def _without_port(uri: str) -> str:
    """Of an address on this machine; others as they are."""
    found = ON_THIS_MACHINE.fullmatch(uri)
    return f"{found[1]}{found[2] or ''}" if found else uri


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 (raises for what is no port)
    except ValueError:
        return None

    return parts
