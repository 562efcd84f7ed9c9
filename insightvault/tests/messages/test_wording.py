"""Sentences read as somebody writes who grew up with English: no turn of phrase at which native readers stumbled."""

import re
from pathlib import Path

import pytest

from insightvault.tests.messages.collecting import collected
from insightvault.tests.rooms import ROOT

STUMBLED_OVER = re.compile(
    r"\b(?:where help is to be found|bears on|as (?:my|the) (?:clock|browser) (?:and|says)|shown this once|"
    r"(?:is|are) kept from recall|from the next question on|in mind from|bring in again|brought in again|"
    r"take out everything|what you take out|what came of|asking it again|asking here|"
    r"no answer is given them|fell silent|a problem of its own|had arrived is kept|there and then|"
    r"off the record|leave it$|keep it$|the line to the model|told before everything|(?:be|are) gone from this vault|"
    r"has a mistake in it|not open to you|read your words|says this|look(?:ed)? after this vault|"
    r"what it knows|is known yet|skip to the text|an e?mail with a link comes|no model is asked\.$)",
    re.IGNORECASE,
)
# What people read beside the pages.
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_no_sentence_makes_a_native_reader_stumble() -> None:
    texts = [text for message in collected() for text in (message.one, message.several)]

    assert [text for text in texts if STUMBLED_OVER.search(text)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_no_line_of_the_documents_does(paper: Path) -> None:
    lines = paper.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if STUMBLED_OVER.search(line)] == []


@pytest.mark.parametrize("stumbling", ["Nothing is kept from recall", "What came of cg.zip", "Leave it"])
def test_such_a_sentence_is_seen(stumbling: str) -> None:
    assert STUMBLED_OVER.search(stumbling)
