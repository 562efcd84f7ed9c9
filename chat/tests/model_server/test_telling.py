import pytest
from django.utils import translation

from chat.model_server.ends import broken, no_reply, unfinished
from chat.model_server.errors import no_answer, refusal
from chat.model_server.reasons import reason_of
from chat.model_server.sayings import Kind
from chat.model_server.sentences import REFUSALS, in_words
from chat.model_server.setup.telling import HINTS, about_connection
from sessions_memory.claims import INTERRUPTED


def test_each_kind_has_a_hint_for_whoever_connects() -> None:
    assert set(HINTS) == set(REFUSALS) == set(Kind)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 413, 418, 429, 500, 503])
def test_no_sentence_speaks_of_a_question(status: int) -> None:
    told = about_connection(refusal("here", "m", reason_of(status, "The moon is too low.")))
    assert "question" not in told and "The moon is too low." in told


def test_nor_does_one_about_a_line_that_failed() -> None:
    errors = [no_reply("here"), no_reply("here:11434"), broken("here", has_spoken=True), no_answer("here")]
    told = [about_connection(error) for error in (*errors, unfinished("here", has_spoken=False, skipped=0))]
    assert not any("question" in sentence or "saved" in sentence for sentence in told)
    assert told[1].endswith("Is Ollama running?")


@pytest.mark.parametrize("stored", [INTERRUPTED, "Nothing of ours. Nor this.", "No stop", "", *REFUSALS[Kind.BUSY]])
def test_what_was_stored_is_told_as_it_was_in_english(stored: str) -> None:
    assert in_words(stored) == stored


def test_each_sentence_of_several_is_told_and_keeps_its_stop() -> None:
    with translation.override("de"):
        told = in_words("The partial answer is saved. Your question is saved.")
        assert in_words(INTERRUPTED) != INTERRUPTED and in_words(INTERRUPTED).endswith(".")
    assert told == "Die angefangene Antwort ist gespeichert. Deine Frage ist gespeichert."
