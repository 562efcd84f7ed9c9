"""The JSON API of models: which can be asked, and on which server each is."""

from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest
from ninja import Field, Router, Schema

from chat.model_server.servers.stored import connected
from sessions_memory.api.schemas import LIST_ERRORS

router = Router(tags=["Chat"])


class ModelOfServer(Schema):
    id: str = Field(
        description="The `model` of a question. Where several servers are connected, the server's short name and a "
        "slash stand in front; it stays when the owner renames the server.",
        examples=["home/llama3"],
    )
    name: str = Field(description="The model's name on its server.", examples=["llama3"])
    server: str = Field(description="The server's name, as the owner calls it.", examples=["Home"])
    is_default: bool = Field(description="Whether it is asked where a question names no model.")


@router.get(
    "",
    response={200: list[ModelOfServer], **LIST_ERRORS},
    operation_id="list_models",
    summary="The models that can be asked",
)
async def list_models(request: HttpRequest) -> list[dict[str, Any]]:
    """Those of all connected servers, the default server's first. Empty where none is connected.

    They are as the owner saved them: no server is asked for this. A name without a server means the default server.
    """
    groups = (await sync_to_async(connected)()).groups()
    return [
        {"id": choice.value, "name": choice.model, "server": group.name, "is_default": number == at == 0}
        for number, group in enumerate(groups)
        for at, choice in enumerate(group.choices)
    ]
