"""Markdown that is short to write and long to render: what parsers, highlighters and formulas have stumbled over.

Each is made as long as is wanted, by repeating or nesting what is slow.
"""

import itertools
from collections.abc import Callable

Bomb = Callable[[int], str]


def repeated(unit: str, *, before: str = "", after: str = "") -> Bomb:
    return lambda chars: (before + unit * (chars // len(unit) + 1))[: max(1, chars - len(after))] + after


def numbered(line: str) -> Bomb:
    """`line` with a number of its own in place of {n}."""

    def made(chars: int) -> str:
        lines: list[str] = []
        size = 0
        while size < chars:
            lines.append(line.format(n=len(lines)))
            size += len(lines[-1])
        return "".join(lines)[:chars]

    return made


def balanced(opening: str, inner: str, closing: str) -> Bomb:
    def made(chars: int) -> str:
        count = chars // (len(opening) + len(closing))
        return opening * count + inner + closing * count

    return made


def stairs(mark: str, *, step: str = "  ", text: str = "a\n", deepest: int = 10_000) -> Bomb:
    """Each line a step deeper than the one before, up to `deepest`, then again from the start."""

    def made(chars: int) -> str:
        lines, size, depth = [], 0, 0
        while size < chars:
            lines.append(f"{step * depth}{mark}{text}")
            size += len(lines[-1])
            depth = (depth + 1) % deepest
        return "".join(lines)[:chars]

    return made


def wide_table(rows: int) -> Bomb:
    def made(chars: int) -> str:
        columns = max(1, chars // (2 * (rows + 2)))
        return "|a" * columns + "|\n" + "|-" * columns + "|\n" + ("|b" * columns + "|\n") * rows

    return made


def long_table(row: str, columns: int = 2) -> Bomb:
    return repeated(row, before="|a" * columns + "|\n" + "|-" * columns + "|\n")


def missing_cells(columns: int) -> Bomb:
    return repeated("|x\n", before="|a" * columns + "|\n" + "|-" * columns + "|\n")


def code(language: str, unit: str) -> Bomb:
    return repeated(unit, before=f"```{language}\n", after="\n```\n")


def blocks_of_code(language: str, text: str) -> Bomb:
    return repeated(f"```{language}\n{text}\n```\n")


def formula(unit: str, *, before: str = "", after: str = "") -> Bomb:
    return repeated(unit, before=f"$${before}", after=f"{after}$$")


def nested_formula(opening: str, inner: str, closing: str) -> Bomb:
    whole = balanced(opening, inner, closing)
    return lambda chars: f"$${whole(chars)}$$"


def doubling_macros(chars: int) -> str:
    """Each command stands for two of the one before: as many signs as two to the power of its number."""
    names = [f"\\m{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(max(2, min(chars // 40, 600)))]
    made = [f"\\newcommand{{{names[0]}}}{{xx}}"]
    made += [f"\\newcommand{{{name}}}{{{before}{before}}}" for before, name in itertools.pairwise(names)]
    return "$$" + "".join(made) + names[-1] + "$$"


BLOCKS: dict[str, Bomb] = {
    "flat list": repeated("- a\n"),
    "list of nothing": repeated("-\n"),
    "list of stars": repeated("* a\n"),
    "loose list": repeated("- a\n\n"),
    "numbered list": numbered("{n}. a\n"),
    "numbered list of ones": repeated("1. a\n"),
    "list in a line": repeated("- "),
    "list in a line, then text": repeated("- ", after="a"),
    "numbered list in a line": repeated("1. "),
    "list, ever deeper": stairs("- "),
    "list, twenty deep": stairs("- ", deepest=20),
    "list, nine deep, over and over": stairs("* ", deepest=9),
    "list whose mark changes": repeated("- a\n* a\n+ a\n"),
    "list of quotations": repeated("- > a\n"),
    "list of headings": repeated("- # a\n"),
    "list of tables": repeated("- |a|\n  |-|\n  |b|\n"),
    "list of code": repeated("- ```\n  a\n  ```\n"),
    "list, lazily continued": repeated("a\n", before="- "),
    "tabs and lists": repeated("\t- a\n", before="- a\n"),
    "quotation": repeated("> a\n"),
    "quotation of nothing": repeated(">\n"),
    "quotation in a line": repeated(">"),
    "quotation in a line, spaced": repeated("> "),
    "quotation, ever deeper": stairs("> ", step=">"),
    "quotation, lazily continued": repeated("a\n", before="> "),
    "quotation, deep and lazy": repeated("a\n", before="> " * 19),
    "quotation and list": repeated("> - "),
    "quotation and list by lines": repeated("> - a\n>   > b\n"),
    "headings": repeated("# a\n"),
    "headings of nothing": repeated("#\n"),
    "headings with marks": repeated("###### **a** `b` ######\n"),
    "heading of signs": repeated("#", before="# "),
    "underlined headings": repeated("a\n=\n"),
    "underlined headings, dashes": repeated("a\n-\n"),
    "rules": repeated("***\n"),
    "long rule": repeated("- -"),
    "table of many columns": wide_table(1),
    "table, square": lambda chars: wide_table(int(max(1, (chars / 2) ** 0.5)))(chars),
    "table of many rows": long_table("|a|b|\n"),
    "table of bare rows": long_table("a\n"),
    "table of missing cells": missing_cells(400),
    "tables": repeated("|a|\n|-|\n|b|\n\n"),
    "tables without cells": repeated("|a|\n|-|\n"),
    "cells of marks": long_table("|**a** `b`|[c](d)|\n"),
    "cells of escaped bars": long_table("|\\||`a|b`|\n"),
    "lines that might be tables": repeated("a|b\n"),
    "paragraphs": repeated("a\n\n"),
    "lines": repeated("a\n"),
    "nothing but lines": repeated("\n"),
    "spaces": repeated(" "),
    "spaces and lines": repeated("   \n"),
    "hard breaks": repeated("a  \n"),
    "hard breaks by backslashes": repeated("a\\\n"),
    "indented code": repeated("    a\n"),
    "indented code and text": repeated("    a\n\nb\n\n"),
    "definitions": numbered("[a{n}]: /b\n"),
    "definitions, one after another": repeated("[a]: b\n"),
    "definitions of long titles": repeated('[a]: b "c\n'),
    "half a definition": repeated("[a", after="]:"),
    "definitions and uses": numbered("[a{n}]: /b\n\n[a{n}] [a{n}][] [b][a{n}]\n\n"),
    "raw html": repeated("<div>\n"),
    "comments": repeated("<!-- a\n"),
    "fences": repeated("```\na\n```\n"),
    "fences never closed": repeated("```\n~~~\n"),
    "one long fence": repeated("`"),
    "formulas in blocks": repeated("$$\nx\n$$\n"),
    "formulas never closed": repeated("$$\nx\n"),
    "bracketed formulas never closed": repeated("\\[\nx\n"),
    "formulas after text": repeated("a\n$$\nx\n$$\n"),
    "formulas with text behind": repeated("$$\nx\n$$ a\n"),
    "formulas of blank lines": repeated("$$\n\n"),
    "a formula of blank lines, never closed": repeated("\n", before="\\[\n"),
    "formulas in a list": repeated("- a\n  $$\n  x\n  $$\n"),
    "formulas in a list, never closed": repeated("- a\n  \\[\n  x\n"),
    "formulas in quotations, never closed": repeated("> \\[\n> x\n\n"),
    "beginnings of align": repeated("\\begin{align}\n"),
    "beginnings and ends of others": repeated("\\begin{align}\n\\end{gather}\n"),
    "aligned rows": repeated("a &= b \\\\\n", before="\\begin{align}\n", after="\\end{align}"),
    "formulas that end beyond their list": repeated("- \\[\n\\]\n"),
    "files in markdown, never closed": repeated("```md\n```c\n```\n"),
    "files in markdown, ever deeper": repeated("```md\n```c\n"),
    "files in markdown": repeated("```md\n```c\n```\n```\n\n"),
    "boxes": repeated("- [ ] a\n"),
    "boxes in lists": stairs("- [x] ", deepest=9),
    "footnotes": numbered("[^{n}]: a[^{n}]\n"),
    "footnotes before their notes": repeated("a[^1] ", after="\n\n[^1]: b"),
    "footnotes of one name": repeated("[^1]: a\n\n"),
    "footnotes in a line": repeated("[^1]: "),
    "footnotes, ever deeper": stairs("[^1]: ", step="    "),
    "footnotes, never closed": repeated("[^1"),
    "rows of formulas with bars": long_table("|$|x|$|b|\n"),
    "rows of dollars and bars": long_table("|$a|$b|\n"),
    "a row of dollars and bars": repeated("$a|", before="|a|b|\n|-|-|\n"),
}  # fmt: skip
INLINES: dict[str, Bomb] = {
    "stars": repeated("*"),
    "stars around letters": repeated("*a"),
    "stars and letters": repeated("a*"),
    "pairs of stars": repeated("**a*"),
    "emphasis": repeated("*a* "),
    "emphasis that crosses": repeated("*a _b "),
    "emphasis that crosses and closes": balanced("*a _b ", "c", " d_ e*"),
    "emphasis in emphasis": balanced("*a **b", "c", "d** e*"),
    "underlines": repeated("_a__"),
    "struck": repeated("~~a"),
    "waves": repeated("~"),
    "backticks, ever longer": lambda chars: "a".join("`" * n for n in range(1, int((2 * chars) ** 0.5) + 1)),
    "backticks apart": repeated("`a``"),
    "opening brackets": repeated("["),
    "closing brackets": repeated("]"),
    "brackets": balanced("[", "a", "]"),
    "links in links": balanced("[", "a", "](b)"),
    "links": repeated("[a](b) "),
    "half links": repeated("[a]("),
    "links with long addresses": repeated("(", before="[a]("),
    "links with titles never closed": repeated('[a](b "c'),
    "links of angles": repeated("[a](<b"),
    "images": repeated("![a](b) "),
    "images in images": balanced("![", "a", "](b)"),
    "half images": repeated("![a"),
    "references": repeated("[a][b] ", after="\n\n[b]: /c"),
    "addresses": repeated("https://a.b/c "),
    "addresses run together": repeated("https://a.b/"),
    "one long address": repeated("(a", before="https://a.b/"),
    "mailto": repeated("mailto:a@b.c "),
    "colons and slashes": repeated("://"),
    "autolinks": repeated("<https://a.b> "),
    "half autolinks": repeated("<https://a"),
    "angles": repeated("<"),
    "angled letters": repeated("<a"),
    "tags": repeated("<a href='b'>"),
    "entities": repeated("&amp;"),
    "entities of numbers": repeated("&#120;"),
    "half entities": repeated("&a"),
    "ampersands": repeated("&"),
    "escapes": repeated("\\*"),
    "backslashes": repeated("\\"),
    "exclamation": repeated("!["),
    "words": repeated("lorem "),
    "signs of other scripts": repeated("\u4e2d"),
    "combining marks": repeated("\u0301"),
    "marks in the wrong order": repeated("\u0327\u0301"),
    "directions": repeated("\u202e"),
    "dollars": repeated("$"),
    "dollars around letters": repeated("$a"),
    "dollars, escaped": repeated("\\$a$"),
    "small formulas": repeated("$x$ "),
    "small formulas, each other": numbered("$x_{n}$ "),
    "bracketed formulas": repeated("\\(x\\) "),
    "half bracketed formulas": repeated("\\(x"),
    "formulas of displays in a line": repeated("$$x$$ "),
    "half displays in a line": repeated("$$x "),
    "bracketed displays in a line": repeated("\\[x+y\\] "),
    "half bracketed displays in a line": repeated("\\[x "),
    "half matrices in a line": repeated("\\begin{matrix} "),
    "matrices in a line": repeated("\\begin{matrix}a\\end{matrix} "),
    "one long formula in a line": repeated("x", before="a $", after="$"),
    "escaped dollars in a formula": repeated("\\$", before="a $"),
    "prices": repeated("$5 and "),
    "prose between dollars": repeated("$a bc de$ "),
    "emphasis of chinese": repeated("**注意：**每天"),
    "emphasis of chinese, half": repeated("**：天"),
    "emphasis of chinese, nested": balanced("**「", "雨", "」**"),
    "stars between ideographs": repeated("*雨"),
    "underscores between ideographs": repeated("_「雨」"),
    "addresses before marks": repeated("https://a.b/c。"),
    "addresses of ideographs": repeated("/雨a", before="https://a.b"),
    "one long address of ideographs": repeated("雨", before="https://a.b/"),
    "breaks": repeated("a<br>"),
    "small letters": repeated("a<sub>b</sub>"),
    "small letters, nested": balanced("<sub>", "a", "</sub>"),
    "small letters, opened": repeated("<sub>"),
    "small letters, closed": repeated("</sub>"),
    "small letters, crossed": repeated("<sub><sup>a</sub></sup>"),
    "small letters and emphasis": balanced("<kbd>**", "a", "**</kbd>"),
    "small letters and links": balanced("<sub>[", "a", "](b)</sub>"),
    "half tags": repeated("<su"),
}  # fmt: skip
FORMULAS: dict[str, Bomb] = {
    "formula of letters": formula("x"),
    "formula of spaced letters": formula("x "),
    "formula of powers": formula("x^"),
    "formula of powers of powers": nested_formula("x^{", "y", "}"),
    "formula of indices": formula("_x"),
    "formula of primes": formula("'"),
    "formula of braces": nested_formula("{", "x", "}"),
    "formula of opening braces": formula("{"),
    "formula of fractions": nested_formula("\\frac{", "x", "}{y}"),
    "formula of flat fractions": formula("\\frac12"),
    "formula of roots": nested_formula("\\sqrt{", "x", "}"),
    "formula of roots without braces": formula("\\sqrt "),
    "formula of brackets": nested_formula("\\left(", "x", "\\right)"),
    "formula of open brackets": formula("\\left("),
    "formula of cells": formula("a&", before="\\begin{matrix}", after="\\end{matrix}"),
    "formula of rows": formula("a\\\\", before="\\begin{matrix}", after="\\end{matrix}"),
    "formula of lines between rows": formula("a\\\\\\hline ", before="\\begin{array}{c}", after="\\end{array}"),
    "formula of columns": formula("c", before="\\begin{array}{", after="}a\\end{array}"),
    "formula of matrices": nested_formula("\\begin{matrix}", "x", "\\end{matrix}"),
    "formula of beginnings": formula("\\begin{matrix}"),
    "formula of text": formula("a", before="\\text{", after="}"),
    "formula of texts": formula("\\text{a}"),
    "formula of dollars in text": formula("\\$", before="\\text{", after="}"),
    "formula of commands": formula("\\alpha"),
    "formula of unknown commands": formula("\\qzx"),
    "formula of backslashes": formula("\\"),
    "formula of numbers": formula("1.2"),
    "formula of one number": formula("1"),
    "formula of fonts": nested_formula("\\mathbf{", "x", "}"),
    "formula of overlines": nested_formula("\\overline{", "x", "}"),
    "formula of sums": formula("\\sum_{i}^{n}"),
    "formula of limits": formula("\\limits"),
    "formula of choices": formula(" a \\choose b "),
    "formula of signs": formula("\\not="),
    "formula of colours": nested_formula("\\color{red}{", "x", "}"),
    "formula of percent": formula("%"),
    "formula of doubling commands": doubling_macros,
    "formula of definitions": formula("\\newcommand{\\a}{b}"),
    "formula of a command in itself": formula("x", before="\\newcommand{\\a}{\\a\\a}\\a "),
}  # fmt: skip
CODE_UNITS = {"brackets": "[(", "lines": "a\n", "backslashes": "\\", "blank lines": "\n", "signs": "<a ${`"}
CODES: dict[str, Bomb] = {
    f"code in {language}, {name}": code(language, unit)
    for language in "python javascript html css bash sql c java go perl markdown json yaml php".split()
    for name, unit in CODE_UNITS.items()
} | {
    "many small codes": blocks_of_code("python", "x = 1"),
    "many small codes of many languages": repeated("```c\na\n```\n```html\n<a>\n```\n```yaml\na: b\n```\n"),
    "code of a language that is none": code("qzx", "a\n"),
    "code of a long name": repeated("a", before="```", after="\nb\n```"),
    "code in itself": repeated("````markdown\n```python\n"),
}  # fmt: skip
BOMBS = BLOCKS | INLINES | FORMULAS | CODES
