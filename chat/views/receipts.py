"""Pages of an answer's receipt, and of what a person does about it: leave out, never recall, correct, keep."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.pages.memory_line import memory_line
from chat.pages.receipt import shown_receipt
from chat.prompt.shown import shown_prompt
from chat.views.shared import asked_again, owned_interaction, owned_session
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.database.text import cut, row_id
from sessions_memory.models import UserInteraction
from sessions_memory.models.notes import NOTE_MAX_CHARS
from sessions_memory.never_recalling import keep_interaction_from_recall
from sessions_memory.notes.asked_for import asked_to_remember
from sessions_memory.notes.keeping import UnusableNote, keep_note
from sessions_memory.web.plain_text import plain
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen, written

NAME = re.compile(r"(?:memory|note):\d{1,18}")


@login_required
@require_safe
@never_cache
def receipt(request: PersonRequest, pk: int) -> HttpResponse:
    return _receipt(request, owned_interaction(request.user, pk))


@login_required
@require_safe
@never_cache
def prompt(request: PersonRequest, pk: int) -> HttpResponse:
    row = owned_interaction(request.user, pk)
    shown = shown_prompt(row)
    if shown is None:
        raise Http404

    context = {"interaction": row, "prompt": shown, "receipt": shown_receipt(row)}
    if request.htmx:
        return render(request, "chat/prompt.html#prompt", context)

    return render(request, "chat/prompt.html", context)


@login_required
@require_POST
def leave_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks again without one memory or note; a retry of that goes without it too."""
    old = owned_interaction(request.user, pk)
    name = chosen(request.POST, "name")
    if not NAME.fullmatch(name):
        raise Http404

    return asked_again(request, old, model=old.model, options=AnswerOptions.of(old).without(name))


@login_required
@require_POST
def never_recall(request: PersonRequest, pk: int) -> HttpResponse:
    """`never`: "1" keeps it from recall, "0" takes that back. `receipt`: the answer under which it was pressed."""
    row = owned_interaction(request.user, pk)
    never = chosen(request.POST, "never", "1") == "1"
    keep_interaction_from_recall(row, never_recall=never)

    if shown_under := row_id(chosen(request.POST, "receipt")):
        if request.htmx:
            return _receipt(request, owned_interaction(request.user, shown_under))
        return redirect("chat:receipt", shown_under)

    messages.success(request, _("Won’t be recalled again.") if never else _("It can be recalled again."))
    return _back(request, row)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Opens a note from a memory: what is right instead, in the person's words."""
    row = owned_interaction(request.user, pk)
    context = {
        "interaction": row,
        "text": _("Correct:") + " ",
        "source_name": row.session.shown_in,
        "limit": NOTE_MAX_CHARS,
    }

    if request.method == "POST":
        context["text"] = text = written(request.POST, "text")
        try:
            if not text.strip().removeprefix(_("Correct:")).strip():
                raise UnusableNote(_("Write what is right, in a sentence."))
            note = keep_note(request.user, text, from_interaction=row)
        except UnusableNote as error:
            context["error"] = str(error)
        else:
            if request.htmx:
                return render(request, "chat/_corrected.html", {"note": note})
            messages.success(request, _("Note saved. It will be used from your next question."))
            return _back(request, row)

    template = "chat/correct.html#correction" if request.htmx else "chat/correct.html"
    return render(request, template, context, status=422 if "error" in context else 200)


@login_required
@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps the question, the answer, or what the question asks to remember, as a note, in one click."""
    row = owned_interaction(request.user, pk)
    try:
        note = keep_note(request.user, _words(row, chosen(request.POST, "what", "question")), from_interaction=row)
    except UnusableNote as error:
        messages.error(request, str(error))
        note = None

    if note and chosen(request.POST, "what") == "offer":
        row.settle_offer()
    if request.htmx:
        return render(request, "chat/_kept.html", {"note": note})
    if note:
        messages.success(request, _("Note saved. It will be used from your next question."))

    return _back(request, row)


@login_required
@require_POST
def session_memory(request: PersonRequest, pk: int) -> HttpResponse:
    session = owned_session(request.user, pk)
    uses = chosen(request.POST, "uses_memory") == "1"
    session.switch_memory(uses_memory=uses)
    messages.success(request, _("Memory is on in this session.") if uses else _("Memory is off in this session."))

    return redirect(session)


def _receipt(request: PersonRequest, row: UserInteraction) -> HttpResponse:
    context = {"interaction": row, "line": memory_line(row), "receipt": shown_receipt(row), "session": row.session}
    if request.htmx:
        return render(request, "chat/receipt.html#receipt", context)

    return render(request, "chat/receipt.html", context)


def _words(row: UserInteraction, what: str) -> str:
    if what == "answer":
        return cut(plain(row.ai_response), NOTE_MAX_CHARS)
    if what == "offer":
        return asked_to_remember(row.user_question)

    return cut(" ".join(row.user_question.split()), NOTE_MAX_CHARS)


def _back(request: PersonRequest, row: UserInteraction) -> HttpResponse:
    return redirect(page_of_ours(request, chosen(request.POST, "next"), otherwise=row.get_absolute_url()))
