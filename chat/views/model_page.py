"""The pages on which the owner connects servers: those that answer, and the one that makes vectors."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from chat.forms import EmbeddingForm, ModelServerForm
from chat.model_server.connection import Connection
from chat.model_server.servers.encoder import embedding_connection
from chat.model_server.servers.stored import connected, unused_servers
from sessions_memory.recall.meaning.vectors import progress
from sessions_memory.web.requests import PersonRequest


def model_page(request: PersonRequest, given: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """`given` stands in place of what the page shows by itself."""
    servers, encoder = connected(), embedding_connection()
    made, about = progress(encoder.models[0]) if encoder else (0, 0)
    context = {
        "servers": servers.connections,
        "unused": unused_servers(),
        "form": ModelServerForm(),
        "encoder": encoder,
        "embedding_is_set": bool(settings.EMBEDDING_MODEL),
        "embedding_form": embedding_form(encoder, servers.default),
        "vectors_made": made,
        "vectors_about": about,
        **given,
    }

    return _rendered(request, "chat/model.html", context, status=status)


def server_page(request: PersonRequest, given: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return _rendered(request, "chat/model_server.html", given | {"default": connected().default}, status=status)


def _rendered(request: PersonRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def server_form(saved: Connection) -> ModelServerForm:
    initial = {
        "base_url": saved.base_url,
        "models": ", ".join(saved.models),
        "name": saved.name,
        "room_tokens": saved.room_tokens,
        "vision_models": ", ".join(saved.vision_models),
    }
    return ModelServerForm(initial=initial | vars(saved.wishes))


def embedding_form(encoder: Connection | None, chat: Connection | None) -> EmbeddingForm:
    if encoder is None or encoder.is_in_process:
        return EmbeddingForm()

    is_elsewhere = chat is None or encoder.base_url != chat.base_url
    return EmbeddingForm(initial={"name": encoder.models[0], "base_url": encoder.base_url if is_elsewhere else ""})
