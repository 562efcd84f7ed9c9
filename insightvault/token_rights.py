"""What a token may do: for each call the scope that it needs, and whether it keeps to the area of a token.

A call that is not named here needs a token that may do everything and is bound to no area.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from insightvault.accounts.models import ApiToken, TokenScope

CONVERTER, OPEN_API = re.compile(r"<(?:\w+:)?(\w+)>"), r"{\1}"
NEEDS_MORE = {
    TokenScope.NOTES: "This token may only read. Keeping a note takes one that may “read and keep notes”.",
    TokenScope.EVERYTHING: "This token may not change anything here. This call takes one that may do “everything”.",
}
BOUND = "This token is bound to an area, and this call is about more than one."


class Refused(Exception):
    """The token is right, and may not do this. The message says so."""


@dataclass(frozen=True)
class Need:
    """`keeps_to_area`: it shows and writes nothing beyond the area that a token is bound to."""

    scope: TokenScope = TokenScope.EVERYTHING
    keeps_to_area: bool = False

    def refusal(self, token: ApiToken) -> str:
        """A sentence; empty for a token that may."""
        if not token.covers(self.scope):
            return NEEDS_MORE[self.scope]

        return BOUND if token.area_id is not None and not self.keeps_to_area else ""

    def check(self, token: ApiToken) -> None:
        """Raises Refused."""
        if sentence := self.refusal(token):
            raise Refused(sentence)


READS, READS_ALL = Need(TokenScope.READ, keeps_to_area=True), Need(TokenScope.READ)
WRITES, WRITES_ALL = Need(keeps_to_area=True), Need()
NEEDS = {
    # Each tool needs what TOOLS says.
    "POST /mcp": READS,
    "POST /sessions/start": WRITES,
    "POST /sessions/{session_id}/end": WRITES,
    "GET /sessions/current": READS,
    "GET /sessions/recent": READS,
    "GET /sessions/history": READS,
    "GET /sessions/{session_id}/interactions": READS,
    # Out of the area of a token it may not go.
    "POST /sessions/{session_id}/area": WRITES_ALL,
    "GET /areas": READS,
    "POST /areas": WRITES_ALL,
    "GET /areas/{area_id}": READS,
    "POST /areas/{area_id}/change": WRITES_ALL,
    "POST /areas/{area_id}/delete": WRITES_ALL,
    "POST /chat/send": WRITES,
    "POST /chat/stream": WRITES,
    "POST /chat/continue": WRITES,
    "GET /models": READS,
    "GET /memory/search": READS,
    # Growth is made of everything that is in no closed area, and imports come into none.
    "GET /growth/themes": READS_ALL,
    "GET /growth/themes/{theme_id}": READS_ALL,
    "GET /growth/insights": READS_ALL,
    "GET /growth/reviews": READS_ALL,
    "GET /growth/activity": READS_ALL,
    "POST /growth/themes/{theme_id}/rename": WRITES_ALL,
    "POST /growth/themes/{theme_id}/hide": WRITES_ALL,
    "POST /growth/themes/{theme_id}/pin": WRITES_ALL,
    "POST /growth/themes/{theme_id}/merge": WRITES_ALL,
    "POST /growth/themes/{theme_id}/unmerge": WRITES_ALL,
    "POST /growth/insights/{insight_id}/confirm": WRITES_ALL,
    "POST /growth/insights/{insight_id}/dismiss": WRITES_ALL,
    "POST /growth/insights/{insight_id}/restore": WRITES_ALL,
    "POST /growth/insights/{insight_id}/edit": WRITES_ALL,
    "POST /sessions/bulk": WRITES_ALL,
    "GET /sessions/bulk/{job_id}": READS_ALL,
    "POST /sessions/bulk/{job_id}/undo": WRITES_ALL,
    # A file that waits for its question is in no area.
    "GET /attachments": READS_ALL,
    "POST /attachments": WRITES_ALL,
    "GET /attachments/{attachment_id}": READS,
    "GET /attachments/{attachment_id}/file": READS,
    "POST /attachments/{attachment_id}/remove": WRITES_ALL,
    # What is asked may cost something, even where nothing is kept.
    "GET /v1/models": READS,
    "GET /v1/models/{name}": READS,
    "POST /v1/chat/completions": WRITES,
    "POST /v1/embeddings": WRITES,
    "GET /memory/v1/models": READS,
    "GET /memory/v1/models/{name}": READS,
    "POST /memory/v1/chat/completions": WRITES,
    "POST /memory/v1/embeddings": WRITES,
    "POST /import": WRITES_ALL,
    "GET /import/{import_id}": READS_ALL,
    "GET /import/{import_id}/conversations": READS_ALL,
    "POST /import/{import_id}/start": WRITES_ALL,
}
# The tools of the MCP server. That of growth tells a token of an area what its quotations allow.
TOOLS = {
    **dict.fromkeys(("search", "fetch", "recent", "growth"), READS),
    "remember": Need(TokenScope.NOTES, keeps_to_area=True),
}


def needed_by(request: HttpRequest) -> Need:
    match = request.resolver_match
    route = f"/{match.route}".removeprefix(settings.URL_PREFIX) if match else ""
    return need_of(str(request.method), in_document(route))


def need_of(method: str, path: str) -> Need:
    return NEEDS.get(f"{method.upper()} {path}", WRITES_ALL)


def in_document(route: str) -> str:
    """A route of Django's, as the API's document names it."""
    return CONVERTER.sub(OPEN_API, route)
