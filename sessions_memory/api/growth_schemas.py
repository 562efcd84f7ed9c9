"""The shapes of the calls about growth."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, WithJsonSchema

from sessions_memory.api.schemas import Page, Strict, Text, UtcTime
from sessions_memory.models.growth import INSIGHT_MAX_CHARS, THEME_NAME_MAX_CHARS
from sessions_memory.states import EvidenceRole, FoundBy, InsightKind, InsightState, MadeBy, ReviewSpan

# Something that is no blank.
SAYS_SOMETHING: dict[str, Any] = {"minLength": 1, "pattern": r"\S"}
DAY_CHARS = len("2026-03-31")
A_QUOTATION: dict[str, Any] = {
    "interaction_id": 42,
    "session_id": 7,
    "time": "2026-03-02T18:04:30.551200+00:00",
    "start": 0,
    "end": 27,
    "text": "I finally ran ten kilometers",
}


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("must say something")

    return text.strip()


def _written_day(value: Any) -> Any:
    # Pydantic reads a number as seconds since 1970, too.
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == DAY_CHARS else "no day"


Day = Annotated[
    date,
    BeforeValidator(_written_day),
    WithJsonSchema({"type": "string", "format": "date", "maxLength": DAY_CHARS}),
]
Said = Annotated[Text, AfterValidator(_said)]


class Quotation(Schema):
    """The person's own words."""

    model_config = ConfigDict(json_schema_extra={"examples": [A_QUOTATION]})

    interaction_id: int = Field(description="In whose question they stand.")
    session_id: int = Field(description="The session of that.")
    time: UtcTime = Field(description="When it was asked: UTC, ISO 8601 with offset.")
    start: int = Field(description="Where they begin in the question, in characters.")
    end: int = Field(description="Where they end, in characters.")
    text: str = Field(description="The words, letter for letter.")


class ThemeInList(Schema):
    id: int = Field(description="The theme's number.")
    name: str = Field(description="Its name; empty while its words are read anew.")
    name_by: MadeBy = Field(description="Whether it is made of the person's questions, by a model or by the person.")
    words: list[str] = Field(description="Words of its own, the most telling first.")
    is_pinned: bool = Field(description="Whether the person pinned it.")
    is_hidden: bool = Field(description="Whether the person hid it.")
    merged_into: int | None = Field(description="The theme that it is part of; null for most.")
    interactions: int = Field(description="How many interactions it holds, with those of its parts.")
    sessions: int = Field(description="In how many sessions these are.")
    days: int = Field(description="On how many days of the person's they are.")
    first_at: UtcTime | None = Field(description="When the first was asked; null without any.")
    last_at: UtcTime | None = Field(description="When the last was asked; null without any.")
    months: dict[str, int] = Field(
        description="Its interactions by month, in the person's time zone.", examples=[{"2026-02": 3, "2026-03": 11}]
    )


class Phase(Schema):
    kind: str = Field(description="`came_up`, `stayed` or `went_quiet`.")
    first_day: date = Field(description="In the person's time zone.")
    last_day: date = Field(description="In the person's time zone.")


class Together(Schema):
    """Two themes that come up on the same days, more often than by chance."""

    theme_ids: list[int] = Field(description="The two themes.")
    days: int = Field(description="On how many days both came up.")
    weekday: int | None = Field(description="The weekday that most of these are, from 0, a Monday; null without one.")


class GoesAlong(Schema):
    """Another theme that comes up on the same days, more often than by chance."""

    theme_id: int = Field(description="The other theme.")
    days: int = Field(description="On how many days both came up.")
    weekday: int | None = Field(description="The weekday that most of these are, from 0, a Monday; null without one.")


class Rhythm(Schema):
    """A weekday on which it comes up more often than by chance."""

    weekday: int = Field(description="From 0, a Monday, to 6.")
    days: int = Field(description="How many of its days are such a weekday.")
    of_days: int = Field(description="How many days it has.")


class RhythmOfTheme(Rhythm):
    theme_id: int = Field(description="The theme.")


class Theme(ThemeInList):
    phases: list[Phase] = Field(description="When it came up, stayed and went quiet, oldest first.")
    then: Quotation | None = Field(description="How the person spoke of it early on; null without a change.")
    now: Quotation | None = Field(description="How the person spoke of it lately; null without a change.")
    telling: list[Quotation] = Field(description="Its most telling sentences, oldest first.")
    goes_along: list[GoesAlong] = Field(description="Themes that come up on the same days.")
    rhythm: Rhythm | None = Field(description="Its weekday; null without one.")
    parts: list[int] = Field(description="Themes that the person merged into it.")


