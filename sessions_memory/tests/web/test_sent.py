"""Texts of a form that no form class reads."""

from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from sessions_memory.models import Note
from sessions_memory.web.sent import CHOSEN_MAX_CHARS, chosen, each_chosen, written


def of(**texts: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(texts)
    return sent


def test_a_text_has_an_end(settings: Settings) -> None:
    settings.QUESTION_MAX_CHARS = 50
    sent = of(text="é" * 1_000_000)
    assert len(written(sent, "text")) == 100
    assert len(chosen(sent, "text")) == CHOSEN_MAX_CHARS == len(each_chosen(sent, "text")[0])


def test_what_was_not_sent_is_what_the_caller_says() -> None:
    assert (chosen(of(), "do", "save"), written(of(), "text"), each_chosen(of(), "name")) == ("save", "", [])


def test_what_no_database_keeps_is_replaced() -> None:
    assert chosen(of(name="a\0b"), "name") == written(of(name="a\udc00b"), "name") == "a\ufffdb"


def test_a_note_that_is_too_long_comes_back_whole(as_ann: Client) -> None:
    text = "Quinces need sun. " * 100
    answer = as_ann.post("/notes/", {"text": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode() and not Note.objects.exists()
