"""The memory page: what is known, what is always in mind, what is never recalled, and what a question would recall."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chat.models import preferences_of
from chat.pages.receipt import ReceiptItem, recalled_items
from chat.prompt_inputs import RECALLED
from chat.question_rules import checked_question
from chat.recall_preview import look_back
from sessions_memory.areas.naming import area_named
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import instructions_of
from sessions_memory.pages.areas import area_rows
from sessions_memory.pages.counts import COUNTED_MAX, memory_counts_of, never_recalled_counts
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, written
from sessions_memory.web.sizes import in_a_row, questions, sessions

# Shown at once; the others open on demand.
TRIED_FIRST = 4
NOTES_SHOWN = 200
NEVER_PAGE = 30
# Each is marked by hand, one by one.
NEVER_SESSIONS = 500
NAMED_BY = ("session__title", "session__source", "session__source_id")


@dataclass(frozen=True)
class Tried:
    """The memories that a question would recall; `error` instead, if it can't be asked."""

    question: str
    first: Sequence[ReceiptItem] = ()
    others: Sequence[ReceiptItem] = ()
    milliseconds: int = 0
    without: Sequence[str] = ()
    error: str = ""

    @property
    def count(self) -> int:
        return len(self.first) + len(self.others)


@login_required
@require_safe
@never_cache
async def memory(request: PersonRequest) -> HttpResponse:
    tried = await _try(request) if written(request.GET, "q").strip() else None
    return await sync_to_async(_page)(request, tried)


@login_required
@require_safe
@never_cache
def never_recalled(request: PersonRequest) -> HttpResponse:
    rows = UserInteraction.objects.owned_by(request.user).outside_closed_areas().never_recalled()
    rows = rows.recent_first().select_related("session")
    rows = rows.only("user_question", "created_at", "never_recall", *NAMED_BY)

    try:
        start = Cursor.read(chosen(request.GET, "cursor"))
    except ValueError:
        return redirect("chat:never-recalled")

    page = list((rows.before(start.time, start.pk) if start else rows)[: NEVER_PAGE + 1])
    shown = page[:NEVER_PAGE]
    more = f"?cursor={Cursor(shown[-1].created_at, shown[-1].pk)}" if len(page) > NEVER_PAGE else ""
    sessions = UserSession.objects.owned_by(request.user).outside_closed_areas().never_recalled()
    sessions = sessions.newest_first()[:NEVER_SESSIONS]
    context = {"rows": shown, "next_url": more, "sessions": [] if start else sessions}

    return render(request, "chat/never_recalled.html", context)


async def _try(request: PersonRequest) -> Tried:
    text = written(request.GET, "q")
    user = await request.auser()
    try:
        question = checked_question(text)
        area_id = await sync_to_async(_area_id)(user, chosen(request.GET, "area"))
    except ValueError as error:
        return Tried(text[: settings.QUESTION_MAX_CHARS], error=str(error))

    begun = time.perf_counter()
    found = await look_back(user, question, limit=RECALLED, area_id=area_id)
    milliseconds = round(1000 * (time.perf_counter() - begun))
    items = await sync_to_async(recalled_items)(user, found.memories)

    return Tried(question, items[:TRIED_FIRST], items[TRIED_FIRST:], milliseconds, found.without)


def _area_id(user: AbstractBaseUser, named: str) -> int | None:
    return area_named(user, named).pk if named else None


def _never_in_words(of_questions: int, of_sessions: int) -> str:
    """ "3 questions and 1 session"; "" for none."""
    both = (_at_most(questions, of_questions), _at_most(sessions, of_sessions))
    return in_a_row([words for words in both if words])


def _at_most(said: Callable[[int], str], count: int) -> str:
    words = said(count) if count else ""
    return _("more than {counted}").format(counted=words) if count == COUNTED_MAX else words


def _page(request: PersonRequest, tried: Tried | None) -> HttpResponse:
    context: dict[str, Any] = {"tried": tried}
    # A fragment's request takes the answer to a question alone.
    if not request.htmx:
        context |= {
            "areas": area_rows(request.user),
            "area": chosen(request.GET, "area"),
            "known": memory_counts_of(request.user),
            "notes": Note.objects.owned_by(request.user)
            .for_all()
            .newest_first()
            .select_related("from_interaction")[:NOTES_SHOWN],
            "instructions": instructions_of(request.user),
            "never": _never_in_words(*never_recalled_counts(request.user)),
            "uses_memory": preferences_of(request.user).uses_memory,
        }

    template = "chat/memory.html#tried" if request.htmx else "chat/memory.html"
    return render(request, template, context, status=422 if tried and tried.error else 200)
