"""axe finds nothing on any pictured page of ours. The admin's are Django's."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from insightvault.tests.pictures.history import PEOPLE
from insightvault.tests.pictures.places import PLACES, Place
from insightvault.tests.pictures.taking import HEIGHT, chromium_at, go, logged_in, pictured

pytestmark = [pytest.mark.browser, pytest.mark.once]

PHONE, DESK = 390, 1280
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
RUN = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
}"""
# Scripts hear of a new width before the page is drawn in it: after two drawings they have.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
NODE_CHARS = 150
SAYS_OUR_WORD = "() => /interaction/i.test(document.body.innerText)"
# What a theme can change.
CONTRAST = OPTIONS | {"runOnly": ["color-contrast"]}


def test_axe_finds_nothing_on_any_page_in_any_state_on_a_phone_and_a_desk_light_and_dark() -> None:
    found = []
    with pictured() as port, chromium_at(port) as browser:
        for who in ("", *PEOPLE):
            found += list(_found_by(browser, who))

    assert found == [], "\n".join(found)


def _found_by(browser: Browser, who: str) -> Iterator[str]:
    with logged_in(browser, who) as context:
        cookies: Any = context.cookies()
        context.add_init_script(AXE_SCRIPT)
        for place in PLACES:
            if place.who == who and not place.path.startswith("/admin/"):
                context.clear_cookies()
                context.add_cookies(cookies)
                yield from _found_at(context, place)


def _found_at(context: BrowserContext, place: Place) -> Iterator[str]:
    page = context.new_page()
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    go(page, place)
    if page.evaluate(SAYS_OUR_WORD):
        yield f"{place.name}: a page says “question” where code says “interaction”"

    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(DRAWN)

        for theme, options in (("light", OPTIONS), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            yield from (f"{place.name} at {width}, {theme}: {fault}" for fault in _faults(page, options))

    page.close()


def _faults(page: Page, options: dict[str, Any]) -> Iterator[str]:
    for violation in page.evaluate(RUN, options):
        yield from (f"{violation['id']}: {node[:NODE_CHARS]}" for node in violation["nodes"])
