"""Messages that say something in a shape nobody told us of, in each format that has messages."""

from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.dialogue import LEFT_OUT, UNKNOWN_SHAPE
from sessions_memory.importers.mapping.unread import holds_words
from sessions_memory.tests.importers.exports import NOON, chatgpt, claude, claude_message, file_of, read
from sessions_memory.tests.importers.formats import test_grok, test_librechat, test_openwebui

ASKED = {"role": "user", "content": "How deep?"}


@pytest.mark.parametrize(
    "message",
    [
        {"body": "Five"},
        {"Text": "5"},
        {"blob": {"inner": [{"md": "Five"}]}},
        {"utterance": "Five centimetres deep"},
        {"utterance": "五センチです。"},
    ],
)
def test_words_are_seen_wherever_they_lie(message: dict[str, Any]) -> None:
    assert holds_words({"id": "one two", "role": "assistant", **message})


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"content": "", "parts": [" \n", None, 5]},
        {"messageId": "one two", "model_name": "a large model", "metadata": {"text": "Five"}},
        {"error": {"content": "The server was not there"}},
        {"content": [[[[[[[[[[{"text": "too deep"}]]]]]]]]]]},
    ],
)
def test_what_a_program_notes_is_no_words(message: dict[str, Any]) -> None:
    assert not holds_words(message)


def _odd_pair(format_name: str) -> dict[str, Any]:
    """A conversation whose answer has its words in a field that nobody knows."""
    odd = {"utterance": {"said": "Five centimetres."}}
    match format_name:
        case "chatgpt":
            record = chatgpt(("user", "How deep?"), ("assistant", ""))
            record["mapping"]["n2"]["message"]["content"] |= {"parts": [], **odd}
            return record
        case "claude":
            return claude(chat_messages=[claude_message("q", "human", "How deep?"), {"sender": "assistant", **odd}])
        case "openwebui":
            answer = test_openwebui.message("a", "q", "assistant", "", at=NOON + 1, **odd)
            return test_openwebui.chat(test_openwebui.message("q", None, "user", "How deep?"), answer, current="a")
        case "librechat":
            answer = test_librechat.message("a", "q", "", 2, **odd)
            return test_librechat.record([test_librechat.message("q", None, "How deep?", 1, is_user=True), answer])
        case "grok":
            answer = test_grok.response("a", "assistant", "", "q", 5, **odd)
            return test_grok.export(test_grok.response("q", "human", "How deep?"), answer)
        case _:
            return {"messages": [ASKED, {"role": "assistant", **odd}]}


FORMATS = ["chatgpt", "claude", "openwebui", "librechat", "grok", "jsonl"]


@pytest.mark.parametrize("format_name", FORMATS)
def test_one_side_alone_is_never_kept_in_silence(tmp_path: Path, format_name: str) -> None:
    result = read(file_of(tmp_path, _odd_pair(format_name)))
    assert result.said == [("How deep?", "")]
    assert result.only.remarks == (LEFT_OUT,)


def test_a_conversation_without_one_known_message_is_skipped(tmp_path: Path) -> None:
    strange = {"title": "Garlic", "messages": [{"role": "user", "says": "How deep?"}, {"role": "assistant"}]}
    result = read(
        file_of(tmp_path, {"conversations": [strange, {"messages": [ASKED]}, {"messages": [{"role": "user"}]}]})
    )
    assert [(skip.title, skip.reason) for skip in result.skipped] == [("Garlic", UNKNOWN_SHAPE)]
    assert (len(result.conversations), len(result.empty)) == (1, 1)


def test_le_chat_too(tmp_path: Path) -> None:
    question = {"chatId": "c", "role": "user", "id": "q", "content": "How deep?", "createdAt": "2026-01-01T10:00:00Z"}
    answer = {
        **question,
        "role": "assistant",
        "id": "a",
        "content": "",
        "contentChunks": [{"type": "x", "said": "Five"}],
    }
    result = read(file_of(tmp_path, [question, answer], "chat-1.json"))
    assert (result.said, result.only.remarks) == ([("How deep?", "")], (LEFT_OUT,))
