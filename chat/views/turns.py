"""The chat page and one turn's calls. A view fetches what the person owns, calls one verb, and renders."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import cast

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from chat import live, open_streams
from chat.answer.events import Event
from chat.answer.sse import EVENT_STREAM_HEADERS, encode_event
from chat.forms import QuestionForm
from chat.model_server.servers.stored import connected
from chat.models import preferences_of, remember_model
from chat.pages.attachments import shown_files
from chat.pages.help_notice import notices_for
from chat.pages.memory_line import memory_line
from chat.pages.pending_question import ready_question
from chat.pages.thread import thread_of, turn_with_versions
from chat.views.attachments import files_of_form
from chat.views.shared import (
    asked_again,
    gone_on,
    owned_interaction,
    owned_session,
    page_context,
    told_in_a_toast,
    turn_response,
    update_response,
)
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.attachments import keeping
from sessions_memory.database.compiled_sql import compiled_query, first
from sessions_memory.database.text import row_id
from sessions_memory.models import Attachment, UserInteraction, UserSession
from sessions_memory.pages.coming_back.home import home_of
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, written


@login_required
@require_safe
@never_cache
def home(request: PersonRequest) -> HttpResponse:
    if chosen(request.GET, "temporary"):
        if left := lifecycle.temporary_session(request.user):
            return redirect(left)
        return _page(request, None, is_temporary=True)

    return _page(request, lifecycle.open_session(request.user))


@login_required
@require_safe
@never_cache
def session(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, owned_session(request.user, pk))


@login_required
@require_POST
def continue_session(request: PersonRequest, pk: int) -> HttpResponse:
    return redirect(lifecycle.continue_session(owned_session(request.user, pk)))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, AnonymousUser):
        return _ask_to_log_in(request)

    return _ask(cast(PersonRequest, request))


def _ask(request: PersonRequest) -> HttpResponse:
    form = QuestionForm(_posted(request))
    named, sent = _named_session(request), files_of_form(request)

    if not form.is_valid() or sent.refusals:
        problems = [*form.errors.get("question", [] if form.is_valid() else [_("This could not be read.")])]
        return _refuse(request, named, " ".join(map(str, [*problems, *sent.refusals])), files=sent.rows)

    asked = form.cleaned_data
    if asked["temporary"] and not (named and named.is_temporary):
        named = lifecycle.start_temporary_session(request.user)

    try:
        interaction = lifecycle.store_question(
            request.user,
            asked["question"],
            session=named,
            replaces=_replaced(request, asked["replaces"]),
            model=asked["model"],
            options=AnswerOptions(use_memory=not asked["without_memory"], attachments=sent.ids),
            source_id=asked["draft_id"],
        )
    except keeping.Refused as refusal:
        return _refuse(request, named, str(refusal), files=sent.rows)
    except lifecycle.ReadOnlySession as error:
        return _refuse(request, named, str(error))
    except lifecycle.SessionGone:
        return _refuse(request, None, _("This session was deleted meanwhile. Reload the page and ask in a new one."))
    except lifecycle.TooManyAnswers as error:
        if request.htmx:
            return told_in_a_toast(str(error), status=429)
        return _refuse(request, named, str(error), status=429, files=sent.rows)

    remember_model(request.user, asked["model"])
    if request.htmx and interaction.session.is_temporary and interaction.session.interaction_count == 1:
        # The page itself looks different from here on.
        return HttpResponseClientRedirect(interaction.get_absolute_url())

    return turn_response(request, interaction)


def _posted(request: PersonRequest) -> QueryDict:
    """The form's fields. The sidebar names a question to ask again: it holds only the beginning of a long one."""
    again = row_id(chosen(request.POST, "again"))
    if again is None:
        return request.POST

    posted = request.POST.copy()
    posted["question"] = owned_interaction(request.user, again).user_question
    return posted


@login_required
@require_POST
def retry(request: PersonRequest, pk: int) -> HttpResponse:
    old = owned_interaction(request.user, pk)
    model = chosen(request.POST, "model")[:200] or _model_for(request, old)
    return asked_again(request, old, model=model, options=AnswerOptions.of(old))


def _model_for(request: PersonRequest, old: UserInteraction) -> str:
    """Where its own is not connected any more, the person's."""
    choice = connected().nearest(old.model, preferences_of(request.user).chat_model)
    return choice.value if choice else old.model


@login_required
@require_POST
def continue_answer(request: PersonRequest, pk: int) -> HttpResponse:
    return gone_on(request, owned_interaction(request.user, pk))


