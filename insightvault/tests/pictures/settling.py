"""Waiting until htmx has come to rest in a page."""

import time

from playwright.sync_api import Page

SETTLE_SECONDS = 15
SETTLED = "() => !document.querySelector('[hx-trigger=load], .htmx-request, .htmx-swapping, .htmx-settling')"


def settle(page: Page) -> None:
    """Playwright's own waiting compiles a string in the page, which the page's policy forbids."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while not page.evaluate(SETTLED):
        assert time.monotonic() < deadline, "htmx did not come to rest"
        time.sleep(0.02)
