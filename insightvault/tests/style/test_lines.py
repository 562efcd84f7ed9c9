"""Lines of templates and style sheets: `make format` keeps them within bounds, and no space that is shown changes."""

import re
from pathlib import Path

import pytest

from insightvault.tests.processes import ROOT
from insightvault.tests.style.css import LINE_CHARS, formatted

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))
STYLE_LINES, TEMPLATE_LINES = 200, 120
# White space is shown or copied from these: a line break within one of them would be one on the page.
KEEPS_SPACE = ("question-text", "item-words", "item-answer", "thinking-text", "receipt-question", "forget-subject")
NO_SPACE_INSIDE = re.compile(
    rf'(?:class="(?:{"|".join(KEEPS_SPACE)})(?=[" ])[^<>]*|data-markdown|data-copy-text)>'
    r"(.*?)</(?:div|blockquote|p|template|code)>",
    re.DOTALL,
)


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES], ids=lambda path: path.name)
def test_lines_are_not_too_long_nor_too_many(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if len(line) > LINE_CHARS] == []
    assert len(lines) <= (STYLE_LINES if path.suffix == ".css" else TEMPLATE_LINES)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_are_as_their_formatter_leaves_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert formatted(text) == text


def test_no_line_breaks_where_space_is_shown() -> None:
    found = [
        (path.name, inside)
        for path in TEMPLATES
        for inside in NO_SPACE_INSIDE.findall(path.read_text(encoding="utf-8"))
    ]

    assert {"_question.html", "_item.html", "_interaction.html", "_copy_answer.html", "_tokens.html"} <= {
        name for name, _ in found
    }
    assert [each for each in found if each[1] != each[1].strip()] == []


def test_a_long_rule_gets_a_line_for_each_declaration() -> None:
    rule = f'.a {{ color: red; background: url({"x" * 90}); content: ";"; margin: 0 }}'

    assert formatted(rule) == f'.a {{\n  color: red;\n  background: url({"x" * 90});\n  content: ";";\n  margin: 0;\n}}'


def test_a_rule_within_a_condition_is_broken_inside_it() -> None:
    rule = ", ".join(f".selector-{number}" for number in range(8))

    assert formatted(f"@media (hover: hover) {{ {rule} {{ color: red; }} }}") == (
        f"@media (hover: hover) {{\n  {rule} {{ color: red; }}\n}}"
    )


def test_a_long_list_is_broken_behind_its_commas() -> None:
    shadow = ", ".join(f"0 {number}px 20px rgb(0 0 0 / 10%, none)" for number in range(4))
    first, second = formatted(f"  --shadow: {shadow};").split("\n")

    assert first.endswith("none),") and second.startswith("    0 ") and max(len(first), len(second)) <= LINE_CHARS


def test_short_lines_stay_as_they_are() -> None:
    text = "/* A word. */\n.a { color: red; }\n\n.b {\n  color: red;\n}\n"

    assert formatted(text) == text
