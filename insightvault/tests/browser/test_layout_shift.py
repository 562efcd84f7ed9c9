"""Nothing on the page moves by itself while an answer is written: what Chromium counts as layout shifts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from insightvault.fake_model_server import Reply
from insightvault.tests.browser.conftest import Vault, ask

pytestmark = pytest.mark.browser

ANSWER = """## What the week shows

You ran **four times**, and each time you wrote about it in the evening. The entries are short on the days before \
a longer run, and they grow after it; on Sunday there are three paragraphs where Tuesday has one line.

- *Tuesday*: six kilometres, wind, a stitch after the bridge
- *Thursday*: eight, slower, and you slept well afterwards
- *Sunday*: fourteen, the longest since March, with a pause at the mill

### In numbers

| Day | Distance | Sleep | Words |
|---|---:|---:|---|
| Tuesday | 6 km | 6 h 10 | one line |
| Thursday | 8 km | 7 h 40 | one paragraph |
| Sunday | 14 km | 8 h 05 | three paragraphs |

To look at it yourself, this counts the words of each entry and sets them beside the hours:

```python
def paired(entries, nights):
    for day, text in sorted(entries.items()):
        yield day, len(text.split()), nights.get(day)
```

1. Keep the Thursday run as it is.
2. Write the line on Tuesday *before* you shower, as you did in `March`.
3. Leave Sunday alone.

Nothing here says that running makes you sleep; it says that you sleep longer after the days on which you ran, and \
that you noticed it yourself in March: “The legs are tired and the head is quiet.”
"""
# Chromium's own measure of the page that lies in the window: what moved, times how far.
MOST = 0.02
WATCH = """() => {
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved += entry.value;
  }).observe({ type: "layout-shift" });
}"""
# Two drawings later everything has been measured.
MOVED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
  const { moved } = window;
  window.moved = 0;
  done(moved);
}))))"""


SHORT = "You ran four times, and each time you wrote about it in the evening."


def written(text: str = ANSWER, **how: Any) -> Reply:
    """As models write: a few letters at a time."""
    return Reply(pieces=re.findall(r"\s*\S{1,8}|\s+", text), gap_seconds=0.008, **how)


def ended(page: Page, turns: int, status: str = "answered") -> float:
    """How much has moved until the last turn has come to its end."""
    expect(page.locator(f"article:nth-of-type({turns})[data-status={status}]")).to_be_visible()
    return float(page.evaluate(MOVED))


def test_nothing_moves_while_an_answer_is_written(vault: Vault, page: Page) -> None:
    """Each answer but the last is longer than the window."""
    ask(page, "The long run in March went well: my legs were tired and my head was quiet.")
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    moved: dict[str, float] = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": 1280, "height": 860})
        with page.expect_navigation():
            page.locator("#sidebar-content").get_by_role("button", name="New").click()
        page.set_viewport_size({"width": width, "height": 850})
        page.evaluate(MOVED)
        moved |= {f"{what} at {width}": share for what, share in _moved(vault, page)}

    assert {what: share for what, share in moved.items() if share >= MOST} == {}


def _moved(vault: Vault, page: Page) -> Iterator[tuple[str, float]]:
    page.evaluate(WATCH)
    vault.model.queue += [written(), written(reasoning=["First ", "I ", "look."] * 40, wait_seconds=0.3)]
    ask(page, "What did I say about running?")
    yield "asked", ended(page, 1)
    expect(page.locator("article .memory-line.is-used")).to_be_visible()
    ask(page, "And now?")
    yield "thought about", ended(page, 2)
    expect(page.locator("article .thinking")).to_be_visible()

    vault.model.queue += [written(hang_after=100), written(wait_seconds=0.3), written(wait_seconds=0.3)]
    ask(page, "Once more?")
    expect(page.locator("article[aria-busy] table")).to_be_visible()
    page.keyboard.press("Escape")
    yield "stopped", ended(page, 3, "stopped")

    page.get_by_role("button", name="Retry").click()
    yield "retried", ended(page, 3)
    page.get_by_role("button", name="Ask again for another answer").nth(1).click()
    expect(page.locator("article[aria-busy]")).to_be_visible()
    yield "retried in the middle", ended(page, 2)

    vault.model.queue.append(written(SHORT, hang_after=6, wait_seconds=0.3))
    ask(page, "In short?")
    expect(page.locator("article[aria-busy] [data-elapsed]")).to_contain_text("Writing")
    page.keyboard.press("Escape")
    yield "shorter than the window", ended(page, 4, "stopped")
    answer, foot = (page.locator(f"article:last-of-type > {part}").bounding_box() for part in (".answer", ".turn-foot"))
    assert answer and foot and 0 < foot["y"] - answer["y"] - answer["height"] < 120
