from django.contrib import admin
from django.urls import include, path

from insightvault.server import health

handler500 = "insightvault.server.error_pages.server_error"
urlpatterns = [
    path("", include("chat.urls")),
    path("", include("sessions_memory.urls")),
    path("", include("insightvault.accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("insightvault.api")),
]
