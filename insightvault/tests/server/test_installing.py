"""InsightVault can be installed as an app: its manifest, its icons, and the icon that browsers ask for unasked."""

import struct
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client


def static_file(address: str) -> Path:
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), address
    return Path(found)


def size_of(png: bytes) -> str:
    width, height = struct.unpack(">II", png[16:24])
    return f"{width}x{height}"


def test_the_login_page_names_a_manifest_that_opens_the_chat(db: None, client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    told = client.get("/manifest.webmanifest")

    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert told["Content-Type"] == "application/manifest+json"
    assert (told.json()["start_url"], told.json()["scope"], told.json()["display"]) == ("/", "/", "standalone")


def test_each_icon_is_there_in_the_size_that_the_manifest_says(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]

    assert [size_of(static_file(icon["src"]).read_bytes()) for icon in icons] == [icon["sizes"] for icon in icons]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}


def test_the_icon_that_browsers_ask_for_leads_to_a_file(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert static_file(answer["Location"]).read_bytes().startswith(b"\x00\x00\x01\x00")


def test_what_is_kept_for_a_vault_that_does_not_answer_names_nobody(as_ann: Client, client: Client) -> None:
    worker, page = (as_ann.get(path).content.decode() for path in ("/service-worker.js", "/offline/"))
    assert as_ann.get("/service-worker.js")["Content-Type"] == "text/javascript"
    assert 'const OFFLINE = "/offline/";' in worker and 'const FILES = ["/static/css/all.css", ];' in worker
    assert "Your vault can’t be reached" in page
    assert (worker, page) == tuple(client.get(path).content.decode() for path in ("/service-worker.js", "/offline/"))
