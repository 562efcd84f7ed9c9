"""The JSON API of memory: what recall finds, without asking a model."""

from typing import Annotated, Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from pydantic import AfterValidator

from chat.question_rules import QUESTION_LIMITS, checked_question
from chat.recall_preview import look_back
from sessions_memory.api.callers import Caller, caller_of, tally_of
from sessions_memory.api.schemas import ERROR, ID_MAX, LIMIT_MAX, LIST_ERRORS, Interaction, Session, Text
from sessions_memory.attachments.listing import with_attachments
from sessions_memory.models import UserInteraction
from sessions_memory.recall import RecalledMemory

router = Router(tags=["Memory"])

# Twelve signs each, escaped, fit into the line of a request.
ASKED_MAX_CHARS = 500
NOT_EVERYWHERE = "This token is bound to an area: it can't search all of them."


class MemoryQuery(Schema):
    q: Annotated[Text, AfterValidator(checked_question)] = Field(
        max_length=ASKED_MAX_CHARS,
        description="A question, as it would be asked, of at most 500 characters: it stands in the address.",
        examples=["When do I sleep badly?"],
        json_schema_extra=QUESTION_LIMITS | {"maxLength": ASKED_MAX_CHARS},
    )
    limit: int = Field(10, ge=1, le=LIMIT_MAX, description="How many memories at most, 1 to 100.")
    area_id: int | None = Field(
        None,
        ge=1,
        le=ID_MAX,
        description="Recalls as a question in this area does. Left out: as outside of all, without closed areas.",
    )
    all_areas: bool = Field(False, description="Recalls from everywhere, closed areas included, whatever `area_id`.")


class Memory(Schema):
    interaction: Interaction = Field(description="What was asked and answered then.")
    session: Session = Field(description="The session it belongs to.")
    source_id: str = Field(
        description="The interaction's: the provider's id of an imported question; a UUID for one asked here."
    )
    score: float = Field(description="Higher is closer; comparable within one call.", examples=[7.31])
    reasons: list[str] = Field(description="Why it is recalled, in words.", examples=[["mentions “sleep”"]])


@router.get(
    "/search",
    response={200: list[Memory], 404: ERROR, **LIST_ERRORS},
    operation_id="search_memory",
    summary="What would be recalled",
)
async def search(request: HttpRequest, response: HttpResponse, page: Query[MemoryQuery]) -> list[dict[str, Any]]:
    """The memories that an answer to this question would be given, best first. No model is asked.

    Empty for a question that needs nothing of the past. Several memories that ask the same stand once.
    Where recall went without something (the server for embeddings is away, or the index is being built), the
    header `Recall-Went-Without` says so in sentences.
    """
    caller = caller_of(request)
    area_id = await sync_to_async(_area)(caller, page)
    found = await look_back(caller.person, page.q, limit=page.limit, area_id=area_id, everywhere=page.all_areas)
    if found.without:
        response["Recall-Went-Without"] = " ".join(found.without)

    memories = await sync_to_async(_with_rows)(caller, found.memories)
    tally_of(request)["memories"] += len(memories)
    return memories


def _area(caller: Caller, page: MemoryQuery) -> int | None:
    """The one that the search names, else that of the token. Raises 404, or 403 for a token that is bound to one."""
    if page.all_areas and caller.area_id is not None:
        raise HttpError(403, NOT_EVERYWHERE)

    return caller.area_id if page.area_id is None else caller.area_named(page.area_id).pk


def _with_rows(caller: Caller, memories: list[RecalledMemory]) -> list[dict[str, Any]]:
    rows = UserInteraction.objects.owned_by(caller.person).select_related("session").defer("response_html")
    found = rows.in_bulk([memory.interaction_id for memory in memories])
    caller.without_others(found.values())
    with_attachments(found.values())

    return [
        {
            "interaction": row,
            "session": row.session,
            "source_id": row.source_id,
            "score": memory.score,
            "reasons": list(memory.reasons),
        }
        for memory in memories
        if (row := found.get(memory.interaction_id))
    ]
