"""What every page's shell needs."""

from typing import Any

from django.http import HttpRequest

THEMES = ("light", "dark")


def theme(request: HttpRequest) -> dict[str, Any]:
    chosen = request.COOKIES.get("theme", "")
    return {
        "theme": chosen if chosen in THEMES else "",
        "sidebar_collapsed": request.COOKIES.get("sidebar") == "closed",
        "site_host": request.headers.get("Host", ""),
    }
