"""Pages are sent compressed where no stranger has a say in what stands on them."""

import gzip
from typing import Any

from django.test import Client

ZIPPED = {"Accept-Encoding": "gzip, br"}


def sent(client: Client, path: str, **headers: str) -> Any:
    return client.get(path, headers={**ZIPPED, **headers})


def test_a_page_is_compressed_and_holds_the_same(as_ann: Client) -> None:
    plain, zipped = as_ann.get("/memory/"), sent(as_ann, "/memory/")
    assert (plain.get("Content-Encoding"), zipped["Content-Encoding"]) == (None, "gzip")
    assert "Accept-Encoding" in plain["Vary"] and "Accept-Encoding" in zipped["Vary"]
    assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content) / 2

    page = gzip.decompress(zipped.content).decode()
    assert "<h1" in page and page.count("\n") == plain.content.decode().count("\n")


def test_its_length_tells_nothing(as_ann: Client) -> None:
    assert len({len(sent(as_ann, "/memory/").content) for _ in range(20)}) > 3


def test_what_others_have_a_say_in_is_not(as_ann: Client) -> None:
    assert not sent(as_ann, "/history/?q=quince").has_header("Content-Encoding")
    assert not sent(as_ann, "/history/", **{"HX-Request": "true"}).has_header("Content-Encoding")
    asked = as_ann.post("/accounts/login/", {"username": "x" * 2_000, "password": "y"}, headers=ZIPPED)
    assert not asked.has_header("Content-Encoding")


def test_neither_are_small_answers_nor_those_of_the_api(as_ann: Client) -> None:
    assert not sent(as_ann, "/healthz").has_header("Content-Encoding")
    assert not sent(as_ann, "/api/openapi.json").has_header("Content-Encoding")
