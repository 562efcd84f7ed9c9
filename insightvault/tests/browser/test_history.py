"""The history in a browser: searching as one types, narrowing, and going to the place."""

import pytest
from playwright.sync_api import Page, expect

from insightvault.tests.browser.conftest import Vault, ask

pytestmark = pytest.mark.browser


def test_words_are_found_while_they_are_typed_narrowed_and_followed_to_their_place(vault: Vault, page: Page) -> None:
    for number, question in enumerate(["Where do quinces grow?", "And plums?"], 1):
        ask(page, question)
        expect(page.locator("article[data-status=answered]")).to_have_count(number)

    page.goto(f"{vault.url}/history/")
    page.get_by_label("Search your history").press_sequentially("quinces")
    expect(page.locator("#history mark")).to_have_text("quinces")
    expect(page.get_by_label("Search your history")).to_be_focused()
    page.wait_for_url("**/history/?q=quinces")

    page.get_by_text("Any time").click()
    page.get_by_label("To optional").fill("2020-01-01")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("No results").first).to_be_visible()
    page.get_by_role("link", name="Remove the filter Until 1 Jan 2020").press("Enter")

    page.get_by_role("link", name="Where do quinces grow?").last.click()
    page.wait_for_url("**/s/*/?at=*#interaction-*")
    expect(page.locator("article:target")).to_contain_text("Where do quinces grow?")
    page.go_back()
    expect(page.locator("#history mark")).to_have_text("quinces")


def test_sessions_are_ticked_by_keyboard_one_by_one_as_a_span_and_all_that_match(vault: Vault, page: Page) -> None:
    page.get_by_role("button", name="Try with a sample history").click()
    expect(page.get_by_role("link", name="62 questions since")).to_be_visible()
    page.goto(f"{vault.url}/history/")
    boxes, ticked = page.locator("[data-tick]"), page.locator("[data-tick]:checked")
    told, count = page.locator("[data-tick-count]"), boxes.count()

    boxes.nth(4).press("Space")
    expect(told).to_have_text("1 ticked")
    boxes.nth(1).press("Shift+Space")
    expect(ticked).to_have_count(4)
    boxes.nth(2).press("Space")
    expect(told).to_have_text("3 ticked")

    every = page.get_by_label("All sessions", exact=True)
    every.press("Space")
    expect(ticked).to_have_count(count)
    expect(told).to_be_empty()
    boxes.nth(0).press("Space")
    expect(every).not_to_be_checked()
    expect(told).to_have_text(f"{count - 1} ticked")

    page.locator("#many").get_by_role("button", name="Pin").press("Enter")
    expect(page.locator("main")).to_contain_text(f"{count - 1} sessions")
    assert vault.rows("SELECT count(*) FROM user_sessions WHERE is_pinned") == [(count - 1,)]
