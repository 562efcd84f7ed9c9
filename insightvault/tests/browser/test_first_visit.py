"""The first minutes in a real browser: the sample history comes and goes, and a long thread is read upwards."""

import json

import pytest
from playwright.sync_api import Page, expect

from insightvault.tests.browser.conftest import Vault, ask, until

pytestmark = pytest.mark.browser

TURNS, SESSIONS = 300, 100
TO_THE_END_OF_THE_SIDEBAR = "document.querySelector('.sidebar-scroll').scrollTo(0, 100_000)"
# Where the turn that is read stands on the screen.
TOP = "number => document.querySelectorAll('.turn')[number].getBoundingClientRect().top"


def test_the_sample_history_comes_by_one_click_is_listed_whole_and_goes_by_another(vault: Vault, page: Page) -> None:
    page.get_by_role("button", name="Try with a sample history").click()
    expect(page.get_by_role("link", name="62 questions since")).to_be_visible()
    sidebar = page.locator("#sidebar")
    expect(sidebar.locator(".session-row")).to_have_count(10)

    sidebar.get_by_role("link", name="All sessions").click()
    expect(sidebar.locator(".session-row")).to_have_count(27)
    assert page.evaluate("document.activeElement.id") == "sidebar-sessions"

    # What an answer brings is a sidebar of its own: the list stays as long as it was.
    ask(page, "Where do quinces grow?")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    expect(sidebar.get_by_role("link", name="Where do quinces grow?").first).to_be_visible()
    expect(sidebar.locator(".session-row")).to_have_count(27)
    page.goto(f"{vault.url}/import/")
    page.get_by_role("button", name="Remove all of it").click()
    expect(page.locator("main")).to_contain_text("Deleted")
    assert vault.rows("SELECT title FROM user_sessions") == [("Where do quinces grow?",)]


def conversation(name: str, turns: int) -> bytes:
    messages = [{"role": role, "content": f"Word {n} " * 9} for n in range(turns) for role in ("user", "assistant")]
    return json.dumps({"id": name, "messages": messages}).encode() + b"\n"


def test_a_long_thread_and_a_long_list_load_as_one_scrolls_and_what_is_read_stays(vault: Vault, page: Page) -> None:
    file = conversation("long", TURNS) + b"".join(conversation(str(number), 1) for number in range(SESSIONS - 1))
    page.get_by_role("link", name="Import", exact=True).click()
    page.set_input_files("#import-files", {"name": "a.jsonl", "mimeType": "application/json", "buffer": file})
    page.get_by_role("button", name="Import everything").click()
    until(lambda: vault.rows("SELECT state FROM import_jobs") == [("done",)])

    page.goto(f"{vault.url}/s/1/")
    turns = page.locator(".turn")
    expect(turns).to_have_count(120)
    until(lambda: bool(page.evaluate("window.scrollY > 2000")))
    page.evaluate("window.scrollTo(0, 0)")
    before = page.evaluate(TOP, 0)
    expect(turns).to_have_count(240)
    until(lambda: abs(page.evaluate(TOP, 120) - before) < 2)

    # A screen reader is told nothing of turns that came above.
    expect(page.locator("main [aria-live]")).to_have_count(0)
    expect(page.locator("#answer-said")).to_be_empty()
    page.evaluate("window.scrollTo(0, 0)")
    expect(turns).to_have_count(TURNS)
    expect(page.get_by_role("link", name="Earlier")).to_have_count(0)

    page.get_by_role("link", name="All sessions").click()
    rows = page.locator("#sidebar .session-row")
    for shown in (40, 80, SESSIONS):
        expect(rows).to_have_count(shown)
        page.evaluate(TO_THE_END_OF_THE_SIDEBAR)
