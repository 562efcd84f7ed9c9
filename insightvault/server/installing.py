"""What a browser asks for to install InsightVault as an app, and the icon that it asks for unasked."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Seconds: a day.
KEPT_SECONDS = 86_400
# A manifest has one colour, whatever the theme: `--paper` of the light one.
PAPER = "#FBF8F3"
kept = cache_control(public=True, max_age=KEPT_SECONDS)


@require_safe
@kept
def manifest(request: HttpRequest) -> HttpResponse:
    home = reverse("chat:home")
    described = {
        "id": home,
        "name": "InsightVault",
        "description": "A private chat with an AI that remembers.",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("icons/app-192.png", 192),
            _icon("icons/app-512.png", 512),
            _icon("icons/app-maskable-512.png", 512, purpose="maskable"),
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
@kept
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("icons/favicon.ico"))


def _icon(name: str, pixels: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": static(name),
        "sizes": f"{pixels}x{pixels}",
        "type": "image/png",
        "purpose": purpose,
    }
