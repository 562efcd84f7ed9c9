"""Values for the shell of every page: the theme, the entry of the navigation that is open, the sidebar.

No view hands these over. The sidebar is read only where a page shows it; the chat page brings its own, which marks the
session that it shows.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sessions_memory.pages.areas import AreaRow, area_rows
from sessions_memory.pages.sidebar import Sidebar, sidebar_of

THEMES = ("light", "dark")
# The entry that an app's pages belong to, and those of its pages that belong to another, by their addresses' names.
ENTRY_OF_APP = {"chat": "chat", "sessions_memory": "history", "accounts": "account"}
PAGES_ELSEWHERE = {
    "areas": (
        *("sessions_memory:areas", "sessions_memory:area", "sessions_memory:area-delete"),
        *("sessions_memory:area-forget", "sessions_memory:session-area"),
    ),
    "memory": ("chat:memory", "chat:never-recalled", "chat:correct", "sessions_memory:note-edit"),
    "growth": (
        *("sessions_memory:growth", "sessions_memory:themes", "sessions_memory:theme", "sessions_memory:theme-rename"),
        *("sessions_memory:theme-merge", "sessions_memory:theme-put"),
        *("sessions_memory:insights", "sessions_memory:insight-edit"),
        *("sessions_memory:reviews", "sessions_memory:review", "sessions_memory:review-edit"),
    ),
    "import": (
        "sessions_memory:import",
        "sessions_memory:import-job",
        "sessions_memory:import-choose",
        "sessions_memory:import-note-keep",
    ),
    "account": (
        *("chat:model", "chat:system-prompt", "sessions_memory:data", "sessions_memory:export"),
        *("sessions_memory:forget", "sessions_memory:deletion"),
    ),
}
ENTRY_OF_PAGE = {page: entry for entry, pages in PAGES_ELSEWHERE.items() for page in pages}


def shell(request: HttpRequest) -> dict[str, Any]:
    chosen = request.COOKIES.get("theme", "")
    return {
        "chosen_theme": chosen if chosen in THEMES else "",
        "sidebar_collapsed": request.COOKIES.get("sidebar") == "closed",
        "site_host": request.headers.get("Host", ""),
        "nav": entry_of(request),
        "sidebar": SimpleLazyObject(lambda: _sidebar(request)),
        "areas": SimpleLazyObject(lambda: _areas(request)),
    }


def entry_of(request: HttpRequest) -> str:
    """ "" for a page outside the apps, and for an address that doesn't exist."""
    match = request.resolver_match
    if match is None:
        return ""

    return ENTRY_OF_PAGE.get(match.view_name, ENTRY_OF_APP.get(match.app_name, ""))


def _sidebar(request: HttpRequest) -> Sidebar:
    assert request.user.is_authenticated
    return sidebar_of(request.user)


def _areas(request: HttpRequest) -> list[AreaRow]:
    assert request.user.is_authenticated
    return [row for row in area_rows(request.user) if not row.is_archived]
