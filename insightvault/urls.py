from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from insightvault.oauth import addresses, doors
from insightvault.server import health, installing

handler400 = "insightvault.server.error_pages.bad_request"
handler500 = "insightvault.server.error_pages.server_error"
admin.site.site_url = f"{settings.URL_PREFIX}/"
pages: list[URLPattern | URLResolver] = [
    path("", include("chat.urls")),
    path("", include("sessions_memory.urls")),
    path("", include("insightvault.accounts.urls")),
    path(addresses.AUTHORIZE, doors.authorize, name="oauth-authorize"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("favicon.ico", installing.favicon),
    path("service-worker.js", installing.service_worker),
    path("offline/", installing.offline, name="offline"),
    path("", include("insightvault.endpoint")),
    path("", include("insightvault.api")),
]
urlpatterns = [path(f"{settings.URL_PREFIX[1:]}/", include(pages))] if settings.URL_PREFIX else pages
