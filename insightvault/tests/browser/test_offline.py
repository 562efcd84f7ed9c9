"""What the browser shows when the vault does not answer."""

import pytest
from playwright.sync_api import Browser, expect

from insightvault.tests.browser.conftest import PASSWORD, Vault

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map((request) => new URL(request.url).pathname.replace(/[.][0-9a-f]{12}/, ""));
}"""


def test_an_honest_page_is_shown_and_nothing_else_is_kept(vault: Vault, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{vault.url}/accounts/login/")
    page.locator("[name=username]").fill("maren")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_selector("#sidebar", state="attached")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.goto(f"{vault.url}/history/")

    vault.stop()
    page.goto(f"{vault.url}/account/")
    expect(page.get_by_role("heading", name="Your vault can’t be reached")).to_be_visible()
    assert page.evaluate(KEPT) == ["/offline/", "/static/css/all.css"]

    vault.start()
    page.get_by_role("link", name="Try again").click()
    page.wait_for_selector("#sidebar", state="attached")
    expect(page.get_by_role("heading", name="Your vault can’t be reached")).to_have_count(0)
    context.close()
