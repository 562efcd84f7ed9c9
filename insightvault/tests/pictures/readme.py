"""The five pictures of the README, of a vault of their own: the sample history, a question that it answers, an import.

`python -m insightvault.tests.pictures readme` takes them anew.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from insightvault.fake_model_server import Reply, in_a_thread
from insightvault.tests.pictures.places import Place, click
from insightvault.tests.pictures.taking import STEADY_SETTINGS, chromium_at, go, logged_in
from insightvault.tests.processes import PREPARE, manage, served
from insightvault.tests.rooms import ROOT

IMAGES = ROOT / "docs/images"
SIZE = {"width": 1280, "height": 900}
COLOURS = 128
ANSWER = """Mostly what an evening is for. In March last year you wrote that you were afraid of being alone with your \
thoughts in the evening; a month later you had your first lesson, and held the bow like a spoon.

- **Playing with others** came in January, and you wrote that nobody looked at the clock.
- **The phone** lies in the hall since the evenings have something else in them.

You said in autumn that you play worse after long days at the agency. You handed in your notice in December; it may \
be worth asking yourself whether that has changed, too."""
FILL = "from insightvault.tests.pictures.filling_readme import fill; fill()"
PICTURES = (
    Place("chat", "/", "maren", click("a.memory-line.is-used")),
    Place("import", "/import/3/", "maren"),
    Place("home", "/", "visitor"),
    Place("growth", "/growth/", "visitor"),
    Place("theme", "/growth/", "visitor", click(".theme-name a")),
)


def take_readme() -> None:
    with tempfile.TemporaryDirectory(prefix="insightvault-readme-") as folder, in_a_thread() as running:
        data = Path(folder, "data")
        running.server.default = Reply(pieces=[ANSWER])
        settings = STEADY_SETTINGS | {"OPENAI_BASE_URL": running.server.base_url}
        for code in (PREPARE, FILL):
            done = manage("shell", "-v0", "-c", code, data_dir=data, **settings)
            assert done.returncode == 0, done.stderr

        with (
            served(data, **settings) as vault,
            chromium_at(int(vault.address.rpartition(":")[2])) as browser,
        ):
            for who in dict.fromkeys(place.who for place in PICTURES):
                with logged_in(browser, who, viewport=SIZE) as context:
                    _take(context.new_page(), [place for place in PICTURES if place.who == who])


def _take(page: Page, places: list[Place]) -> None:
    for place in places:
        go(page, place)
        page.evaluate("window.scrollTo(0, 0)")
        picture = io.BytesIO(page.screenshot(animations="disabled", caret="hide"))
        # A third of the size, and no eye tells it.
        Image.open(picture).convert("RGB").quantize(COLOURS).save(IMAGES / f"{place.name}.png", optimize=True)
