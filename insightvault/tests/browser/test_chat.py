"""The main path in a real browser against a real server: what is seen, and what the rows hold."""

import re
import signal
import threading

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from insightvault.fake_model_server import Reply
from insightvault.tests.browser.conftest import Vault, ask, held, log_in, set_up, watched

pytestmark = pytest.mark.browser

WORDS = 40


def test_first_run_makes_the_owner_and_the_link_is_dead(fresh_vault: Vault, context: BrowserContext) -> None:
    page = context.new_page()
    wrong = watched(page)
    set_up(page, fresh_vault)
    page.goto(f"{fresh_vault.url}/account/model/")
    expect(page.get_by_text("Set by the server’s environment.")).to_be_visible()
    page.get_by_role("button", name="Test 127.0.0.1").click()

    expect(page.get_by_text("A **first** line.")).to_be_visible()
    assert fresh_vault.rows("SELECT username, is_superuser FROM accounts_user") == [("maren", 1)]
    link = re.search(r"/setup/\S+", fresh_vault.output)
    assert link
    response = page.goto(fresh_vault.url + link[0])

    assert response and response.status == 404
    assert wrong == []


@pytest.mark.parametrize("model", [1234], indirect=True)  # where LM Studio listens
def test_a_server_on_this_machine_is_found_connected_and_changed_without_a_restart(
    unconnected_vault: Vault, context: BrowserContext
) -> None:
    page = context.new_page()
    set_up(page, unconnected_vault)
    page.goto(f"{unconnected_vault.url}/account/model/")
    page.get_by_role("button", name="Use LM Studio").click()
    page.get_by_role("button", name="List models").first.click()
    page.get_by_role("button", name="other-model").click()

    page.get_by_role("button", name="Save").first.click()
    ask(page, "Why?")
    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("first line")
    page.goto(f"{unconnected_vault.url}/account/model/")
    page.get_by_role("link", name="Edit LM Studio").click()
    page.get_by_role("button", name="Remove this server").click()

    page.goto(unconnected_vault.url)
    ask(page, "And now?")
    expect(page.locator("article[data-status=answered]").last).to_contain_text("No language model is connected")


def test_an_answer_that_was_cut_goes_on_once(vault: Vault, page: Page) -> None:
    vault.model.queue.append(Reply(pieces=["Half of ", "it"], finish_reason="length"))
    ask(page, "Why do I stay?")
    going_on = page.get_by_role("button", name="Continue")
    going_on.click()
    expect(page.locator("article[data-status=answered]")).to_have_count(2)
    expect(going_on).to_have_count(0)


