import pytest

from chat.answer.rendering import render


def test_items_with_boxes_show_what_is_done() -> None:
    html = render("- [ ] buy *seed*\n- [x] dig\n- [X] sow")
    assert html.count('<input type="checkbox" disabled="" aria-label="To do">buy <em>seed</em>') == 1
    assert html.count('<input type="checkbox" disabled="" checked="" aria-label="Done">') == 2


def test_items_with_paragraphs_and_numbers_may_have_them() -> None:
    assert render("1. [ ] a\n\n   b\n2. [x] c").count("<p><input") == 2


@pytest.mark.parametrize(
    "text",
    ["[ ] a", "- a [ ] b", "- [y] a", "- [ ]a", "- `[ ] a`", "- \\[ ] a", "- [x](https://a.example) a", "> [ ] a"],
)
def test_other_brackets_are_no_boxes(text: str) -> None:
    assert "<input" not in render(text)
