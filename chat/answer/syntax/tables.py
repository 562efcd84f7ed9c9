"""Cells of a table: the bars of a formula, as in `$|x|$`, are no borders between cells."""

import re
from collections.abc import Callable
from importlib import import_module

_parser = vars(import_module("markdown_it.rules_block.table"))
_split: Callable[[str], list[str]] = _parser["escapedSplit"]
# Bars in pairs, without spaces around them: `| $5 | $6 |` holds two prices.
FORMULA = re.compile(r"(?<![\\\w$])\$(?![\s$])[^$`\\|]{0,200}\|[^$`]{0,200}\$(?![\w$])")


def split_row(row: str) -> list[str]:
    return _split(FORMULA.sub(_escaped, row)) if "$" in row else _split(row)


def prepare_tables() -> None:
    """The parser has no setting for either."""
    # A table's missing cells are made up by the parser; a few bytes would become megabytes.
    _parser.update(MAX_AUTOCOMPLETED_CELLS=2_000, escapedSplit=split_row)


def _escaped(formula: re.Match[str]) -> str:
    text = formula[0]
    is_one = text.count("|") % 2 == 0 and " |" not in text and "\\|" not in text
    return text.replace("|", "\\|") if is_one else text
