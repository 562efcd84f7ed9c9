"""What hands do by habit: Enter on a phone, a file let go over the page, a click on what was asked before."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from insightvault.tests.browser.conftest import LONGEST_SECONDS, Vault, ask, held, log_in

pytestmark = pytest.mark.browser

LET_GO = """([kind, text]) => {
  const data = new DataTransfer();
  if (kind === "file") data.items.add(new File([text], "a.txt"));
  else data.setData("text/plain", text);
  const over = new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true });
  const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  const target = document.getElementById("composer-question");
  target.dispatchEvent(over);
  target.dispatchEvent(drop);
  return [over.defaultPrevented, drop.defaultPrevented];
}"""


# What a browser sends for a key that takes or leaves the word that is being composed.
COMPOSED = """(key) => {
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how });
    document.activeElement.dispatchEvent(event);
  }
}"""


def test_on_a_phone_enter_makes_a_new_line_and_the_button_sends(vault: Vault, browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 412, "height": 839}, is_mobile=True, has_touch=True)
    phone.set_default_timeout(1000 * LONGEST_SECONDS)
    page = phone.new_page()
    page.goto(vault.url)
    log_in(page)
    question = page.get_by_label("Your question")
    question.fill("One")
    question.press("Enter")
    page.keyboard.type("Two")
    expect(question).to_have_value("One\nTwo")
    assert question.evaluate("area => area.enterKeyHint") == "enter"
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    assert vault.rows("SELECT user_question FROM user_interactions") == [("One\nTwo",)]
    phone.close()


def test_keys_of_an_input_method_do_nothing_on_the_page(vault: Vault, page: Page) -> None:
    permits = held(vault, 20, after=3)
    ask(page, "Long?")
    expect(page.locator("[data-stream-url]")).to_be_visible()
    page.locator("#topbar [data-menu] summary").click()
    page.evaluate(COMPOSED, "Escape")
    expect(page.locator("#topbar [data-menu]")).to_have_attribute("open", "")
    permits.release(100)
    expect(page.locator("article[data-status=answered]")).to_be_visible()

    page.get_by_label("Your question").fill("Half a w")
    page.evaluate(COMPOSED, "Enter")
    expect(page.get_by_label("Your question")).to_have_value("Half a w")
    assert vault.statuses() == ["answered"]


def test_a_question_that_is_edited_is_no_draft(page: Page) -> None:
    ask(page, "Why do leeks freeze?")
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    page.get_by_label("Your question").fill("And garlic?")
    page.locator(".turn").hover()
    page.get_by_role("button", name="Edit this question").click()
    expect(page.get_by_label("Your question")).to_have_value("Why do leeks freeze?")
    page.reload()
    expect(page.get_by_label("Your question")).to_have_value("And garlic?")


def test_a_file_that_is_let_go_over_the_chat_is_attached_and_a_text_goes_in(page: Page) -> None:
    page.get_by_label("Your question").fill("Half a question")
    assert page.evaluate(LET_GO, ["file", "The quince tree."]) == [True, True]
    expect(page.locator("#composer-files")).to_contain_text("a.txt")
    assert page.evaluate(LET_GO, ["text", "words"]) == [False, False]
    expect(page.get_by_label("Your question")).to_have_value("Half a question")


def test_a_recent_question_goes_into_the_composer_and_its_place_is_a_link_beside_it(page: Page) -> None:
    assert page.get_by_label("Your question").evaluate("area => area.enterKeyHint") == "send"
    ask(page, "Why do leeks freeze?")
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    row = page.locator(".recent-row").first
    row.hover()
    place = row.get_by_role("link", name="Open")
    box = place.bounding_box()
    assert box and box["height"] >= 24 and box["width"] >= 24

    row.locator(".recent-text").click()
    expect(page.get_by_label("Your question")).to_have_value("Why do leeks freeze?")
    row.locator(".recent-text").focus()
    page.keyboard.press("Tab")
    expect(row.get_by_role("button", name="Ask again")).to_be_focused()
    page.keyboard.press("Tab")
    expect(place).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#interaction-"))
