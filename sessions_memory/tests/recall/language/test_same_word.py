"""Words with one stem that are not one word."""

import pytest

from sessions_memory.recall.language.same_word import as_they_stand, is_same_word


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sail", "Sails"),
        ("plan", "planning"),
        ("try", "tried"),
        ("decorate", "decoration"),
        ("teach", "teachers"),
        ("mia", "Mia"),
        ("mia", "MIA"),
        ("`raise", "raise"),
        ("Café", "cafe"),
    ],
)
def test_forms_of_one_word(asked: str, found: str) -> None:
    assert is_same_word(asked, found, "en") and is_same_word(found, asked, "en")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("university", "universe"),
        ("organ", "organization"),
        ("experience", "experiment"),
        ("several", "severe"),
        ("business", "busy"),
        ("Mia", "MIA"),
        ("`raise", "raised"),
    ],
)
def test_other_words_of_the_same_stem(asked: str, found: str) -> None:
    assert not is_same_word(asked, found, "en") and not is_same_word(found, asked, "en")


def test_only_english_endings_are_known() -> None:
    assert is_same_word("Universität", "Universitäten", "de")


def test_a_word_is_taken_as_it_first_stands_with_the_mark_of_code() -> None:
    assert as_they_stand("Mia said `raise`, MIA raised") == {
        "mia": "Mia", "said": "said", "raise": "`raise", "raised": "raised",
    }  # fmt: skip
