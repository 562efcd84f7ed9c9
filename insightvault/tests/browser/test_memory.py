"""The memory page in a browser: trying a question, keeping notes, and taking something out of recall and back."""

import pytest
from playwright.sync_api import Page, expect

from insightvault.tests.browser.conftest import Vault, ask

pytestmark = pytest.mark.browser


def test_a_question_is_tried_and_what_it_recalls_taken_out_and_back(vault: Vault, page: Page) -> None:
    for number, question in enumerate(["I sleep badly before Mondays", "Which quinces are ripe in October?"], 1):
        ask(page, question)
        expect(page.locator("article[data-status=answered]")).to_have_count(number)

    asked = len(vault.model.requests)
    page.get_by_role("link", name="Memory", exact=True).click()
    page.get_by_label("Question to test").fill("When do I sleep badly?")
    page.keyboard.press("Enter")
    tried = page.locator("#tried")

    expect(tried.locator("mark").first).to_have_text("sleep")
    page.wait_for_url("**/memory/?q=When*")
    tried.locator(".item").first.hover()
    tried.get_by_role("button", name="Never recall").first.click()
    expect(page.get_by_text("Won’t be recalled again.")).to_be_visible()

    expect(tried.get_by_text("I sleep badly before Mondays")).to_have_count(0)
    page.get_by_role("link", name="Look at them").click()
    page.get_by_role("button", name="Recall “I sleep badly before Mondays” again").click()
    expect(page.get_by_text("Nothing is excluded")).to_be_visible()
    assert vault.rows("SELECT count(*) FROM user_interactions WHERE never_recall") == [(0,)]

    assert len(vault.model.requests) == asked


def test_a_note_is_added_and_instructions_saved_without_leaving_the_page(vault: Vault, page: Page) -> None:
    page.goto(f"{vault.url}/memory/")
    page.get_by_text("Add a note").click()
    page.get_by_label("A sentence to have always in mind").fill("Ines is my sister.")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("#notes")).to_contain_text("Ines is my sister.")

    page.get_by_label("How you want to be answered").fill("Short answers.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Applies from your next question.")).to_be_visible()
    assert vault.rows("SELECT text FROM notes") == [("Ines is my sister.",)]
    assert vault.rows("SELECT text FROM instructions") == [("Short answers.",)]
