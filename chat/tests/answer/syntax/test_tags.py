import re

import pytest

from chat.answer.rendering import render

TAGS = re.compile(r"</?(?:br|sub|sup|kbd)\b[^>]*>")


@pytest.mark.parametrize("tag", ["<br>", "<br/>", "<br />"])
def test_a_line_break_is_one_in_text_and_in_a_cell(tag: str) -> None:
    assert "dig<br>\nsow" in render(f"dig{tag}sow")
    assert "<td>dig<br>\nsow</td>" in render(f"| a |\n|---|\n| dig{tag}sow |")


def test_small_letters_and_keys_are_shown_and_hold_markdown() -> None:
    assert render("H<sub>2</sub>O, m<sup>**2**</sup>, <kbd>Ctrl</kbd>") == (
        "<p>H<sub>2</sub>O, m<sup><strong>2</strong></sup>, <kbd>Ctrl</kbd></p>\n"
    )
    assert '<h4 data-level="1">H<sub>2</sub>O</h4>' in render("# H<sub>2</sub>O")
    assert ">H<sub>2</sub>O</a>" in render("[H<sub>2</sub>O](https://a.example)")
    assert "<sub><sub>x</sub></sub>" in render("<sub><sub>x</sub></sub>")


@pytest.mark.parametrize(
    "hostile",
    [
        "<BR>",
        "<Sub>x</Sub>",
        '<br class="x">',
        "<br onclick=alert(1)>",
        "<br\n>",
        "< br>",
        "<br / >",
        "<sub onclick='alert(1)'>x</sub>",
        "<sub >x</sub>",
        "<sub>x</sub >",
        "<sub/>x",
        "<sub>x",
        "x</sub>",
        "<sub></sub>",
        "<kbd>x</sup>",
        "`<sub>x</sub>` and `<br>`",
        "    <kbd>x</kbd>",
        "```\n<br><sup>x</sup>\n```",
        '[a](https://a.example "<br><sub>x</sub>")',
        "![a<br>b](https://a.example)",
        "| a | b |\n|---|---|\n| <sub>x | y</sub> |",
        "<sub>x\n\ny</sub>",
        "- <sub>x\n- y</sub>",
        "<sup>" + "x" * 1_000 + "</sup>",
        "\\<br> and &lt;br&gt;",
        "<u>x</u><mark>x</mark><details>x</details>",
    ],
)
def test_any_other_form_stays_text(hostile: str) -> None:
    assert TAGS.findall(render(hostile)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<sub>a `</sub>` b</sub>",
        "<sub>a <sup>b</sub> c</sup>",
        "**a <sub>b** c</sub>",
        "<sub>a **b</sub> c**",
        "<kbd><kbd>a</kbd>",
        "<sub>a</sub></sub>",
        "<sub>[a</sub>](https://a.example)",
        "[a<sub>b](https://a.example)</sub>",
        "<sub>~~a</sub>~~ <sup>",
        "<sub>$a</sub>$ <kbd>\\(b</kbd>\\)",
    ],
)
def test_every_tag_of_a_page_is_closed_within_its_place(text: str) -> None:
    html, opened = render(text), []
    for closes, name in re.findall(r"<(/?)(sub|sup|kbd|strong|s|a|p|code)\b[^>]*>", html):
        if not closes:
            opened.append(name)
        else:
            assert opened.pop() == name
    assert opened == []


def test_scripts_between_tags_stay_text() -> None:
    assert render("<sub><script>alert(1)</script></sub>") == (
        "<p><sub>&lt;script&gt;alert(1)&lt;/script&gt;</sub></p>\n"
    )
