"""How times, sources, icons, marked words and one-line beginnings are written on a page.

Every time is shown in the current time zone.
"""

import functools
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sessions_memory.addresses import address
from sessions_memory.marking import parts
from sessions_memory.models import Source

register = template.Library()
register.simple_tag(address)

# What only a renderer should see of Markdown; links keep their text.
MARKDOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|^\s*(?:#{1,6}|>|[-*+])\s+|`{3}\w*|[*`]+", re.MULTILINE)

# No line or note shows more; ten thousand opening brackets took seconds.
PLAIN_CHARS = 4000


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
@functools.cache
def same_everywhere(template_name: str) -> SafeString:
    """A fragment without variables, rendered once: the sixty files of the shell were a quarter of a page's making."""
    return render_to_string(template_name)


@register.filter
def iso(value: datetime | None) -> str:
    """For the `datetime` attribute."""
    return timezone.localtime(value).isoformat() if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def day(value: datetime | None) -> str:
    return _with_day(value, "%b %Y") if value else ""


@register.filter
def long_day(value: datetime | None) -> str:
    return _with_day(value, "%B %Y") if value else ""


@register.filter
def when(value: datetime | None) -> str:
    return _with_day(value, "%B %Y, %H:%M") if value else ""


@register.filter
def date_long(value: datetime | None) -> str:
    return _with_day(value, "%B %Y") if value else ""


@register.filter
def thousands(value: int) -> str:
    """ "1,204"."""
    return f"{value:,}"


@register.filter
def ago(value: datetime | None) -> str:
    """The shortest form a list has room for: "now", "4 min", "14:05", "Fri", "17 Nov", "2 May 2024"."""
    if value is None:
        return ""
    now, local = timezone.localtime(), timezone.localtime(value)
    minutes = (now - local) // timedelta(minutes=1)
    days = (now.date() - local.date()).days
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if days == 0:
        return clock(value)
    if days < 5:
        return f"{local:%a}"
    return _with_day(local, "%b" if local.year == now.year else "%b %Y")


@register.filter
def ago_time(value: datetime) -> SafeString:
    """`ago`, with the exact time for programs and under the pointer."""
    return format_html('<time datetime="{}" title="{}">{}</time>', iso(value), when(value), ago(value))


@register.filter
def since(value: datetime | None) -> str:
    """After the word "Since": "19:04" today, "17 Nov" before."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        return clock(value)
    return _with_day(local, "%b" if local.year == timezone.localdate().year else "%b %Y")


@register.filter
def at(value: datetime | None) -> str:
    """For a sentence: "at 19:41" today, "on 17 November 2026" before."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        return f"at {clock(value)}"
    return f"on {_with_day(local, '%B %Y')}"


@register.filter
def distance(value: datetime | None) -> str:
    """How far back in days, weeks, months or years: "today", "13 days ago", "8 months ago"."""
    if value is None:
        return ""
    days = (timezone.localdate() - timezone.localtime(value).date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    for unit, length, least in (("year", 365, 730), ("month", 30, 60), ("week", 7, 14)):
        if days >= least:
            return f"{days // length} {unit}s ago"
    return f"{days} days ago"


@register.filter
def plain(markdown: str) -> str:
    """The beginning of an answer for one line of a list, without the marks of Markdown."""
    return " ".join(MARKDOWN.sub(r"\1", markdown[:PLAIN_CHARS]).split())


@register.filter
def mark(text: str, words: Iterable[str]) -> SafeString:
    """The text, escaped, with these words marked."""
    pieces = ((format_html("<mark>{}</mark>", piece) if marked else piece,) for piece, marked in parts(text, words))
    return format_html_join("", "{}", pieces)


@register.filter
def isolate(text: str) -> SafeString:
    """The text, escaped, its “quoted words” each kept apart: of two directions they would swap places."""
    pieces = re.split("(“[^”]*”)", text)
    return format_html_join(
        "", "{}", ((format_html("<bdi>{}</bdi>", piece) if place % 2 else piece,) for place, piece in enumerate(pieces))
    )


@register.filter
def origin(source: str) -> str:
    """Where something was said: "This vault", "ChatGPT import"."""
    if source not in Source:
        return source
    return Source(source).label if source == Source.CHAT else f"{Source(source).label} import"


def _with_day(value: datetime, rest: str) -> str:
    # Not Django's own formats: a page has fifty times, and each took longer than its row's query.
    local = timezone.localtime(value)
    return f"{local.day} {local:{rest}}"
