"""A history comes in: dropped, watched, left alone, read about, recalled from and gone on with."""

import base64
import contextlib
import os
import signal
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from insightvault.benchmarks.harness.web_process import children
from insightvault.fake_model_server import Reply
from insightvault.tests.browser.conftest import Vault, ask, until
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_zip, many

pytestmark = pytest.mark.browser

TOLD = chatgpt_conversation("quinces", [("Where did I plant the quinces?", "Behind the **shed**.")])


def drop(page: Page, name: str, content: bytes) -> None:
    """Drops a file like a person's hand, as far as a page can tell."""
    transfer = page.evaluate_handle(
        """([name, text]) => {
            const transfer = new DataTransfer();
            const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
            transfer.items.add(new File([bytes], name));
            return transfer;
        }""",
        [name, base64.b64encode(content).decode()],
    )

    page.dispatch_event("[data-import-zone]", "drop", {"dataTransfer": transfer})


@contextlib.contextmanager
def resting(vault: Vault) -> Iterator[None]:
    """The worker stands still between two of its transactions, in which others could not write."""
    assert vault.process
    # The parts that the command forked; the web server has processes of its own.
    (worker,) = (pid for pid in children(vault.process.pid) if not children(pid))
    until(lambda: stops_outside_a_transaction(vault, worker))
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def stops_outside_a_transaction(vault: Vault, worker: int) -> bool:
    os.kill(worker, signal.SIGSTOP)
    try:
        vault.rows("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        os.kill(worker, signal.SIGCONT)
        return False

    return True


def test_a_dropped_zip_comes_in_while_the_tab_is_closed_and_is_recalled_and_continued(
    vault: Vault, page: Page, context: BrowserContext
) -> None:
    page.get_by_role("link", name="Import", exact=True).click()
    # With so many the worker is still at it when it is told to rest.
    drop(page, "history.zip", chatgpt_zip(TOLD, *many(8000), chatgpt_conversation("none", []), "broken"))
    expect(page.get_by_text("8,001 conversations, November 2023, 1 empty, 1 can’t be read")).to_be_visible(
        timeout=60_000
    )
    page.get_by_role("button", name="Import everything").click()
    until(lambda: vault.rows("SELECT 1 FROM import_jobs WHERE state = 'running' AND found > 0") != [])

    with resting(vault):
        expect(page.get_by_text("You can close this page.")).to_be_visible()
        expect(page.locator("section.import-job .import-numbers")).to_contain_text("conversations")
        other = context.new_page()
        page.goto("about:blank")

    until(lambda: vault.rows("SELECT state FROM import_jobs") == [("done",)], 180)
    other.goto(f"{vault.url}/import/")
    expect(other.get_by_role("heading", name="history.zip")).to_be_visible()
    expect(other.get_by_role("row", name="Imported 8,001")).to_be_visible()

    expect(other.get_by_role("row", name="Found 8,003")).to_contain_text("All accounted for.")
    expect(other.locator(".import-skipped")).to_contain_text("a text, not a conversation")
    assert [path for path in (vault.folder / "files").rglob("*") if path.is_file()] == []

    vault.model.default = Reply(pieces=["Behind the shed."])
    page.goto(vault.url)

    ask(page, "Do you remember where my quinces are?")
    answer = page.locator("article[data-status=answered]")
    answer.locator("[data-memory-line]").click()
    expect(answer.locator("[data-receipt-body]")).to_contain_text("Where did I plant the quinces?")
    assert "Where did I plant the quinces?" in str(vault.model.requests[-1])

    (pk,) = vault.rows("SELECT id FROM user_sessions WHERE source_id = 'quinces'")[0]
    page.goto(f"{vault.url}/s/{pk}/")
    expect(page.get_by_text("This conversation came from ChatGPT.")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Continued here")).to_be_visible()

    expect(page.locator(".answer strong")).to_have_text("shed")
    vault.model.default = Reply(pieces=["Not yet."])
    ask(page, "And are they ripe?")
    expect(page.locator("article[data-status=answered]").last).to_contain_text("Not yet.")
    assert "Behind the **shed**." in str(vault.model.requests[-1])


def test_what_is_no_export_is_named_and_an_upload_can_be_cancelled(vault: Vault, page: Page) -> None:
    page.goto(f"{vault.url}/import/")
    page.get_by_label("choose a file").set_input_files({"name": "a.zip", "mimeType": "", "buffer": b""})
    expect(page.get_by_role("alert")).to_have_text("“a.zip” is empty. Choose another file.")
    page.get_by_label("choose a file").set_input_files({"name": "b.pdf", "mimeType": "", "buffer": b"%PDF-1.7 words"})
    expect(page.locator(".notice.is-failed")).to_contain_text("b.pdf")

    page.get_by_role("link", name="All imports").click()
    # An answer that never comes.
    page.route("**/import/files/**", lambda route: None)
    page.get_by_label("choose a file").set_input_files({"name": "c.zip", "mimeType": "", "buffer": b"x" * 100})
    expect(page.get_by_text("Keep this page open")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Keep this page open")).to_be_hidden()

    until(lambda: vault.rows("SELECT state FROM import_jobs ORDER BY id DESC LIMIT 1") == [("cancelled",)])


def test_an_upload_that_is_cancelled_before_the_server_knows_of_it_leaves_nothing(vault: Vault, page: Page) -> None:
    page.goto(f"{vault.url}/import/")
    announced: list[Route] = []
    page.route("**/import/start/", lambda route: announced.append(route))
    page.get_by_label("choose a file").set_input_files({"name": "c.zip", "mimeType": "", "buffer": b"x" * 100})
    expect(page.get_by_text("Keep this page open")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    announced[0].continue_()

    expect(page.get_by_text("Keep this page open")).to_be_hidden()
    until(lambda: vault.rows("SELECT state FROM import_jobs") == [("cancelled",)])


def test_a_piece_of_which_nothing_is_kept_is_sent_again_after_a_pause(vault: Vault, page: Page) -> None:
    page.goto(f"{vault.url}/import/")
    # As where something on the way cuts each piece: there is as much as before.
    page.route("**/import/files/**", lambda route: route.fulfill(status=409, json={"received": 0}))
    page.get_by_label("choose a file").set_input_files({"name": "c.zip", "mimeType": "", "buffer": b"x" * 100})
    expect(page.get_by_text("The line is cut. Trying again.").first).to_be_visible()
    page.unroute("**/import/files/**")
    expect(page.locator(".notice.is-failed")).to_contain_text("c.zip")


def test_without_scripts_a_form_does_the_same(vault: Vault, browser: Browser, context: BrowserContext) -> None:
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{vault.url}/import/")
    page.locator("[type=file]").set_input_files(
        {"name": "plain.zip", "mimeType": "application/zip", "buffer": chatgpt_zip(TOLD)}
    )
    page.get_by_role("button", name="Import everything").click()

    until(lambda: vault.rows("SELECT state FROM import_jobs") == [("done",)], 180)
    page.reload()
    expect(page.get_by_role("row", name="Found 1")).to_be_visible()
    plain.close()
