"""The id by which the lines of one request are found among those of others, where LOG_FORMAT asks for objects."""

import re
import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.conf import settings

# As proxies make them: 32 hexadecimal digits (nginx) or a UUID. Anything else is a sender's own text.
MADE_BY_PROXY = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

request_id: ContextVar[str] = ContextVar("request_id", default="")


def id_of(scope: Mapping[str, Any]) -> str:
    """The proxy's, where there is one; else a new one."""
    given = dict(scope["headers"]).get(b"x-request-id", b"") if settings.BEHIND_TLS else b""
    return given.decode() if MADE_BY_PROXY.fullmatch(given) else uuid.uuid4().hex
