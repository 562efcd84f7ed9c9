from django.urls import path

from chat.views import attachments, embeddings, memory, model_server, receipts, switches, system_prompt, turns

app_name = "chat"
urlpatterns = [
    path("", turns.home, name="home"),
    path("s/<int:pk>/", turns.session, name="session"),
    path("s/<int:pk>/continue/", turns.continue_session, name="session-continue"),
    path("ask/", turns.ask, name="ask"),
    path("attachments/", attachments.attach, name="attach"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/file/", attachments.file, name="attachment-file"),
    path("attachments/<int:pk>/preview/", attachments.preview, name="attachment-preview"),
    path("attachments/<int:pk>/remove/", attachments.remove, name="attachment-remove"),
    path("interactions/<int:pk>/", turns.interaction, name="interaction"),
    path("interactions/<int:pk>/stream/", turns.stream, name="stream"),
    path("interactions/<int:pk>/stop/", turns.stop, name="stop"),
    path("interactions/<int:pk>/retry/", turns.retry, name="retry"),
    path("interactions/<int:pk>/continue/", turns.continue_answer, name="continue-answer"),
    path("interactions/<int:pk>/receipt/", receipts.receipt, name="receipt"),
    path("interactions/<int:pk>/prompt/", receipts.prompt, name="prompt"),
    path("interactions/<int:pk>/leave-out/", receipts.leave_out, name="leave-out"),
    path("interactions/<int:pk>/never-recall/", receipts.never_recall, name="never-recall"),
    path("interactions/<int:pk>/correct/", receipts.correct, name="correct"),
    path("interactions/<int:pk>/note/", receipts.keep, name="note-keep"),
    path("s/<int:pk>/memory/", receipts.session_memory, name="session-memory"),
    path("account/memory/", switches.memory, name="memory-switch"),
    path("account/prompt/", system_prompt.system_prompt, name="system-prompt"),
    path("memory/", memory.memory, name="memory"),
    path("memory/never/", memory.never_recalled, name="never-recalled"),
    path("account/model/", model_server.model, name="model"),
    path("account/model/<int:pk>/", model_server.server, name="model-server"),
    path("account/model/embeddings/", embeddings.embeddings, name="embeddings"),
    path("account/privacy/", switches.privacy, name="privacy"),
    path("account/help/", switches.help_region, name="help-region"),
]