class Evidence(Quotation):
    role: EvidenceRole = Field(description="`said`; of a change `then` or `now`; of a repeated question `asked`.")


class Insight(Schema):
    id: int = Field(description="The insight's number.")
    kind: InsightKind = Field(description="What it is.")
    state: InsightState = Field(
        description="`offered`: it is a question to the person. `counts`: found by a rule that proved itself."
    )
    found_by: FoundBy = Field(description="By a rule or by a model.")
    how: str = Field(description="How it was found, in one sentence.")
    day: date = Field(description="The message's own day, in the person's time zone; of a change, the later one's.")
    words: str = Field(description="The person's own wording; empty if they gave none.")
    theme_id: int | None = Field(description="The theme that it lies in.")
    evidence: list[Evidence] = Field(description="What it rests on, in order.")
    goes_along: Together | None = Field(description="Of a pattern: two themes on the same days.")
    rhythm: RhythmOfTheme | None = Field(description="Of a pattern: a theme's weekday.")
    decided_at: UtcTime | None = Field(description="When the person decided; null before.")


class ReviewPart(Schema):
    kind: str = Field(description="`new`, `again`, `quiet`, `quote`, `insight` or `open`.")
    text: str = Field(description="A model's sentence; empty where the review was laid out without one.")
    theme_id: int | None = Field(description="The theme that it is about.")
    insight_id: int | None = Field(description="The insight that it tells.")
    interaction_ids: list[int] = Field(description="What it rests on, oldest first.")
    quotation: Quotation | None = Field(description="Words of the first of these, where it quotes.")


class Review(Schema):
    id: int = Field(description="The review's number.")
    span: ReviewSpan = Field(description="How long a time it looks back on.")
    first_day: date = Field(description="Its first day, in the person's time zone.")
    last_day: date = Field(description="Its last day.")
    made_by: FoundBy = Field(description="Laid out by rules, or worded by a model.")
    text: str = Field(description="The person's own version in Markdown; empty if there is none.")
    parts: list[ReviewPart] = Field(description="What it says, in order.")
    created_at: UtcTime = Field(description="When it was made.")
    edited_at: UtcTime | None = Field(description="When the person last edited it; null if never.")


class ActiveDay(Schema):
    day: date = Field(description="In the person's time zone.")
    interactions: int = Field(description="How many questions were asked on it.")
    sources: dict[str, int] = Field(description="The same by source.", examples=[{"chat": 3, "chatgpt": 1}])


class Days(Schema):
    """Which days are wanted, in the person's time zone."""

    until: Day | None = Field(None, description="The last day; left out: today.")
    days: int = Field(366, ge=1, le=366, description="How many days up to it, 1 to 366.")


class ThemePage(Page):
    limit: int = Field(50, ge=1, le=100, description="How many themes at most, 1 to 100.")
    which: Literal["shown", "hidden"] = Field("shown", description="Those that growth shows, or the hidden ones.")


class InsightPage(Page):
    limit: int = Field(20, ge=1, le=100, description="How many insights at most, 1 to 100.")
    state: InsightState | None = Field(None, description="Those in this state; left out: all but dismissed ones.")
    kind: InsightKind | None = Field(None, description="Those of this kind; left out: of all.")


class ReviewPage(Page):
    limit: int = Field(20, ge=1, le=100, description="How many reviews at most, 1 to 100.")
    span: ReviewSpan | None = Field(None, description="Those of weeks, months or years; left out: all.")


class NewName(Strict):
    name: Said = Field(
        max_length=THEME_NAME_MAX_CHARS,
        description="The name, of at most 80 characters. It stays whatever is found.",
        examples=["Running"],
        json_schema_extra=SAYS_SOMETHING,
    )


class NewWords(Strict):
    words: Said = Field(
        max_length=INSIGHT_MAX_CHARS,
        description="What it is, in the person's own words, of at most 1,000 characters.",
        examples=["My first ten kilometers."],
        json_schema_extra=SAYS_SOMETHING,
    )


class Hidden(Strict):
    hidden: bool = Field(True, description="False: it is shown again.")


class Pinned(Strict):
    pinned: bool = Field(True, description="False: it stands among the others again.")


class Into(Strict):
    into: int = Field(description="The theme that it becomes part of.", examples=[2])
