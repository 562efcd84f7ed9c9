"""Takes the pictures: a vault that stands still, Chromium, each place at each width, light and dark."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from insightvault.fake_model_server import Reply, in_a_thread
from insightvault.oauth.tests.programs import running
from insightvault.tests.machine import chromium
from insightvault.tests.pictures.history import ANSWER, MODEL, NOW, PASSWORD
from insightvault.tests.pictures.places import HOST, PLACES, PROGRAM_PORT, PUBLIC_URL, Place
from insightvault.tests.pictures.settling import settle
from insightvault.tests.processes import PREPARE, manage, served

WIDTHS = (360, 390, 768, 1024, 1280, 1920)
HEIGHT = 900
ENGLISH = "en-GB"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SETTINGS = "insightvault.tests.pictures.settings"
NOWHERE = "http://models.localhost:11434/v1"
FILL = "from insightvault.tests.pictures.filling import fill; fill()"
STEADY_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": SETTINGS,
    "ALLOWED_HOSTS": f"{HOST},localhost,127.0.0.1",
    "CHAT_MODEL": MODEL,
    "ENV_FILE": os.devnull,
    "OPENAI_BASE_URL": NOWHERE,
    "PUBLIC_URL": PUBLIC_URL,
}
# Replaces the words that differ from one run to the next.
STEADY = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const steady = text.data.replace(/\\bin [\\d,]+ ms\\b/g, "in 7 ms").replace(/\\b\\d+(\\.\\d)? s\\b/g, "7 s")
      .replace(/(?<![\\w.])localhost:\\d+/g, "localhost:7000");
    if (steady !== text.data) text.data = steady;
  }
  return document.fonts.ready.then(() => true);
}"""


def take(
    folder: Path,
    *,
    named: str = "",
    names: tuple[str, ...] = (),
    widths: tuple[int, ...] = WIDTHS,
    filled: Path | None = None,
    locale: str = ENGLISH,
) -> list[str]:
    """Takes the places whose name holds `named`, or those of `names`; what could not be taken, and why.

    `locale`: the browser's, such as "de-DE".
    """
    places = [place for place in PLACES if (place.name in names if names else named in place.name)]
    folder.mkdir(parents=True, exist_ok=True)
    failures = []
    with pictured(filled) as port, chromium_at(port) as browser:
        for who in dict.fromkeys(place.who for place in places):
            with logged_in(browser, who, locale=locale) as context:
                cookies: Any = context.cookies()
                for place in places:
                    if place.who == who:
                        failures += _take_each(context, cookies, place, folder, widths)

    return failures


@contextlib.contextmanager
def pictured(filled: Path | None = None) -> Iterator[int]:
    """The port of the filled vault. `filled`: the data folder of one, of which a copy is served."""
    with tempfile.TemporaryDirectory(prefix="insightvault-pictures-") as folder:
        data = Path(folder, "data")
        if filled:
            shutil.copytree(filled, data)
        else:
            fill(data)

        with (
            running(Path(folder), PROGRAM_PORT) as program,
            served(data, **STEADY_SETTINGS, SSL_CERT_FILE=str(program.certificate)) as vault,
        ):
            yield int(vault.address.rpartition(":")[2])


def fill(data: Path) -> None:
    with in_a_thread() as running:
        running.server.default = Reply(pieces=[ANSWER])
        answering = STEADY_SETTINGS | {"OPENAI_BASE_URL": running.server.base_url}
        for code in (PREPARE, FILL):
            done = manage("shell", "-v0", "-c", code, data_dir=data, **answering)
            assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def chromium_at(port: int) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"]
    arguments.append(f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{port}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


@contextlib.contextmanager
def logged_in(browser: Browser, who: str, *, locale: str = ENGLISH, **device: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=f"http://{HOST}", timezone_id="Europe/Berlin", reduced_motion="reduce", locale=locale, **device
    )
    context.set_default_timeout(20_000)
    context.clock.set_fixed_time(NOW)
    # Drafts and what was folded open stay with the place that left them.
    context.add_init_script("localStorage.clear(); sessionStorage.clear()")
    if who:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.locator("[name=username]").fill(who)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").click()
        page.wait_for_selector("#sidebar", state="attached")
        page.close()

    yield context
    context.close()


def _take_each(context: BrowserContext, cookies: Any, place: Place, folder: Path, widths: tuple[int, ...]) -> list[str]:
    """`cookies`: those of the person's login alone; what the place before left in them is gone."""
    page, failures = context.new_page(), []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        context.clear_cookies()
        context.add_cookies(cookies)
        try:
            go(page, place)
        except Exception as error:
            # One page that can't be brought into its state costs its own pictures alone.
            failures.append(f"{place.name} at {width}: {str(error).splitlines()[0]}")
            continue

        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.screenshot(
                path=folder / f"{place.name}.{width}.{theme}.png", full_page=True, animations="disabled", caret="hide"
            )

    page.close()
    return failures


def go(page: Page, place: Place) -> None:
    page.mouse.move(0, 0)
    page.goto(place.path)
    settle(page)
    if place.step:
        place.step(page)
        settle(page)

    page.evaluate(STEADY)
