from django.urls import path

from sessions_memory.views import exporting, forgetting, history, imports, notes, sessions

app_name = "sessions_memory"
urlpatterns = [
    path("history/", history.history, name="history"),
    path("account/data/", exporting.data, name="data"),
    path("export", exporting.export, name="export"),
    path("notes/", notes.create, name="note-create"),
    path("notes/<int:pk>/", notes.edit, name="note-edit"),
    path("notes/<int:pk>/switch/", notes.switch, name="note-switch"),
    path("notes/<int:pk>/delete/", notes.delete, name="note-delete"),
    path("instructions/", notes.instructions, name="instructions"),
    path("sidebar/", sessions.sidebar, name="sidebar"),
    path("s/start/", sessions.start, name="session-start"),
    path("s/<int:pk>/end/", sessions.end, name="session-end"),
    path("s/<int:pk>/resume/", sessions.resume, name="session-resume"),
    path("s/<int:pk>/rename/", sessions.rename, name="session-rename"),
    path("s/<int:pk>/pin/", sessions.pin, name="session-pin"),
    path("s/<int:pk>/never-recall/", sessions.never_recall, name="session-never-recall"),
    path("s/<int:pk>/delete/", forgetting.session, name="session-delete"),
    path("interactions/<int:pk>/delete/", forgetting.interaction, name="interaction-delete"),
    path("forget/", forgetting.forget, name="forget"),
    path("forget/<uuid:key>/", forgetting.report, name="deletion"),
    path("import/", imports.page, name="import"),
    path("import/start/", imports.start, name="import-start"),
    path("import/files/<int:pk>/", imports.piece, name="import-piece"),
    path("import/<int:pk>/", imports.job, name="import-job"),
    path("import/<int:pk>/cancel/", imports.cancel, name="import-cancel"),
    path("import/notes/dismiss/", imports.dismiss_notes, name="import-notes-dismiss"),
    path("import/<int:pk>/restore/", imports.restore, name="import-restore"),
    path("import/notes/<int:pk>/keep/", imports.keep_note, name="import-note-keep"),
    path("import/notes/<int:pk>/dismiss/", imports.dismiss_note, name="import-note-dismiss"),
]
