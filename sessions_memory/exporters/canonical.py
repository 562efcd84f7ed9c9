"""How our own format writes a record: keys sorted, no white space, times in UTC with microseconds."""

import json
from datetime import UTC, datetime
from typing import Any

import orjson


def record(kind: str, fields: dict[str, Any]) -> bytes:
    return canonical(fields | {"insightvault": kind})


def canonical(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):
        # A model server's report may hold a number beyond 64 bits or half a character.
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z") if moment else None
