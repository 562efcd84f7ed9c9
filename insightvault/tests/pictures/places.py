"""The table of what is pictured: a name, who looks, where, and what they do there first."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from insightvault.oauth.tests.programs import Program
from insightvault.tests.pictures.history import ASKED, CONVERSATIONS
from insightvault.tests.pictures.settling import settle
from insightvault.tests.processes import free_port

Step = Callable[[Page], object]
# Pages name the host that they are asked under; the port is another each time.
HOST, PUBLIC_URL = "vault.localhost", "http://localhost"
PROGRAM_PORT = free_port()


@dataclass(frozen=True)
class Place:
    """`who`: "" for somebody who is not logged in. `step`: what is done on the page before its picture is taken."""

    name: str
    path: str
    who: str = "maren"
    step: Step | None = None


def session(title: str) -> int:
    """Its id: sessions are filled in one after the other."""
    return [conversation.title for conversation in CONVERSATIONS].index(title) + 1


def interaction(title: str) -> int:
    """The id of its first."""
    return 1 + sum(len(conversation.said) for conversation in CONVERSATIONS[: session(title) - 1])


# Those of which one is hidden, one written from right to left, and one a long word.
THEMES = ("story", "spanish", "pinned", "hebrew", "long", "hidden")
IMPORTED_SESSION = len(CONVERSATIONS) + 1
TEMPORARY_SESSION = len(CONVERSATIONS) + 4
ASKED_WITH_MEMORY = sum(len(conversation.said) for conversation in CONVERSATIONS) + 2 + len(ASKED)


def click(selector: str) -> Step:
    return lambda page: page.locator(selector).locator("visible=true").first.click()


def post(selector: str, **fields: str) -> Step:
    """Fills in the form that `selector` names and sends it."""

    def send(page: Page) -> None:
        form = page.locator(selector).first
        for name, value in fields.items():
            form.locator(f"[name={name}]").first.fill(value)
        form.locator("button[type=submit]").first.click()
        page.wait_for_load_state()

    return send


def wrong_password(page: Page) -> None:
    post("form[action*='/account/password/']", old_password="no", new_password1="one", new_password2="two")(page)


def receipt(page: Page) -> None:
    page.locator("a.memory-line.is-used").first.click()
    page.locator(".receipt-body").wait_for()
    # Until htmx has settled, a link inside of it leads to a page of its own, as it does without scripts.
    settle(page)


def correction(page: Page) -> None:
    receipt(page)
    page.locator(".item").first.locator("a[href$='/correct/']").dispatch_event("click")
    page.locator("[data-correction] textarea").wait_for()


def find(words: str = "") -> Step:
    def step(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.keyboard.type(words)
        page.locator(f"[data-found-for][value='{words}']").wait_for(state="attached")

    return step


def prompt(page: Page) -> None:
    receipt(page)
    click(".receipt-prompt .button")(page)
    page.locator(".prompt-text").first.wait_for()


def sidebar(page: Page) -> None:
    """Opens the sidebar where it is a drawer, and closes it where it stands."""
    click("a[data-sidebar-close]" if _wide(page) else "[data-sidebar-open]")(page)


def tick(page: Page) -> None:
    """Three in a row: the first, and with Shift the third."""
    ticks = page.locator(".history-tick")
    ticks.first.click()
    ticks.nth(2).click(modifiers=["Shift"])


def tick_more(page: Page) -> None:
    tick(page)
    click(".many summary")(page)


def act_on_all(page: Page) -> None:
    """Up to the page that says how many it would be."""
    click(".many-all")(page)
    click(".many-actions button[value=archive]")(page)
    page.wait_for_load_state()


def without_cookies(page: Page) -> None:
    page.context.clear_cookies(name=re.compile("^vault_form_"))
    click("form[action*=profile] button[type=submit], .form-settings button[type=submit]")(page)
    page.wait_for_load_state()


def _asks(**changed: str) -> str:
    """Where a program sends its person, to be let in."""
    program = Program(f"https://localhost:{PROGRAM_PORT}", Path())
    return program.asks(resource=f"{PUBLIC_URL}/mcp", **changed)


def _sessions() -> list[Place]:
    return [
        Place(f"session-{session(each.title):02}", f"/s/{session(each.title)}/")
        for each in CONVERSATIONS
        if session(each.title) > 1
    ]


PLACES = (
    Place("login", "/accounts/login/", ""),
    Place("login-refused", "/accounts/login/", "", post("main form", username="maren", password="no")),
    Place("signup", "/accounts/signup/", ""),
    Place("not-found", "/s/999/", ""),
    Place("api", "/api/docs", "", step=click("details summary")),
    Place("reset-expired", "/accounts/reset/Mg/set-password/", ""),
    # Nothing is kept yet.
    Place("empty-chat", "/", "newcomer"),
    Place("empty-temporary", "/?temporary=1", "newcomer"),
    Place("empty-history", "/history/", "newcomer"),
    Place("empty-memory", "/memory/", "newcomer"),
    Place("empty-never", "/memory/never/", "newcomer"),
    Place("empty-import", "/import/", "newcomer"),
    Place("empty-data", "/account/data/", "newcomer"),
    Place("empty-account", "/account/", "newcomer"),
    Place("empty-account-memory", "/account/memory-and-privacy/", "newcomer"),
    Place("consent", _asks(), "newcomer", lambda page: page.locator("[name=name]").fill("Editor")),
    Place("consent-unknown", _asks(redirect_uri="https://elsewhere.example/"), "newcomer"),
    Place("empty-account-access", "/account/access/", "newcomer"),
    Place("refused", "/account/model/", "newcomer"),
    Place("missing", "/s/1/", "newcomer"),
    # Somebody tries the sample history.
    Place("sample-home", "/", "visitor"),
    Place("sample-history", "/history/", "visitor"),
    Place("sample-import", "/import/", "visitor"),
    Place("sample-growth", "/growth/", "visitor"),
    Place("growth-empty", "/growth/", "newcomer"),
    Place("growth-five", "/growth/", "five"),
    Place("themes-empty", "/growth/themes/", "newcomer"),
    Place("insights-empty", "/growth/insights/", "newcomer"),
    Place("reviews-empty", "/growth/reviews/", "newcomer"),
    # A year lies behind.
    Place("home", "/", "ines"),
    Place("home-five", "/", "five"),
    Place("growth", "/growth/", "ines"),
    Place("growth-quarter", "/growth/?span=quarter", "ines"),
    Place("growth-all", "/growth/?span=all", "ines"),
    Place("growth-table", "/growth/", "ines", click(".activity-table > summary")),
    Place("growth-day", "/growth/", "ines", lambda page: page.locator(".mark").nth(40).focus()),
    Place("themes", "/growth/themes/", "ines"),
    *(Place(f"theme-{name}", f"/growth/t/{number}/", "ines") for number, name in enumerate(THEMES, 1)),
    Place("theme-month", "/growth/t/1/?month=2026-03", "ines"),
    Place("theme-menu", "/growth/t/1/", "ines", click(".theme-actions summary")),
    Place("theme-rename", "/growth/t/1/rename/", "ines"),
    Place("theme-merge", "/growth/t/1/merge/", "ines"),
    Place("theme-put", "/growth/t/1/put/", "ines"),
    Place("insights", "/growth/insights/", "ines"),
    Place("insights-dismissed", "/growth/insights/?state=dismissed", "ines"),
    Place("insight-undo", "/growth/insights/", "ines", click(".insight [value=dismiss]")),
    Place("insight-edit", "/growth/insights/1/edit/", "ines"),
    Place("reviews", "/growth/reviews/", "ines"),
    Place("reviews-2025", "/growth/reviews/?year=2025", "ines"),
    Place("review-year", "/growth/reviews/?year=2025", "ines", click(".review-row-title >> nth=0")),
    Place("review-month", "/growth/reviews/", "ines", click(".review-row-title >> nth=0")),
    Place("review-written", "/growth/reviews/", "ines", click(".review-row:has(.review-row-kind:not(:empty)) a")),
    Place("review-edit", "/growth/reviews/1/edit/", "ines"),
    Place("history-questions", "/history/?by=questions&since=2026-03-01&until=2026-03-18", "ines"),
    # Much is kept.
    Place("chat", "/"),
    Place("chat-menu", "/", step=click("#topbar .menu > summary")),
    Place("chat-rename", "/", step=lambda page: (click("#topbar .menu > summary")(page), click("[data-rename]")(page))),
    Place("chat-edit", "/", step=lambda page: page.locator("[data-edit]").first.dispatch_event("click")),
    Place("chat-sidebar", "/", step=sidebar),
    Place("chat-receipt", "/", step=receipt),
    Place("chat-correction", "/", step=correction),
    Place("chat-prompt", "/", step=prompt),
    *_sessions(),
    Place("thinking", f"/s/{session('Sorting')}/", step=click(".thinking > summary")),
    Place("imported", f"/s/{IMPORTED_SESSION}/"),
    Place("writing", f"/s/{TEMPORARY_SESSION}/", step=lambda page: page.wait_for_timeout(300)),
    Place("receipt", f"/interactions/{ASKED_WITH_MEMORY}/receipt/"),
    Place("prompt", f"/interactions/{ASKED_WITH_MEMORY}/prompt/"),
    Place("correct", f"/interactions/{interaction('Sleep in spring')}/correct/"),
    Place("rename", f"/s/{session('Sorting')}/rename/"),
    Place("rename-refused", f"/s/{session('Sorting')}/rename/", step=post("main form", title=" ")),
    Place("delete-session", f"/s/{session('What went wrong')}/delete/"),
    Place("delete-interaction", f"/interactions/{interaction('Sleep in spring')}/delete/"),
    Place("history", "/history/"),
    Place("history-ticked", "/history/", step=tick),
    Place("history-ticked-more", "/history/", step=tick_more),
    Place("history-all", "/history/", step=act_on_all),
    Place("history-archived", "/history/?by=archived"),
    Place("history-found", "/history/?q=spring"),
    Place("history-not-found", "/history/?q=zebra"),
    Place("history-filtered", "/history/?source=claude&since=2025-01-01"),
    Place("history-days", "/history/", step=click(".search-days summary")),
    Place("history-refused", "/history/?since=tomorrow"),
    Place("find", "/account/", step=find()),
    Place("keys", "/account/", step=lambda page: page.keyboard.press("?")),
    Place("find-words", "/", step=find("spring")),
    Place("find-nothing", "/history/", step=find("zebra")),
    Place("memory", "/memory/"),
    Place("memory-tried", "/memory/?q=When+do+I+sleep+badly+in+spring%3F"),
    Place("memory-nothing", "/memory/?q=zebra"),
    Place("memory-new-note", "/memory/", step=click(".note-add > summary")),
    Place("never", "/memory/never/"),
    Place("note", "/notes/2/?next=/memory/"),
    Place("import", "/import/"),
    Place("import-done", "/import/1/"),
    Place("import-failed", "/import/2/"),
    Place("import-running", "/import/3/"),
    Place("import-looked", "/import/4/"),
    Place("import-looked-days", "/import/4/", step=post("form.import-choice", since="2025-05-02", until="2025-05-01")),
    Place("account", "/account/"),
    Place("account-memory", "/account/memory-and-privacy/"),
    Place("account-access", "/account/access/"),
    Place("account-refused", "/account/access/", step=wrong_password),
    Place("account-token", "/account/access/", step=post("form[action*='/account/tokens/#']", name="Laptop")),
    Place("account-people", "/account/people/"),
    Place("account-people-refused", "/account/people/", step=post("main form", username="maren")),
    Place("account-people-person", "/account/people/2/"),
    Place("account-people-link", "/account/people/2/", step=click("main [value=link]")),
    Place("account-people-self", "/account/people/1/"),
    Place("account-delete", "/account/delete/"),
    Place("form-expired", "/account/", step=without_cookies),
    Place("user-menu", "/account/", step=lambda page: _wide(page) and click(".sidebar-user")(page)),
    Place("data", "/account/data/"),
    Place("forget-source", "/forget/?scope=source&source=claude"),
    Place("forget-span", "/forget/?scope=span&since=2025-01-01&until=2025-12-31"),
    Place("forget-all", "/forget/?scope=all"),
    Place("deletion", "/forget/00000000-0000-4000-8000-000000000001/"),
    Place("model", "/account/model/"),
    Place("system-prompt", "/account/prompt/"),
    Place("admin", "/admin/"),
    Place("admin-interactions", "/admin/sessions_memory/userinteraction/"),
    Place("admin-interaction", "/admin/sessions_memory/userinteraction/33/change/"),
    Place("admin-session", "/admin/sessions_memory/usersession/15/change/"),
    Place("admin-person", "/admin/accounts/user/1/change/"),
    Place("admin-role", "/admin/auth/group/1/change/"),
)


def _wide(page: Page) -> bool:
    size = page.viewport_size
    return bool(size and size["width"] >= 1024)
