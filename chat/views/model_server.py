"""The owner connects a model server; each person decides what it may be sent, and where help is to be found."""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chat.forms import HelpRegionForm, ModelServerForm
from chat.llm import ModelError, complete_chat, list_models
from chat.model_server.connection import Connection, current_connection, forget_connection, save_connection
from chat.model_server.protocol import Message
from chat.models import choose
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen

# The usual servers listen here on one's own machine.
LOCAL_SERVERS = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
}
LOOK_SECONDS = 1.0
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
    embeddings = {"embeddings_by_model": "embeddings" in request.POST} if settings.EMBEDDING_MODEL else {}
    choose(
        request.user,
        titles_by_model="titles" in request.POST,
        summaries_by_model="summaries" in request.POST,
        **embeddings,
    )

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
    """`do` says which button: list the models, send a test, save, or forget the server."""
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
        models=tuple(form.cleaned_data["models"]),
    )
    try:
        facts = await _try(offered, do)
    except ModelError as error:
        form.add_error(None, str(error))
        return await _show(request, saved, form, {}, status=422)

    if do != "save":
        return await _show(request, saved, form, facts)

    models = list(offered.models) or facts["models"][:1]
    if not models:
        form.add_error("models", "The server lists no model: name one.")
        return await _show(request, saved, form, facts, status=422)

    await sync_to_async(save_connection)(base_url=offered.base_url, api_key=offered.api_key, models=models)
    await sync_to_async(messages.success)(request, f"Connected: {models[0]} answers from now on.")
    return redirect("chat:home")


async def _try(offered: Connection, do: str) -> dict[str, Any]:
    if do == "test" and offered.models:
        reply = await complete_chat(offered, offered.models[0], TEST_MESSAGES)
        return {"test_result": reply, "models": list(offered.models)}

    if do == "save" and offered.models:
        return {"models": list(offered.models)}

    names = await list_models(offered.base_url, offered.api_key)
    if do == "test" and names:
        reply = await complete_chat(offered, names[0], TEST_MESSAGES)
        return {"test_result": reply, "models": names}

    return {"models": names}


def _kept_key(saved: Connection | None, form: ModelServerForm) -> str:
    # The saved key goes to the saved server only, or a changed address would learn it.
    same = saved and saved.base_url == form.cleaned_data["base_url"]
    return saved.api_key if saved and same else ""


async def _find_local() -> list[dict[str, Any]]:
    async def look(name: str, base_url: str) -> dict[str, Any] | None:
        try:
            return {"name": name, "base_url": base_url, "models": await list_models(base_url, "", seconds=LOOK_SECONDS)}
        except ModelError:
            return None

    found = await asyncio.gather(*(look(name, url) for name, url in LOCAL_SERVERS.items()))
    return [server for server in found if server]


def _form_of(request: PersonRequest, saved: Connection | None) -> ModelServerForm:
    base_url = chosen(request.GET, "base_url")
    if base_url in LOCAL_SERVERS.values():
        return ModelServerForm(initial={"base_url": base_url, "models": chosen(request.GET, "models")})
    if saved is None:
        return ModelServerForm()

    return ModelServerForm(initial={"base_url": saved.base_url, "models": ", ".join(saved.models)})


async def _show(
    request: PersonRequest, saved: Connection | None, form: ModelServerForm, facts: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {
        "connection": saved,
        "is_from_environment": bool(saved and saved.is_from_environment),
        "form": form,
        **facts,
    }

    response = await sync_to_async(render)(request, "chat/model.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
