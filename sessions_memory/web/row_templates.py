"""Rows of a list whose markup is made once from their template and then filled in for each.

To render a row of twenty values takes Django a quarter of a millisecond, to fill
it in a tenth of that. The template finds a row's values by their names beside
the page's. Numbers and texts it writes as they are, without a filter; what is
true or false it may ask about, and each combination is a markup of its own.
Whatever the values hold is escaped when it is filled in.

With `FAST_PATH` off, Django renders each row from its template.
"""

import functools
from collections.abc import Iterable
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Neither stands in a template.
BEGIN, END = "\x01", "\x02"


def render_rows(template_name: str, rows: Iterable[Any], **page: object) -> SafeString:
    """`rows`: frozen dataclasses; `page`: values that are the same in all."""
    if not settings.FAST_PATH:
        # A template's output is safe.
        return mark_safe("".join(render_to_string(template_name, vars(row) | page) for row in rows))  # noqa: S308

    same = {name: escape(str(value)) for name, value in page.items()}
    # Every value is escaped, and the rest is the template's.
    language = get_language()
    return mark_safe("".join(_render_row(template_name, vars(row), same, language) for row in rows))  # noqa: S308


def _render_row(
    template_name: str, row: dict[str, str | int | bool], page: dict[str, str], language: str | None
) -> str:
    shape = tuple((name, value if isinstance(value, bool) else None) for name, value in row.items())
    escaped = {name: escape(value) if isinstance(value, str) else value for name, value in row.items()}
    return _row_template(template_name, shape, tuple(page), language).format(**escaped, **page)


@functools.cache
def _row_template(
    template_name: str, shape: tuple[tuple[str, bool | None], ...], page: tuple[str, ...], language: str | None
) -> str:
    """The row for `str.format`. `shape`: the row's names, with None for what is filled in; `page`: its names.

    `language`: the active one, in which the template is rendered.
    """
    values = {name: f"{BEGIN}{name}{END}" if said is None else said for name, said in shape}
    html = render_to_string(template_name, values | {name: f"{BEGIN}{name}{END}" for name in page})
    return html.replace("{", "{{").replace("}", "}}").replace(BEGIN, "{").replace(END, "}")
