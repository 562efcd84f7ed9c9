"""The owner connects model servers, changes and removes them, and says which one is the default."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chat.forms import ModelServerForm
from chat.llm import ModelError, ModelUnavailable, complete_chat, list_models
from chat.model_room import forget_lengths
from chat.model_server.connection import Connection, Wishes
from chat.model_server.protocol import Message
from chat.model_server.servers.stored import (
    NotSaved,
    connected,
    forget_connection,
    make_default,
    save_connection,
    server_of,
    show_images_to,
)
from chat.model_server.setup.encoders import speakers_of
from chat.model_server.setup.telling import about_connection
from chat.model_server.typed import names_in, with_version
from chat.views.model_page import model_page, server_form, server_page
from sessions_memory.web.model_names import short_model
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen

# The usual servers listen here on one's own machine.
LOCAL_SERVERS = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
}
LOCAL_NAMES = {address: name for name, address in LOCAL_SERVERS.items()}
LOOK_SECONDS = 1.0
# A small model may write on and on: the first word will do for saving, and a few sentences for whoever reads them.
TEST_CHARS, NO_WORDS = 600, gettext_lazy("(It thought, and wrote no word of an answer.)")
# Saving waits no longer for the answer to a test: a model that is loaded for the first time may need minutes.
TRY_SECONDS = 20
NO_LIST = gettext_lazy("The server lists no model. Write the name of one here.")
# What is done with one that is there, without its form.
ROW_VERBS: dict[str, Callable[[int], None]] = {"forget": forget_connection, "default": make_default}
TEST_MESSAGES: list[Message] = [{"role": "user", "content": "Reply with one short sentence, so that I see you can."}]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
async def model(request: PersonRequest) -> HttpResponse:
    """All servers, each to be tried as it is, and the form for one more."""
    await _owner_only(request)
    if slug := chosen(request.POST, "try"):
        return await _try_as_it_is(request, slug)
    if request.method == "POST":
        return await _act(request, None)

    given = {"form": _first_form(request), "found": await _find_local()}
    return await sync_to_async(model_page)(request, given)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
async def server(request: PersonRequest, pk: int) -> HttpResponse:
    """One server that was connected here."""
    await _owner_only(request)
    saved = await sync_to_async(server_of)(pk)
    if saved is None:
        raise Http404

    do = chosen(request.POST, "do", "save")
    if request.method != "POST":
        return await _show(request, saved, server_form(saved), {})
    if do in ROW_VERBS:
        await sync_to_async(ROW_VERBS[do])(pk)
        return redirect("chat:model")

    return await _act(request, saved)


async def _try_as_it_is(request: PersonRequest, slug: str) -> HttpResponse:
    """With its own key, which the page doesn't know."""
    servers = await sync_to_async(connected)()
    named = next((one for one in servers.connections if one.slug == slug), None)
    if named is None:
        raise Http404

    try:
        async with asyncio.timeout(TRY_SECONDS):
            reply = await complete_chat(named, named.models[0], TEST_MESSAGES, longest=TEST_CHARS)
        given = {"tested": named, "test_result": reply or NO_WORDS}
    except TimeoutError:
        told = _("No answer within {seconds} seconds. It may still be loading.").format(seconds=TRY_SECONDS)
        given = {"tested": named, "test_error": told}
    except ModelError as error:
        given = {"tested": named, "test_error": about_connection(error)}

    return await sync_to_async(model_page)(request, given)


async def _owner_only(request: PersonRequest) -> None:
    if not (await request.auser()).is_superuser:
        raise PermissionDenied


async def _act(request: PersonRequest, saved: Connection | None) -> HttpResponse:
    """`do` says which button: list the models, send a test, save, or save without a test.

    `saved`: None for a new one.
    """
    do = chosen(request.POST, "do", "save")
    form = ModelServerForm(request.POST)
    if not form.is_valid():
        return await _show(request, saved, form, {}, status=422)

    offered = _offered(form, saved)
    try:
        offered, listed = await _found(offered, form.cleaned_data["models"], is_needed=do == "list")
        facts: dict[str, Any] = {"models": listed or list(offered.models)}
        if not offered.models:
            form.add_error("models", NO_LIST)
            return await _show(request, saved, form, {}, status=422)
        if do in ("save", "keep"):
            models = offered.models if form.cleaned_data["models"] else tuple(speakers_of(offered.models)[:1])
            return await _save(request, replace(offered, models=models), is_tried=do == "save")
        if do == "test":
            reply = await complete_chat(offered, offered.models[0], TEST_MESSAGES, longest=TEST_CHARS)
            facts["test_result"] = reply or NO_WORDS
    except NotSaved as error:
        form.add_error(error.field or None, str(error))
        return await _show(request, saved, form, {}, status=422)
    except ModelError as error:
        form.add_error(None, about_connection(error))
        may_keep = do == "save" and bool(form.cleaned_data["models"])
        return await _show(request, saved, form, {"may_keep": may_keep}, status=422)

    return await _show(request, saved, form, facts)


