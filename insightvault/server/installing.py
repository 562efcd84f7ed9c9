"""What a browser asks for to install InsightVault as an app, the page that it keeps for when there is no answer, and
the icon that it asks for unasked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from insightvault.server import bundles

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
        "description": _("A private chat with an AI that remembers."),
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
def service_worker(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it again at each visit, and take another one when a byte of it has changed."""
    files = [static(name) for name in (bundles.listed(bundles.STYLES) if settings.DEBUG else [bundles.STYLES])]
    context = {"version": " ".join(files), "offline": reverse("offline"), "files": files}
    return render(request, "service-worker.js", context, content_type="text/javascript")


@require_safe
@kept
def offline(request: HttpRequest) -> HttpResponse:
    """Nothing on it is anybody's."""
    return render(request, "offline.html")


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
