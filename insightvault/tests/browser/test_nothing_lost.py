"""Closed tabs, cut lines, ended logins: what was asked and answered is still there."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from insightvault.fake_model_server import Reply
from insightvault.tests.browser.conftest import Line, Vault, ask, held, log_in, until

pytestmark = pytest.mark.browser

WORDS = 60
WHOLE = Reply.words(WORDS).text.strip()


def words(shown: Locator) -> list[str]:
    return (shown.text_content() or "").split()


def test_a_tab_closed_in_mid_answer_is_opened_again_live_and_then_whole(
    vault: Vault, page: Page, context: BrowserContext
) -> None:
    permits = held(vault, WORDS, after=12)
    first = context.new_page()
    first.goto(vault.url)
    ask(first, "Long?")
    expect(first.locator("[data-answer-tail]")).to_contain_text("grows")

    first.close()
    page.reload()
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows word")
    permits.release(WORDS)
    expect(page.locator("article[data-status=answered] .answer")).to_have_text(WHOLE)
    assert len(vault.model.requests) == 1


def test_a_line_that_was_cut_goes_on_without_a_gap_or_a_doubled_word(
    vault: Vault, line: Line, context: BrowserContext
) -> None:
    permits = held(vault, WORDS, after=12)
    page = context.new_page()
    page.goto(line.url)
    ask(page, "Long?")
    shown = page.locator("[data-answer-tail]")

    expect(shown).to_contain_text("grows word")
    line.cut()
    permits.release(18)
    until(lambda: vault.rows("SELECT length(ai_response) FROM user_interactions")[0][0] > 120)
    before = words(shown)
    line.mend()

    until(lambda: len(words(shown)) > len(before) + 5)
    seen = words(shown)
    assert seen == WHOLE.split()[: len(seen)]
    permits.release(WORDS)
    expect(page.locator("article[data-status=answered] .answer")).to_have_text(WHOLE)
    assert len(vault.model.requests) == 1


def test_two_tabs_follow_one_answer_and_a_stop_in_one_is_seen_in_the_other(
    vault: Vault, page: Page, context: BrowserContext
) -> None:
    held(vault, WORDS, after=12)
    ask(page, "Long?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows")
    other = context.new_page()
    other.goto(vault.url)

    expect(other.locator("[data-answer-tail]")).to_contain_text("grows word")
    page.keyboard.press("Escape")

    for tab in (page, other):
        expect(tab.locator("article[data-status=stopped]")).to_contain_text("Stopped at")
        expect(tab.locator("article .answer")).to_contain_text("the answer grows word")

    assert vault.statuses() == ["stopped"]


def test_what_was_typed_survives_a_closed_tab_and_is_forgotten_at_logout(
    vault: Vault, page: Page, context: BrowserContext
) -> None:
    page.get_by_label("Your question").fill("Half a thought")
    until(lambda: "Half a thought" in page.evaluate("Object.values(localStorage).join()"))
    again = context.new_page()
    again.goto(vault.url)
    expect(again.get_by_label("Your question")).to_have_value("Half a thought")

    again.goto(f"{vault.url}/account/access/")
    again.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    expect(again.get_by_label("Username")).to_be_visible()
    assert again.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft:'))") == []


def test_a_question_sent_after_the_login_ended_is_in_the_composer_after_the_next(
    vault: Vault, page: Page, context: BrowserContext
) -> None:
    page.get_by_label("Your question").fill("Do not lose me")
    context.clear_cookies(name=re.compile("^vault_login_"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your question is kept")).to_be_visible()
    log_in(page)

    expect(page.get_by_label("Your question")).to_have_value("Do not lose me")
    page.keyboard.press("Enter")
    expect(page.locator("article[data-status=answered]")).to_contain_text("Do not lose me")
    assert len(vault.statuses()) == 1


def test_a_double_click_asks_once(vault: Vault, page: Page) -> None:
    page.get_by_label("Your question").fill("Once")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    assert len(vault.statuses()) == 1


def test_a_double_click_does_not_stop_what_it_asked(vault: Vault, page: Page) -> None:
    permits = held(vault, WORDS, after=5)
    page.get_by_label("Your question").fill("Once")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-send][data-state=stop]")).to_be_visible()
    page.locator("[data-send]").hover()

    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    permits.release(WORDS)
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    assert vault.statuses() == ["answered"]


def test_a_question_asked_while_the_server_is_away_stays_in_the_composer(vault: Vault, page: Page) -> None:
    vault.stop()
    ask(page, "Are you there?")
    expect(page.get_by_text("What you typed is still here")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("Are you there?")
    vault.start()

    page.keyboard.press("Enter")
    expect(page.locator("article[data-status=answered]")).to_contain_text("Are you there?")


def test_an_answer_under_way_comes_back_by_itself_after_a_restart(vault: Vault, page: Page) -> None:
    held(vault, WORDS, after=12)
    ask(page, "Long?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows word")
    vault.stop()
    vault.start()

    expect(page.locator("article[data-status=interrupted]")).to_contain_text("The partial answer is saved")
    expect(page.locator("article .answer")).to_contain_text("the answer grows word")
