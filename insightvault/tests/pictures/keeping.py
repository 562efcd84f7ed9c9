"""The few pictures that lie in `kept/`, of pages that look the same on every day and every machine.

`python -m insightvault.tests.pictures keep` takes them anew, once a change of a page is meant.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from insightvault.tests.machine import chromium
from insightvault.tests.pictures.taking import take

KEPT = Path(__file__).parent / "kept"
NAMES = ("login", "empty-chat", "empty-history", "empty-import", "empty-account")
WIDTHS = (390, 1280)
# Which Chromium took them: another one may draw letters a little otherwise.
TAKEN_WITH = KEPT / "chromium.txt"


def keep() -> list[str]:
    """Takes their place; what could not be taken, and why."""
    with tempfile.TemporaryDirectory(prefix="insightvault-kept-") as folder:
        failures = take_kept(Path(folder, "now"))
        if not failures:
            shutil.rmtree(KEPT, ignore_errors=True)
            shutil.copytree(Path(folder, "now"), KEPT)
            TAKEN_WITH.write_text(f"{chromium_version()}\n", encoding="utf-8")

    return failures


def take_kept(folder: Path, filled: Path | None = None) -> list[str]:
    failures = take(folder, names=NAMES, widths=WIDTHS, filled=filled)
    for picture in folder.glob("*.png"):
        # A third of the size, without a loss.
        Image.open(picture).convert("RGB").save(picture.with_suffix(".webp"), lossless=True, method=6)
        picture.unlink()

    return failures


def chromium_version() -> str:
    """The first number of it, such as "156"."""
    asked = subprocess.run([chromium() or "chromium", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+", asked.stdout)
    return found[0] if found else asked.stdout
