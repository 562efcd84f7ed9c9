"""What no page may do at its edges: on a narrow window, under a finger. Looked at on the pictured pages."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from insightvault.tests.pictures.places import session
from insightvault.tests.pictures.taking import logged_in

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WIDTHS = (360, 760, 1280)
IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"


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


def test_what_clears_a_search_stands_in_its_field(browser: Browser) -> None:
    with logged_in(browser, "maren") as context:
        page = context.new_page()
        page.goto("/history/?q=spring")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            field, clear = page.locator("#id_q").bounding_box(), page.locator(".search-clear").bounding_box()
            assert field and clear
            assert field["y"] <= clear["y"] and clear["y"] + clear["height"] <= field["y"] + field["height"]
            assert field["x"] < clear["x"] and clear["x"] + clear["width"] <= field["x"] + field["width"]
