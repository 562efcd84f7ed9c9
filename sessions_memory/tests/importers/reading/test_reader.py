"""Whole files: recognised by content, read in any layout, resumed, and refused with a sentence."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Limits, Position, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import Result, chatgpt, claude, file_of, read, zip_of

WORDS_MOST = 30
SENTENCE_END = re.compile(r"[.”]\.?(?= [A-Z]|$)")
Q, A = ("user", "Why?"), ("assistant", "Because.")


def records(*numbers: int) -> list[dict[str, Any]]:
    return [chatgpt(Q, A, source_id=f"c-{n}", title=f"Number {n}") for n in numbers]


def refusal(*paths: Path) -> str:
    with pytest.raises(UnreadableExport) as refused:
        list(read_export(paths, Limits()))

    return str(refused.value)


LAYOUTS = {
    "a list": json.dumps(records(1, 2)),
    "indented": json.dumps(records(1, 2), indent=2),
    "with a byte order mark": b"\xef\xbb\xbf" + json.dumps(records(1, 2)).encode(),
    "UTF-16": json.dumps(records(1, 2)).encode("utf-16"),
    "below a key": json.dumps({"version": 1, "conversations": records(1, 2)}),
    "below a key behind others": json.dumps({"meta": {"x": [1]}, "conversations": records(1, 2)}),
    "one a line": "\n".join(json.dumps(record) for record in records(1, 2)),
    "with a stranger's spaces": " [ \r\n\t" + " ,\n".join(json.dumps(record) for record in records(1, 2)) + "\n ] \n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_in_order(tmp_path: Path, layout: str) -> None:
    result = read(file_of(tmp_path, LAYOUTS[layout], "anything.bin"))
    assert (result.ids, result.skipped, result.remarks) == (["c-1", "c-2"], [], [])


def test_one_conversation_alone_is_an_export(tmp_path: Path) -> None:
    assert read(file_of(tmp_path, records(7)[0])).ids == ["c-7"]


def test_long_files_are_read_through_many_pieces(tmp_path: Path) -> None:
    many = [
        chatgpt(("user", "Why? " * 2000), ("assistant", 'Quote " \\ } ] , {' * 900), source_id=str(n))
        for n in range(80)
    ]
    many[5]["title"] = many[60]["title"] = "T" * 400_000
    assert read(file_of(tmp_path, many)).ids == [str(n) for n in range(80)]


def test_names_do_not_matter_but_those_of_side_files_do(tmp_path: Path) -> None:
    entries = {
        "My Export\\conversations-010.json": records(3),
        "My Export/conversations-002.json": records(2),
        "__MACOSX/My Export/._conversations.json": b"\x00\x05\x16\x07",
        "shared_conversations.json": records(8),
        "user.json": {"email": "ann@example.org"},
        "file-abc-my own.json": records(9),
        "notes.json": {"mine": True},
        "chat.html": "<html></html>",
        "photo.png": b"\x89PNG",
    }

    result = read(zip_of(tmp_path, entries, "renamed.dat"))
    assert sorted(result.ids) == ["c-2", "c-3"]
    assert [remark.text for remark in result.remarks] == [
        "Not read, because no conversations were found in it: notes.json."
    ]


def test_one_archive_may_hold_several_formats(tmp_path: Path) -> None:
    path = zip_of(tmp_path, {"a.json": records(1), "b.json": [claude(("human", "Q"), ("assistant", "A"))]})
    assert [each.source for each in read(path).conversations] == ["chatgpt", "claude"]


# Going on


def test_reading_goes_on_after_any_position(tmp_path: Path) -> None:
    paths = [
        zip_of(tmp_path, {"conversations-000.json": records(1, 2), "conversations-001.json": [None, *records(3)]}),
        file_of(tmp_path, {"conversations": records(4, 5)}, "wrapped.json"),
        file_of(tmp_path, "\n".join(json.dumps(record) for record in records(6, 7)), "lines.jsonl"),
        file_of(tmp_path, json.dumps(records(8)).encode("utf-16"), "wide.json"),
    ]

    whole = read(*paths)
    assert whole.ids == [f"c-{n}" for n in range(1, 9)]

    for number, position in enumerate(whole.positions, 1):
        before = read(*paths, stop_after=number)
        kept = json.loads(json.dumps({name: getattr(position, name) for name in Position.__dataclass_fields__}))
        after = read(*paths, after=Position(**kept))
        assert before.ids + after.ids == whole.ids
        assert len(before.skipped + after.skipped) == 1

    assert all(
        a.bytes_done <= b.bytes_done <= b.bytes_total
        for a, b in zip(whole.positions, whole.positions[1:], strict=False)
    )


def test_reading_on_after_the_last_position_yields_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, records(1))
    assert read(path, after=read(path).positions[-1]) == Result()


# One bad part costs that part


def test_a_broken_file_among_several_costs_that_file(tmp_path: Path) -> None:
    entries = {"a.json": records(1), "b.json": '[{"title": "Cut', "c.json": records(3), "d.json": "<html>"}
    result = read(zip_of(tmp_path, entries))
    assert result.ids == ["c-1", "c-3"]
    assert [skipped.title for skipped in result.skipped] == ["b.json", "d.json"]
    outside = read(file_of(tmp_path, b"%PDF-1.4", "x.pdf"), file_of(tmp_path, records(1)))

    assert [(each.title, each.reason) for each in outside.skipped] == [("x.pdf", "It is a PDF document.")]


def test_what_was_cut_off_is_said(tmp_path: Path) -> None:
    text = json.dumps(records(1, 2))
    result = read(file_of(tmp_path, text[: text.index("Number 2") + 300]))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["c-1"], ["Number 2"])
    unclosed = read(file_of(tmp_path, text[:-1]))
    assert (unclosed.ids, len(unclosed.skipped)) == (["c-1", "c-2"], 1)


def test_text_after_the_end_and_a_second_list_are_said(tmp_path: Path) -> None:
    text = json.dumps(records(1))
    assert len(read(file_of(tmp_path, f"{text}\nxyz")).skipped) == 1
    glued = read(file_of(tmp_path, f"{text}\n{json.dumps(records(2))}"))
    assert (glued.ids, len(glued.remarks)) == (["c-1", "c-2"], 1)


def test_a_broken_line_costs_that_line(tmp_path: Path) -> None:
    lines = [json.dumps(record) for record in records(1, 2, 3)]
    lines[1] = lines[1][:-30]
    result = read(file_of(tmp_path, "\n".join(lines)))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["c-1", "c-3"], ["Number 2"])


def test_a_value_that_is_not_json_costs_its_record(tmp_path: Path) -> None:
    text = json.dumps(records(1, 2, 3)).replace('"Number 2"', '"Number 2", "broken": tru')
    result = read(file_of(tmp_path, text))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["c-1", "c-3"], ["Number 2"])


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e400", "9" * 5000])
def test_numbers_that_are_none_cost_nothing(tmp_path: Path, number: str) -> None:
    text = json.dumps(records(1)).replace('"update_time"', f'"x": {number}, "update_time"')
    assert read(file_of(tmp_path, text)).ids == ["c-1"]


def test_bytes_that_are_not_utf8_are_replaced_and_said(tmp_path: Path) -> None:
    data = json.dumps(records(1)).encode().replace(b"Why?", b"Wh\xff\xfe?")
    conversation = read(file_of(tmp_path, data)).only
    assert conversation.turns[0].question == "Wh\ufffd\ufffd?"
    assert conversation.remarks[0].startswith("Some bytes in it were not UTF-8")


def test_deep_nesting_costs_its_record(tmp_path: Path) -> None:
    deep = json.dumps(records(1)[0])[:-1] + ', "x": ' + "[" * 50_000 + "]" * 50_000 + "}"
    result = read(file_of(tmp_path, f"[{deep}, {json.dumps(records(2)[0])}]"))
    assert (result.ids, result.skipped[0].title) == (["c-2"], "Number 1")
    assert result.skipped[0].reason == "It is nested deeper than 200 levels."


def test_a_record_past_the_limit_costs_itself(tmp_path: Path) -> None:
    large = chatgpt(("user", '\\" [ ' * 400_000), source_id="large", title="Large")
    path = file_of(tmp_path, [large, *records(2)])
    result = read(path, limits=Limits(conversation_bytes=1_000_000))
    assert (result.ids, result.skipped[0].title) == (["c-2"], "Large")
    assert result.skipped[0].reason == "It is larger than 1 MB."


def test_records_that_all_begin_otherwise_are_read_too(tmp_path: Path) -> None:
    varied = [{f"key{n}": n, f"other{n}": 1, **record} for n, record in enumerate(records(*range(300)))]
    assert len(read(file_of(tmp_path, varied)).conversations) == 300
    alternating = [record if n % 2 else {"key": 1, **record} for n, record in enumerate(records(*range(300)))]
    assert len(read(file_of(tmp_path, alternating)).conversations) == 300


# Nothing to import


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b" \n\t", "is empty."),
        (b"[]", "only an empty list"),
        (b"{}", "an empty object"),
        (b"42", "a number"),
        (b'"text"', "a text"),
        (b"null", "nothing (null)"),
        (b"true", "a true or false"),
        (b"[[1]]", "a list of 1"),
        (b'{"invalid": 1}', "an object with “invalid”"),
        (b"[" * 90_000, "nested deeper"),
        (b"<!DOCTYPE html><html>Sign in</html>", "download link has expired"),
        (b"<html><script>var jsonData = [];</script></html>", "Choose the whole ZIP"),
        (b'<html><div class="outer-cell mdl-cell">', "choose JSON"),
        (b"Rar!\x1a\x07\x00", "RAR archive"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"MZ\x90\x00", "a program"),
        (b"\x00\x01\x02", "neither text nor an archive"),
        (b"Conversation,Time,Author,Message\n", "Microsoft Copilot"),
        (b"## User\n\nHello", "a text file"),
        (b"SQLite format 3\x00" + b"\x00" * 500, "damaged database"),
        (b"PK\x03\x04 and no more", "interrupted download"),
    ],
)
def test_an_unknown_file_is_said_to_be_what_it_looks_like(tmp_path: Path, content: bytes, sentence: str) -> None:
    said = refusal(file_of(tmp_path, content, "mine.json"))
    assert said.startswith("“mine.json” ")
    assert sentence in said
    assert len(said.split()) <= WORDS_MOST
    assert len(SENTENCE_END.findall(said)) == 2, "a sentence of what happened, and one of what to do"


def test_a_refusal_quotes_no_text_of_the_person(tmp_path: Path) -> None:
    assert "secret" not in refusal(file_of(tmp_path, [{"key": "secret", "other": ["secret"]}]))


def test_a_file_of_strangers_is_given_up_early(tmp_path: Path) -> None:
    assert "an object with “a”" in refusal(file_of(tmp_path, [{"a": n} for n in range(5_000)]))


def test_strangers_at_the_beginning_do_not_make_a_file_unknown(tmp_path: Path) -> None:
    result = read(file_of(tmp_path, [*[{"a": n} for n in range(150)], *records(1)]))
    assert (result.ids, len(result.skipped)) == (["c-1"], 150)
