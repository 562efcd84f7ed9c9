"""The requests that may ask the bucket for something, known by their addresses before anybody is asked.

A test asks every address with all that it may be asked for, and sees that these are those at which a file is needed.
Of whole accounts the files are deleted by the worker.
"""

import functools
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from sessions_memory.files import stored

# Pages by their names; calls, which have none, by their routes.
READS = {
    "chat:attachment-file",
    "chat:attachment-preview",
    "sessions_memory:export",
    "attachments/<int:attachment_id>/file",
}
TAKES = {
    "chat:attach",
    "attachments",
    "sessions_memory:import",
    "sessions_memory:import-piece",
    "sessions_memory:sample-load",
    "import",
}
# With what is deleted its files go, as with a temporary session that ends and an import that is given up.
DELETES = {
    "logout",
    "admin:logout",
    "admin:sessions_memory_usersession_changelist",
    "admin:sessions_memory_usersession_delete",
    "admin:sessions_memory_userinteraction_changelist",
    "admin:sessions_memory_userinteraction_delete",
    "areas/<int:area_id>/delete",
    "attachments/<int:attachment_id>/remove",
    "chat:attachment-remove",
    "sessions_memory:area-forget",
    "sessions_memory:forget",
    "sessions_memory:import-cancel",
    "sessions_memory:interaction-delete",
    "sessions_memory:session-delete",
    "sessions_memory:session-end",
    # Exports many sessions, too.
    "sessions_memory:many",
}
# What is remembered must stay small.
PATH_MAX_CHARS = 200


def may_ask_bucket(scope: Mapping[str, Any]) -> bool:
    if stored.is_folder():
        return False

    path: str = scope["path"]
    names = _names_of(path) if len(path) <= PATH_MAX_CHARS else _names_of.__wrapped__(path)
    if scope["method"] in ("GET", "HEAD"):
        return not names.isdisjoint(READS)

    is_form_with_files = dict(scope["headers"]).get(b"content-type", b"").startswith(b"multipart/")
    return is_form_with_files or not names.isdisjoint(TAKES | DELETES)


@functools.lru_cache(1024)
def _names_of(path: str) -> frozenset[str]:
    """The name and the route of its address."""
    try:
        found = resolve(path)
    except Resolver404:
        return frozenset()

    return frozenset({found.view_name, found.route.removeprefix(f"{settings.URL_PREFIX[1:]}/")})
