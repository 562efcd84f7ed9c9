"""The sentences of an import that were stored in English, told in another language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings

from insightvault.tests.messages import catalogues
from insightvault.tests.messages.collecting import messages_in
from sessions_memory import importers
from sessions_memory.importers import sentences
from sessions_memory.importers.mapping.dialogue import LONG_QUESTION
from sessions_memory.importers.mapping.values import UnreadableExport

VALUE = re.compile(r"\{(\w+)\}")


@pytest.fixture
def german(tmp_path: Path, settings: Settings) -> Iterator[None]:
    file = tmp_path / "de/LC_MESSAGES/django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogues.compiled(catalogues.catalogue("de")))
    settings.LOCALE_PATHS = [tmp_path]

    with translation.override("de"):
        yield


def test_each_sentence_with_values_that_a_file_can_cause_is_told() -> None:
    root = Path(str(importers.__file__)).parent.parent
    rooms = (*(f"importers/{name}" for name in ("formats", "mapping", "raw", "reading")), "attachments/extraction")
    files = (path for room in rooms for path in (root / room).rglob("*.py"))
    found = {message.one for path in files for message in messages_in(path)}

    assert {one for one in found if VALUE.search(one)} == {*sentences.FORMS, *sentences.TITLES}


@pytest.mark.usefixtures("german")
def test_a_sentence_is_told_by_its_own_message_and_keeps_its_values() -> None:
    for form in sentences.FORMS:
        values = dict.fromkeys(VALUE.findall(form), "Xy 7")
        assert sentences.in_words(form.format(**values)) == gettext(form).format(**values) != form.format(**values)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (
            LONG_QUESTION.format(count="2,000,000"),
            "Eine Frage war länger als 2.000.000 Zeichen; der Rest wurde weggelassen.",
        ),
        (
            str(
                UnreadableExport(
                    "a.zip",
                    "cannot be read: “b.json” in it holds nothing that can be read: this entry is not valid JSON.",
                )
            ),
            "„a.zip“ lässt sich nicht lesen: „b.json“ darin enthält nichts, was sich lesen lässt: "
            "Dieser Eintrag ist kein gültiges JSON. Wähle den Export einer der Apps, die auf der Importseite stehen.",
        ),
        (
            "This is a list of 1,204, not a Claude project.",
            "Das ist eine Liste der Länge 1.204, nicht ein Claude-Projekt.",
        ),
        ("Words of an earlier version.", "Words of an earlier version."),
        ("", ""),
    ],
)
def test_what_a_sentence_holds_of_ours_is_told_too(stored: str, told: str) -> None:
    assert sentences.in_words(stored) == told


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "begins", ["It ", "“a” ", "cannot be read: “a” in it ", "This is ", "holds nothing that can be read: "]
)
def test_a_chain_of_beginnings_does_not_bring_a_page_down(begins: str) -> None:
    assert sentences.in_words((begins * 600)[:600])


def test_english_stays_as_it_was_stored() -> None:
    assert sentences.in_words("It has more than 1,204 messages.") == "It has more than 1,204 messages."


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("Entry 1,204 of a.zip", "Eintrag 1.204 von a.zip"),
        ("Entry 7", "Eintrag 7"),
        ("Entry exams of 2024", "Entry exams of 2024"),
        ("Image", "Image"),
        ("", ""),
    ],
)
def test_the_place_of_an_entry_without_a_title_is_told_and_a_title_stays(stored: str, told: str) -> None:
    assert sentences.title_in_words(stored) == told
