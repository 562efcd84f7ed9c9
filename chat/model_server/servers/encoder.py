"""Reads and saves what makes vectors: this process, or a server: one of its own or one of those that answer."""

from django.conf import settings
from django.db.models import QuerySet

from chat.model_server.connection import IN_PROCESS, Connection
from chat.model_server.local.encoder import is_local
from chat.model_server.servers.choosing import Servers
from chat.model_server.servers.sealing import seal, unseal
from chat.model_server.servers.stored import connected, server_of
from chat.models import THE_ENCODER, EmbeddingServer
from sessions_memory.database.compiled_sql import compiled_query, first


def embedding_connection() -> Connection | None:
    """With the encoder as its one model; None unless somebody named one."""
    if is_local(settings.EMBEDDING_MODEL):
        return Connection(IN_PROCESS, "", (settings.EMBEDDING_MODEL,), True)
    if settings.EMBEDDING_MODEL:
        servers = connected()
        default = servers.default.base_url if servers.default else settings.OPENAI_BASE_URL
        address = settings.EMBEDDING_BASE_URL or default
        key = settings.EMBEDDING_API_KEY or _key_for(address, servers)
        return Connection(address, key, (settings.EMBEDDING_MODEL,), True)

    saved = first(_saved_encoder(THE_ENCODER))
    return _of_row(saved) if saved else None


def encoder_name() -> str:
    """ "" without one."""
    encoder = embedding_connection()
    return encoder.models[0] if encoder else ""


@compiled_query
def _saved_encoder(pk: int) -> "QuerySet[EmbeddingServer]":
    return EmbeddingServer.objects.filter(pk=pk)


def _of_row(saved: EmbeddingServer) -> Connection | None:
    """Without an address of its own, on the server that it was chosen on, whichever is the default meanwhile."""
    if saved.base_url:
        key = unseal(saved.sealed_api_key) or _key_for(saved.base_url, connected())
        return Connection(saved.base_url, key, (saved.model_name,))

    held = server_of(saved.server_id) if saved.server_id else connected().default
    key = unseal(saved.sealed_api_key) or (held.api_key if held else "")
    return Connection(held.base_url, key, (saved.model_name,)) if held else None


def _key_for(address: str, servers: Servers) -> str:
    # The key of a server that answers goes to that server only.
    return next((one.api_key for one in servers.connections if one.base_url == address), "")


def save_encoder(*, base_url: str, api_key: str, model: str) -> None:
    """`base_url`: "" for the server that is the default now."""
    default = None if base_url else connected().default
    values = {
        "base_url": base_url,
        "sealed_api_key": seal(api_key),
        "model_name": model,
        "server_id": default.row_id if default else None,
    }
    EmbeddingServer.objects.update_or_create(pk=THE_ENCODER, defaults=values)


def forget_encoder() -> None:
    EmbeddingServer.objects.all().delete()
