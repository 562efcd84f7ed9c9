"""What the admin shows of a model has a name in the reader's language: columns, fields, filters, choices, hints."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.test import Client
from django.utils.functional import Promise

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.states import Source

SITES = {model.__name__: site for model, site in admin.site._registry.items()}


def untranslated(site: admin.ModelAdmin[Any]) -> Iterator[str]:
    fieldsets = site.fieldsets or ((None, {"fields": site.fields or ()}),)
    for name in {*site.list_display, *flatten_fieldsets(fieldsets), *site.list_filter} - {"__str__"}:
        for what, text in texts(site, name):
            if text and not isinstance(text, Promise):
                yield f"{name}: {what} {text}"


def texts(site: admin.ModelAdmin[Any], name: Any) -> Iterator[tuple[str, Any]]:
    """All that is read of one field, column or filter."""
    if not isinstance(name, str):
        yield "title", name.title
        return
    try:
        field: Any = site.model._meta.get_field(name)
    except FieldDoesNotExist:
        yield "description", getattr(getattr(site, name), "short_description", name)
        return

    yield "name", field.verbose_name
    yield "hint", field.help_text
    yield from (("choice", label) for _, label in field.flatchoices)


@pytest.mark.parametrize("model", SITES)
def test_all_that_the_admin_shows_is_handed_to_translations(model: str) -> None:
    assert list(untranslated(SITES[model])) == []


def test_staff_read_the_names_in_their_language(as_owner: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "Where is my umbrella?", "In the hall.")

    for path, names in (
        ("usersession/", ("Person", "Quelle", "Begonnen", "Interaktionen")),
        ("userinteraction/", ("Person", "Sitzung", "Status", "Modell")),
    ):
        page = as_owner.get(f"/admin/sessions_memory/{path}", headers={"accept-language": "de"}).content.decode()
        heads = re.findall(r'<div class="text"><span>([^<]+)</span>', page)
        assert set(names) <= set(heads)


def test_staff_read_where_a_session_is_from_as_pages_say_it(as_owner: Client, ann: User) -> None:
    lifecycle.get_or_create_session(ann)
    for language, name in (("de", "Dieser Tresor"), ("en", "This vault")):
        page = as_owner.get("/admin/sessions_memory/usersession/", headers={"accept-language": language})
        assert f'<td class="field-shown_source">{name}</td>' in page.content.decode()
        assert f'<a href="?source={Source.CHAT}">{name}</a>' in re.sub(r"\s*\n\s*", "", page.content.decode())


def test_states_are_shown_in_the_readers_language(as_owner: Client, ann: User) -> None:
    lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Where is my umbrella?", "In the hall.")
    page = as_owner.get("/admin/sessions_memory/userinteraction/", headers={"accept-language": "de"})
    assert ">Beantwortet</td>" in page.content.decode()


def test_the_admins_index_is_in_the_readers_language(as_owner: Client) -> None:
    page = as_owner.get("/admin/", headers={"accept-language": "de"}).content.decode()
    for words in ("Personen und Zugang", "Sitzungen und Gedächtnis", "Ändern"):
        assert words in page


def test_rows_are_called_in_the_readers_language(as_owner: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    path = f"/admin/sessions_memory/usersession/{session.pk}/change/"
    assert f"Sitzung {session.pk}" in as_owner.get(path, headers={"accept-language": "de"}).content.decode()
    assert f"session {session.pk}" in as_owner.get(path).content.decode()
