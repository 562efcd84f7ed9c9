"""What a swap leaves as it was: the place of the keyboard, and what the reader folded."""

import pytest
from playwright.sync_api import Locator, Page, expect

from insightvault.tests.browser.conftest import Vault, ask, held, until
from insightvault.tests.browser.test_receipt import ASKED, said_before

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.outerHTML"
LETTER = "\n".join(f"Line {number} of a letter that I never sent." for number in range(1, 15))


def press(page: Page, control: Locator, then: Locator) -> str:
    """What has the focus, after `control` was pressed and `then` came of it."""
    control.focus()
    page.keyboard.press("Enter")
    expect(then.first).to_be_attached()
    until(lambda: bool(page.evaluate("!document.querySelector('[data-stream-url], .htmx-request, .htmx-settling')")))
    focused = page.evaluate(FOCUSED)
    assert focused, f"{control} lost the focus"
    return str(focused)


def test_no_swap_drops_the_focus(vault: Vault, page: Page) -> None:
    said_before(page, vault)
    ask(page, ASKED)
    turn = page.locator("article[data-status=answered]")
    expect(turn).to_be_visible()
    version, item = turn.locator(".pager-place"), turn.locator(".item")

    press(page, turn.get_by_role("button", name="Ask again for another answer"), version.get_by_text("2/2"))
    earlier = press(page, turn.get_by_role("link", name="Earlier version"), version.get_by_text("1/2"))
    assert "Later version" in earlier  # the other way, where this one ends
    press(page, turn.get_by_role("link", name="Later version"), version.get_by_text("2/2"))

    press(page, turn.get_by_role("link", name="1 memory used"), item)
    never = press(page, item.get_by_role("button", name="Never recall"), item.get_by_role("button", name="Undo"))
    assert 'class="item"' in never
    press(page, item.get_by_role("button", name="Undo"), item.get_by_role("button", name="Never recall"))
    press(page, item.get_by_role("button", name="Leave out and ask again"), version.get_by_text("3/3"))

    press(page, turn.get_by_role("button", name="Keep this question as a note"), page.get_by_text("Note saved."))
    kept = press(
        page, page.locator(".toast").get_by_role("button", name="Undo"), page.locator("#toasts:not(:has(div))")
    )
    assert "Keep this question" in kept


def test_a_folded_question_stays_as_the_reader_left_it_when_its_answer_ends(vault: Vault, page: Page) -> None:
    permits = held(vault, 20, after=5)
    page.get_by_label("Your question").fill(LETTER)
    page.keyboard.press("Enter")
    question, answered = page.locator(".question-text"), page.locator("article[data-status=answered]")
    expect(question).to_have_attribute("data-folded", "")
    height = question.evaluate("text => text.offsetHeight")
    permits.release(1_000)
    expect(answered).to_be_visible()
    assert question.evaluate("text => text.offsetHeight") == height

    page.get_by_role("button", name="Show all").click()
    until(lambda: bool(question.evaluate("text => text.offsetHeight") > height))
    page.get_by_role("button", name="Ask again for another answer").click()
    expect(answered.get_by_text("2/2")).to_be_visible()
    expect(question).to_have_attribute("data-folded", "")
