"""A receipt in a browser: seen while the answer is written, opened, left out, kept, and all without a script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from insightvault.tests.browser.conftest import Vault, ask, held, until

pytestmark = pytest.mark.browser

SAID = "The violet umbrella is at Ines’s, on purpose."
ASKED = "Where is the violet umbrella?"


def end_session(page: Page, vault: Vault) -> None:
    page.locator("#sidebar-content").get_by_role("button", name="End").click()
    expect(page.get_by_text("Session ended.")).to_be_visible()


def said_before(page: Page, vault: Vault) -> None:
    ask(page, SAID)
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    end_session(page, vault)


def test_a_memory_is_seen_opened_and_left_out(vault: Vault, page: Page) -> None:
    said_before(page, vault)
    permits = held(vault, 60, after=5)
    ask(page, ASKED)
    live = page.locator("article[aria-busy]")
    line = live.get_by_role("link", name="1 memory used")

    expect(line).to_have_attribute("aria-expanded", "false")
    line.click()
    expect(line).to_have_attribute("aria-expanded", "true")
    expect(live.locator(".item-words")).to_have_text(SAID)
    permits.release(1_000)
    article = page.locator("article[data-status=answered]")

    # It stays open when the finished answer takes the place of the one being written.
    expect(article.locator(".item-words")).to_have_text(SAID)
    expect(article.locator(".item mark").first).to_have_text("violet")
    article.get_by_role("link", name="Show as sent").click()
    shown = article.locator("[data-prompt-role]")
    expect(shown).to_have_count(2)

    sent = vault.model.requests[-1]["messages"]
    assert [text.removeprefix("\n") for text in shown.all_text_contents()] == [m["content"] for m in sent]
    article.locator(".item").hover()
    article.get_by_role("button", name="Leave out and ask again").click()
    again = page.locator("article[data-status=answered]")

    expect(again.locator(".pager-place")).to_have_text("2/2")
    expect(again.locator("[data-memory-line]")).to_have_text("No memory needed")
    assert SAID not in str(vault.model.requests[-1])
    again.get_by_role("link", name="Earlier version").click()
    expect(page.locator("article [data-memory-line]")).to_have_text("1 memory used")


def test_a_note_kept_in_one_click_is_in_the_next_receipt(vault: Vault, page: Page) -> None:
    ask(page, "Remember that Ines is my sister.")
    expect(page.locator(".offer-words")).to_have_text("Ines is my sister.")
    page.locator(".offer").get_by_role("button", name="Keep").click()
    expect(page.locator("#toasts")).to_contain_text("Note saved.")
    expect(page.locator(".offer")).to_have_count(0)

    ask(page, "Who is coming?")
    last = page.locator("article[data-status=answered]").last
    last.get_by_role("link", name=re.compile("memor(y|ies) used")).click()
    expect(last.locator(".item").last).to_contain_text("Ines is my sister.")
    expect(last.locator(".item").last).to_contain_text("Always in mind")

    assert vault.rows("SELECT text FROM notes") == [("Ines is my sister.",)]


def test_a_kept_note_is_taken_back_from_the_toast(vault: Vault, page: Page) -> None:
    ask(page, "Why do I stay?")
    article = page.locator("article[data-status=answered]")
    article.get_by_role("button", name="Keep this answer as a note").click()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Note deleted.")

    assert vault.rows("SELECT count(*) FROM notes") == [(0,)]


def test_a_memory_is_corrected_and_never_recalled_in_place(vault: Vault, page: Page) -> None:
    said_before(page, vault)
    ask(page, ASKED)
    article = page.locator("article[data-status=answered]")
    article.get_by_role("link", name="1 memory used").click()
    correct = article.get_by_role("link", name="Correct")

    # On a phone all but "Open" stands behind the dots.
    page.set_viewport_size({"width": 360, "height": 740})
    expect(correct).to_be_hidden()
    article.locator(".item").hover()
    article.locator(".item-toggle").click()
    correct.click()
    page.set_viewport_size({"width": 1280, "height": 860})

    article.get_by_label("What is right instead?").fill("Correct: it came back in May.")
    article.get_by_role("button", name="Save note").click()
    expect(article.locator(".kept-words")).to_have_text("Correct: it came back in May.")
    article.locator(".item-words").first.hover()

    article.get_by_role("button", name="Never recall").click()
    expect(article.locator(".item-state")).to_have_text("Won’t be recalled again")
    article.get_by_role("button", name="Undo").last.click()
    expect(article.locator(".item-state")).to_have_count(0)
    assert vault.rows("SELECT max(never_recall) FROM user_interactions") == [(0,)]


def test_memory_is_off_for_one_question(vault: Vault, page: Page) -> None:
    said_before(page, vault)
    page.get_by_label("Answer this question without memory").check(force=True)
    ask(page, ASKED)
    expect(page.locator("article[data-status=answered] [data-memory-line]")).to_have_text("Memory was off")
    assert SAID not in str(vault.model.requests[-1])

    expect(page.get_by_label("Answer this question without memory")).not_to_be_checked()


def test_without_a_script_the_receipt_is_a_page_of_its_own(vault: Vault, page: Page, browser: Browser) -> None:
    said_before(page, vault)
    ask(page, ASKED)
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()

    plain.goto(vault.url)
    plain.get_by_role("link", name="1 memory used").click()
    expect(plain.locator(".item-words")).to_have_text(SAID)
    plain.locator(".item").hover()
    plain.get_by_role("button", name="Leave out and ask again").click()

    until(lambda: vault.statuses()[-1] == "answered")
    plain.reload()
    expect(plain.locator("article.turn")).to_contain_text("2/2")
    expect(plain.locator("article.turn")).to_contain_text("No memory needed")
    context.close()
