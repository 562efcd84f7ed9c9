"""An address, a key and names of models as people type and paste them: tidied, or refused with a sentence. Pure."""

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.translation import gettext as _

# Nobody sees these, and they come along when one copies.
UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
QUOTES = "\"'`“”„‘’‚«»‹›"
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
# A name within one network may have no dot, and an underscore; other scripts are names, too.
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[0-9a-f:.]+(?:%[\w.-]+)?", re.IGNORECASE)
# Pasted from a manual: the address of one call, not of the server.
CALLS = ("/chat/completions", "/completions", "/embeddings", "/models", "/responses")
VERSION = re.compile(r"/v\d++(?:(?:beta|alpha)\d*+)?(?:/|$)")
# The signs that a header can carry, but for blanks.
BLANK = re.compile(r"\s")
BETWEEN_NAMES = re.compile(r",\s++|\n")
KEY = re.compile(r"[!-~]*")


class Unusable(ValueError):
    """Its text is a sentence for whoever typed it."""


def clean_address(typed: str) -> str:
    """The address of a server with its path and query, without a slash at its end. Raises Unusable."""
    text = UNSEEN.sub("", typed).strip().strip(QUOTES).strip()
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Unusable(_("Needs http:// or https:// in front."))

    parts = _parts(text if scheme else f"http://{text}")
    if parts.username is not None or parts.password is not None:
        raise Unusable(_("Leave out the name and password before the @. A key has a field of its own."))
    if BLANK.search(text) or not HOST.fullmatch(parts.hostname or ""):
        raise Unusable(_("This is no address. It looks like http://localhost:11434/v1, with your server’s name."))

    return urlunsplit((parts.scheme, parts.netloc, _without_call(parts.path), parts.query, ""))


def with_version(address: str) -> str:
    """The same with /v1 at the end of its path; "" if it names a version itself."""
    parts = urlsplit(address)
    if VERSION.search(parts.path):
        return ""

    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/v1"))


def clean_key(typed: str) -> str:
    """Raises Unusable."""
    key = UNSEEN.sub("", typed).strip().strip(QUOTES).strip().removeprefix("Bearer ").strip()
    if not KEY.fullmatch(key):
        raise Unusable(_("The key holds a sign that no key has. Copy it again, without quotation marks and blanks."))

    return key


def names_in(typed: str, known: Sequence[str] = ()) -> list[str]:
    """Separated by commas; a comma within the name of a `known` model separates nothing."""
    names: list[str] = []
    for part in BETWEEN_NAMES.split(UNSEEN.sub("", typed)):
        whole = part.strip().strip(",")
        names += [whole] if whole in known else whole.split(",")

    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        # It is read only here, and a wrong one raises.
        if parts.port == 0:
            raise ValueError
    except ValueError:
        raise Unusable(_("The address has a port or a bracket that can’t be. Ports go from 1 to 65535.")) from None

    return parts


def _without_call(path: str) -> str:
    path = path.rstrip("/")
    return next((path.removesuffix(call) for call in CALLS if path.endswith(call)), path).rstrip("/")
