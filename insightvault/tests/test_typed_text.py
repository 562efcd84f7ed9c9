"""Of every form: what was typed stands there again when it is refused, and its limit counts as a browser does."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from chat.prompt.system import MAX_CHARS as PROMPT_MAX_CHARS
from insightvault.tests.access.people import IMPORTED_INTERACTION, World
from sessions_memory.database.text import TITLE_MAX_CHARS
from sessions_memory.models.growth import INSIGHT_MAX_CHARS, REVIEW_MAX_CHARS, THEME_NAME_MAX_CHARS
from sessions_memory.models.notes import INSTRUCTIONS_MAX_CHARS, NOTE_MAX_CHARS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
POSTED = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
FIELD = re.compile(r"<(textarea|input)\b([^>]*)>")
# Shows again what another page was sent, and refuses nothing itself.
SENT_AGAIN = "_resend.html"
ACCEPTED = {"200", "302"}


class Typed(NamedTuple):
    """The form of one template. `limit`: of characters."""

    route: str
    name: str
    limit: int
    has_lines: bool = True


TYPED: Mapping[str, Typed] = {
    "chat/_composer.html": Typed("/ask/", "question", settings.QUESTION_MAX_CHARS),
    "chat/correct.html": Typed(f"/interactions/{IMPORTED_INTERACTION}/correct/", "text", NOTE_MAX_CHARS),
    "chat/system_prompt.html": Typed("/account/prompt/", "text", PROMPT_MAX_CHARS),
    "sessions_memory/_import_offers.html": Typed("/import/notes/<int:pk>/keep/", "text", NOTE_MAX_CHARS),
    "sessions_memory/_instructions.html": Typed("/instructions/", "text", INSTRUCTIONS_MAX_CHARS),
    "sessions_memory/_note_form.html": Typed("/notes/", "text", NOTE_MAX_CHARS),
    "sessions_memory/insight_edit.html": Typed("/growth/insights/<int:pk>/edit/", "words", INSIGHT_MAX_CHARS),
    "sessions_memory/note_edit.html": Typed("/notes/<int:pk>/", "text", NOTE_MAX_CHARS),
    "sessions_memory/review_edit.html": Typed("/growth/reviews/<int:pk>/edit/", "text", REVIEW_MAX_CHARS),
    "sessions_memory/session_rename.html": Typed("/s/<int:pk>/rename/", "title", TITLE_MAX_CHARS, has_lines=False),
    "sessions_memory/theme_rename.html": Typed("/growth/t/<int:pk>/rename/", "name", THEME_NAME_MAX_CHARS, False),
}
FORMS = pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)


def test_every_form_in_which_something_is_typed_has_a_line() -> None:
    found = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if any(is_typed_in(form) for form in POSTED.findall(path.read_text()))
    }
    assert found - {SENT_AGAIN} == set(TYPED)


@FORMS
def test_what_is_refused_stands_there_again(db: None, typed: Typed) -> None:
    world, text = World(), "Plums & pears " + "n" * typed.limit
    refused = world.ask(who_may(typed), "POST", world.path(typed.route), {typed.name: text})
    assert refused.said == "422"
    assert text in unescape(refused.text)


@FORMS
def test_the_end_of_a_line_counts_as_one_sign(db: None, typed: Typed) -> None:
    lines = typed.limit // 2 - 1 if typed.has_lines else 0
    world, text = World(), "a\r\n" * lines + "ab"
    assert world.ask(who_may(typed), "POST", world.path(typed.route), {typed.name: text}).said in ACCEPTED


def who_may(typed: Typed) -> str:
    return "superuser" if typed.route == "/account/prompt/" else "ann"


def is_typed_in(form: str) -> bool:
    fields = [(tag, attributes) for tag, attributes in FIELD.findall(form) if "readonly" not in attributes]
    return any(tag == "textarea" or 'type="text"' in attributes for tag, attributes in fields)
