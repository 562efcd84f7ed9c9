"""What gives access away is not pressed by a click that was meant for another window."""

import pytest
from playwright.sync_api import expect, sync_playwright

from insightvault.tests.browser.conftest import ARGUMENTS
from insightvault.tests.machine import chromium
from insightvault.tests.settings import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_allow_waits_until_its_page_was_in_front_for_a_while() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.set_content("<button data-unhurried>Allow</button><button>Don’t allow</button>")
        page.add_script_tag(content=(ROOT / "static/js/unhurried.js").read_text(encoding="utf-8"), type="module")
        allow = page.get_by_role("button", name="Allow", exact=True)
        assert allow.is_disabled() and page.get_by_role("button", name="Don’t allow").is_enabled()
        expect(allow).to_be_enabled()
        page.evaluate("window.dispatchEvent(new Event('blur'))")
        assert allow.is_disabled()
        browser.close()
