"""Pages show all that is kept as text: none runs it, loads anything for it, or leaves that to its policy."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from insightvault.tests.machine import chromium
from insightvault.tests.processes import manage, prepare, served
from insightvault.tests.scripts_of_others.payloads import PAYLOADS

pytestmark = pytest.mark.browser
FILL = "from insightvault.tests.scripts_of_others.filling import fill; fill()"
SESSIONS = -(-len(PAYLOADS) // 10)
# A policy that stops a script says that one came as far as the page.
WATCH = """
window.seen = [];
for (const name of ["hit", "alert", "prompt", "confirm"]) window[name] = () => window.seen.push(`${name} was called`);
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.push(`${event.effectiveDirective} stopped ${event.blockedURI} ${event.sample}`));
"""
ADMIN = ("usersession", "userinteraction")
PATHS = (
    "/",
    *(f"/s/{number}/" for number in range(1, SESSIONS + 2)),
    *("/interactions/1/receipt/", "/interactions/1/prompt/", "/interactions/7/correct/", "/interactions/7/delete/"),
    *(f"/interactions/{1 + 10 * number}/receipt/" for number in range(1, SESSIONS)),
    *("/s/1/rename/", "/s/2/delete/", "/history/", "/history/?source=claude", "/memory/", "/memory/never/"),
    *(
        f"{path}?q={quote(words)}"
        for path in ("/history/", "/find/", "/memory/")
        for words in (PAYLOADS[0], "script img hit")
    ),
    *("/notes/1/", "/notes/7/?next=/memory/", "/import/", "/import/1/", "/import/2/", "/import/3/", "/import/4/"),
    *("/growth/", "/growth/themes/", "/growth/t/1/", "/growth/t/7/", "/growth/t/1/rename/", "/growth/t/1/merge/"),
    *("/growth/t/1/put/", "/growth/insights/", "/growth/insights/?state=dismissed", "/growth/insights/3/edit/"),
    *("/?theme=1", "/history/?by=questions"),
    *("/areas/", "/areas/1/", "/areas/7/", "/areas/7/delete/", "/?area=7", "/history/?area=7"),
    *(f"/attachments/{number}/" for number in (1, 7, 13)),
    *("/account/model/7/", "/history/many/1/"),
    *("/growth/reviews/", "/growth/reviews/?year=2020", "/growth/reviews/1/", "/growth/reviews/2/"),
    "/growth/reviews/1/edit/",
    *(
        "/account/",
        "/account/memory-and-privacy/",
        "/account/access/",
        "/account/data/",
        "/account/delete/",
        "/account/model/",
        "/account/prompt/",
    ),
    *("/forget/?scope=source&source=claude", "/forget/?scope=all", "/sidebar/"),
    *("/admin/", "/admin/accounts/user/", "/admin/accounts/user/1/change/", "/admin/accounts/user/2/delete/"),
    *("/admin/accounts/apitoken/", "/admin/auth/group/", "/admin/auth/group/2/change/", "/admin/chat/regionalhelp/"),
    *(f"/admin/sessions_memory/{model}/" for model in ADMIN),
    *(f"/admin/sessions_memory/{model}/7/{page}/" for model in ADMIN for page in ("change", "history")),
    f"/admin/sessions_memory/userinteraction/?user={quote(PAYLOADS[12])}&q={quote(PAYLOADS[6])}",
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Its address and the login of its person, a cookie's name and value."""
    data: Path = tmp_path_factory.mktemp("scripts") / "data"
    prepare(data)
    done = manage("shell", "-v0", "-c", FILL, data_dir=data)
    login = re.search(r"LOGIN (\w+) (\w+)", done.stdout)
    assert login, done.stderr
    with served(data, CHAT_MODEL=PAYLOADS[6], OPENAI_BASE_URL="http://127.0.0.1:9/v1") as running:
        yield running.address, login[1], login[2]


@pytest.fixture(scope="module")
def context(vault: tuple[str, str, str]) -> Iterator[BrowserContext]:
    address, name, login = vault
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": name, "value": login, "url": address}])
        context.add_init_script(WATCH)
        yield context
        browser.close()


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 80


def test_nothing_that_is_kept_runs_or_loads_anything(context: BrowserContext, vault: tuple[str, str]) -> None:
    page, shown = context.new_page(), 0
    asked_for: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    for path in PATHS:
        answer = page.goto(path)
        assert answer and answer.status in (200, 422), f"{path}: {answer and answer.status}"
        shown += "hit()" in (page.text_content("body") or "")
        faults += [f"{path}: {fault}" for fault in seen_once_opened(page)]
    for model in ADMIN:
        page.goto(f"/admin/sessions_memory/{model}/7/change/")
        page.locator("form[action*=read] button, form[action*=read] input[type=submit]").first.click()
        page.wait_for_load_state()
        faults += [f"{model}, read: {fault}" for fault in seen_once_opened(page)]

    assert "\n".join(faults) == ""
    assert [url for url in asked_for if not url.startswith((vault[0], "data:", "about:"))] == []
    assert shown > len(PATHS) * 2 / 3


def test_one_that_came_through_would_be_seen(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/account/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=hit()><p style=\"color:red\">x')")
    page.wait_for_timeout(300)
    assert {"script-src-attr", "style-src-attr"} <= {one.split()[0] for one in page.evaluate("window.seen")}


def seen_once_opened(page: Page) -> list[str]:
    """The events on a page on which everything is folded open."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    seen: list[str] = page.evaluate("window.seen")
    return seen
