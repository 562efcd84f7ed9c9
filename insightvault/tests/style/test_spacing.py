"""Margins, paddings and gaps come from the tokens of `tokens.css`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from insightvault.tests.processes import ROOT

# Django's admin has a look and variables of its own; the tokens are where pixels are written.
OTHERS = {"admin.css", "tokens.css"}
STYLES = [path for path in sorted((ROOT / "static/css").glob("*.css")) if path.name not in OTHERS]
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
SPACING = re.compile(r"(?:margin|padding|gap|row-gap|column-gap)(?:-[a-z-]+)?\s*:(.*)")
# So few pixels set an icon or a line right by eye.
NUDGE_PIXELS = 3
# Room for an arrow, a button or an icon that lies inside of a field; room for figures before an item of a list.
MEASURED = {
    *(".chip-select select", ".field select", ".field-password input", ".try .search-text", ".search-text"),
    *(".filter-select select", ".search-days .filter.is-on", ".answer ol"),
}


def raw_spaces(text: str) -> Iterator[tuple[str, str]]:
    """Selector and declaration of each space that is written in pixels."""
    for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        for declaration in body.split(";"):
            spacing = SPACING.match(declaration.strip())
            pixels = re.findall(r"(?<![\w.-])-?(\d+(?:\.\d+)?)px", spacing[1]) if spacing else []
            if any(float(number) > NUDGE_PIXELS for number in pixels):
                yield " ".join(selector.split()), declaration.strip()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_spaces_come_from_the_tokens(path: Path) -> None:
    assert [each for each in raw_spaces(path.read_text(encoding="utf-8")) if each[0] not in MEASURED] == []


def test_what_is_measured_is_still_there() -> None:
    found = {selector for path in STYLES for selector, _ in raw_spaces(path.read_text(encoding="utf-8"))}

    assert found == MEASURED


def test_a_raw_space_is_seen() -> None:
    assert list(raw_spaces("@media (x) { .a { gap: 2px 14px; color: red; } }")) == [(".a", "gap: 2px 14px")]
