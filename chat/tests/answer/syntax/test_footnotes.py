import re

import pytest

from chat.answer.rendering import BlockWriter, render

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
    writer.write("Leeks[^1].\n\n[^1]: *Allium*.\n")
    assert not writer.look()[0].html.count("<sup")
    writer.finish()
    assert writer.has_notes
