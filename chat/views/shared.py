"""Shared by several views of the chat: the person's rows, the page around a turn, and a turn as a fragment."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers

from chat.answer.going_on import NothingToContinue, go_on
from chat.model_server.servers.stored import connected
from chat.models import preferences_of
from chat.pages.help_notice import notices_for
from chat.pages.thread import Turn, turn_with_versions
from chat.pages.topbar import mark_of
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.database.compiled_sql import compiled_query, first
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.pages.sidebar import Sidebar, changed_row, sidebar_of
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen


def turn_response(request: PersonRequest, interaction: UserInteraction) -> HttpResponse:
    if not request.htmx:
        return redirect(interaction)

    return update_response(request, turn_with_versions(interaction, notices=notices_for(request)), is_new=True)


def asked_again(request: PersonRequest, old: UserInteraction, *, model: str, options: AnswerOptions) -> HttpResponse:
    """Another version of the answer."""

    def store() -> UserInteraction:
        return lifecycle.store_question(
            request.user, old.user_question, session=old.session, replaces=old, model=model, options=options
        )

    return _asked(request, old, store)


def gone_on(request: PersonRequest, old: UserInteraction) -> HttpResponse:
    """The turn in which a cut answer goes on."""
    return _asked(request, old, lambda: go_on(old))


def _asked(request: PersonRequest, old: UserInteraction, store: Callable[[], UserInteraction]) -> HttpResponse:
    try:
        interaction = store()
    except lifecycle.ReadOnlySession:
        return redirect(old)
    except lifecycle.SessionGone as error:
        raise Http404 from error
    except lifecycle.TooManyAnswers as error:
        return _refused(request, old, str(error), status=429)
    except NothingToContinue as error:
        return _refused(request, old, str(error), status=409)

    return turn_response(request, interaction)


def told_in_a_toast(sentence: str, *, status: int) -> HttpResponse:
    """The page stays as it is, with what was typed; `toast.js` shows the sentence."""
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _refused(request: PersonRequest, old: UserInteraction, sentence: str, *, status: int) -> HttpResponse:
    if request.htmx:
        return told_in_a_toast(sentence, status=status)

    messages.error(request, sentence)
    return redirect(old)


def update_response(request: PersonRequest, turn: Turn, *, is_new: bool = False) -> HttpResponse:
    """The turn, and what else changed: all around a new one, and in the sidebar what its answer changed."""
    session = turn.interaction.session
    # Where nothing is said of the sidebar, the shell brings a whole one.
    context: dict[str, Any] = {"turn": turn, "session": session, "is_new": is_new, "oob": True, "sidebar": None}
    if is_new:
        context |= around(request, session) | {"sidebar": _sidebar_beside(request, session)}
        context["topbar_stands"] = chosen(request.POST, "topbar") == context["topbar_mark"]
    elif not turn.is_live:
        row = changed_row(request.user, turn.interaction, session.area_id)
        context |= {"changed_rows": [row]} if row else {"sidebar": _sidebar_beside(request, session)}

    response = render(request, "chat/_update.html", context)
    add_never_cache_headers(response)
    return response


def _sidebar_beside(request: PersonRequest, session: UserSession | None) -> Sidebar:
    if session is None:
        return sidebar_of(request.user)

    return sidebar_of(request.user, current_session_id=session.pk, area_id=session.area_id)


def page_context(
    request: PersonRequest,
    session: UserSession | None,
    *,
    is_temporary: bool = False,
    error: str = "",
    question: str = "",
) -> dict[str, Any]:
    sidebar, servers, preferences = _sidebar_beside(request, session), connected(), preferences_of(request.user)
    context = around(request, session, is_temporary=is_temporary) | {
        "sidebar": sidebar,
        "is_first_visit": not sidebar.has_history,
        "no_model": not servers.connections,
    }

    context["composer"] |= {
        "question": question,
        "error": error,
        "groups": servers.groups(),
        "are_several": servers.are_several,
        "choice": servers.nearest(preferences.chat_model),
        "gone_model": preferences.chat_model if servers.is_gone(preferences.chat_model) else "",
        "memory_off": _memory_off(session, uses_memory=preferences.uses_memory),
    }
    return context


def around(request: PersonRequest, session: UserSession | None, *, is_temporary: bool = False) -> dict[str, Any]:
    """What changes around the turns with a new one: neither the sidebar nor the composer's choices."""
    is_temporary = is_temporary or bool(session and session.is_temporary)
    return {
        "session": session,
        "session_page": _page_to_come_back_to(request, session),
        "topbar_mark": mark_of(session),
        "viewing_temporary": is_temporary,
        "composer": {
            "session_id": session.pk if session else None,
            "is_temporary": is_temporary,
            "draft_id": str(uuid.uuid4()),
        },
    }


def _page_to_come_back_to(request: PersonRequest, session: UserSession | None) -> str:
    """After a change of the session that the page shows: where one is, or, with what came by a form, its own page."""
    if session and request.method == "POST":
        return session.get_absolute_url()

    return request.get_full_path()


def _memory_off(session: UserSession | None, *, uses_memory: bool) -> str:
    """The reason why memory is off before a question is asked: "account", "session", or ""."""
    if not uses_memory:
        return "account"

    return "session" if session and not session.uses_memory else ""


def owned_session(user: AbstractBaseUser, pk: int) -> UserSession:
    return get_object_or_404(UserSession.objects.owned_by(user), pk=pk)


def owned_interaction(user: AbstractBaseUser, pk: int) -> UserInteraction:
    if row := first(_with_session(user.pk, pk)):
        return row

    raise Http404


@compiled_query
def _with_session(user_id: int, pk: int) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(user_id).select_related("session").filter(pk=pk)
