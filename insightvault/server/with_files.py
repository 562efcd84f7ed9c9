"""The requests that may ask the bucket for something, known by their paths before anybody is asked."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from sessions_memory.files import stored

READS = ("file", "preview", "export")
TAKES = ("attachments", "import")
# With what is deleted its files go.
DELETES = ("delete", "forget", "end", "remove", "cancel")
PEOPLE = "people"


def may_ask_bucket(scope: Mapping[str, Any]) -> bool:
    if stored.is_folder():
        return False

    parts = str(scope["path"]).removeprefix(settings.URL_PREFIX).strip("/").split("/")
    if scope["method"] in ("GET", "HEAD"):
        return parts[-1] in READS

    is_form_with_files = dict(scope["headers"]).get(b"content-type", b"").startswith(b"multipart/")
    return is_form_with_files or parts[0] in TAKES or parts[-1] in DELETES or PEOPLE in parts
