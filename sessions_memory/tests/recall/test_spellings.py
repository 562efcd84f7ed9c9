"""Searching as one types, and for what is spelled in several ways: on rows that wait, and on merged ones."""

from collections.abc import Iterator

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.recall.index import writing
from sessions_memory.recall.language.spellings import forms_of
from sessions_memory.recall.search import search

TEXTS = (
    "How do I read a file in C++?",
    "C# and F# compared",
    "Is .NET slower than node.js?",
    "Upgrade from v3.11.7 at 192.168.1.10",
    "Don't forget the neighbour's O'Brien party",
    "Fix the Wi-Fi in the well-known e-mail app",
    "The parameterisation of antidisestablishment",
    "كيف أزرع الثوم في الخريف؟",
    "大蒜怎么种？",
    "The café at the corner",
    "Where is wifi?",
)
CPP, SHARP, NET, VERSION, PARTY, WIFI, LONG, ARABIC, CHINESE, CAFE, PLAIN_WIFI = range(len(TEXTS))


@pytest.fixture(params=[512, 4])
def rows(ann: User, bob: User, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[list[int]]:
    monkeypatch.setattr(writing, "MERGED_AT", request.param)
    session = lifecycle.get_or_create_session(ann)
    theirs = lifecycle.get_or_create_session(bob)
    rows = [lifecycle.store_interaction(session, text, "Noted.").pk for text in TEXTS]
    for text in TEXTS:
        lifecycle.store_interaction(theirs, text, "Noted.")

    yield rows


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("C++", [CPP]),
        ("c++ file", [CPP]),
        ("C#", [SHARP]),
        ("f#", [SHARP]),
        (".NET", [NET]),
        ("nodejs", [NET]),
        ("node.js", [NET]),
        ("3.11.7", [VERSION]),
        ("v3.11.7", [VERSION]),
        ("192.168", [VERSION]),
        ("192.168.1", [VERSION]),
        ("don't", [PARTY]),
        ("dont", [PARTY]),
        ("don’t", [PARTY]),
        ("o'brien", [PARTY]),
        ("obrien", [PARTY]),
        ("obri", [PARTY]),
        ("wifi", [WIFI, PLAIN_WIFI]),
        ("wi-fi", [WIFI, PLAIN_WIFI]),
        ("email", [WIFI]),
        ("e-mail", [WIFI]),
        ("well known", [WIFI]),
        ("wellkn", [WIFI]),
        ("neighb", [PARTY]),
        ("nei", [PARTY]),
        ("param", [LONG]),
        ("parameterisat", [LONG]),
        ("antidises", [LONG]),
        ("parameterisation antid", [LONG]),
        ("الثوم", [ARABIC]),
        ("ثوم", [ARABIC]),
        ("ازرع", [ARABIC]),
        ("أزرع", [ARABIC]),
        ("大蒜", [CHINESE]),
        ("cafe", [CAFE]),
        ("caf", [CAFE]),
        ("CORN", [CAFE]),
    ],
)
def test_it_is_found(ann: User, rows: list[int], query: str, there: list[int]) -> None:
    found = search(user=ann, query=query, limit=9).hits
    assert {hit.interaction_id for hit in found} == {rows[number] for number in there}
    assert all(hit.matched for hit in found)


@pytest.mark.parametrize(
    "query", ["pa", "paramx", "parameterisatx", "rameter", "C", "D++", "192.169", "obx", "+", "'-"]
)
def test_what_is_not_there_is_not_found(ann: User, rows: list[int], query: str) -> None:
    assert search(user=ann, query=query, limit=9).hits == ()


def test_whole_words_stand_before_those_that_only_begin_so(ann: User, rows: list[int]) -> None:
    session = lifecycle.get_or_create_session(ann)
    whole = lifecycle.store_interaction(session, "One param alone", "Noted.")
    begun = lifecycle.store_interaction(session, "Two parameters", "Noted.")
    UserInteraction.objects.filter(pk=begun.pk).update(created_at=whole.created_at)
    found = [hit.interaction_id for hit in search(user=ann, query="param", limit=9).hits]
    assert found == [whole.pk, begun.pk, rows[LONG]]


def test_pages_of_words_that_only_begin_so_follow_each_other(ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    rows = [lifecycle.store_interaction(session, f"Internationalised {number}", "No.").pk for number in range(5)]
    lifecycle.store_interaction(session, "Internal", "No.")
    found, after = [], ""
    for _ in range(3):
        page = search(user=ann, query="internation", limit=2, after=after)
        found += [hit.interaction_id for hit in page.hits]
        after = page.following

    assert (found, after) == (rows[::-1], "")


def test_other_spellings_make_no_text_longer_and_no_word_of_it(ann: User) -> None:
    assert forms_of("Wi-Fi, C++ and v3.11.7; don't.") == {"wifi", "c++", "3.11.7", "dont"}
    assert forms_of("3.5 and 1,000 at 12:30, a # b, --x--, ... (end).Next is fine") == set()
    assert forms_of("x" * 50 + " " + "-a" * 3_000) != {""}
