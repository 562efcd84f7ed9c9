"""The owner chooses the model that makes vectors, so that recall finds what is close in meaning, too."""

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from chat.forms import EmbeddingForm
from chat.llm import ModelError, embed, list_models
from chat.model_server.connection import Connection
from chat.model_server.servers.encoder import embedding_connection, forget_encoder, save_encoder
from chat.model_server.servers.stored import connected
from chat.model_server.setup.encoders import encoders_of
from chat.model_server.setup.telling import about_connection
from chat.views.model_page import model_page
from sessions_memory.web.model_names import short_model
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen
from sessions_memory.web.sizes import number

TRY_SECONDS = 20
TEST_TEXT = "The violets on the window sill are in bloom."
NOWHERE = _("Connect a model above, or write the address of a server here.")
NO_LIST = _("The server lists no model. Write the name of one here.")


@login_required
@require_POST
async def embeddings(request: PersonRequest) -> HttpResponse:
    """`do` says which button: list the models, send a test, save, or switch vectors off."""
    user = await request.auser()
    if not user.is_superuser:
        raise PermissionDenied

    do = chosen(request.POST, "do", "save")
    if do == "forget":
        await sync_to_async(forget_encoder)()
        return redirect("chat:model")

    posted, picked = request.POST.copy(), chosen(request.POST, "pick")
    if picked:
        # A model of the list was pressed: it is tried.
        posted["embedding-name"], do = picked, "test"

    form, known = EmbeddingForm(posted), await sync_to_async(_known)()
    # A list may be asked for before there is a name.
    form.fields["name"].required = do != "list"
    if not form.is_valid():
        return await _refused(request, form)

    offered = _offered(form, known)
    if not offered.base_url:
        form.add_error("base_url", NOWHERE)
        return await _refused(request, form)

    try:
        return await _act(request, form, offered, do)
    except ModelError as error:
        form.add_error(None, about_connection(error))
        return await _refused(request, form)


async def _act(request: PersonRequest, form: EmbeddingForm, offered: Connection, do: str) -> HttpResponse:
    """Raises ModelError."""
    if do == "list":
        return await _list(request, form, offered)

    (vector,) = await embed(offered, [TEST_TEXT], seconds=TRY_SECONDS)
    name = short_model(offered.models[0])
    if do == "test":
        given = {"embedding_form": form, "embedding_test": _told(name, len(vector))}
        return await sync_to_async(model_page)(request, given)

    await sync_to_async(save_encoder)(
        base_url=form.cleaned_data["base_url"], api_key=_own_key(form, offered), model=offered.models[0]
    )
    told = _("Connected: {name} made a vector. Those of what you have are being made now.").format(name=name)
    await sync_to_async(messages.success)(request, told)
    return redirect("chat:model")


def _told(name: str, numbers: int) -> str:
    return _("{name} made a vector of {count} numbers.").format(name=name, count=number(numbers))


async def _list(request: PersonRequest, form: EmbeddingForm, offered: Connection) -> HttpResponse:
    """What looks like an encoder is offered; where nothing does, all."""
    listed = await list_models(offered.base_url, offered.api_key)
    if not listed:
        form.add_error("name", NO_LIST)
        return await _refused(request, form)

    names = encoders_of(listed)
    given: dict[str, Any] = {"embedding_form": form, "encoders": names or listed, "has_encoders": bool(names)}
    return await sync_to_async(model_page)(request, given)


async def _refused(request: PersonRequest, form: EmbeddingForm) -> HttpResponse:
    return await sync_to_async(model_page)(request, {"embedding_form": form}, status=422)


def _known() -> list[Connection]:
    """The servers that answer, the default first, and the one that makes vectors."""
    return [*connected().connections, *filter(None, [embedding_connection()])]


def _offered(form: EmbeddingForm, known: list[Connection]) -> Connection:
    """Its address is "" where none was written and no server is there."""
    base_url = form.cleaned_data["base_url"] or (known[0].base_url if known else "")
    # A saved key goes to its own server only, or a changed address would learn it.
    keys = (server.api_key for server in known if server.base_url == base_url)
    key = form.cleaned_data["api_key"] or next(filter(None, keys), "")
    return Connection(base_url, key, (form.cleaned_data["name"],))


def _own_key(form: EmbeddingForm, offered: Connection) -> str:
    """That of an address of its own; the chat's server lends its key as it is then."""
    return offered.api_key if form.cleaned_data["base_url"] else form.cleaned_data["api_key"]
