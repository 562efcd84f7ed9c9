"""ChatGPT's citations, as links that lead to the web and nowhere else."""

from pathlib import Path
from typing import Any

from sessions_memory.tests.importers.exports import chatgpt, chatgpt_node, file_of, read


def answer_of(folder: Path, text: str, metadata: dict[str, Any]) -> str:
    record = chatgpt(("user", "Why?"))
    record["mapping"]["a"] = chatgpt_node("a", "n1", "assistant", text, metadata=metadata)
    return read(file_of(folder, [{**record, "current_node": "a"}])).only.turns[0].answer


def test_citations_become_links_or_go_whole(tmp_path: Path) -> None:
    mark, lost = "\ue200cite\ue202turn0search0\ue201", "\ue200cite\ue202turn1news3\ue201"
    entity = '\ue200entity\ue202["people","Ada Example"]\ue201'
    text = f"\ue203Cited words\ue204 {mark}, linked by {entity}{lost}. Old【3†source】【9†gone】."
    start = text.index("【3")
    metadata = {
        "content_references": [
            {"matched_text": mark, "items": [{"title": "A [page]", "url": "https://example.org/a_(b)"}]},
            {"matched_text": " ", "items": [{"title": "Footer", "url": "https://example.org/f"}]},
        ],
        "citations": [
            {"start_ix": start, "end_ix": start + 10, "metadata": {"title": "B", "url": "https://example.org/b"}},
            {"start_ix": -1, "end_ix": "x", "metadata": None},
        ],
    }

    assert answer_of(tmp_path, text, metadata) == (
        "Cited words ([A \\[page\\]](https://example.org/a_%28b%29)), linked by Ada Example."
        " Old ([B](https://example.org/b))."
    )


def test_old_marks_are_known_in_a_file_read_in_the_wrong_encoding_once(tmp_path: Path) -> None:
    mark = "【3:0†source】"
    metadata = {
        "citations": [{"start_ix": 3, "end_ix": 15, "metadata": {"title": "B", "url": "https://example.org/b"}}]
    }
    misread = "".join(bytes([byte]).decode("cp1252") if byte != 0x90 else "\x90" for byte in mark.encode())
    assert answer_of(tmp_path, f"See{misread}.", metadata) == "See ([B](https://example.org/b))."


def test_no_link_leads_to_anything_but_the_web(tmp_path: Path) -> None:
    mark = "\ue200cite\ue202turn0search0\ue201"
    references = [{"matched_text": mark, "items": [{"title": "Click", "url": "javascript:alert(1)"}]}]
    assert answer_of(tmp_path, f"See {mark}", {"content_references": references}) == "See (Click)"
