"""Pages that a reader sees while the database is away, full or read-only; nothing of ours is patched."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from insightvault.accounts.models import User
from insightvault.server.error_pages import explain
from sessions_memory.models import UserInteraction


@contextmanager
def database_fails(message: str) -> Iterator[None]:
    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError(message)

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def patient_ann(ann: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ann, backend=settings.PERSON_BACKEND)
    return client


def test_a_page_says_so_and_tries_again_by_itself(patient_ann: Client) -> None:
    with database_fails("server closed the connection unexpectedly"):
        response = patient_ann.get("/")

    assert response.status_code == 503 and response["Retry-After"] == "3"
    page = response.content.decode()
    assert "does not answer" in page and '<meta http-equiv="refresh" content="3; url=/?reload=1">' in page
    assert patient_ann.get("/").status_code == 200


def test_a_question_that_could_not_be_stored_is_given_back(patient_ann: Client) -> None:
    with database_fails("database is locked"):
        response = patient_ann.post("/ask/", {"question": "What I <i>typed</i>"})

    page = response.content.decode()
    assert response.status_code == 503 and "What I &lt;i&gt;typed" in page
    assert 'http-equiv="refresh"' not in page  # a reload would ask the browser to post again


def test_a_full_disk_and_a_folder_that_cannot_be_written_are_named() -> None:
    assert "disk" in explain(OperationalError("database or disk is full"))
    assert "disk" in explain(OSError(28, "No space left on device"))
    assert "can’t be written" in explain(OperationalError("attempt to write a readonly database"))
    assert "can’t be written" in explain(sqlite3.OperationalError("unable to open database file"))


def test_what_a_page_breaks_on_is_logged_without_its_words(
    patient_ann: Client, caplog: pytest.LogCaptureFixture
) -> None:
    question = "What I typed"

    def refuse(*_: Any) -> None:
        try:
            raise ValueError(f"Key (question)=({question})")
        except ValueError as error:
            raise IntegrityError(f"row contains ({question})") from error

    with connection.execute_wrapper(refuse):
        assert patient_ann.post("/ask/", {"question": question}).status_code == 500

    log = caplog.text
    assert "/ask/" in log and "IntegrityError" in log and "ValueError" in log and "test_error_pages.py" in log
    assert question not in log


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told how large its file may be")
@pytest.mark.parametrize(
    ("limit", "lift", "sentence"),
    [
        ("max_page_count = 1", "max_page_count = 1073741823", "The disk of this vault is full."),
        ("query_only = ON", "query_only = OFF", "can’t be written."),
    ],
)
def test_a_disk_that_takes_no_more_harms_nothing(patient_ann: Client, limit: str, lift: str, sentence: str) -> None:
    question = "What I typed. " * 4000
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {limit}")

    refused = patient_ann.post("/ask/", {"question": question})
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {lift}")

    page = refused.content.decode()
    assert refused.status_code == 503 and sentence in page and question.strip() in page
    assert UserInteraction.objects.count() == 0
    assert patient_ann.post("/ask/", {"question": question}).status_code == 302
    assert UserInteraction.objects.get().user_question == question.strip()
