"""Gemini's activity from Takeout, and AI Studio's prompts."""

from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Attachment, Limits, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import file_of, read


def activity(title: str = "Prompted Why blue?", answer: str = "<p>Light.</p>", **fields: Any) -> dict[str, Any]:
    given = {"header": "Gemini Apps", "title": title, "time": "2026-04-01T10:00:00.123Z", "products": ["Gemini Apps"]}
    return {**given, **({"safeHtmlItem": [{"html": answer}]} if answer else {}), **fields}


def test_each_record_is_a_question_with_its_answer(tmp_path: Path) -> None:
    conversation = read(file_of(tmp_path, [activity(attachedFiles=["sky.png"])])).only
    assert (conversation.source, conversation.title) == ("gemini", "Why blue?")
    assert conversation.started_at == conversation.updated_at == conversation.turns[0].asked_at
    assert conversation.turns[0].attachments == (Attachment("sky.png"),)
    assert (conversation.turns[0].question, conversation.turns[0].answer) == ("Why blue?", "Light.")


def test_a_record_is_known_by_its_time_and_question(tmp_path: Path) -> None:
    records = [
        activity(),
        activity(answer="<p>Changed</p>"),
        activity("Prompted Why red?"),
        activity(time="2026-04-02T10:00:00Z"),
    ]

    assert len(set(read(file_of(tmp_path, records)).ids)) == 3


def test_what_was_not_asked_is_empty_and_other_languages_are_kept_whole(tmp_path: Path) -> None:
    records = [activity("Gave feedback: good", ""), activity("Gefragt: Warum?"), activity("Prompted Still?", "")]
    result = read(file_of(tmp_path, records))
    assert [[(t.question, t.answer) for t in each.turns] for each in result.conversations] == [
        [("Gefragt: Warum?", "Light.")],
        [("Still?", "")],
    ]
    assert len(result.empty) == 1
    (remark,) = result.remarks

    assert "is not English" in remark.text


def test_answers_become_markdown_without_script_or_style(tmp_path: Path) -> None:
    html = (
        "<h2>Sky</h2><p>It is <strong>blue</strong> &amp; <a href='https://example.org/s'>wide</a>"
        "<a href='javascript:x'>!</a>.</p><script>steal()</script><style>p{}</style><ul><li>one</li><li>two<ol><li>deep"
        "</li></ol></li></ul><pre><code>a\n  b</code></pre><p>Use <code>c</code></p><table><tr><td>x</td></tr></table>"
        "<img src=https://evil.example>"
    )

    assert read(file_of(tmp_path, [activity(answer=html)])).only.turns[0].answer == (
        "## Sky\n\nIt is **blue** & [wide](https://example.org/s)!.\n\n- one\n- two\n  1. deep\n\n"
        "```\na\n  b\n```\n\nUse `c`\n\n | x"
    )


def test_activity_of_another_product_is_not_read(tmp_path: Path) -> None:
    path = file_of(tmp_path, [activity("Watched a film", header="YouTube", products=["YouTube"])])
    with pytest.raises(UnreadableExport, match="an object with “header”, “title”"):
        list(read_export([path], Limits()))


def test_a_prompt_of_ai_studio(tmp_path: Path) -> None:
    chunks = [
        {"role": "user", "text": "Why?", "driveImage": {"id": "x"}},
        {"role": "model", "text": "Hm.", "isThought": True},
        {"role": "model", "parts": [{"text": "So."}]},
    ]

    told = {"parts": [{"text": "Be brief."}]}
    record = {
        "runSettings": {"model": "models/gemini-3"},
        "systemInstruction": told,
        "chunkedPrompt": {"chunks": chunks},
    }

    result = read(file_of(tmp_path, record))
    turn = result.only.turns[0]
    assert (turn.question, turn.answer, turn.thinking, turn.model) == ("Why?", "So.", "Hm.", "gemini-3")
    assert turn.attachments == (Attachment("driveImage", "image"),)
    assert [note.text for note in result.offered] == ["Be brief."]
