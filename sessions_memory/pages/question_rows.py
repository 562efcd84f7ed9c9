"""The history by its questions: each as a result of a search shows it, newest first, a page at a time."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from sessions_memory.models import UserInteraction
from sessions_memory.pages.search_results import COLUMNS, FoundInteraction, found_interaction
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.sizes import number, questions

QUESTIONS = 30
# Beyond this many it is said that there are more.
COUNTED_MAX = 10_000


def questions_of(
    user: AbstractBaseUser, source: str, since: datetime | None, until: datetime | None
) -> InteractionQuerySet:
    """Those of archived sessions are found by a search alone."""
    rows = UserInteraction.objects.owned_by(user).searchable().filter(session__archived_at__isnull=True)
    return rows.within(source, since, until, "")


def question_page(rows: InteractionQuerySet, start: Cursor | None) -> tuple[list[FoundInteraction], str]:
    """With the cursor of the next page, "" on the last."""
    following = rows.before(start.time, start.pk) if start else rows
    found = list(following.recent_first().select_related("session").only(*COLUMNS)[: QUESTIONS + 1])
    last = found[QUESTIONS - 1] if len(found) > QUESTIONS else None

    return [found_interaction(row) for row in found[:QUESTIONS]], str(Cursor(last.created_at, last.pk)) if last else ""


def count_in_words(rows: InteractionQuerySet) -> str:
    count = rows[: COUNTED_MAX + 1].count()
    if count <= COUNTED_MAX:
        return questions(count)

    return _("more than {count} questions").format(count=number(COUNTED_MAX))
