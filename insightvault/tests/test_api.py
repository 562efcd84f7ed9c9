"""Rules for all calls of the JSON API: who may call and how often, how it refuses, and its document."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.api import api
from insightvault.api_calls import BODY_MAX_BYTES

Headers = dict[str, str]

PATHS = {
    "/sessions/start": "post",
    "/sessions/{session_id}/end": "post",
    "/sessions/current": "get",
    "/sessions/recent": "get",
    "/sessions/history": "get",
    "/sessions/{session_id}/interactions": "get",
    "/sessions/{session_id}/area": "post",
    "/areas": "get",
    "/areas/{area_id}": "get",
    "/areas/{area_id}/change": "post",
    "/areas/{area_id}/delete": "post",
    "/sessions/bulk": "post",
    "/sessions/bulk/{job_id}": "get",
    "/sessions/bulk/{job_id}/undo": "post",
    "/chat/send": "post",
    "/chat/continue": "post",
    "/chat/stream": "post",
    "/models": "get",
    "/memory/search": "get",
    "/growth/themes": "get",
    "/growth/themes/{theme_id}": "get",
    "/growth/insights": "get",
    "/growth/reviews": "get",
    "/growth/activity": "get",
    "/growth/themes/{theme_id}/rename": "post",
    "/growth/themes/{theme_id}/hide": "post",
    "/growth/themes/{theme_id}/pin": "post",
    "/growth/themes/{theme_id}/merge": "post",
    "/growth/themes/{theme_id}/unmerge": "post",
    "/growth/insights/{insight_id}/confirm": "post",
    "/growth/insights/{insight_id}/dismiss": "post",
    "/growth/insights/{insight_id}/restore": "post",
    "/growth/insights/{insight_id}/edit": "post",
    "/import": "post",
    "/import/{import_id}": "get",
    "/import/{import_id}/conversations": "get",
    "/import/{import_id}/start": "post",
    "/attachments": "get",
    "/attachments/{attachment_id}": "get",
    "/attachments/{attachment_id}/file": "get",
    "/attachments/{attachment_id}/remove": "post",
}
# The open session, and an area.
MAY_NAME_ROWS = ("/sessions/current", "/sessions/start", "/sessions/bulk", "/memory/search")


@pytest.fixture
def document(db: None, client: Client) -> Any:
    return client.get("/api/openapi.json").json()


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Bearer iv_", "Bearer iv_00000000x", "Basic aXY6", "Token x", "Bearer é\x7f"]
)
def test_only_a_known_token_opens(client: Client, ann_token: Headers, value: str) -> None:
    response = client.get("/sessions/history", headers={"Authorization": value})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert "token" in response.json()["detail"]


def test_a_revoked_token_and_one_of_a_closed_account_open_nothing(
    client: Client, ann: User, bob: User, ann_token: Headers, bob_token: Headers
) -> None:
    ann.api_tokens.all().delete()
    User.objects.filter(pk=bob.pk).update(is_active=False)

    for headers in (ann_token, bob_token):
        assert client.get("/sessions/history", headers=headers).status_code == 401


def test_a_call_needs_no_csrf_token(ann_token: Headers) -> None:
    assert Client(enforce_csrf_checks=True).post("/sessions/start", headers=ann_token).status_code == 200


def test_a_use_is_noted_once_a_minute(client: Client, ann: User, ann_token: Headers) -> None:
    client.get("/sessions/history", headers=ann_token)
    noted = ann.api_tokens.get().last_used_at
    client.get("/sessions/history", headers=ann_token)
    assert noted is not None
    assert ann.api_tokens.get().last_used_at == noted


def test_too_many_calls_in_a_minute_are_429(
    client: Client, ann_token: Headers, bob_token: Headers, settings: Settings
) -> None:
    settings.API_RATE_PER_MINUTE = 3
    # A minute that never turns within this test.
    ApiToken.objects.update(calls_minute=0)
    answers = [client.get("/sessions/history", headers=ann_token) for _ in range(8)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 2 <= len(refused) <= 5  # two minutes, if the clock's turned meanwhile

    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert "Try again in" in refused[0].json()["detail"]
    assert client.get("/sessions/history", headers=bob_token).status_code == 200


def test_a_person_with_many_tokens_has_a_limit_for_all_of_them(ann: User, bob: User, ann_token: Headers) -> None:
    ApiToken.objects.create_for(ann, "second")
    ApiToken.objects.create_for(bob, "his")
    first, second = ann.api_tokens.all()
    his = bob.api_tokens.get()

    # A new minute that begins in between would forget the calls that were counted before.
    while True:
        minute = int(time.time()) // 60
        counted = [token.count_call(10, of_person=3) for token in (first, second, first, second, his)]
        if minute == int(time.time()) // 60:
            break

    assert counted == [True, True, True, False, True]


def test_the_next_minute_begins_anew(ann_token: Headers) -> None:
    token = ApiToken.objects.get()
    assert [token.count_call(2, of_person=9) for _ in range(2)] == [True, True]
    ApiToken.objects.update(calls=2, calls_minute=1)
    assert token.count_call(2, of_person=9)
    token.refresh_from_db()

    assert token.calls == 1


@pytest.mark.parametrize("body", ["[]", "5", "true", '"text"', '{"context_summry": "x"}', '{"context_summary": 5}'])
def test_a_start_takes_an_object_of_its_own_fields(client: Client, ann: User, ann_token: Headers, body: str) -> None:
    response = client.post("/sessions/start", body, content_type="application/json", headers=ann_token)
    assert response.status_code == 422 and response.json()["detail"]
    assert not ann.sessions.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "text/json"])
@pytest.mark.parametrize("path", ["/sessions/start", "/chat/send", "/chat/stream"])
def test_a_body_of_another_type_is_415(client: Client, ann: User, ann_token: Headers, path: str, kind: str) -> None:
    response = client.post(path, '{"message": "Hello"}', content_type=kind, headers=ann_token)
    assert response.status_code == 415 and "application/json" in response.json()["detail"]
    assert not ann.sessions.exists()


@pytest.mark.parametrize("path", ["/sessions/history?limt=5", "/sessions/current?x=1", "/sessions/recent?cursr=b"])
def test_a_misspelt_parameter_is_told(client: Client, ann: User, ann_token: Headers, path: str) -> None:
    client.post("/sessions/start", headers=ann_token)
    response = client.get(path, headers=ann_token)
    assert response.status_code == 422 and "not a parameter of this call" in response.json()["detail"]


def test_a_call_with_a_misspelt_parameter_writes_nothing(client: Client, ann: User, ann_token: Headers) -> None:
    response = client.post("/sessions/start?x=1", headers=ann_token)
    assert response.status_code == 422 and "not a parameter of this call" in response.json()["detail"]
    assert not ann.sessions.exists()


def test_a_form_without_its_boundary_is_told_in_json(client: Client, ann: User, ann_token: Headers) -> None:
    for headers in ({}, ann_token):
        response = client.post("/sessions/start", b"x", content_type="multipart/form-data", headers=headers)
        assert response.status_code in (401, 415) and response.json()["detail"]

    assert not ann.sessions.exists()


def test_each_call_takes_the_parameters_and_the_body_that_its_document_names(
    client: Client, ann_token: Headers, document: Any
) -> None:
    for path, method, call in calls_of(document):
        address = re.sub(r"{\w+}", "7", path)
        named = [given["name"] for given in call.get("parameters", ()) if given["in"] == "query"]
        asked = client.generic(method, address, query_params=dict.fromkeys(named, ""), headers=ann_token)
        assert b"not a parameter" not in asked.content, path

        wrong = client.generic(method, address, b"<a/>", content_type="application/xml", headers=ann_token)
        assert (wrong.status_code == 415) == ("requestBody" in call), path


def test_each_call_documents_its_errors_with_their_headers(document: Any) -> None:
    for path, called in document["paths"].items():
        for call in called.values():
            told = call["responses"]
            assert {"400", "401", "405", "413", "422", "429", "500", "503"} <= set(told), path
            assert "requestBody" not in call or "415" in told
            assert set(told["429"]["headers"]) == set(told["503"]["headers"]) == {"Retry-After"}
            assert set(told["401"]["headers"]) == {"WWW-Authenticate"}
            assert set(told["405"]["headers"]) == {"Allow"}
            assert all(told[status]["content"]["application/json"]["schema"] for status in told if status >= "400")


@pytest.mark.parametrize(
    "path", ["/sessions/", "/sessions/7", "/chat/nothing", "/memory/nothing/x", "/api/", "/api/v2"]
)
def test_an_unknown_path_is_told_in_json(client: Client, ann_token: Headers, path: str) -> None:
    for response in (client.get(path), Client(enforce_csrf_checks=True).post(path, headers=ann_token)):
        assert (response.status_code, response.json()) == (404, {"detail": "There is nothing here."})


@pytest.mark.parametrize("path", ["/api/docs", "/api/openapi.json", *PATHS])
def test_a_wrong_method_is_told_in_json(client: Client, ann_token: Headers, path: str) -> None:
    right = PATHS.get(path, "get")
    wrong = "delete" if right == "get" else "get"
    response = getattr(client, wrong)(re.sub(r"{\w+}", "7", path), headers=ann_token)
    assert response.status_code == 405
    assert right.upper() in response["Allow"]

    assert response.json() == {"detail": f"{wrong.upper()} is not possible here."}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("\udc80", 400),
        ("[" * 100_000, 400),
        (f'{{"session_id": {"9" * 5000}}}', 400),
        ("[]", 422),
        ('"text"', 422),
        ("{}", 422),
        ('{"message": 7}', 422),
        ('{"message": null}', 422),
        ('{"message": "Hello", "use_memmory": false}', 422),
        ('{"message": "Hello", "use_memory": "no"}', 422),
        ('{"message": "Hello", "use_memory": 0}', 422),
        ('{"message": "Hello", "session_id": true}', 422),
        ('{"message": "Hello", "session_id": "7"}', 422),
        ('{"message": "Hello", "session_id": 7.0}', 422),
    ],
)
def test_a_body_that_is_no_question_is_told_in_one_sentence(
    client: Client, ann_token: Headers, body: str, status: int
) -> None:
    sent = body.encode(errors="surrogateescape")
    response = client.post("/chat/send", sent, content_type="application/json", headers=ann_token)
    assert response.status_code == status
    assert isinstance(response.json()["detail"], str)


def test_a_large_body_is_refused(client: Client, ann_token: Headers) -> None:
    for size in (BODY_MAX_BYTES + 1, 3 * BODY_MAX_BYTES):
        response = client.post("/chat/send", b" " * size, content_type="application/json", headers=ann_token)
        assert response.status_code == 413
        assert "1,000,000" in response.json()["detail"]


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (RuntimeError, 500)])
def test_what_breaks_is_told_in_json_and_its_words_are_not_logged(
    error: type[Exception], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    question = "Why do I?"
    try:
        raise error(question)
    except error as raised:
        response = api.on_exception(RequestFactory().get("/sessions/current"), raised)

    assert response.status_code == status
    assert set(json.loads(response.content)) == {"detail"}
    log = caplog.text
    assert "/sessions/current" in log and error.__name__ in log
    assert question not in log


def test_no_cache_keeps_what_a_call_tells(client: Client, ann_token: Headers) -> None:
    assert client.post("/sessions/start", headers=ann_token)["Cache-Control"] == "no-store"
    assert client.get("/sessions/history", headers=ann_token)["Cache-Control"] == "private, no-cache"


def test_the_document_has_every_call_with_its_words(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    assert {path: next(iter(calls)) for path, calls in document["paths"].items()} == PATHS

    for path, method, call in calls_of(document):
        assert call["summary"] and call["description"]
        assert call["security"] == [{"Bearer": ["read" if method == "get" else "everything"]}]
        assert {"401", "429"} <= set(call["responses"])
        assert {"200", "201", "202"} & set(call["responses"])
        names_rows = "{" in path or path.startswith("/chat") or path in MAY_NAME_ROWS
        assert ("404" in call["responses"]) == names_rows

    assert document["components"]["securitySchemes"]["Bearer"].items() >= {"type": "http", "scheme": "bearer"}.items()


def test_every_field_and_parameter_of_the_document_is_described(document: Any) -> None:
    for name, shape in document["components"]["schemas"].items():
        for field, told in shape.get("properties", {}).items():
            assert told.get("description"), f"{name}.{field}"

    for path, _, call in calls_of(document):
        for parameter in call["parameters"]:
            assert parameter.get("description") or parameter["schema"]["description"], f"{path} {parameter['name']}"


def calls_of(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, calls in document["paths"].items():
        yield from ((path, method, call) for method, call in calls.items())


def test_the_document_s_references_lead_somewhere(document: Any) -> None:
    for reference in references(document):
        place = document
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_docs_page_needs_nothing_but_our_own_files(client: Client) -> None:
    response = client.get("/api/docs")
    page = response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)

    for attributes, inside in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
        assert "application/json" in attributes or ("src=" in attributes and not inside.strip())

    files = re.findall(r'<(?:link|script|img)[^>]* (?:src|href)="([^"]*)"', page)
    assert len(files) >= 3

    for file in files:
        assert file == reverse("manifest") or file.startswith("/static/")


def test_the_docs_page_names_each_call_and_each_shape_once(client: Client, document: Any) -> None:
    page = client.get("/api/docs").content.decode()
    ids = re.findall(r'\sid="([^"]*)"', page)
    calls = [call["operationId"] for methods in document["paths"].values() for call in methods.values()]
    assert {*calls, *(f"shape-{name}" for name in document["components"]["schemas"])} <= set(ids)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
