"""Taking data out and deleting it, in a browser, with the worker that really wipes."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from insightvault.tests.browser.conftest import Vault, ask, until

pytestmark = pytest.mark.browser
WORD = "Quittengelee"


def bytes_on_disk(vault: Vault) -> bytes:
    return b"".join(path.read_bytes() for path in vault.folder.rglob("insightvault.sqlite3*"))


def test_what_was_asked_is_taken_out_and_then_gone_from_the_disk(page: Page, vault: Vault, tmp_path: Path) -> None:
    ask(page, f"Remember the {WORD}")
    until(lambda: vault.statuses() == ["answered"])
    page.goto(f"{vault.url}/account/")
    page.get_by_role("link", name="Your data").click()

    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()

    records = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert WORD in records[1]["interactions"][0]["user_question"]
    assert WORD.encode() in bytes_on_disk(vault)

    page.get_by_role("link", name="Delete everything").click()

    expect(page.get_by_text("1 question and its answer")).to_be_visible()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("Gone.")).to_be_visible()
    assert vault.rows("SELECT * FROM user_interactions") == []
    assert WORD.encode() not in bytes_on_disk(vault)


def test_one_question_is_deleted_from_its_thread_by_keyboard(page: Page, vault: Vault) -> None:
    links = page.get_by_role("link", name="Delete this question and its answer")
    for number, question in enumerate(("To be kept", "To be deleted"), 1):
        ask(page, question)
        expect(links).to_have_count(number)

    links.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Delete this question")).to_be_visible()
    page.get_by_role("button", name="Delete question and answer").click()
    expect(page.get_by_text("Backups and exports")).to_be_visible()

    assert vault.rows("SELECT user_question FROM user_interactions") == [("To be kept",)]
