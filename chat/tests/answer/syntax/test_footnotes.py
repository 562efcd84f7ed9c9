import re

import pytest

from chat.answer.draft import Draft
from chat.answer.rendering import BlockWriter, render
from sessions_memory.models import UserInteraction

ANSWER = "Leeks[^1] freeze[^cold].\n\n- a[^1]\n\n[^1]: *Allium*.\n[^cold]: Below -15.\n\n    Mulch[^1] helps.\n"


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


def test_notes_and_what_refers_to_them_lead_to_each_other() -> None:
    html = render(ANSWER, answer="a7-")
    assert sorted(ids(html)) == ["a7-note-1", "a7-note-2", "a7-ref-1", "a7-ref-2"]
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(ids(html))
    assert '<div><p><em>Allium</em>.</p>\n</div><a class="note-back"' in html and "<p>Mulch<sup>" in html


def test_two_answers_on_a_page_share_no_id() -> None:
    assert not set(ids(render(ANSWER, answer="a7-"))) & set(ids(render(ANSWER, answer="a8-")))


@pytest.mark.parametrize(
    "text",
    ["[^1]", "[^0-9] and [^a-z]", "`[^1]`\n\n[^1]: x", "\\[^1]\n\n[^1]: x", "x[^2]\n\n[^1]: y", "[^1]:x", "[^ ]: x"],
)
def test_brackets_without_a_note_stay_text(text: str) -> None:
    assert "<sup" not in render(text)


def test_a_note_never_referred_to_is_shown_without_a_way_back() -> None:
    html = render("[^1]: https://a.example/b")
    assert 'href="https://a.example/b"' in html and "note-back" not in html


def test_notes_in_notes_lose_no_word() -> None:
    html = render("[^1]: [^2]: inner\n\n    [^3]: last")
    assert "inner" in html and "last" in html


def test_labels_bring_no_marks_of_their_own() -> None:
    assert render('x[^a"b]\n\n[^a"b]: <b>').count("<sup") == 0
    assert "<b>" not in render("x[^a]\n\n[^a]: <b>")


def test_an_answer_that_is_written_says_when_only_the_whole_shows_its_notes() -> None:
    writer = BlockWriter()
    writer.write("Leeks[^cold].\n\n[^cold]: *Allium*.\n")
    assert not writer.look()[0].html.count("<sup")
    writer.finish()
    assert writer.has_notes


@pytest.mark.parametrize("label", ["1", "27", "note-2", "fn1"])
def test_a_reference_looks_while_it_is_written_as_it_will(label: str) -> None:
    writer, text = BlockWriter("a7-"), f"Leeks[^{label}].\n\n"
    writer.write(text + "More.\n")
    assert render(f"{text}[^{label}]: *Allium*.", answer="a7-").startswith(writer.look()[0].html)
    writer.finish()
    assert writer.has_notes


@pytest.mark.parametrize("text", ["`[^1]`", "[^a-z] and [^abc] and [^0-9]", "\\[^1]"])
def test_what_is_no_note_is_none_while_it_is_written(text: str) -> None:
    writer = BlockWriter()
    writer.write(f"{text}\n\nMore.\n")
    assert "<sup" not in writer.look()[0].html


def test_a_reference_that_stays_without_a_note_is_text_in_the_end() -> None:
    draft = Draft(UserInteraction(pk=7))
    draft.add("Leeks[^1].\n\nMore.\n\n")
    assert "<sup" in draft.blocks[0].html
    draft.complete()
    assert "<sup" not in draft.html and "[^1]" in draft.html