def _offered(form: ModelServerForm, saved: Connection | None) -> Connection:
    typed = form.cleaned_data
    # The saved key goes to the saved server only, or a changed address would learn it.
    kept_key = saved.api_key if saved and saved.base_url == typed["base_url"] else ""
    return Connection(
        typed["base_url"],
        typed["api_key"] or kept_key,
        models=(),
        wishes=Wishes(typed["temperature"], typed["answer_tokens"]),
        name=typed["name"] or (saved.name if saved else ""),
        row_id=saved.row_id if saved else None,
        room_tokens=typed["room_tokens"],
        vision_models=tuple(names_in(typed["vision_models"])),
    )


async def _save(request: PersonRequest, offered: Connection, *, is_tried: bool) -> HttpResponse:
    """Raises ModelRefused: what is wrong is mended here. A server that is away or slow is saved, and that is told."""
    name = short_model(offered.models[0])
    told, tell = _("Saved, not tried. {name} is asked from now on.").format(name=name), messages.warning
    if is_tried:
        told, tell = await _tried(offered, name)

    # It may have been started anew with another one.
    forget_lengths()
    is_first = not (await sync_to_async(connected)()).connections
    await sync_to_async(_store)(offered)
    await sync_to_async(tell)(request, told)
    return redirect("chat:home" if is_first else "chat:model")


def _store(offered: Connection) -> None:
    """Raises NotSaved."""
    with transaction.atomic():
        row_id = save_connection(
            base_url=offered.base_url,
            api_key=offered.api_key,
            models=list(offered.models),
            wishes=offered.wishes,
            name=offered.name or LOCAL_NAMES.get(offered.base_url, ""),
            room_tokens=offered.room_tokens,
            row_id=offered.row_id,
        )
        show_images_to(row_id, offered.vision_models)


async def _tried(offered: Connection, name: str) -> tuple[str, Callable[..., None]]:
    try:
        async with asyncio.timeout(TRY_SECONDS):
            await complete_chat(offered, offered.models[0], TEST_MESSAGES, longest=1)
    except TimeoutError:
        told = _("Saved, but {name} did not answer a test within {seconds} seconds. It may still be loading.")
        return told.format(name=name, seconds=TRY_SECONDS), messages.warning
    except ModelUnavailable as error:
        if error.is_about_place:
            # Nothing of the kind is there: waiting won't help.
            raise
        told = _("Saved, but a test got no answer. {why}").format(why=about_connection(error))
        return told, messages.warning

    return _("Connected: {name} answered a test.").format(name=name), messages.success


async def _found(offered: Connection, typed: str, *, is_needed: bool) -> tuple[Connection, list[str]]:
    """The server at the address as it is, or with /v1 behind it, and the models it lists.

    One without a list will do where names were `typed`, unless the list `is_needed`.
    """
    problem: ModelError | None = None
    for address in filter(None, (offered.base_url, with_version(offered.base_url))):
        try:
            listed = await list_models(address, offered.api_key)
        except ModelError as error:
            problem = problem or error
            if not error.is_about_place:
                break
            continue

        return replace(offered, base_url=address, models=tuple(names_in(typed, listed) or listed)), listed

    assert problem
    names = tuple(names_in(typed))
    if is_needed or not names:
        raise problem

    return replace(offered, models=names), []


def _first_form(request: PersonRequest) -> ModelServerForm:
    """Filled in for a server that was found on this machine and picked."""
    base_url = chosen(request.GET, "base_url")
    if base_url not in LOCAL_NAMES:
        return ModelServerForm()

    models, name = chosen(request.GET, "models"), LOCAL_NAMES[base_url]
    return ModelServerForm(initial={"base_url": base_url, "models": models, "name": name})


async def _find_local() -> list[dict[str, Any]]:
    async def look(name: str, base_url: str) -> dict[str, Any] | None:
        try:
            return {"name": name, "base_url": base_url, "models": await list_models(base_url, "", seconds=LOOK_SECONDS)}
        except ModelError:
            return None

    found = await asyncio.gather(*(look(name, url) for name, url in LOCAL_SERVERS.items()))
    return [server for server in found if server]


async def _show(
    request: PersonRequest, saved: Connection | None, form: ModelServerForm, facts: dict[str, Any], status: int = 200
) -> HttpResponse:
    page = server_page if saved else model_page
    return await sync_to_async(page)(request, {"form": form, "server": saved, **facts}, status=status)
