"""Reads and saves the servers that answer: the environment's, and those that the owner connected in the browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from chat.model_server.connection import NO_WISHES, Connection, Wishes, host_of
from chat.model_server.servers.choosing import SEPARATOR, Servers
from chat.model_server.servers.sealing import seal, unseal
from chat.models import NAME_MAX_CHARS, SLUG_MAX_CHARS, ModelServer
from sessions_memory.database.compiled_sql import compiled_query

ENVIRONMENT = "env"
# More than anybody connects; each page with a composer lists their models.
SERVERS_MAX = 12
# Of the column that keeps which model was asked.
VALUE_MAX_CHARS = 200


class NotSaved(Exception):
    """Its text is a sentence for the owner. `field`: of the form, the one that it concerns; "" for none."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Saved:
    """All that the owner connected. `unused`: those whose address the environment names, too, which wins."""

    used: tuple[Connection, ...]
    unused: tuple[Connection, ...]


def connected() -> Servers:
    """The environment's first, then the owner's default."""
    environment = _environment()
    return Servers((*filter(None, [environment]), *_saved(environment).used))


def unused_servers() -> tuple[Connection, ...]:
    return _saved(_environment()).unused


def server_of(row_id: int) -> Connection | None:
    return next((_connection(row) for row in _rows() if row.pk == row_id), None)


def _environment() -> Connection | None:
    if not settings.CHAT_MODELS:
        return None

    address = settings.OPENAI_BASE_URL
    models, name = tuple(settings.CHAT_MODELS), host_of(address)[:NAME_MAX_CHARS]
    return Connection(address, settings.OPENAI_API_KEY, models, True, name=name, slug=ENVIRONMENT)


def _saved(environment: Connection | None) -> Saved:
    saved = [_connection(row) for row in _rows() if row.chat_models]
    unused = [one for one in saved if environment and one.base_url == environment.base_url]
    return Saved(tuple(one for one in saved if one not in unused), tuple(unused))


def _connection(row: ModelServer) -> Connection:
    return Connection(
        row.base_url,
        unseal(row.sealed_api_key),
        tuple(row.chat_models),
        wishes=Wishes(row.temperature, row.answer_tokens),
        name=row.name,
        slug=row.slug,
        row_id=row.pk,
        room_tokens=row.room_tokens,
        vision_models=tuple(row.vision_models),
    )


@compiled_query
def _rows() -> "QuerySet[ModelServer]":
    return ModelServer.objects.order_by("-is_default", "pk")


def save_connection(
    *,
    base_url: str,
    api_key: str,
    models: list[str],
    wishes: Wishes = NO_WISHES,
    name: str = "",
    room_tokens: int | None = None,
    row_id: int | None = None,
) -> int:
    """Returns the row's id; `row_id`: of the one that is changed. Raises NotSaved."""
    with transaction.atomic():
        rows = list(ModelServer.objects.select_for_update())
        others = [row for row in rows if row.pk != row_id]
        name = name or _free_name(host_of(base_url), others)
        row = next((row for row in rows if row.pk == row_id), None)
        slug = row.slug if row else _free_slug(name, others)
        _check(name, slug, models, others)

        values = {
            "name": name,
            "base_url": base_url,
            "sealed_api_key": seal(api_key),
            "chat_models": models,
            "temperature": wishes.temperature,
            "answer_tokens": wishes.answer_tokens,
            "room_tokens": room_tokens,
        }
        if row:
            ModelServer.objects.filter(pk=row.pk).update(**values)
            return row.pk

        return ModelServer.objects.create(slug=slug, is_default=not others, **values).pk


def show_images_to(row_id: int, models: Sequence[str]) -> None:
    """These models of the server, or what stands for all or none; with an empty list it is asked."""
    ModelServer.objects.filter(pk=row_id).update(vision_models=list(models))


def _check(name: str, slug: str, models: list[str], others: list[ModelServer]) -> None:
    """Raises NotSaved."""
    if len(others) >= SERVERS_MAX:
        raise NotSaved(_("{count} servers are connected. Remove one first.").format(count=SERVERS_MAX))
    if name.casefold() in {row.name.casefold() for row in others}:
        raise NotSaved(_("Another server has this name."), "name")

    longest = VALUE_MAX_CHARS - len(slug) - len(SEPARATOR)
    if any(len(model) > longest for model in models):
        raise NotSaved(_("The name of a model may have {count} characters.").format(count=longest), "models")


def forget_connection(row_id: int) -> None:
    """Answers stay. Where it was the default, the one that was connected first of the others is that now."""
    with transaction.atomic():
        ModelServer.objects.filter(pk=row_id).delete()
        rest = ModelServer.objects.order_by("-is_default", "pk").first()
        if rest:
            ModelServer.objects.filter(pk=rest.pk).update(is_default=True)


def make_default(row_id: int) -> None:
    """Nothing, if it was removed meanwhile."""
    with transaction.atomic():
        rows = ModelServer.objects.select_for_update()
        if row := rows.filter(pk=row_id).first():
            rows.filter(is_default=True).update(is_default=False)
            row.is_default = True
            row.save(update_fields=["is_default"])


def _free_name(host: str, others: list[ModelServer]) -> str:
    taken = {one.name.casefold() for one in others}
    return next(name for name in _numbered(host[: NAME_MAX_CHARS - 3], " ") if name.casefold() not in taken)


def _free_slug(name: str, others: list[ModelServer]) -> str:
    """None that a model's name begins with, or the two could not be told apart."""
    begins = {model.partition(SEPARATOR)[0] for one in others for model in one.chat_models}
    taken = {one.slug for one in others} | begins | {ENVIRONMENT}
    slug = slugify(name)[: SLUG_MAX_CHARS - 3].strip("-") or "server"
    return next(found for found in _numbered(slug, "-") if found not in taken)


def _numbered(text: str, separator: str) -> Iterator[str]:
    """It alone, then with numbers from 2 on."""
    yield text
    for number in count(2):
        yield f"{text}{separator}{number}"
