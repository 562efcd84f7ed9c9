"""Chooses the model server: the environment's, else the one the owner saved, else none."""

import base64
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import QuerySet

from chat.models import THE_SERVER, EmbeddingServer, ModelServer
from sessions_memory.database.compiled_sql import compiled_query, first


@dataclass(frozen=True)
class Wishes:
    """How answers are to be written, where the server takes it: None leaves it to the server.

    `temperature` 0 to 2; `answer_tokens`: the longest answer.
    """

    temperature: float | None = None
    answer_tokens: int | None = None


NO_WISHES = Wishes()


@dataclass(frozen=True)
class Connection:
    """`models`: at least one, the first is the default. `api_key` may be ""."""

    base_url: str
    api_key: str
    models: tuple[str, ...]
    is_from_environment: bool = False
    wishes: Wishes = NO_WISHES

    @property
    def host(self) -> str:
        # A name and password, which an address may hold, are left out.
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def is_elsewhere(self) -> bool:
        """Whether prompts leave this machine: all but loopback addresses may be another one."""
        name = urlsplit(self.base_url).hostname or ""
        try:
            return not ip_address(name).is_loopback
        except ValueError:
            return name != "localhost"

    def choose(self, model: str) -> str:
        """`model` if the server offers it, else the default."""
        return model if model in self.models else self.models[0]


def current_connection() -> Connection | None:
    if settings.CHAT_MODELS:
        return Connection(settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY, tuple(settings.CHAT_MODELS), True)

    saved = ModelServer.objects.filter(pk=THE_SERVER).first()
    if saved is None or not saved.chat_models:
        return None

    wishes = Wishes(saved.temperature, saved.answer_tokens)
    return Connection(saved.base_url, _open(saved.sealed_api_key), tuple(saved.chat_models), wishes=wishes)


def embedding_connection() -> Connection | None:
    """The server that makes vectors, with the encoder as its one model; None unless somebody named one."""
    if settings.EMBEDDING_MODEL:
        default = settings.OPENAI_BASE_URL
        return _encoder(
            settings.EMBEDDING_BASE_URL, settings.EMBEDDING_API_KEY, settings.EMBEDDING_MODEL, True, default
        )

    saved = first(_saved_encoder(THE_SERVER))
    return _encoder(saved.base_url, _open(saved.sealed_api_key), saved.model_name, False) if saved else None


def encoder_name() -> str:
    """ "" without one."""
    encoder = embedding_connection()
    return encoder.models[0] if encoder else ""


@compiled_query
def _saved_encoder(pk: int) -> "QuerySet[EmbeddingServer]":
    return EmbeddingServer.objects.filter(pk=pk)


def _encoder(base_url: str, key: str, model: str, is_from_environment: bool, default: str = "") -> Connection | None:
    """Without an address, on the chat's server, or on the default one; None if there is none of these."""
    chat = current_connection()
    address = base_url or (chat.base_url if chat else default)
    # The chat server's key goes to the chat server only.
    key = key or (chat.api_key if chat and chat.base_url == address else "")

    return Connection(address, key, (model,), is_from_environment) if address else None


def save_encoder(*, base_url: str, api_key: str, model: str) -> None:
    """`base_url`: "" for the chat's server."""
    EmbeddingServer.objects.update_or_create(
        pk=THE_SERVER, defaults={"base_url": base_url, "sealed_api_key": _seal(api_key), "model_name": model}
    )


def forget_encoder() -> None:
    EmbeddingServer.objects.all().delete()


def save_connection(*, base_url: str, api_key: str, models: list[str], wishes: Wishes = NO_WISHES) -> None:
    ModelServer.objects.update_or_create(
        pk=THE_SERVER,
        defaults={
            "base_url": base_url,
            "sealed_api_key": _seal(api_key),
            "chat_models": models,
            "temperature": wishes.temperature,
            "answer_tokens": wishes.answer_tokens,
        },
    )


def forget_connection() -> None:
    ModelServer.objects.all().delete()


def _seal(api_key: str) -> str:
    return _box().encrypt(api_key.encode()).decode() if api_key else ""


def _open(sealed: str) -> str:
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        # SECRET_KEY changed: the server will ask for the key, and the answer says so.
        return ""


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"insightvault model key")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
