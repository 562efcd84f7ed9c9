"""Every pictured page in every state, brought into it once: none is wider than its window, axe finds nothing, and
nothing is cramped, cut or broken."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from insightvault.tests.pictures import looks
from insightvault.tests.pictures.history import PEOPLE
from insightvault.tests.pictures.places import PLACES, Place
from insightvault.tests.pictures.taking import HEIGHT, go, logged_in

pytestmark = [pytest.mark.browser, pytest.mark.once]

# So many tests share the places, so that no process is left with many of them at the end.
PARTS = 12
WIDTHS = range(320, 1441, 20)
PHONE, DESK = 390, 1280
IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"
SAYS_OUR_WORD = "() => /interaction/i.test(document.body.innerText)"
# A script that asks for an element by its id would be given another.
TWICE = """() => [...document.querySelectorAll("[id]")]
  .map((element) => element.id)
  .filter((id, place, ids) => ids.indexOf(id) !== place)"""
# Scripts hear of a new width before the page is drawn in it: after two drawings they have.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
RUN = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
}"""
NODE_CHARS = 150
# What a theme can change.
CONTRAST = OPTIONS | {"runOnly": ["color-contrast"]}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_in_any_state_is_wider_than_its_window_nor_has_what_axe_finds(browser: Browser, part: int) -> None:
    found = []
    for who in ("", *PEOPLE):
        places = [place for place in PLACES[part::PARTS] if place.who == who]
        if places:
            with logged_in(browser, who) as context:
                found += list(_found(context, places))

    assert found == [], "\n".join(found)


def _found(context: BrowserContext, places: list[Place]) -> Iterator[str]:
    cookies: Any = context.cookies()
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    # Playwright's own way of setting a size takes twice as long.
    window = context.new_cdp_session(page)
    for place in places:
        context.clear_cookies()
        context.add_cookies(cookies)
        yield from (f"{place.name}{fault}" for fault in _found_at(page, window, place))


def _found_at(page: Page, window: CDPSession, place: Place) -> Iterator[str]:
    """Narrow first: what is opened there may close as the window grows."""
    _widen(page, window, PHONE)
    go(page, place)

    # The admin and the API speak of interactions, as code does.
    if not place.path.startswith(("/admin/", "/api/")) and page.evaluate(SAYS_OUR_WORD):
        yield ": a page says “question” where code says “interaction”"

    yield from (f": the id “{twice}” stands twice" for twice in page.evaluate(TWICE))

    for width in (PHONE, *WIDTHS):
        _widen(page, window, width)
        if page.evaluate(IS_WIDER):
            yield f" at {width}: wider than its window"
        if width in looks.WIDTHS and not place.path.startswith(("/admin/", "/api/")):
            yield from (f" at {width}: {fault}" for fault in page.evaluate(looks.FAULTS))
        if width in (PHONE, DESK):
            yield from (f" at {width}, {fault}" for fault in _axe(page))


def _widen(page: Page, window: CDPSession, width: int) -> None:
    size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    window.send("Emulation.setDeviceMetricsOverride", size)
    if width in (PHONE, DESK, *looks.WIDTHS):
        page.evaluate(DRAWN)


def _axe(page: Page) -> Iterator[str]:
    for theme, options in (("light", OPTIONS), ("dark", CONTRAST)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for violation in page.evaluate(RUN, options):
            yield from (f"{theme}: {violation['id']}: {node[:NODE_CHARS]}" for node in violation["nodes"])

    page.emulate_media(color_scheme="light")
