import re

import pytest

from chat.answer.rendering import render

DISPLAYED = re.compile(r'class="formula"><math[^>]* display="block"')


def displayed(text: str) -> int:
    html = render(text)
    assert "$$" not in html and "\\[" not in html and "begin{" not in html
    return len(DISPLAYED.findall(html))


@pytest.mark.parametrize(
    "text",
    [
        "The area is:\n$$\nA = \\pi r^2\n$$\nwhere r is the radius.",
        "The sum is:\n\\[\nS = \\sum_{i=1}^n i\n\\]\nand so on.",
        "We get $$x = 3$$ and more",
        "So \\[x = 6\\] at last.",
        "$$\nx = 1\n\n+ y\n$$",
        "\\[ x\n+ y\n- z \\]",
        "a\n$$ x\n> y $$",
        "- In a list:\n  $$\n  x\n  - y\n  $$",
        "- and \\[ a^2 \\]",
        "1. tight\n   \\[\n   x\n   \\]\n2. two",
        "- a\n$$\nx\n+ y\n$$\n- b",
        "> quoted: \\[ x = 5 \\]",
        "> quoted:\n> $$\n> x\n> $$\n> on",
        "- deep\n\n  > \\[\n  > x\n  > \\]",
        "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
        "So\n\\begin{equation*}\nx\n\\end{equation*}\nhere",
        "a matrix \\begin{pmatrix} 1 & 2 \\end{pmatrix} here",
        "$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$.",
        "$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$ where",
        "\\[ x \\] (1)",
        "**Result:** $$x$$",
        "| a |\n|---|\n| $$x$$ |",
        "中文\n$$\nx\n$$\n后面",
    ],
)
def test_a_formula_is_displayed_wherever_it_stands(text: str) -> None:
    assert displayed(text) == 1


@pytest.mark.parametrize("text", ["the $n$th", "\\(x_1\\)", "($a$)", "$x$中", "**$x = 3$**", "1. \\(\\boxed{42}\\)"])
def test_a_formula_within_a_line_stays_in_it(text: str) -> None:
    html = render(text)
    assert html.count('display="inline"') == 1 and "$" not in html and "\\(" not in html


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "It costs $5 a day, $10 on Sundays and $3.50; together $18.50.",
        "Price between US$20 and US$30. `$HOME/$USER` and $100-$200.",
        "$20 per month (18$ in May)",
        "from 5$ to 10$, or $5 or 10$",
        "A$5, B$6 and US$5/US$6",
        "价格是$5左右，那个6$左右",
        "$HOME/$USER and $a,$b",
        "The shell's $$ and $$ are numbers",
        "`$$x$$` and `\\[x\\]` and `\\begin{align}x\\end{align}`",
        "```\n$$\nx\n$$\n```",
        "    $$\n    x\n    $$",
        "$a `b$` c",
        "\\$x\\$ and \\\\(x\\\\)",
        "See \\[1\\], \\[12, 13\\] and \\[note\\]",
        "\\[x\\](https://a.example)",
        "\\(see above\\)",
        "| a | b |\n|---|---|\n| $5 | $6 |",
        "$$ begins a sentence\n\nand ends none $$",
        "$$\nnever closed\n\ntext",
        "\\[ never closed",
        "\\begin{align} never closed",
        "\\begin{document}x\\end{document}",
    ],
)
def test_prices_code_and_escaped_brackets_are_no_formulas(text: str) -> None:
    assert "<math" not in render(text)


def test_the_bars_of_a_formula_part_no_cells() -> None:
    html = render("| f | value |\n|---|---|\n| $|x|$ | $\\alpha$ |")
    assert html.count("<td><math") == 2


def test_a_boxed_result_says_that_it_is_boxed() -> None:
    assert '<menclose notation="box">' in render("\\(\\boxed{42}\\)")


def test_rows_stand_below_each_other_and_are_not_numbered() -> None:
    html = render("\\begin{align}\na &= b \\label{x} \\\\\nc &= d \\notag\n\\end{align}")
    assert html.count("<mtr>") == 2 and '<mtd columnalign="right">' in html
    assert "(1)" not in html and "label" not in html and "notag" not in html
    assert render("\\begin{gather}\na \\\\\nb\n\\end{gather}").count("<mtr>") == 2
