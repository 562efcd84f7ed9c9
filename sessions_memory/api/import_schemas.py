"""The shapes of the calls about imports."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, FileEx, P, Schema, UploadedFile
from pydantic import ConfigDict, WithJsonSchema

from sessions_memory.api.growth_schemas import Day
from sessions_memory.api.schemas import Strict, Text, UtcTime
from sessions_memory.areas.keeping import AREAS_MAX
from sessions_memory.importers.jobs.choosing import EXCLUDED_MAX
from sessions_memory.importers.jobs.looking import Look
from sessions_memory.importers.uploads import FILES_MAX
from sessions_memory.models import ImportJob
from sessions_memory.models import LookedConversation as Row
from sessions_memory.states import JobState
from sessions_memory.web.dates import is_undated

ID_MAX_CHARS = 200
EXCLUDED_CHARS = 50_000
ALL_AREAS = "Whether every project and folder becomes an area, or joins the one of its name."
OneFile = Annotated[UploadedFile, WithJsonSchema({"type": "string", "format": "binary", "minLength": 1})]
Files = FileEx[
    list[OneFile], P(description="One file or several, as the old app gave them.", min_length=1, max_length=FILES_MAX)
]
KnownBy = Annotated[Text, Field(min_length=1, max_length=ID_MAX_CHARS)]
# A form has no null: a day is left out.
FormDay = Annotated[Day | None, WithJsonSchema({"type": "string", "format": "date", "maxLength": 10})]
SINCE, UNTIL = "Only what began on this day or later (UTC).", "Only what began on this day or earlier (UTC)."
EXCLUDE = "Conversations that stay out, by their `source_id`; at most 1,000."


class ImportOptions(Schema):
    model_config = ConfigDict(extra="forbid")

    mode: Literal["import", "look"] = Field("import", description="`look` brings nothing in before `start`.")
    since: FormDay = Field(None, description=SINCE)
    until: FormDay = Field(None, description=UNTIL)
    exclude: Text = Field(
        "",
        max_length=EXCLUDED_CHARS,
        description="Conversations that stay out, by their `source_id`, with commas between them.",
    )
    areas: Literal["none", "all"] = Field("none", description="`all`: every project and folder becomes an area.")


class ImportSpan(Strict):
    since: Day | None = Field(None, description=SINCE)
    until: Day | None = Field(None, description=UNTIL)
    exclude: list[KnownBy] = Field(default_factory=list, max_length=EXCLUDED_MAX, description=EXCLUDE)
    areas: list[KnownBy] = Field(
        default_factory=list,
        max_length=AREAS_MAX,
        description="Projects and folders that become areas, by their names as `folder` has them. One of the same "
        "name as an area joins it. What is here already stays where it is.",
    )
    all_areas: bool = Field(False, description=ALL_AREAS)


class Looked(Schema):
    line: str = Field(
        description="All of it in a line.", examples=["412 conversations, March 2022 to November 2026, 3 can’t be read"]
    )
    conversations: int = Field(description="How many there are.")
    undated: int = Field(description="Of them those of an unknown date; a span leaves these out.")
    unlisted: int = Field(description="Of them those that were too many to be listed.")
    empty: int = Field(description="Conversations without a word.")
    skipped: int = Field(description="Entries that can't be read.")
    first: UtcTime | None = Field(description="The earliest time in them: UTC, ISO 8601 with offset.")
    last: UtcTime | None = Field(description="The latest.")


class Import(Schema):
    id: int = Field(description="The import's number.")
    state: JobState = Field(
        description="`uploading`, `uploaded` and `running` are on the way; `looked` waits for `start`; "
        "`done`, `failed` and `cancelled` are ends."
    )
    is_look: bool = Field(description="Whether it is only looked at so far.")
    files: list[str] = Field(description="The files' names.")
    sources: list[str] = Field(description="Where the conversations come from.", examples=[["ChatGPT"]])
    created_at: UtcTime = Field(description="When it was sent: UTC, ISO 8601 with offset.")
    finished_at: UtcTime | None = Field(description="When it ended; null before.")
    look: Looked | None = Field(description="What a look found; null without one.")
    found: int = Field(description="Conversations found so far.")
    imported: int = Field(description="New ones.")
    updated: int = Field(description="Those that had grown.")
    unchanged: int = Field(description="Those that were here already.")
    left_out: int = Field(description="Those that were not chosen.")
    empty: int = Field(description="Those without a word.")
    skipped: int = Field(description="Entries that can't be read.")
    interactions: int = Field(description="New interactions.")
    remarks: list[str] = Field(description="Sentences about no single conversation.")
    areas: list[int] = Field(description="The areas that it made of projects and folders.")
    failure: str = Field(description="Why it failed; empty unless it did.")


class LookedConversation(Schema):
    source: str = Field(description="Where it comes from.", examples=["chatgpt"])
    source_id: str = Field(description="The provider's id of it.")
    title: str = Field(description="Its title there.")
    folder: str = Field(description="The project or folder that it lay in; empty if the file names none.")
    began_at: UtcTime | None = Field(description="When it began; null if the file doesn't tell.")
    questions: int = Field(description="How many questions it holds.")


COUNTS = ("found", "imported", "updated", "unchanged", "left_out", "empty", "skipped", "interactions")


def import_values(job: ImportJob) -> dict[str, Any]:
    named = ("id", "state", "is_look", "created_at", "finished_at", "remarks", "failure", *COUNTS)
    return {name: getattr(job, name) for name in named} | {
        "files": [file.name for file in job.files.all()],
        "sources": [source.label for source in job.all_sources],
        "areas": list(job.areas.in_order().values_list("pk", flat=True)),
        "look": _look_values(Look.kept(job.look)) if job.look else None,
    }


def looked_values(row: Row) -> dict[str, Any]:
    named = ("source", "source_id", "title", "folder", "questions")
    began: datetime | None = None if is_undated(row.began_at) else row.began_at
    return {name: getattr(row, name) for name in named} | {"began_at": began}


def _look_values(look: Look) -> dict[str, Any]:
    counts = ("line", "conversations", "undated", "unlisted", "empty", "skipped", "first", "last")
    return {name: getattr(look, name) for name in counts}
