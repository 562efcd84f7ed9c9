"""The frame of every page: the entry of the navigation that is open, and the sidebar, read only if it is shown."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from insightvault.accounts.models import User
from insightvault.shell import ENTRY_OF_PAGE
from insightvault.tests.rooms import house, path_of
from sessions_memory import lifecycle
from sessions_memory.models import Deletion, ImportJob
from sessions_memory.notes.keeping import keep_note
from sessions_memory.states import JobState, Scope
from sessions_memory.tests.growth.rows import theme_of

ENTRY = re.compile(
    r'<a\s+class="(?:nav-item|icon-button)"\s+href="[^"]*"(?:\s+aria-label="(Account)")?\s+aria-current="page"\s*>(.*?)</a>'
)
TAG = re.compile("<[^>]*>")
# The chat page's own, which marks the session it shows; and what is measured.
READ_THE_SIDEBAR = {"insightvault.shell", "chat.views.shared", "insightvault.benchmarks.programs.listing"}


def open_entries(page: str) -> list[str]:
    return [label or TAG.sub("", content) for label, content in ENTRY.findall(page)]


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        *(("/", "Chat"), ("/s/{session}/", "Chat"), ("/interactions/{row}/receipt/", "Chat")),
        *(("/history/", "History"), ("/s/{session}/rename/", "History"), ("/s/{session}/delete/", "History")),
        ("/interactions/{row}/delete/", "History"),
        *(("/memory/", "Memory"), ("/memory/never/", "Memory"), ("/notes/{note}/", "Memory")),
        ("/interactions/{row}/correct/", "Memory"),
        *(("/import/", "Import"), ("/import/{job}/", "Import")),
        *(
            ("/account/", "Account"),
            ("/account/access/", "Account"),
            ("/account/people/", "Account"),
            ("/account/data/", "Account"),
            ("/account/delete/", "Account"),
        ),
        *(("/account/prompt/", "Account"), ("/forget/{deletion}/", "Account")),
        *(("/forget/?scope=all", "Account"), ("/export?since=never", "Account")),
    ],
)
def test_each_page_opens_its_entry_and_shows_the_sidebar(as_owner: Client, owner: User, path: str, entry: str) -> None:
    session = lifecycle.start_session(owner)
    row = lifecycle.store_interaction(session, "Why is the sky blue?", "So.")
    deletion = Deletion.objects.create(user=owner, scope=Scope.ALL, has_report=True)
    job = ImportJob.objects.create(user=owner, state=JobState.DONE)
    note = keep_note(owner, "I like tea.")

    ids = {"session": session.pk, "row": row.pk, "note": note.pk, "job": job.pk, "deletion": deletion.key}
    page = as_owner.get(path.format(**ids)).content.decode()

    assert open_entries(page) == [entry]
    assert page.count('id="sidebar-content"') == 1
    assert page.count("Why is the sky blue?") >= 1


def test_every_page_that_is_named_exists() -> None:
    # A page whose name is misspelt would silently stand elsewhere.
    named = {f"{app}:{name}" for app in ("chat", "sessions_memory", "accounts") for name in names_of(app)}

    assert ENTRY_OF_PAGE.keys() - named == set()


def names_of(app: str) -> list[str]:
    return [name for name in get_resolver().namespace_dict[app][1].reverse_dict if isinstance(name, str)]


@pytest.mark.parametrize("path", ["/interactions/{row}/receipt/", "/interactions/{row}/correct/", "/notes/{note}/"])
def test_a_fragment_does_not_read_the_sidebar(as_ann: Client, ann: User, path: str) -> None:
    row = lifecycle.store_interaction(lifecycle.start_session(ann), "Why is the sky blue?", "So.")
    url = path.format(row=row.pk, note=keep_note(ann, "I like tea.").pk)
    counts = []

    for headers in ({"HX-Request": "true"}, {}):
        as_ann.get(url, headers=headers)  # what was never shown is rendered, once
        with CaptureQueriesContext(connection) as captured:
            as_ann.get(url, headers=headers)
        counts.append(sum("SUBSTR" in query["sql"] or "LEFT(" in query["sql"] for query in captured))

    assert counts == [0, 1]


@pytest.mark.parametrize("chosen", ["dark", ""])
def test_a_page_about_a_theme_looks_as_the_person_chose(as_ann: Client, ann: User, chosen: str) -> None:
    row = lifecycle.store_interaction(lifecycle.start_session(ann), "My bread rises. Why?", "So.")
    theme = theme_of(ann, (row,), name="Bread")
    as_ann.cookies["theme"] = chosen
    page = as_ann.get(f"/growth/t/{theme.pk}/").content.decode()
    assert re.findall(r'data-theme="([^"]*)"', page) == [chosen][: len(chosen)]


@pytest.mark.once
def test_no_view_hands_over_what_the_shell_brings() -> None:
    reading = {one.importer for one in house().imports if one.imported == "sessions_memory.pages.sidebar"}
    saying = [
        module
        for module in house().rooms
        if module not in READ_THE_SIDEBAR and re.search(r"""["']nav["']""", path_of(module).read_text(encoding="utf-8"))
    ]

    assert reading == READ_THE_SIDEBAR
    assert saying == []
