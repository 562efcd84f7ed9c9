"""The shapes of the JSON API: what a call takes and gives. Field descriptions name the units."""

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from sessions_memory.api.receipt_schema import A_RECEIPT, Receipt
from sessions_memory.attachments.keeping import attached_count
from sessions_memory.database.text import storable
from sessions_memory.models import Attachment as Row
from sessions_memory.models import UserInteraction
from sessions_memory.states import AttachmentKind, AttachmentState, Status
from sessions_memory.web.cursors import PATTERN

LIMIT_MAX = 100
CURSOR_MAX_CHARS = 40
SUMMARY_MAX_CHARS = 2000
# No row has a higher number.
ID_MAX = 2**63 - 1

Text = Annotated[str, BeforeValidator(lambda value: storable(value) if isinstance(value, str) else value)]
# JSON doesn't tell 7.0 from 7. A bound stands before it: after it, the API's document would leave the bound out.
WHOLE = BeforeValidator(lambda value: int(value) if isinstance(value, float) and value.is_integer() else value)
RowId = Annotated[int, Field(ge=1, le=ID_MAX), WHOLE]
UtcTime = Annotated[
    datetime,
    PlainSerializer(lambda time: time.astimezone(UTC).isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]

A_SESSION: dict[str, Any] = {
    "id": 7,
    "session_start": "2026-03-02T18:04:11.120394+00:00",
    "session_end": None,
    "context_summary": None,
    "interaction_count": 1,
    "title": "How do I say no to my manager?",
    "source": "chat",
    "archived_at": None,
    "is_read_only": False,
    "area_id": None,
}
AN_INTERACTION: dict[str, Any] = {
    "id": 42,
    "session_id": 7,
    "user_question": "How do I say no to my manager?",
    "ai_response": "In March you wrote that a written list of priorities helped you…",
    "context_used": A_RECEIPT,
    "created_at": "2026-03-02T18:04:30.551200+00:00",
    "interaction_metadata": {"model": "gpt-5.4-mini", "duration_ms": 2140},
    "status": "answered",
    "source_id": "6f8f3c1e-3f64-4f0c-9f5b-5d0f4ed1d9a2",
    "attachments": [],
}


class Session(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [A_SESSION]})

    id: int = Field(description="The session's number.")
    session_start: UtcTime = Field(description="When it began: UTC, ISO 8601 with offset.")
    session_end: UtcTime | None = Field(description="When it ended: UTC, ISO 8601 with offset; null while it is open.")
    context_summary: str | None = Field(description="What it was about, in a few sentences; null until there is one.")
    interaction_count: int = Field(
        description="How many questions it holds in all, each once, however often edited or asked again."
    )
    title: str = Field(description="Its title, at most 200 characters; empty until the first question.")
    source: str = Field(description="`chat` for a session of this vault, else where it was imported from.")
    archived_at: UtcTime | None = Field(
        description="Since when it stands in no list of the pages: UTC, ISO 8601 with offset; null if it is not "
        "archived. It is recalled and found either way."
    )
    is_read_only: bool = Field(description="Whether the person wants no question asked in it; one there is refused.")
    area_id: int | None = Field(description="The area that it is in; null for none.")


class Attachment(Schema):
    id: int = Field(description="The attachment's number.")
    interaction_id: int | None = Field(description="The question it was asked with; null as long as it waits for one.")
    name: str = Field(description="The file's name.", examples=["minutes.pdf"])
    kind: AttachmentKind = Field(description="By its content.")
    size_bytes: int = Field(description="Of the file; of the text where only that is known.")
    state: AttachmentState = Field(
        description="`waiting` to be read, `read`, or `refused`: nothing can be read of it, and `remark` says why."
    )
    remark: str = Field(description="What is missing of its text; empty if nothing is.")
    created_at: UtcTime = Field(description="When it was sent: UTC, ISO 8601 with offset.")


class Interaction(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [AN_INTERACTION]})

    id: int = Field(description="The interaction's number.")
    session_id: int = Field(description="The session it belongs to.")
    user_question: str = Field(description="The question, as it was asked.")
    ai_response: str = Field(description="The answer in Markdown, or as much of it as had arrived.")
    context_used: Receipt
    created_at: UtcTime = Field(description="When it was asked: UTC, ISO 8601 with offset.")
    interaction_metadata: dict[str, Any] = Field(
        description="Facts of the answer: model, tokens, durations in milliseconds (names that end in `_ms`)."
    )
    status: Status = Field(
        description="`pending` and `answering` are on the way; `answered`, `stopped` (by the person), "
        "`failed` (by the model) and `interrupted` (by a restart) are ends."
    )
    source_id: str = Field(description="The provider's id of an imported question; a UUID for one asked here.")
    attachments: list[Attachment] = Field(
        description="The files that were asked with it. What of their text was quoted stands in the receipt."
    )

    @staticmethod
    def resolve_attachments(row: UserInteraction) -> list[Row]:
        """As `listing.with_attachments` read them."""
        return list(row.attachments.all()) if attached_count(row) else []


class SessionWithInteractions(Schema):
    session: Session = Field(description="The open session.")
    interactions: list[Interaction] = Field(description="Its interactions, newest first.")


class Strict(BaseModel):
    """The body of a call: a misspelt field or a value of another type is refused, never guessed at.

    `use_memmory` would send memories to the model that the caller meant to keep back. Ninja's own Schema, which reads
    rows, too, would check each body twice.
    """

    model_config = ConfigDict(extra="forbid", strict=True)


class SessionStart(Strict):
    context_summary: Text | None = Field(
        None,
        max_length=SUMMARY_MAX_CHARS,
        description="What the session is about, in the person's words, at most 2,000 characters; no model "
        "overwrites it.",
        examples=["Preparing the talk with my manager"],
    )
    area_id: int | None = Field(None, description="The area that it is in. Left out: none.", examples=[1])


class SessionArea(Strict):
    area_id: int | None = Field(description="The area to move it to; null: out of its area.", examples=[1])


class Ended(Schema):
    message: str = Field(description="That it has ended.", examples=["Session ended successfully"])


class Error(Schema):
    detail: str = Field(description="What is wrong, in one sentence.", examples=["limit: must be at most 100."])


class Page(Schema):
    """The page of a list that is wanted."""

    limit: int = Field(LIMIT_MAX, ge=1, le=LIMIT_MAX, description="How many at most, 1 to 100.")
    cursor: str = Field(
        "",
        max_length=CURSOR_MAX_CHARS,
        pattern=PATTERN,
        description="Where the page begins: from the `Link` header of the page before it.",
    )


class RecentPage(Page):
    limit: int = Field(10, ge=1, le=LIMIT_MAX, description="How many interactions at most, 1 to 100.")


class HistoryPage(Page):
    limit: int = Field(20, ge=1, le=LIMIT_MAX, description="How many sessions at most, 1 to 100.")
    archived: bool | None = Field(
        None, description="`true`: archived sessions alone; `false`: all but these. Left out: both."
    )
    area_id: int | None = Field(
        None, ge=1, le=ID_MAX, description="Only those in this area. Left out: all but those in closed areas."
    )


# That a call may answer with this error. Its body is `Error`, as the document says in one place: a model for each of
# 450 of them would take a tenth of a second and megabytes at every start.
ERROR = None
# Those of every call, and of one with a body.
ERRORS: dict[int, Any] = dict.fromkeys((400, 401, 403, 405, 413, 422, 429, 500, 503), ERROR)
LIST_ERRORS = ERRORS
BODY_ERRORS = ERRORS | {415: ERROR}
