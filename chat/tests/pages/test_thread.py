"""A session as its page shows it."""

import pytest
from django.test import Client

from chat.answer.rendering import RENDERER_VERSION
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction


def rendered(user: User, html: str, version: int) -> UserInteraction:
    """An answer as a renderer of this version has stored it."""
    row = lifecycle.store_interaction(lifecycle.start_session(user), "Why?", "A **new** answer.")
    row.keep_rendered(html, renderer_version=version)
    return row


@pytest.mark.parametrize("version", [0, RENDERER_VERSION - 1, RENDERER_VERSION + 1])
def test_an_answer_of_another_renderer_is_rendered_anew_and_kept(as_ann: Client, ann: User, version: int) -> None:
    row = rendered(ann, "<p>An old answer.</p>", version)
    page = as_ann.get(row.session.get_absolute_url()).content.decode()
    assert "<strong>new</strong>" in page and "An old answer" not in page

    row.refresh_from_db()
    assert (row.response_html, row.renderer_version) == ("<p>A <strong>new</strong> answer.</p>\n", RENDERER_VERSION)


def test_an_answer_of_this_renderer_is_shown_as_it_is_kept(as_ann: Client, ann: User) -> None:
    row = rendered(ann, "<p>The kept answer.</p>", RENDERER_VERSION)
    assert "The kept answer." in as_ann.get(row.session.get_absolute_url()).content.decode()
