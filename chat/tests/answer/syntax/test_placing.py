import re

import pytest

from chat.answer.rendering import BlockWriter, render


def headings(html: str) -> list[str]:
    return re.findall(r"<(h\d) data-level=", html)


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([3], ["h4"]),
        ([2, 4, 3, 2], ["h4", "h5", "h5", "h4"]),
        ([3, 1, 2, 6, 5, 6], ["h4", "h4", "h5", "h6", "h6", "h6"]),
        ([1, 2, 3, 4, 1], ["h4", "h5", "h6", "h6", "h4"]),
    ],
)
def test_headings_go_down_in_steps_whatever_the_model_wrote(levels: list[int], shown: list[str]) -> None:
    assert headings(render("\n\n".join(f"{'#' * level} A" for level in levels))) == shown


def test_a_heading_is_the_same_whether_one_looks_on_or_not() -> None:
    text = "### A\n\n> # B\n>\n> text[^1]\n\n- a[^1]\n- b\n\n[^1]: note\n\n#### C\n\nA paragraph.\n\n## D\n"
    writer, blocks = BlockWriter(), []
    for letter in text:
        writer.write(letter)
        blocks += writer.look()
        writer.preview()
    blocks += writer.finish()

    assert "".join(block.html for block in blocks) == render(text)


def test_code_and_tables_that_may_scroll_can_be_reached_by_keys_and_say_what_they_are() -> None:
    html = render("```\ncode\n```\n\n| a |\n|---|\n| b |\n")

    assert '<pre class="code-text" tabindex="0" role="group" aria-label="Code">' in html
    assert '<div class="table" tabindex="0" role="group" aria-label="Table">' in html
