"""The shapes of the calls about many sessions."""

from datetime import MINYEAR, UTC, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from sessions_memory.api.schemas import RowId, Strict, Text
from sessions_memory.bulk.actions import ACTIONS
from sessions_memory.bulk.moving import MOVE
from sessions_memory.chosen_sessions import IDS_MAX
from sessions_memory.models.bulk import NAME_MAX_CHARS

SOURCE_MAX_CHARS = 20


def _written(value: Any) -> Any:
    """JSON has no times: a number is none, though it could be read as one."""
    if not isinstance(value, str):
        raise ValueError("Input should be a time as text.")

    return value


def _in_utc(moment: datetime) -> datetime:
    """The calendar's ends, in some zones, lie beyond those of UTC's."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == MINYEAR else datetime.max).replace(tzinfo=UTC)


Time = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_written), AfterValidator(_in_utc)]


class SessionFilter(Strict):
    source: Text = Field("", max_length=SOURCE_MAX_CHARS, description="Where they come from; empty for any.")
    area_id: RowId | None = Field(None, description="The area; left out: all that are in no closed one.")
    since: Time | None = Field(None, description="Begun then or later: ISO 8601 with offset.")
    until: Time | None = Field(None, description="Begun before: ISO 8601 with offset.")
    archived: bool | None = Field(False, description="`true`: archived ones; `false`: all but these; `null`: both.")


class BulkCall(Strict):
    do: str = Field(
        max_length=NAME_MAX_CHARS,
        pattern=f"^({'|'.join((*ACTIONS, MOVE))})$",
        description=f"One of {', '.join(f'`{name}`' for name in (*ACTIONS, MOVE))}.",
        examples=["archive"],
    )
    into: RowId | None = Field(None, description=f"Of `{MOVE}`: the area; left out, sessions are in none then.")
    ids: list[RowId] | None = Field(None, max_length=IDS_MAX, description=f"Of sessions, at most {IDS_MAX}.")
    filter: SessionFilter | None = Field(None, description="All that match; `ids` go before it. Without either, none.")
    dry: bool = Field(True, description="Only says how many these are; `false` does it.")


class BulkCounts(Schema):
    sessions: int = Field(description="How many are meant.")
    interactions: int = Field(description="How many interactions they hold.")
    changes: int = Field(description="How many of the sessions would be changed; the others are like that already.")


class BulkState(Schema):
    id: int = Field(description="The job's number.")
    do: str = Field(description=f"The action; `{MOVE}` with where it leads.", examples=["pin", f"{MOVE}:3"])
    found: int = Field(description="How many sessions were meant when it began.")
    done: int = Field(description="How many were looked at by now.")
    changed: int = Field(description="How many of these it changed.")
    is_finished: bool = Field(description="Whether nothing is left to do, or to undo.")
    is_undone: bool = Field(description="Whether it was taken back.")
    can_be_undone: bool = Field(description="Whether it can be, which only the last one can.")
