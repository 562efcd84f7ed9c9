"""The shapes of the calls about areas."""

from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from sessions_memory.api.growth_schemas import SAYS_SOMETHING
from sessions_memory.api.schemas import WHOLE, Strict, Text, UtcTime
from sessions_memory.models.areas import AREA_INSTRUCTIONS_MAX_CHARS, NAME_MAX_CHARS
from sessions_memory.states import Colour, Recalls

AN_AREA: dict[str, Any] = {
    "id": 3,
    "source_id": "0f0c6a0e-7a54-4c5b-8c0a-3c6c3a6a2b11",
    "name": "Work",
    "colour": "blue",
    "position": 0,
    "recalls": "own",
    "is_closed": False,
    "instructions": "Be brief.",
    "created_at": "2026-03-02T18:04:11.120394+00:00",
    "archived_at": None,
}
RECALLS = "`own`: answers here recall only what was said here; `open`: everything but closed areas."
CLOSED = "Whether it is recalled nowhere else, and is no part of growth."
INSTRUCTIONS = "How to answer here; this comes after the instructions for all questions."
# No person has so many areas; a greater number means the last place.
POSITION_MAX = 1000


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("must say something")

    return " ".join(text.split())


Name = Annotated[
    Text,
    Field(max_length=NAME_MAX_CHARS, json_schema_extra=SAYS_SOMETHING, examples=["Work"]),
    AfterValidator(_one_line),
]
# A member of an enumeration is written as a text.
OneColour = Annotated[Colour, Field(strict=False)]
Rule = Annotated[Recalls, Field(strict=False)]
Place = Annotated[int, Field(ge=0, le=POSITION_MAX), WHOLE]
Told = Annotated[Text, Field(max_length=AREA_INSTRUCTIONS_MAX_CHARS)]


class Area(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [AN_AREA]})

    id: int = Field(description="The area's number.")
    source_id: str = Field(description="What receipts and exports call it, also in another vault.")
    name: str = Field(description="Its name.")
    colour: Colour = Field(description="The colour of its mark.")
    position: int = Field(description="Its place among the areas, the lowest first.")
    recalls: Recalls = Field(description=RECALLS)
    is_closed: bool = Field(description=CLOSED)
    instructions: str = Field(description=INSTRUCTIONS)
    created_at: UtcTime = Field(description="When it was made: UTC, ISO 8601 with offset.")
    archived_at: UtcTime | None = Field(description="Since when it is out of the sidebar; null while it is in use.")


class NewArea(Strict):
    name: Name = Field(description="Its name, on one line.")
    colour: OneColour = Field(Colour.GREY, description="The colour of its mark.")
    recalls: Rule = Field(Recalls.OWN, description=RECALLS)
    is_closed: bool = Field(False, description=CLOSED)
    instructions: Told = Field("", description=INSTRUCTIONS)


class AreaChange(Strict):
    """What is left out stays as it is."""

    name: Name | None = Field(None, description="Its name, on one line.")
    colour: OneColour | None = Field(None, description="The colour of its mark.")
    recalls: Rule | None = Field(None, description=RECALLS)
    is_closed: bool | None = Field(None, description=CLOSED)
    instructions: Told | None = Field(None, description=INSTRUCTIONS)
    position: Place | None = Field(None, description="Its place among all of the person's areas, from 0.")
    is_archived: bool | None = Field(None, description="Whether it is out of the sidebar. It is recalled as before.")


class AreaDelete(Strict):
    with_sessions: bool = Field(False, description="With all that was said in it; else its sessions stay, in no area.")
    with_answers: bool = Field(False, description="With its sessions, also later answers that used something of them.")
    dry: bool = Field(True, description="Only says what would go; `false` deletes it.")


class AreaDeletion(Schema):
    """What goes; where nothing is deleted yet, what would go."""

    is_begun: bool = Field(description="Whether it is being deleted, or is already.")
    sessions_kept: int = Field(description="Sessions that stay, and are in no area then.")
    sessions: int = Field(description="Sessions that go.")
    interactions: int = Field(description="Interactions that go.")
    notes: int = Field(description="Notes that go: those of the area, and those kept from what goes.")
    attachments: int = Field(description="Attached files that go.")
    receipts: int = Field(description="Later receipts that quote something of it, and lose it.")
    answers: int = Field(description="Later answers that were given something of it. They go if `with_answers`.")
    themes: int = Field(description="Themes that it is part of.")
    insights: int = Field(description="Insights that rest on it.")
    reviews: int = Field(description="Reviews that speak of it.")
