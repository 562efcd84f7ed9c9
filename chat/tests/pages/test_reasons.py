import pytest
from django.utils import translation

from chat.pages.reasons import age_in_words, in_words
from chat.prompt import ages


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("mentions “sleep”, “spring”", "erwähnt „sleep“, „spring“"),
        ("says “sleep”, “spring”", "enthält „sleep“, „spring“"),
        ("asked 3 times, last on 3 March 2025", "3-mal gefragt, zuletzt am 3. März 2025"),
        ("always in mind", "immer im Sinn"),
        ("from the spring of 2026, which you named", "aus der genannten Zeit (Frühling 2026)"),
        ("from about 4 March 2025, which you named", "aus der genannten Zeit (um den 4. März 2025)"),
        ("from 4 March 2025, which you named", "aus der genannten Zeit (4. März 2025)"),
        ("from March 2025, which you named", "aus der genannten Zeit (März 2025)"),
        ("from 2025, which you named", "aus der genannten Zeit (2025)"),
        (
            "growth: the first time; came up from March 2025 to June 2025; stayed from July 2025 to May 2026",
            "Entwicklung: das erste Mal; kam auf von März 2025 bis Juni 2025; blieb von Juli 2025 bis Mai 2026",
        ),
        ("of a version before, in other words", "of a version before, in other words"),
    ],
)
def test_a_reason_is_told_in_the_language_of_its_reader(stored: str, told: str) -> None:
    assert in_words(stored) == stored
    with translation.override("de"):
        assert in_words(stored) == told


@pytest.mark.parametrize("age", [ages.OLDER, ages.NEWER])
def test_older_and_newer_are_told_too(age: str) -> None:
    assert age_in_words(age) == age.capitalize()
    with translation.override("de"):
        assert age_in_words(age) not in ("", age.capitalize())
