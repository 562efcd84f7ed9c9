"""System checks: what is wrong with the settings, and how to mend it."""

import os
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from chat.model_server.local.encoder import INSTALL, NAME, is_local, missing
from insightvault.data_dir.private_files import open_to_others

# The tag of what an owner can mend; `serve` runs these before every start.
OWNERS = "owners"


@register(OWNERS)
def model_settings(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.CHAT_MODELS and (settings.OPENAI_API_KEY or os.environ.get("OPENAI_BASE_URL")):
        found.append(
            Warning(
                "A model server is named in the environment, but no model.",
                hint="Set CHAT_MODEL, for example CHAT_MODEL=gpt-5.4-mini; several are separated by commas.",
                id="insightvault.W001",
            )
        )

    for name in ("OPENAI_BASE_URL", "EMBEDDING_BASE_URL"):
        address = getattr(settings, name)
        if address and not address.startswith(("http://", "https://")):
            found.append(
                Error(
                    f"{name} is {address!r}, which is no address.",
                    hint="Begin it with http:// or https://, and end it with the version: http://localhost:11434/v1",
                    id="insightvault.E001",
                )
            )

    if is_local(settings.EMBEDDING_MODEL) and (problem := missing(settings.EMBEDDING_MODEL)):
        found.append(
            Error(
                problem,
                hint=f"Set EMBEDDING_MODEL={NAME}, and install it: {INSTALL}",
                id="insightvault.E004",
            )
        )

    if settings.EMBEDDING_BASE_URL and not settings.EMBEDDING_MODEL:
        found.append(
            Warning(
                "A server for embeddings is named in the environment, but no model.",
                hint="Set EMBEDDING_MODEL to one that it has, or leave EMBEDDING_BASE_URL out.",
                id="insightvault.W003",
            )
        )

    return found


@register(OWNERS)
def data_dir(**_: Any) -> list[CheckMessage]:
    path = settings.DATA_DIR
    if path.exists() and os.access(path, os.W_OK | os.X_OK):
        return []

    return [
        Error(
            f"DATA_DIR, {path}, can't be written.",
            hint="Give this user the right to write there, or set DATA_DIR to a folder that can be written.",
            id="insightvault.E002",
        )
    ]


@register(OWNERS)
def private_data(**_: Any) -> list[CheckMessage]:
    found = next(open_to_others(settings.DATA_DIR), None)
    if found is None:
        return []
    return [
        Warning(
            f"Others on this machine may open {found}.",
            hint=f"It holds conversations or keys. Keep it to its owner: chmod -R go= {settings.DATA_DIR}",
            id="insightvault.W004",
        )
    ]


@register(OWNERS)
def bucket(**_: Any) -> list[CheckMessage]:
    told = _bucket_missing()
    return [Error(told[0], hint=told[1], id="insightvault.E005")] if told else []


def _bucket_missing() -> tuple[str, str] | None:
    """What is wrong with the settings of the bucket, and what to do."""
    address = settings.S3_ENDPOINT_URL
    keys = {"S3_ACCESS_KEY": settings.S3_ACCESS_KEY, "S3_SECRET_KEY": settings.S3_SECRET_KEY}
    missing = [name for name, value in keys.items() if not value]
    if not settings.S3_BUCKET:
        if not address and len(missing) == len(keys):
            return None
        return "An S3 server is named in the environment, but no bucket.", "Set S3_BUCKET to its name."

    if find_spec("botocore") is None:
        return "S3_BUCKET is set, and botocore is not installed.", "pip install -r requirements-s3.txt"
    if address and not address.startswith(("http://", "https://")):
        hint = "Begin it with http:// or https://; for Amazon's own, leave it out."
        return f"S3_ENDPOINT_URL is {address!r}, which is no address.", hint
    if not address and not settings.S3_REGION:
        return "S3_BUCKET is set, and neither S3_REGION nor S3_ENDPOINT_URL.", "Amazon's buckets have a region."
    if len(missing) == 1 or (address and missing):
        return f"{missing[0]} is missing.", "Only on Amazon's machines, whose role gives keys, both may be left out."

    return None


@register(deploy=True)
def own_hosts(**_: Any) -> list[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        return [
            Warning(
                "ALLOWED_HOSTS admits every name.",
                hint="List the names this vault is reached by.",
                id="insightvault.W002",
            )
        ]

    return []
