from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sessions_memory.recall.language.dates import named_spans

# A Wednesday.
NOW = datetime(2026, 6, 17, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("question", "first", "after", "words"),
    [
        ("What did I do yesterday?", "2026-06-16", "2026-06-17", "yesterday"),
        ("Was habe ich vorgestern gemacht?", "2026-06-15", "2026-06-16", "the day before yesterday"),
        ("And last week?", "2026-06-08", "2026-06-15", "last week"),
        ("Letzte Woche?", "2026-06-08", "2026-06-15", "last week"),
        ("last month", "2026-05-01", "2026-06-01", "May 2026"),
        ("What did I plan in May?", "2026-05-01", "2026-06-01", "May 2026"),
        ("in December", "2025-12-01", "2026-01-01", "December 2025"),
        ("im März", "2026-03-01", "2026-04-01", "March 2026"),
        ("on 3 March 2025", "2025-03-03", "2025-03-04", "3 March 2025"),
        ("March 3rd, 2025", "2025-03-03", "2025-03-04", "3 March 2025"),
        ("am 3. März 2025", "2025-03-03", "2025-03-04", "3 March 2025"),
        ("on 2025-03-03", "2025-03-03", "2025-03-04", "3 March 2025"),
        ("am 3.3.2025", "2025-03-03", "2025-03-04", "3 March 2025"),
        ("in 2023", "2023-01-01", "2024-01-01", "2023"),
        ("last spring", "2026-03-01", "2026-06-01", "the spring of 2026"),
        ("in the winter of 2024", "2024-12-01", "2025-03-01", "the winter of 2024"),
        ("letzten Sommer", "2026-06-01", "2026-09-01", "the summer of 2026"),
        ("on Monday", "2026-06-15", "2026-06-16", "15 June 2026"),
        ("last Wednesday", "2026-06-10", "2026-06-11", "10 June 2026"),
        ("last weekend", "2026-06-13", "2026-06-15", "last weekend"),
        ("two weeks ago", "2026-05-31", "2026-06-07", "about 3 June 2026"),
        ("vor drei Tagen", "2026-06-14", "2026-06-15", "about 14 June 2026"),
    ],
)
def test_dates_named_in_words(question: str, first: str, after: str, words: str) -> None:
    (span,) = named_spans(question, NOW)
    assert (span.start.date().isoformat(), span.end.date().isoformat(), span.words) == (first, after, words)
    assert span.start.tzinfo == NOW.tzinfo


@pytest.mark.parametrize("question", ["May I go?", "on 31 June", "the march of time", "I will fall", "0000-00-00"])
def test_what_names_no_date(question: str) -> None:
    assert named_spans(question, NOW) == []
