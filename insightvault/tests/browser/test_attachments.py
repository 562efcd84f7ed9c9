"""Files in the composer: chosen, pasted, refused, removed, read in the worker, sent along and looked at again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from insightvault.benchmarks.pdf_file import pdf
from insightvault.tests.browser.conftest import Vault, ask
from sessions_memory.tests.attachments.files import image

pytestmark = pytest.mark.browser

PASTE = """() => {
  const data = new DataTransfer();
  data.items.add(new File(["Pasted words."], "pasted.md"));
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.getElementById("composer-question").dispatchEvent(event);
}"""


def written(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_files_are_attached_removed_sent_and_shown(page: Page, vault: Vault, tmp_path: Path) -> None:
    waiting = page.locator("#composer-files li")
    letter, tree = written(tmp_path, "letter.pdf", pdf(["Dear quince"])), written(tmp_path, "tree.png", image())
    page.locator("[data-attach]").set_input_files([letter, tree])
    expect(waiting).to_have_count(2)
    page.evaluate(PASTE)
    expect(waiting).to_have_count(3)
    page.get_by_role("button", name="Remove tree.png").click()
    expect(waiting).to_have_count(2)

    # The worker has read it: the line stops asking.
    expect(page.locator("#composer-files [aria-busy]")).to_have_count(0)
    ask(page, "What does the letter say?")
    expect(page.locator("article[data-status=answered]")).to_be_visible()
    expect(waiting).to_have_count(0)
    expect(page.locator(".file-name")).to_have_text(["letter.pdf", "pasted.md"])
    page.get_by_text("Its text").first.click()
    expect(page.get_by_text("Dear quince")).to_be_visible()
    assert vault.rows("SELECT count(*) FROM attachments WHERE interaction_id IS NOT NULL") == [(2,)]

    with page.expect_download() as download:
        page.get_by_role("link", name="letter.pdf").click()
    assert download.value.path().read_bytes() == Path(letter).read_bytes()


def test_a_file_that_is_refused_says_why_and_the_words_stay(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Your question").fill("Half a question")
    page.locator("[data-attach]").set_input_files(written(tmp_path, "all.rar", b"Rar!"))
    expect(page.locator("#composer-error")).to_contain_text("“all.rar” can’t be attached. This is an archive.")
    expect(page.get_by_label("Your question")).to_have_value("Half a question")
