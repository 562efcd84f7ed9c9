"""The text that every model is told first: InsightVault's, or the owner's, in versions that stay."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from chat.models import SystemPrompt
from sessions_memory.database.compiled_sql import compiled_query, first

BUILT_IN = (
    "You are the assistant of InsightVault, one person's private place to think. "
    "Answer plainly and honestly, in the language of the question. Use Markdown where it helps. "
    "If you do not know, say so."
)
MAX_CHARS = 8000


def standing_prompt() -> SystemPrompt:
    """The newest version; the text that came along becomes one when it is first used or has changed."""
    newest = first(_newest())
    if newest and not (newest.is_built_in and newest.text != BUILT_IN):
        return newest

    return _add(BUILT_IN, is_built_in=True)


@compiled_query
def _newest() -> "QuerySet[SystemPrompt]":
    return SystemPrompt.objects.order_by("-version")[:1]


def write_prompt(text: str) -> SystemPrompt:
    """The owner's words from now on; an empty text brings back the built-in one."""
    text = text.replace("\r\n", "\n").strip() or BUILT_IN
    standing = standing_prompt()
    return standing if standing.text == text else _add(text, is_built_in=text == BUILT_IN)


def prompt_text(version: int) -> str | None:
    """The text of a version; None if it is not known here, as after a restore into another vault."""
    return SystemPrompt.objects.filter(version=version).values_list("text", flat=True).first()


def _add(text: str, *, is_built_in: bool) -> SystemPrompt:
    while True:
        newest = first(_newest())
        if newest and newest.text == text:
            return newest

        try:
            with transaction.atomic():
                version = newest.version + 1 if newest else 1
                return SystemPrompt.objects.create(version=version, text=text, is_built_in=is_built_in)
        except IntegrityError:
            # Another process added one meanwhile.
            continue
