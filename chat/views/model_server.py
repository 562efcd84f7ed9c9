"""The owner connects a model server; each person decides what it may be sent, and where help is to be found."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from chat.forms import HelpRegionForm, ModelServerForm
from chat.growth.turns import switch
from chat.llm import ModelError, ModelUnavailable, complete_chat, list_models
from chat.model_room import forget_lengths
from chat.model_server.connection import (
    Connection,
    Wishes,
    current_connection,
    embedding_connection,
    forget_connection,
    save_connection,
)
from chat.model_server.protocol import Message
from chat.model_server.setup.encoders import speakers_of
from chat.model_server.setup.telling import about_connection
from chat.model_server.typed import names_in, with_version
from chat.models import choose
from chat.views.model_page import model_page, server_form
from sessions_memory.web.model_names import short_model
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen

# The usual servers listen here on one's own machine.
LOCAL_SERVERS = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
}
LOOK_SECONDS = 1.0
# A small model may write on and on: the first word will do for saving, and a few sentences for whoever reads them.
TEST_CHARS, NO_WORDS = 600, "(It thought, and wrote no word of an answer.)"
# Saving waits no longer for the answer to a test: a model that is loaded for the first time may need minutes.
TRY_SECONDS = 20
NO_LIST = "The server lists no model. Write the name of one here."
TEST_MESSAGES: list[Message] = [{"role": "user", "content": "Reply with one short sentence, so that I see you can."}]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
async def model(request: PersonRequest) -> HttpResponse:
    user = await request.auser()
    if not user.is_superuser:
        raise PermissionDenied

    saved = await sync_to_async(current_connection)()
    if request.method != "POST":
        return await _show(request, saved, _form_of(request, saved), {"found": await _find_local()})

    return await _act(request, saved)


@login_required
@require_POST
def privacy(request: PersonRequest) -> HttpResponse:
    # The form asks about embeddings only where they are made.
    embeddings = {"embeddings_by_model": "embeddings" in request.POST} if embedding_connection() else {}
    choose(
        request.user,
        titles_by_model="titles" in request.POST,
        summaries_by_model="summaries" in request.POST,
        **embeddings,
    )

    switch(request.user, asks_model="growth" in request.POST)

    messages.success(request, "Saved.")
    return redirect("accounts:account")


@login_required
@require_POST
def help_region(request: PersonRequest) -> HttpResponse:
    form = HelpRegionForm(request.POST)
    if form.is_valid():
        choose(request.user, help_region=form.cleaned_data["help_region"])
        messages.success(request, "Saved.")
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["help_region"]))

    return redirect("accounts:account")


@login_required
@require_POST
def memory(request: PersonRequest) -> HttpResponse:
    uses_memory = "uses_memory" in request.POST
    choose(request.user, uses_memory=uses_memory)
    messages.success(request, "Memory is on." if uses_memory else "Memory is off.")

    return redirect("accounts:account")


async def _act(request: PersonRequest, saved: Connection | None) -> HttpResponse:
    """`do` says which button: list the models, send a test, save, save without a test, or forget the server."""
    do = chosen(request.POST, "do", "save")
    if do == "forget":
        await sync_to_async(forget_connection)()
        return redirect("chat:model")

    form = ModelServerForm(request.POST)
    if not form.is_valid():
        return await _show(request, saved, form, {}, status=422)

    offered = Connection(
        base_url=form.cleaned_data["base_url"],
        api_key=form.cleaned_data["api_key"] or _kept_key(saved, form),
        models=(),
    )
    try:
        offered, listed = await _found(offered, form.cleaned_data["models"], is_needed=do == "list")
        facts: dict[str, Any] = {"models": listed or list(offered.models)}
        if not offered.models:
            form.add_error("models", NO_LIST)
            return await _show(request, saved, form, {}, status=422)
        if do in ("save", "keep"):
            models = offered.models if form.cleaned_data["models"] else tuple(speakers_of(offered.models)[:1])
            wishes = Wishes(form.cleaned_data["temperature"], form.cleaned_data["answer_tokens"])
            return await _save(request, replace(offered, models=models, wishes=wishes), is_tried=do == "save")
        if do == "test":
            reply = await complete_chat(offered, offered.models[0], TEST_MESSAGES, longest=TEST_CHARS)
            facts["test_result"] = reply or NO_WORDS
    except ModelError as error:
        form.add_error(None, about_connection(error))
        may_keep = do == "save" and bool(form.cleaned_data["models"])
        return await _show(request, saved, form, {"may_keep": may_keep}, status=422)

    return await _show(request, saved, form, facts)


async def _save(request: PersonRequest, offered: Connection, *, is_tried: bool) -> HttpResponse:
    """Raises ModelRefused: what is wrong is mended here. A server that is away or slow is saved, and that is told."""
    name = short_model(offered.models[0])
    told, tell = f"Saved, not tried. {name} is asked from now on.", messages.warning
    if is_tried:
        told, tell = await _tried(offered, name)

    # It may have been started anew with another one.
    forget_lengths()
    await sync_to_async(save_connection)(
        base_url=offered.base_url, api_key=offered.api_key, models=list(offered.models), wishes=offered.wishes
    )
    await sync_to_async(tell)(request, told)
    return redirect("chat:home")


async def _tried(offered: Connection, name: str) -> tuple[str, Callable[..., None]]:
    try:
        async with asyncio.timeout(TRY_SECONDS):
            await complete_chat(offered, offered.models[0], TEST_MESSAGES, longest=1)
    except TimeoutError:
        told = f"Saved, but {name} did not answer a test within {TRY_SECONDS} seconds. It may still be loading."
        return told, messages.warning
    except ModelUnavailable as error:
        if error.is_about_place:
            # Nothing of the kind is there: waiting won't help.
            raise
        return f"Saved, but a test got no answer. {about_connection(error)}", messages.warning

    return f"Connected: {name} answered a test.", messages.success


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


def _kept_key(saved: Connection | None, form: ModelServerForm) -> str:
    # The saved key goes to the saved server only, or a changed address would learn it.
    same = saved and saved.base_url == form.cleaned_data["base_url"]
    return saved.api_key if saved and same else ""


def _form_of(request: PersonRequest, saved: Connection | None) -> ModelServerForm:
    base_url = chosen(request.GET, "base_url")
    if base_url in LOCAL_SERVERS.values():
        return ModelServerForm(initial={"base_url": base_url, "models": chosen(request.GET, "models")})

    return server_form(saved)


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
    return await sync_to_async(model_page)(request, {"connection": saved, "form": form, **facts}, status=status)