def test_a_question_is_asked_streamed_and_listed(vault: Vault, page: Page) -> None:
    permits = held(vault, WORDS, after=5)
    ask(page, "Why do I stay?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("the answer grows")
    expect(page.get_by_label("Your question")).to_have_value("")
    permits.release(WORDS)
    article = page.locator("article[data-status=answered]")

    expect(article).to_contain_text("Why do I stay?")
    expect(article.locator(".answer")).to_contain_text("grows word by word")
    expect(page.locator("#sidebar-content")).to_contain_text("1 question")
    expect(page.locator("#sidebar-content")).to_contain_text("the answer grows word")
    assert vault.statuses() == ["answered"]


def test_an_ended_answer_leaves_the_rest_of_the_sidebar_as_it_is(vault: Vault, page: Page) -> None:
    for number in range(5):
        ask(page, f"Question {number}")
        expect(page.locator("article[data-status=answered]")).to_have_count(number + 1)

    permits = held(vault, WORDS, after=5)
    bar = page.locator("#topbar").element_handle()
    ask(page, "Why do I stay?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("the answer grows")
    recent = page.locator(".recent-row")
    page.get_by_text("Show more").click()
    recent.nth(1).locator(".recent-text").focus()
    expect(recent.first).to_contain_text("No answer yet")
    permits.release(WORDS)

    # The bar's count came without the bar.
    expect(page.locator("#topbar-count")).to_have_text("6 questions")
    assert bar.evaluate("bar => bar.isConnected")
    expect(recent.first).to_contain_text("the answer grows word")
    expect(recent).to_have_count(6)
    expect(recent.nth(1).locator(".recent-text")).to_be_focused()
    expect(recent.last).to_be_visible()


def test_markdown_is_shown_as_such(vault: Vault, page: Page) -> None:
    vault.model.default = Reply(pieces=["| a | b |\n|---|---|\n| 1 | 2 |\n\n", "```python\nx = 1\n```\n\nand $x^2$"])
    ask(page, "Show me")
    answer = page.locator("article[data-status=answered] .answer")
    expect(answer.locator("table td").first).to_have_text("1")
    expect(answer.locator("pre code")).to_have_text("x = 1\n")

    expect(answer.locator("math msup")).to_be_visible()
    expect(answer.get_by_role("button", name="Copy")).to_be_visible()


# Each mark of Markdown that is seen, however briefly.
WATCH_MARKS = """() => {
  window.marks = [];
  new MutationObserver(() => {
    const seen = [...document.querySelectorAll("[aria-busy] .answer")].map((part) => part.innerText).join("");
    if (/[*#|`]/.test(seen)) window.marks.push(seen);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_markdown_is_set_from_its_first_word(vault: Vault, page: Page) -> None:
    steps = {
        "## The we": ("h4", "The we"),
        "ek\n\n**Four ru": ("strong", "Four ru"),
        "ns** on\n\n- `a": ("li code", "a"),
        "`\n- *b": ("li em", "b"),
        "*\n\n| Day | R": ("tr:first-child :is(th, td):last-child", "R"),
        "un |\n|---|---|\n| Tue": ("tr td", "Tue"),
        " | 6 km |\n\n```py\nrun(6)": ("pre code", "run(6)"),
        "\nwalk(2)\n``": ("pre code", "run(6)\nwalk(2)"),
    }
    permits = threading.Semaphore(0)
    vault.model.default = Reply(pieces=[*steps, "`\n\nThe end."], permits=permits)
    page.evaluate(WATCH_MARKS)
    ask(page, "Show me")
    for selector, text in steps.values():
        permits.release()
        live = page.locator("article[aria-busy]")
        expect(live.locator(f".answer {selector}").last).to_have_text(text)
        assert page.evaluate("window.marks") == []

    permits.release(10)
    answer = page.locator("article[data-status=answered] .answer")
    expect(answer.locator("h4")).to_have_text("The week")
    expect(answer.locator("tbody td")).to_have_text(["Tue", "6 km"])


def test_a_click_in_the_sidebar_fills_the_composer_and_its_button_asks_again(vault: Vault, page: Page) -> None:
    ask(page, "Why do I stay?")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    page.locator("#sidebar-content").get_by_text("Why do I stay?").last.click()
    expect(page.get_by_label("Your question")).to_have_value("Why do I stay?")
    page.get_by_label("Your question").fill("")

    row = page.locator("#sidebar-content").get_by_text("A first line").first
    row.hover()
    page.get_by_role("button", name="Ask again").first.click()
    expect(page.locator("article[data-status=answered]")).to_have_count(2)
    assert vault.rows("SELECT count(*), count(DISTINCT session_id) FROM user_interactions") == [(2, 1)]


def test_back_shows_the_chat_with_its_answer(vault: Vault, page: Page) -> None:
    ask(page, "Before I leave")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    page.get_by_role("link", name="History").first.click()
    page.wait_for_url("**/history/")
    page.go_back()

    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("first line")


def test_a_reload_in_mid_answer_goes_on_live(vault: Vault, page: Page) -> None:
    permits = held(vault, WORDS, after=5)
    ask(page, "Long?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows")
    page.reload()
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows word")
    permits.release(WORDS)

    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("then it ends")
    (text,) = vault.rows("SELECT ai_response FROM user_interactions")[0]
    assert len(text.split()) == 40 and len(vault.model.requests) == 1


def test_everything_is_there_after_a_restart(vault: Vault, page: Page) -> None:
    ask(page, "Before the restart")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    vault.stop(signal.SIGINT)
    vault.start()
    page.reload()

    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("first line")
    ask(page, "After the restart")
    expect(page.locator("article[data-status=answered]")).to_have_count(2)


def test_a_restart_in_mid_answer_keeps_what_had_arrived(vault: Vault, page: Page) -> None:
    held(vault, WORDS, after=5)
    ask(page, "Long?")
    expect(page.locator("[data-answer-tail]")).to_contain_text("grows word")
    vault.stop()
    vault.start()

    page.reload()
    article = page.locator("article[data-status=interrupted]")
    expect(article).to_contain_text("Interrupted at")
    expect(article.locator(".answer")).to_contain_text("the answer grows word")
    vault.model.default = Reply(pieces=["Whole now."])

    article.get_by_role("button", name="Retry").click()
    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("Whole now.")
    expect(page.locator("article")).to_have_count(1)


def test_logging_out_ends_the_session(vault: Vault, page: Page) -> None:
    ask(page, "Q")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    page.goto(f"{vault.url}/account/access/")
    page.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url("**/accounts/login/**")

    assert vault.rows("SELECT session_end IS NOT NULL FROM user_sessions") == [(1,)]
    page.goto(vault.url)
    expect(page.get_by_label("Username")).to_be_visible()
    log_in(page)
    page.get_by_role("link", name="History").first.click()

    page.get_by_role("main").get_by_role("link", name="Q").first.click()
    expect(page.locator("article .answer")).to_contain_text("first line")


def test_two_tabs_ask_in_the_session_each_of_them_shows(vault: Vault, page: Page, context: BrowserContext) -> None:
    ask(page, "In the first session")
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    other = context.new_page()
    other.goto(vault.url)
    other.locator("#sidebar-content").get_by_role("button", name="New").click()

    ask(other, "In the second session")
    expect(other.locator("article[data-status=answered]")).to_have_count(1)
    ask(page, "Still in the first session")
    expect(page.locator("article[data-status=answered]")).to_have_count(2)
    assert vault.rows("SELECT session_id, count(*) FROM user_interactions GROUP BY 1 ORDER BY 1") == [(1, 2), (2, 1)]

    assert vault.rows("SELECT id FROM user_sessions WHERE session_end IS NULL") == [(1,)]


def test_without_a_script_one_asks_reads_and_logs_out(vault: Vault, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(vault.url)
    log_in(page)
    page.locator("#composer-question").fill("Without a script")

    permits = held(vault, WORDS, after=5)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Reload to read it.").click()
    expect(page).to_have_url(re.compile(r"reload=1#interaction-1$"))
    permits.release(WORDS)
    # By itself.
    expect(page.locator("article[data-status=answered] .answer")).to_contain_text("then it ends")
    page.goto(f"{vault.url}/account/access/")

    page.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_label("Username")).to_be_visible()
    context.close()


@pytest.mark.parametrize("size", [(1280, 860), (390, 844), (360, 640), (1920, 1080)])
def test_nothing_sticks_out_of_the_page(vault: Vault, page: Page, size: tuple[int, int]) -> None:
    vault.model.default = Reply(
        pieces=["x" * 400, "\n\n```python\n" + "long = " * 60 + "\n```\n\n| " + "wide | " * 30 + "\n|" + "---|" * 30]
    )
    ask(page, "y" * 300 + " שלום " * 40)
    expect(page.locator("article[data-status=answered]")).to_have_count(1)
    page.set_viewport_size({"width": size[0], "height": size[1]})

    for path in ("/", "/history/", "/account/", "/account/access/", "/account/model/"):
        page.goto(vault.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
