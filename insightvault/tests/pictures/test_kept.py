"""A few pages look as they did when somebody looked at them last."""

import warnings
from pathlib import Path

import pytest

from insightvault.tests.pictures.comparing import ROUNDING, compare, draw_difference
from insightvault.tests.pictures.keeping import KEPT, TAKEN_WITH, chromium_version, take_kept

pytestmark = [pytest.mark.browser, pytest.mark.once]

HOW = "If they are as they should be: .venv/bin/python -m insightvault.tests.pictures keep"
# Of the pixels, where another Chromium draws letters: a colour or a place that changed is more.
LENIENT, LENIENT_SHARE = 64, 0.01
ALL_MAX_BYTES = 600_000


def test_pages_look_as_they_did(tmp_path: Path, filled: Path) -> None:
    now, then = chromium_version(), TAKEN_WITH.read_text(encoding="utf-8").strip()
    if now != then:
        warnings.warn(
            f"The pictures are Chromium {then}'s and this is {now}: only large differences count", stacklevel=1
        )

    assert take_kept(tmp_path / "now", filled) == []
    differences, alone = compare(KEPT, tmp_path / "now", tolerance=ROUNDING if now == then else LENIENT)
    if now != then:
        differences = [each for each in differences if each.share > LENIENT_SHARE or each.sizes[:2] != each.sizes[2:]]

    for each in differences:
        draw_difference(KEPT / each.name, tmp_path / "now" / each.name, tmp_path / f"{each.name}.difference.png")

    told = "\n".join(map(str, differences))
    assert alone == [] and differences == [], f"\n{told}\nBefore: {KEPT}; now and what differs: {tmp_path}\n{HOW}"


def test_what_is_kept_is_small() -> None:
    assert 0 < sum(path.stat().st_size for path in KEPT.iterdir()) < ALL_MAX_BYTES
