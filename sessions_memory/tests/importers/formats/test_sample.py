"""The sample history as a file: the conversations keep their order, their times and their names."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sessions_memory.sample.dating import as_file
from sessions_memory.tests.importers.exports import read


def test_each_conversation_is_read_with_its_title_and_times(tmp_path: Path) -> None:
    file = tmp_path / "sample.jsonl"
    file.write_bytes(as_file(date(2027, 3, 1), ZoneInfo("UTC")))
    first, *others = read(file).conversations

    assert (first.source, first.source_id, first.title) == ("sample", "sample-0", "Looking at my phone in bed")
    assert first.turns[0].question == "How do I stop looking at my phone in bed?" and first.turns[0].answer
    assert first.turns[1].asked_at == datetime(2026, 3, 1, 22, 52, tzinfo=UTC)
    assert len(others) == 26 and len({one.source_id for one in others}) == 26
