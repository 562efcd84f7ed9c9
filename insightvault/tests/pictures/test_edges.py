"""What no page may do at its edges: on a narrow window, under a finger. Looked at on the pictured pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from insightvault.tests.pictures.history import PEOPLE
from insightvault.tests.pictures.places import PLACES, Place, session
from insightvault.tests.pictures.taking import HEIGHT, chromium_at, go, logged_in, pictured

pytestmark = pytest.mark.browser

WIDTHS = range(320, 1441, 20)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pictured() as port, chromium_at(port) as browser:
        yield browser


@pytest.mark.once
def test_no_page_in_any_state_is_wider_than_the_window(browser: Browser) -> None:
    wider = []
    for who in ("", *PEOPLE):
        with logged_in(browser, who) as context:
            wider += [found for place in PLACES if place.who == who for found in _wider(context, place)]

    assert wider == []


def _wider(context: BrowserContext, place: Place) -> list[str]:
    """Where this place scrolls sideways. It is brought into its state once, and keeps it while its window grows."""
    cookies: Any = context.cookies()
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    go(page, place)
    # Playwright's own way of setting a size takes twice as long.
    window = context.new_cdp_session(page)

    found = [f"{place.name} at {width}" for width in WIDTHS if _is_wider(page, window, width)]
    page.close()
    context.clear_cookies()
    context.add_cookies(cookies)
    return found


def _is_wider(page: Page, window: CDPSession, width: int) -> bool:
    size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    window.send("Emulation.setDeviceMetricsOverride", size)
    return bool(page.evaluate(IS_WIDER))


def test_a_tap_shows_what_can_be_done_with_a_question(browser: Browser) -> None:
    with logged_in(browser, "maren", **PHONE) as phone:
        page = phone.new_page()
        page.goto(f"/s/{session('Two answers')}/")
        copy = page.get_by_role("button", name="Copy this question")
        assert copy.evaluate("button => getComputedStyle(button.parentElement).opacity") == "0"

        page.locator(".question-toggle").tap()
        expect(copy.locator("..")).to_have_css("opacity", "1")
        assert not page.evaluate(IS_WIDER)
        page.locator(".question-toggle").tap()
        expect(copy.locator("..")).to_have_css("opacity", "0")


def test_on_paper_a_session_is_light_and_has_its_title_and_day_and_no_buttons(browser: Browser) -> None:
    with logged_in(browser, "maren") as context:
        page = context.new_page()
        page.goto(f"/s/{session('Long questions')}/")
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator("body")).to_have_css("background-color", "rgb(251, 248, 243)")
        expect(page.locator("#topbar")).to_contain_text("10 March 2026")
        expect(page.locator("main :is(button, summary, .icon-button, textarea)").locator("visible=true")).to_have_count(
            0
        )
        expect(page.locator(".question-text")).to_contain_text("Line 14")

        page.emulate_media(media="screen", forced_colors="active")
        rule = page.evaluate("getComputedStyle(document.querySelector('.question'), '::before').backgroundColor")
        assert rule == page.evaluate("getComputedStyle(document.querySelector('.question-text')).color")
