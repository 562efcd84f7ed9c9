import pytest

from sessions_memory.growth.reviews.repeated import without_repeated

TEXT = "# March\n\nI go on.\n> I planted a quince today.\nPlums, too."
OTHERS = ["I planted plums, and a quince."]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Yesterday I planted a QUINCE, and rested.", "# March\n\nI go on.\nPlums, too."),
        ("Plums too", "# March\n\nI go on.\n> I planted a quince today."),
        ("I planted trees. A quince today?", TEXT),
        ("a quince today plums", "# March\n\nI go on."),
        ("", TEXT),
    ],
)
def test_the_lines_go_that_repeat_four_words_or_all_of_them(said: str, left: str) -> None:
    assert without_repeated(TEXT, [said], others=OTHERS) == left


@pytest.mark.parametrize(("others", "is_left"), [([], False), (["Zeynep wrote."], True)])
def test_a_line_goes_with_a_telling_word_that_stands_in_nothing_else(others: list[str], is_left: bool) -> None:
    text = "Today I spoke to her.\nZeynep is well."
    left = without_repeated(text, ["I called Zeynep, and then I spoke with her today"], others=others)
    assert left == (text if is_left else "Today I spoke to her.")


def test_where_no_line_is_left_but_a_heading_nothing_is() -> None:
    assert without_repeated("# March\n\n> I planted a quince.", ["I planted a quince."], others=[]) == ""


def test_in_a_script_without_spaces_signs_are_words() -> None:
    assert without_repeated("果实\n我昨天种了一棵树。", ["我昨天种了一棵"], others=[]) == "果实"
