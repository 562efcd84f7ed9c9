"""HTML that is made to be slow, or broken, as Markdown."""

from typing import Any

import pytest

from sessions_memory.importers.mapping.message.markup import as_markdown

MANY = 200_000


class Counted(str):
    """How far every search in a text went, in characters."""

    searched = 0

    def find(self, *given: Any) -> int:
        sub, begin = given
        found = super().find(sub, begin)
        self.searched += (len(self) if found < 0 else found) - begin

        return found


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!-- ", "<!", "<?", "</", "<a ", "<a href='", '<a href="', "<a b=\"'<i c='\"", "<", "<script>", "&#"],
)
def test_what_is_never_closed_is_read_once(piece: str) -> None:
    html = Counted("<p>Hello</p>" + piece * MANY)
    assert as_markdown(html).startswith("Hello")
    assert html.searched <= 2 * len(html)


def test_lists_in_lists_without_end_are_indented_so_far() -> None:
    text = as_markdown("<ul><li>x" * 20_000)
    assert len(text) < 20_000 * 30


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b and b > c", "a < b and b > c"),
        ("2 &lt; 3 &amp;amp; &#x1F600;", "2 < 3 &amp; 😀"),
        (f"so &#{'9' * 5000}; on", f"so &#{'9' * 5000}; on"),
        ("<P CLASS='a>b'>One<BR/>two</P>", "One\ntwo"),
        ("<!doctype html><!-- <b>no</b> --><b>yes</b><?php no ?>", "**yes**"),
        ("<script>if (a < b) '<b>'</SCRIPT >seen<style>p > a{}</style>", "seen"),
        ("<template><b>no</b></template><head><title>no</title></head>yes", "yes"),
        ('<a data-href="http://no.example" HREF = "https://example.org/?a=1&amp;b=2">here</a>', None),
        ("<a href=https://example.org/x>here</a>", "[here](https://example.org/x)"),
        ("kept <b never closed", "kept <b never closed"),
        ("kept <!-- the rest is a comment", "kept"),
        ("</p></ul></a></pre>stray", "stray"),
    ],
)
def test_broken_and_odd_pages(html: str, text: str | None) -> None:
    assert as_markdown(html) == (text or "[here](https://example.org/?a=1&b=2)")
