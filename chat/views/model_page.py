"""The page on which the owner connects servers: the one that answers, and the one that makes vectors."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from chat.forms import EmbeddingForm, ModelServerForm
from chat.model_server.connection import Connection, current_connection, embedding_connection
from sessions_memory.recall.meaning.vectors import progress
from sessions_memory.web.requests import PersonRequest


def model_page(request: PersonRequest, given: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """`given` stands in place of what the page shows by itself."""
    connection, encoder = current_connection(), embedding_connection()
    made, about = progress(encoder.models[0]) if encoder else (0, 0)
    context = {
        "connection": connection,
        "is_from_environment": bool(connection and connection.is_from_environment),
        "form": server_form(connection),
        "encoder": encoder,
        "embedding_is_set": bool(settings.EMBEDDING_MODEL),
        "embedding_form": embedding_form(encoder, connection),
        "vectors_made": made,
        "vectors_about": about,
        **given,
    }

    response = render(request, "chat/model.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def server_form(saved: Connection | None) -> ModelServerForm:
    if saved is None:
        return ModelServerForm()

    initial = {"base_url": saved.base_url, "models": ", ".join(saved.models)}
    return ModelServerForm(initial=initial | vars(saved.wishes))


def embedding_form(encoder: Connection | None, chat: Connection | None) -> EmbeddingForm:
    if encoder is None:
        return EmbeddingForm()

    is_elsewhere = chat is None or encoder.base_url != chat.base_url
    return EmbeddingForm(initial={"name": encoder.models[0], "base_url": encoder.base_url if is_elsewhere else ""})