@login_required
@require_safe
@never_cache
def interaction(request: PersonRequest, pk: int) -> HttpResponse:
    """The turn as it stands, with the sidebar in the same response."""
    row = owned_interaction(request.user, pk)
    if not request.htmx:
        return redirect(row)

    return update_response(request, turn_with_versions(row, notices=notices_for(request)))


@require_GET
async def stream(request: PersonRequest, pk: int) -> HttpResponseBase:
    row = await _row_or_refusal(request, pk)
    if isinstance(row, HttpResponse):
        return row
    if open_streams.are_too_many(row.user_id):
        await open_streams.refused()
        return HttpResponse(open_streams.TOO_MANY, status=429, headers={"Retry-After": "5"})

    events = _event_stream(row, row_id(request.headers.get("Last-Event-ID", "")) or 0)
    return StreamingHttpResponse(events, headers=EVENT_STREAM_HEADERS)


@require_POST
async def stop(request: PersonRequest, pk: int) -> HttpResponse:
    row = await _row_or_refusal(request, pk)
    if isinstance(row, HttpResponse):
        return row

    await live.stop(row)
    return HttpResponse(status=204) if request.htmx else redirect(row)


@sync_to_async
def _row_or_refusal(request: HttpRequest, pk: int) -> UserInteraction | HttpResponse:
    # Login and row in one go: the decorator and the asynchronous queries change threads five times.
    if isinstance(request.user, AnonymousUser):
        return redirect_to_login(request.get_full_path())

    return first(_row(request.user.pk, pk)) or HttpResponse(status=404)


@compiled_query
def _row(user_id: int, pk: int) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(user_id).filter(pk=pk).listed()


async def _event_stream(row: UserInteraction, position: int) -> AsyncIterator[bytes]:
    with open_streams.one_more(row.user_id):
        async for event in live.follow(row, position):
            yield encode_event(replace(event, data=_memory_line(row, event)) if event.kind == "memory" else event)


def _memory_line(row: UserInteraction, event: Event) -> str:
    row.interaction_metadata["memory"] = json.loads(event.data)
    return render_to_string("chat/_memory_line.html", {"line": memory_line(row), "interaction": row})


def _page(request: PersonRequest, session: UserSession | None, *, is_temporary: bool = False) -> HttpResponse:
    thread = session and thread_of(
        session,
        notices=notices_for(request),
        before=_row_of(session, chosen(request.GET, "before")),
        around=_row_of(session, chosen(request.GET, "at")),
    )

    turns = thread.turns if thread else []
    context = page_context(request, session, is_temporary=is_temporary, question=ready_question(request)) | {
        "turns": turns,
        "continued": thread and thread.continued,
        "earlier_url": f"?before={thread.earlier_than}" if thread and thread.earlier_than else "",
        "later_url": session.get_absolute_url() if session and thread and thread.has_later else "",
    }

    if not turns and not context["viewing_temporary"]:
        sidebar = context["sidebar"]
        context["home"] = home_of(
            request.user,
            sidebar.sessions,
            has_history=sidebar.has_history,
            has_asked=bool(sidebar.recent),
            today=timezone.localdate(),
        )

    response = render(request, "chat/chat.html", context)
    # Or the Back button shows the page before the question.
    response["Cache-Control"] = "no-store"
    return response


def _ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """The login page takes the question along, so that it is not lost."""
    if request.headers.get("HX-Request"):
        # The composer's script then sends the form as the browser does, and gets the page.
        return HttpResponse(status=401)

    question = written(request.POST, "question")
    if not question:
        return redirect_to_login(reverse("chat:home"))

    context = {"form": AuthenticationForm(request), "question": question}
    return render(request, "registration/login.html", context, status=401)


def _refuse(
    request: PersonRequest,
    session: UserSession | None,
    error: str,
    *,
    status: int = 422,
    files: Sequence[Attachment] = (),
) -> HttpResponse:
    question = written(request.POST, "question")
    if request.htmx:
        return render(request, "chat/_composer_error.html", {"composer": {"error": error}}, status=status)

    context = page_context(request, session, error=error, question=question)
    context["composer"]["files"] = shown_files(files)
    turns = thread_of(session, notices=notices_for(request)).turns if session else []
    return render(request, "chat/chat.html", context | {"turns": turns}, status=status)


def _named_session(request: PersonRequest) -> UserSession | None:
    pk = row_id(chosen(request.POST, "session"))
    return None if pk is None else owned_session(request.user, pk)


def _replaced(request: PersonRequest, pk: int | None) -> UserInteraction | None:
    return owned_interaction(request.user, pk) if pk else None


def _row_of(session: UserSession, pk: str) -> UserInteraction | None:
    number = row_id(pk)
    return None if number is None else session.interactions.filter(pk=number).first()
