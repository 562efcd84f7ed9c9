"""The way by keys alone: the search over every page, and what it leaves as it was."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from insightvault.tests.browser.conftest import PASSWORD, Vault, ask, held

pytestmark = pytest.mark.browser


def test_ctrl_k_finds_from_every_page_and_gives_the_focus_back(vault: Vault, page: Page) -> None:
    for number, question in enumerate(["Where do quinces grow?", "And plums?"], 1):
        ask(page, question)
        expect(page.locator("article[data-status=answered]")).to_have_count(number)

    page.goto(f"{vault.url}/account/")
    page.get_by_role("link", name="History").first.focus()
    page.keyboard.press("Control+k")
    search, found = page.get_by_role("dialog", name="Search"), page.locator("#find [data-found]")
    expect(search.get_by_text("Newest sessions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    expect(page.get_by_role("link", name="History").first).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("plums")
    expect(search.locator("mark")).to_have_text(["plums"])
    page.keyboard.press("ArrowUp")
    expect(found.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/*/?at=*#interaction-*")
    expect(page.locator("article:target")).to_contain_text("And plums?")


def test_esc_closes_the_search_at_one_press_whatever_is_typed(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("plums")
    expect(page.get_by_label("Search sessions and questions")).to_have_value("plums")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_esc_in_the_search_stops_no_answer(vault: Vault, page: Page) -> None:
    permits = held(vault, 20, after=5)
    ask(page, "Long?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(page.get_by_label("Your question")).to_be_focused()
    permits.release(1_000)
    expect(page.locator("article[data-status=answered]")).to_be_visible()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, target: Locator, *, key: str = "Tab") -> None:
    """Goes there as somebody without a mouse does."""
    for _ in range(150):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"no way by {key} to {target}")


def test_single_keys_act_only_on_the_page_itself_and_can_be_switched_off(vault: Vault, page: Page) -> None:
    for number, question in enumerate(["One?", "Two?", "Three?"], 1):
        ask(page, question)
        expect(page.locator("article[data-status=answered]")).to_have_count(number)

    field = page.get_by_label("Your question")
    field.focus()
    press(page, "j", "/", "?")
    expect(field).to_have_value("j/?")
    field.fill("")
    field.blur()

    page.locator("#question-3").focus()
    press(page, "k")
    expect(page.locator("#question-2")).to_be_focused()
    press(page, "j", "Control+j", "Alt+k")
    expect(page.locator("#question-3")).to_be_focused()

    press(page, "?", "k")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys.get_by_text("Next question")).to_be_visible()
    tab_to(page, keys.get_by_label("Use the single keys in this browser"))
    press(page, "Space", "Escape", "/", "k")
    expect(page.locator("#question-3")).to_be_focused()

    page.reload()
    press(page, "?", "n")
    expect(keys).to_be_hidden()
    page.evaluate("localStorage.removeItem('single-keys-off')")
    page.reload()
    field.blur()
    press(page, "n")
    expect(page.locator("article")).to_have_count(0)
    press(page, "/")
    expect(field).to_be_focused()


def test_the_main_path_is_walked_by_keys_alone(vault: Vault, page: Page, context: BrowserContext) -> None:
    context.clear_cookies(name=re.compile("^vault_login_"))
    page.goto(vault.url)
    tab_to(page, page.get_by_label("Username"))
    page.keyboard.type("maren")
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    press(page, "Enter")

    permits = held(vault, 20, after=5)
    said = page.locator("#answer-said")
    tab_to(page, page.get_by_label("Your question"))
    page.keyboard.type("What did I say about quinces?")
    press(page, "Enter")
    expect(said).to_have_text("Answering")
    press(page, "Escape")
    expect(said).to_have_text(re.compile(r"^Stopped, \d+ words$"))
    permits.release(1_000)

    page.keyboard.type("And what did I say about quinces before?")
    press(page, "Enter")
    expect(said).to_have_text(re.compile(r"^Finished, \d+ words$"))
    tab_to(page, page.locator("article").last.locator("a.memory-line"), key="Shift+Tab")
    press(page, "Enter")
    expect(page.locator(".receipt-body")).to_be_visible()

    press(page, "Control+k")
    page.keyboard.type("quinces")
    expect(page.locator("#find mark").first).to_be_visible()
    press(page, "ArrowDown", "Enter")
    page.wait_for_url("**/s/1/**")
    tab_to(page, page.locator(".recent-again").first, key="Shift+Tab")
    press(page, "Enter")
    expect(page.locator("article")).to_have_count(3)

    tab_to(page, page.locator("#topbar .menu > summary"), key="Shift+Tab")
    press(page, "Enter")
    tab_to(page, page.locator("[data-rename]"))
    press(page, "Enter")
    page.keyboard.type("Quinces")
    press(page, "Enter")
    expect(page.locator("#topbar")).to_contain_text("Quinces")
