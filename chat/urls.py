from django.urls import path

from chat import server_views, views

app_name = "chat"
urlpatterns = [
    path("", views.home, name="home"),
    path("s/<int:pk>/", views.session, name="session"),
    path("s/<int:pk>/continue/", views.continue_session, name="session-continue"),
    path("ask/", views.ask, name="ask"),
    path("interactions/<int:pk>/", views.interaction, name="interaction"),
    path("interactions/<int:pk>/stream/", views.stream, name="stream"),
    path("interactions/<int:pk>/stop/", views.stop, name="stop"),
    path("interactions/<int:pk>/retry/", views.retry, name="retry"),
    path("account/model/", server_views.model, name="model"),
    path("account/privacy/", server_views.privacy, name="privacy"),
    path("account/help/", server_views.help_region, name="help-region"),
]
