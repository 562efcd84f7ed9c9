"""No text field is without a limit: of every form that exists, of the admin, and of what a program may send."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, QueryDict
from django.test import Client
from pytest_django import Settings

from insightvault.accounts.forms import GivePasswordForm, LeaveForm, NewPasswordForm, ResetForm, TokenForm
from insightvault.accounts.models import User
from insightvault.accounts.tests.hashers import WatchedHasher
from insightvault.oauth.forms import ConsentForm
from sessions_memory.forms import ExportForm, ManyForm, SearchForm

OURS = ("insightvault", "chat", "sessions_memory")
# The arguments of those forms that need some.
GIVEN: dict[type, dict[str, Any]] = {
    ExportForm: {"sources": []},
    ManyForm: {"sent": QueryDict(), "areas": []},
    SearchForm: {"query": QueryDict(), "sources": [], "models": [], "areas": []},
    LeaveForm: {"person": User()},
}
LIMITS = {"string": {"maxLength"}, "array": {"maxItems"}}
OF_A_PERSON = (NewPasswordForm, ResetForm, GivePasswordForm, TokenForm, ConsentForm)


def form_classes(base: type[Any] = forms.BaseForm) -> Iterator[type[Any]]:
    found: type[Any]
    for found in base.__subclasses__():
        yield from form_classes(found)
        if found.__module__.startswith(OURS) and ".tests" not in found.__module__ and found.__module__ != "admin":
            yield found


def made(found: type[Any], person: User) -> forms.BaseForm:
    form: forms.BaseForm = found(**GIVEN.get(found, {"user": person} if found in OF_A_PERSON else {}))
    return form


def without_limit(form: forms.BaseForm) -> list[str]:
    return [
        f"{type(form).__name__}.{name}"
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.max_length
    ]


def test_every_text_field_of_every_form_has_a_limit(ann: User) -> None:
    from chat import forms as _of_chat  # noqa: F401 (there is nobody to be found who was not imported)

    found = {one for one in form_classes() if one.__module__.endswith("forms")}
    assert len(found) >= 15
    assert [fault for one in found for fault in without_limit(made(one, ann))] == []


def test_every_text_field_of_the_admin_has_a_limit(rf: Any, owner: User) -> None:
    request: HttpRequest = rf.get("/admin/")
    request.user = owner
    faults = []
    for model, shown in admin.site._registry.items():
        if shown.has_add_permission(request) or shown.has_change_permission(request):
            for row in (None, model()):
                faults += without_limit(shown.get_form(request, row)())
    assert faults == []
    assert Group in admin.site._registry


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/account/password/", "/account/delete/"])
def test_a_password_without_end_is_not_hashed(as_ann: Client, settings: Settings, path: str) -> None:
    settings.SIGNUP_OPEN = True
    settings.PASSWORD_HASHERS = ["insightvault.accounts.tests.hashers.WatchedHasher"]
    WatchedHasher.begin()
    names = ("password", "password1", "password2", "old_password", "new_password1", "new_password2")
    client = Client() if path.startswith("/accounts/") else as_ann
    refused = client.post(path, {"username": "ann-2"} | dict.fromkeys(names, "x" * 100_000))
    assert "at most 4096 characters" in refused.content.decode()
    assert WatchedHasher.threads == []


def test_every_text_and_list_that_a_program_may_send_has_a_limit(db: None, client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    faults, seen = [], Counter[str]()
    for path, calls in document["paths"].items():
        for call in calls.values():
            for name, shape in [*parameters(call), *body_fields(document, call)]:
                for one in parts(shape):
                    kind = one.get("type", "")
                    seen[kind] += 1
                    if not LIMITS.get(kind, set()) <= {*one, *shape} and "enum" not in one:
                        faults.append(f"{path} {name}")

    assert faults == []
    assert seen["string"] >= 8
    assert seen["array"] >= 3


def parts(shape: Any) -> Iterator[Any]:
    """A field's shapes, those of the members of a list among them."""
    for one in shape.get("anyOf", [shape]):
        yield one
        if "items" in one:
            yield from parts(one["items"])


def parameters(call: Any) -> Iterator[tuple[str, Any]]:
    for one in call["parameters"]:
        yield one["name"], one["schema"]


def body_fields(document: Any, call: Any) -> Iterator[tuple[str, Any]]:
    for content in call.get("requestBody", {}).get("content", {}).values():
        for one in content["schema"].get("anyOf", [content["schema"]]):
            if "$ref" in one:
                name = one["$ref"].rpartition("/")[2]
                yield from document["components"]["schemas"][name]["properties"].items()


def test_a_summary_beyond_its_limit_is_refused(client: Client, ann_token: dict[str, str]) -> None:
    sent = {"context_summary": "x" * 2001}
    refused = client.post("/sessions/start", sent, content_type="application/json", headers=ann_token)
    assert refused.status_code == 422 and "context_summary" in refused.json()["detail"]
    sent = {"context_summary": "x" * 2000}
    assert client.post("/sessions/start", sent, content_type="application/json", headers=ann_token).status_code == 200
