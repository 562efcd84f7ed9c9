"""What every page's shell needs."""

from typing import Any

from django.http import HttpRequest

THEMES = ("light", "dark")


def look(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "sidebar_collapsed": request.COOKIES.get("sidebar") == "closed",
        "site_host": request.headers.get("Host", ""),
    }
