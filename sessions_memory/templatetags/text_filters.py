"""How times, sources, icons, marked words and one-line beginnings are written on a page.

Every time is shown in the current time zone.
"""

import functools
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from sessions_memory.database.text import cut
from sessions_memory.importers import sentences
from sessions_memory.states import shown_source
from sessions_memory.web import dates, row_templates
from sessions_memory.web.highlighting import parts
from sessions_memory.web.legible import in_parts, legible
from sessions_memory.web.model_names import short_model
from sessions_memory.web.plain_text import plain
from sessions_memory.web.requests import reload_address as address_to_reload
from sessions_memory.web.sizes import number
from sessions_memory.web.urls import address

register = template.Library()
register.simple_tag(address)
register.filter(plain)
register.filter(short_model)
register.filter("source", shown_source)

QUOTED = re.compile("(“[^“”]*+”)")


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        name,
        static("icons/lucide.svg"),
        name,
    )


@register.simple_tag
def same_everywhere(template_name: str) -> SafeString:
    """A fragment without variables, rendered once for each language.

    The sixty files of the shell were a quarter of a page's making.
    """
    return rendered_once(template_name, get_language())


@functools.cache
def rendered_once(template_name: str, language: str) -> SafeString:
    """In the active language, which is `language`."""
    return render_to_string(template_name)


@register.simple_tag
def bundled() -> bool:
    """Whether all style sheets are one file, and all scripts; with DEBUG they are served one by one."""
    return not settings.DEBUG


@register.simple_tag(takes_context=True)
def render_rows(context: Context, template_name: str, rows: Iterable[Any]) -> SafeString:
    """Each row in its template, whose forms come back to this page; see `row_templates`."""
    page = {"csrf_token": context["csrf_token"], "next": context["request"].get_full_path()}
    return row_templates.render_rows(template_name, rows, **page)


@register.simple_tag(takes_context=True)
def reload_address(context: Context) -> str:
    return address_to_reload(context["request"])


@register.filter
def iso(value: datetime | None) -> str:
    """For the `datetime` attribute."""
    return timezone.localtime(value).isoformat() if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    return dates.clock(timezone.localtime(value)) if value else ""


@register.filter
def day(value: datetime | None) -> str:
    return dates.day(timezone.localtime(value)) if value else ""


@register.filter
def long_day(value: datetime | None) -> str:
    return dates.long_day(timezone.localtime(value)) if value else ""


@register.filter
def said(stored: str) -> str:
    """A sentence that was stored in English, in the reader's language."""
    return sentences.in_words(stored)


@register.filter
def entry_title(stored: str) -> str:
    return sentences.title_in_words(stored)


@register.filter
def when(value: datetime | None) -> str:
    return dates.when(timezone.localtime(value)) if value else ""


@register.filter
def thousands(value: int) -> str:
    """ "1,204"; in German "1.204"."""
    return number(value)


@register.filter
def ago(value: datetime | None) -> str:
    return dates.ago(timezone.localtime(value), timezone.localtime()) if value else ""


@register.filter
def since(value: datetime | None) -> str:
    """After the word "Since": "19:04" today, "17 Nov" before."""
    if value is None:
        return ""

    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        return clock(value)

    return dates.short_day(local) if local.year == timezone.localdate().year else dates.day(local)


@register.filter
def at(value: datetime | None) -> str:
    """For a sentence: "at 19:41" today, "on 17 November 2026" before."""
    if value is None:
        return ""

    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        return gettext("at {time}").format(time=clock(value))
    if dates.is_undated(local):
        return gettext("on an unknown date")

    return pgettext("a date in a sentence", "on {date}").format(date=dates.long_day(local))


@register.filter
def distance(value: datetime | None) -> str:
    return dates.distance(timezone.localtime(value), timezone.localdate()) if value else ""


@register.filter
def beginning(text: str, chars: int) -> str:
    """Django's own filter first brings all of a text into a normal form, which takes half a minute for some."""
    return legible(cut(text, chars))


@register.filter
def readable(text: str) -> SafeString:
    """A long text, escaped, in parts that a browser can show."""
    pieces = in_parts(legible(text))
    tag = "{}" if len(pieces) == 1 else '<span class="text-part">{}</span>'

    return format_html_join("", tag, ((piece,) for piece in pieces))


@register.filter
def mark(text: str, words: Iterable[str]) -> SafeString:
    """The text, escaped, with these words marked."""
    pieces = ((format_html("<mark>{}</mark>", piece) if marked else piece,) for piece, marked in parts(text, words))
    return format_html_join("", "{}", pieces)


@register.filter
def isolate(text: str) -> SafeString:
    """The text, escaped, its “quoted words” each kept apart: of two directions they would swap places."""
    pieces = QUOTED.split(text)
    return format_html_join(
        "", "{}", ((format_html("<bdi>{}</bdi>", piece) if place % 2 else piece,) for place, piece in enumerate(pieces))
    )
