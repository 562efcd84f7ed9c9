"""Marking words, and cutting a text around them."""

import pytest
from django.template import Context, Template

from insightvault.tests.running_time.growth import Shape, grows_too_fast
from sessions_memory.web.highlighting import excerpt, parts


def marked(text: str, *words: str) -> str:
    return "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in parts(text, words))


MARKED = [
    ("Ines asked about Ines’s notice", ("Ines", "notice"), "[Ines] asked about [Ines]’s [notice]"),
    ("NOTICE and notices", ("notice",), "[NOTICE] and notices"),
    ("C++ (and C)", ("C++",), "[C++] (and C)"),
    ("昨日は京都へ行った", ("京都",), "昨日は[京都]へ行った"),
    ("Straße und STRASSE", ("Straße",), "[Straße] und STRASSE"),
    ("the longer longest word", ("long", "longest"), "the longer [longest] word"),
    ("nothing here", ("", " "), "nothing here"),
    ("", ("a",), ""),
    ("رسالة إلى أمي", ("رسالة",), "[رسالة] إلى أمي"),
]


@pytest.mark.parametrize(("text", "words", "expected"), MARKED)
def test_whole_words_are_marked_in_any_case(text: str, words: tuple[str, ...], expected: str) -> None:
    assert marked(text, *words) == expected


def test_quoted_words_of_two_directions_keep_their_places() -> None:
    html = Template("{% load text_filters %}{{ text|isolate }}").render(
        Context({"text": "Says “جدتي”, “<b>”; from May"})
    )
    assert html == "Says <bdi>“جدتي”</bdi>, <bdi>“&lt;b&gt;”</bdi>; from May"


def test_what_is_marked_is_escaped() -> None:
    html = Template("{% load text_filters %}{{ text|mark:words }}").render(
        Context({"text": "<b>notice</b> & <script>", "words": ["notice", "b", "<script>"]})
    )
    assert html == (
        "&lt;<mark>b</mark>&gt;<mark>notice</mark>&lt;/<mark>b</mark>&gt; &amp; <mark>&lt;script&gt;</mark>"
    )


def test_an_excerpt_begins_shortly_before_what_was_found() -> None:
    text = "before " * 100 + "quince jelly " + "after " * 100
    cut = excerpt(text, ["quince"], 100)
    assert cut.startswith("…before") and cut.endswith("…") and "quince jelly" in cut and len(cut) <= 103


@pytest.mark.parametrize("text", ["", "short", "two\n\nlines  and\tspaces"])
def test_a_short_text_stays_whole_on_one_line(text: str) -> None:
    assert excerpt(text, ["lines"], 100) == " ".join(text.split())


def test_a_word_without_spaces_is_cut_where_the_room_ends() -> None:
    assert excerpt("x" * 500, ["y"], 100) == "x" * 100 + "…"


def test_many_words_are_marked_in_time_in_proportion_to_the_text() -> None:
    words = [f"word{number}" for number in range(500)]

    def work(text: str) -> object:
        return list(parts(text, words)), excerpt(text, words, 280)

    assert grows_too_fast(work, Shape("word ")) == ""
    assert grows_too_fast(work, Shape("word499 ")) == ""
