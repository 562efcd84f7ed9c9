"""The choice of a time zone: its six hundred options are written once for all pages, and the chosen one before them."""

import functools
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sessions_memory.web.zones import offered_zones

UNNAMED = _("Use browser time zone")


class ZoneSelect(forms.Select):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        chosen = format_html('<option value="{}" selected>{}', value, zone_label(value)) if value else ""

        return format_html('<select{}><option value="">{}{}{}</select>', attributes, UNNAMED, chosen, _options())


def zone_label(name: str) -> str:
    return name.replace("_", " ")


@functools.cache
def _options() -> SafeString:
    """An option's text is its value, where the two are one."""
    return format_html_join("", "<option{}>{}", ((_value(name), zone_label(name)) for name in offered_zones()))


def _value(name: str) -> SafeString | str:
    return format_html(' value="{}"', name) if "_" in name else ""
