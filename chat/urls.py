from django.urls import path

from chat import memory_views, prompt_views, receipt_views, server_views, views

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
    path("interactions/<int:pk>/receipt/", receipt_views.receipt, name="receipt"),
    path("interactions/<int:pk>/prompt/", receipt_views.prompt, name="prompt"),
    path("interactions/<int:pk>/leave-out/", receipt_views.leave_out, name="leave-out"),
    path("interactions/<int:pk>/never-recall/", receipt_views.never_recall, name="never-recall"),
    path("interactions/<int:pk>/correct/", receipt_views.correct, name="correct"),
    path("interactions/<int:pk>/note/", receipt_views.keep, name="note-keep"),
    path("s/<int:pk>/memory/", receipt_views.session_memory, name="session-memory"),
    path("account/memory/", server_views.memory, name="memory-switch"),
    path("account/prompt/", prompt_views.system_prompt, name="system-prompt"),
    path("memory/", memory_views.memory, name="memory"),
    path("memory/never/", memory_views.never_recalled, name="never-recalled"),
    path("account/model/", server_views.model, name="model"),
    path("account/privacy/", server_views.privacy, name="privacy"),
    path("account/help/", server_views.help_region, name="help-region"),
]
