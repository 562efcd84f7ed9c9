"""The sample history as the file of a day: its year ends then. Pure but for reading the file of ours.

In `history.json`, `day` counts from the same day a year before on, and `at` is the time there.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

HISTORY = Path(__file__).with_name("history.json")
BETWEEN_TURNS = timedelta(minutes=4)


def as_file(today: date, zone: tzinfo) -> bytes:
    """JSON, one conversation a line, as `importers.formats.sample` reads it."""
    begins = _year_before(today)
    conversations = json.loads(HISTORY.read_text(encoding="utf-8"))
    return b"".join(json.dumps(_dated(one, begins, zone)).encode() + b"\n" for one in conversations)


def _dated(kept: dict[str, Any], begins: date, zone: tzinfo) -> dict[str, Any]:
    day = begins + timedelta(days=kept["day"])
    began = datetime.combine(day, time.fromisoformat(kept["at"]), zone)
    name = f"sample-{kept['day']}"
    return {"sample_history": name, "title": kept["title"], "turns": list(_turns(kept["turns"], name, began))}


def _turns(said: list[list[str]], name: str, began: datetime) -> Iterator[dict[str, str]]:
    for number, (question, answer) in enumerate(said):
        asked_at = (began + number * BETWEEN_TURNS).isoformat()
        yield {"id": f"{name}-{number}", "question": question, "answer": answer, "asked_at": asked_at}


def _year_before(today: date) -> date:
    """Of 29 February the 28th."""
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - 1, day=28 if is_leap_day else today.day)
