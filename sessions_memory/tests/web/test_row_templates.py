"""Rows that are filled in: the same markup as Django makes of their templates, whatever their values hold."""

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from pytest_django import Settings

from sessions_memory.pages.growth.drawings.bars import Bar
from sessions_memory.pages.growth.drawings.calendar import DayCell
from sessions_memory.pages.history_rows import HistoryRow
from sessions_memory.pages.session_rows import SessionRow
from sessions_memory.pages.sidebar import RecentInteraction
from sessions_memory.web.row_templates import render_rows

HOSTILE = [
    "<script>alert(1)</script>",
    "\"' onclick=x &amp;",
    "{title} {0} {{ title }} }",
    "\x01title\x02",
    "%s",
    "שלום",
    "",
]
PAGE = {"csrf_token": "T" * 64, "next": "/history/?q=%7Btitle%7D&source=chat"}
HISTORY = HistoryRow(
    id=7,
    title="Garden",
    day="3 Mar 2026",
    distance="8 months ago",
    began="3 March 2026, 09:00",
    began_iso="2026-03-03T09:00:00+00:00",
    about="1 interaction, ChatGPT",
    is_open=False,
    is_pinned=False,
    never_recall=False,
    is_archived=False,
)
SESSION = SessionRow(
    id=7, title="Garden", active="3 March 2026, 09:00", active_iso="2026-03-03", ago="3 Mar", is_current=False
)
RECENT = RecentInteraction(
    id=7,
    url="/s/3/#interaction-7",
    question="Why?",
    is_whole=True,
    answer="So.",
    asked="3 March 2026, 09:00",
    asked_iso="2026-03-03",
    ago="3 Mar",
)
BAR = Bar(x=15, y=4, width=12, url="/history/?since=2026-03-02", label="2 to 8 March: 3", label_x=15, anchor="start")
DAY = DayCell(
    x=15, y=30, level=2, is_active=True, url="/history/?since=2026-03-03", label="3 March: 1", label_x=15, anchor="end"
)
ROWS = [
    ("_history_row.html", HISTORY),
    ("_sidebar_session.html", SESSION),
    ("_sidebar_pinned.html", SESSION),
    ("_recent_row.html", RECENT),
    ("_growth_bar.html", BAR),
    ("_growth_day.html", DAY),
]


@pytest.fixture(autouse=True)
def fast_path(settings: Settings) -> None:
    settings.FAST_PATH = True


def test_each_template_of_rows_is_filled_here() -> None:
    used = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'{% render_rows "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert used == {f"sessions_memory/{name}" for name, _ in ROWS}


def rendered(template_name: str, row: Any) -> str:
    return render_to_string(template_name, vars(row) | PAGE)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_is_filled_as_its_template_says(name: str, row: Any) -> None:
    template_name = f"sessions_memory/{name}"
    said = [field for field, value in vars(row).items() if isinstance(value, bool)]

    for truths in itertools.product((True, False), repeat=len(said)):
        one = replace(row, **dict(zip(said, truths, strict=True)))
        assert render_rows(template_name, [one], **PAGE) == rendered(template_name, one)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("name", "row"), ROWS)
def test_what_a_row_holds_stays_text(name: str, row: Any, text: str) -> None:
    template_name = f"sessions_memory/{name}"
    texts = [field for field, value in vars(row).items() if isinstance(value, str)]
    one = replace(row, **dict.fromkeys(texts, text))
    assert render_rows(template_name, [one], **PAGE) == rendered(template_name, one)
    assert "<script" not in render_rows(template_name, [one], **PAGE)


def test_rows_stand_in_their_order_each_with_its_own_values() -> None:
    rows = [HISTORY, replace(HISTORY, id=8, title="Stairs", is_pinned=True), replace(HISTORY, id=9, title="Bread")]
    html = render_rows("sessions_memory/_history_row.html", rows, **PAGE)
    assert html == "".join(rendered("sessions_memory/_history_row.html", row) for row in rows)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_plain_django_fills_the_same_rows(name: str, row: Any, settings: Settings) -> None:
    template_name, number = f"sessions_memory/{name}", "id" if hasattr(row, "id") else "x"
    rows = [replace(row, **{number: value}) for value in (7, 1_234_567)]
    fast = render_rows(template_name, rows, **PAGE)
    settings.FAST_PATH = False
    assert render_rows(template_name, rows, **PAGE) == fast


def test_no_rows_are_nothing() -> None:
    assert render_rows("sessions_memory/_history_row.html", [], **PAGE) == ""
