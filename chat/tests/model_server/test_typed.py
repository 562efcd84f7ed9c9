"""Addresses, keys and names as people type and paste them."""

import pytest

from chat.model_server.typed import Unusable, clean_address, clean_key, names_in, with_version


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://ollama:11434/v1", "http://ollama:11434/v1"),
        ("nas", "http://nas"),
        ("my_server:8080", "http://my_server:8080"),
        ("192.168.1.7:1234/v1/", "http://192.168.1.7:1234/v1"),
        (" \u200bhttps://api.example.org/v1\ufeff ", "https://api.example.org/v1"),
        ("“http://localhost:1234/v1”", "http://localhost:1234/v1"),
        ("HTTP://llm-box:8080/v1", "http://llm-box:8080/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("http://küche.local/v1", "http://küche.local/v1"),
        ("https://api.example.org/v1/chat/completions", "https://api.example.org/v1"),
        ("https://api.example.org/v1/models", "https://api.example.org/v1"),
        ("https://x.example.org/openai/v1?api-version=2026-01", "https://x.example.org/openai/v1?api-version=2026-01"),
        ("http://a/v1#top", "http://a/v1"),
    ],
)
def test_an_address_is_tidied(typed: str, address: str) -> None:
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("ftp://x", "Needs http:// or https://"),
        ("javascript://x", "Needs http:// or https://"),
        ("http://ann:secret@host/v1", "before the @"),
        ("http://host:99999/v1", "port"),
        ("http://host:0/v1", "port"),
        ("http://[::1/v1", "bracket"),
        ("http:///v1", "no address"),
        ("my server", "no address"),
        ("http://a_b..c/v1", "no address"),
        ("“”", "no address"),
    ],
)
def test_what_is_no_address_gets_a_true_sentence(typed: str, says: str) -> None:
    with pytest.raises(Unusable, match=says):
        clean_address(typed)


def test_the_version_is_added_where_there_is_none() -> None:
    assert with_version("http://nas:8080?a=b") == "http://nas:8080/v1?a=b"
    assert with_version("http://nas/api") == "http://nas/api/v1"
    assert with_version("http://nas/v1") == with_version("http://nas/v1beta/openai") == ""


@pytest.mark.parametrize("typed", [" sk-1\u200b2\n", "“sk-12”", "Bearer sk-12", "sk\u00ad-12"])
def test_what_nobody_sees_leaves_a_key(typed: str) -> None:
    assert clean_key(typed) == "sk-12"


@pytest.mark.parametrize("typed", ["sk–12", "sk-1…2", "sk 12", "ключ", "sk-1\x002"])
def test_a_sign_that_no_key_has_is_named(typed: str) -> None:
    with pytest.raises(Unusable, match="no key has"):
        clean_key(typed)


def test_names_are_parted_at_commas_but_for_those_in_a_known_name() -> None:
    assert names_in("a,b, c , a") == ["a", "b", "c"]
    assert names_in("x,y, z", ["x,y", "z"]) == ["x,y", "z"]
    assert names_in(" , ") == []
