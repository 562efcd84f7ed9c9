"""Texts become the numbers that the model was trained with: those of its own tokenizer, for these texts."""

import pytest

from chat.model_server.local.word_pieces import WORD_MAX_CHARS, numbers_of

BEGIN, UNKNOWN, END = 101, 100, 102


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("My sister’s naïve café: 3.5 km!", [2026, 2905, 1521, 1055, 15743, 7668, 1024, 1017, 1012, 1019, 2463, 999]),
        ("tokenisation of photosynthesising", [19204, 6648, 1997, 7760, 6038, 25078, 2075]),
        ("Straße, déjà-vu — 東京", [2358, 27807, 1010, 2139, 3900, 1011, 24728, 1517, 1879, 1755]),
        ("서울", [1461, 30008, 29999, 30014, 30022]),
        ("a\0b\u200bc\td", [5925, 1040]),
        ("ΑΣ ς", [1155, 29733, 1172]),
        ("🙂 ok", [UNKNOWN, 7929]),
        ("x" * (WORD_MAX_CHARS + 1), [UNKNOWN]),
    ],
)
def test_a_text_has_the_numbers_of_the_models_tokenizer(text: str, numbers: list[int]) -> None:
    assert numbers_of(text, 256) == [BEGIN, *numbers, END]


def test_of_a_longer_text_the_beginning_is_read() -> None:
    assert numbers_of("my sister my sister", 5) == [BEGIN, 2026, 2905, 2026, END]
    assert numbers_of("my " * 1_000_000, 256) == [BEGIN, *[2026] * 254, END]


def test_marks_of_the_model_that_stand_in_a_text_are_words_of_it() -> None:
    assert numbers_of("a [SEP] b", 256).count(END) == 1
