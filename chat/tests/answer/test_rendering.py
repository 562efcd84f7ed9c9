import random

import pytest

from chat.answer.rendering import Block, BlockWriter, render

ANSWER = """# Hello *world*

The sum:
$$
S = 1

+ 2
$$
**注意：**看 https://example.com/x。 H<sub>2</sub>O<br>and

- a
  \\[ x
  + y \\]

A paragraph with $x^2+1$, $5 and $6, \\(a_b\\), https://example.com/x and [link][ref].

\\[ \\int_0^1 x dx

= 1 \\]

[ref]: https://ref.example/ "T"

- a
- b
  - c

1. one

2. two

text
a | b
---|---
1 | 2

```python
def f(x):
    return "s" + 1  # hi

    more
```

Setext
---
> quote
lazy

See [link][ref]. 😀

    indented code

~~struck~~ end
"""


def add(writer: BlockWriter, text: str) -> list[Block]:
    writer.write(text)
    return writer.look()


def blocks_of(pieces: list[str]) -> list[tuple[str, int]]:
    writer = BlockWriter()
    blocks = [block for piece in pieces for block in add(writer, piece)] + writer.finish()
    return [(block.html, block.end) for block in blocks]


@pytest.mark.parametrize("seed", range(20))
def test_blocks_are_the_same_however_the_pieces_fall(seed: int) -> None:
    chance = random.Random(seed)
    pieces, rest = [], ANSWER

    while rest:
        size = chance.randint(1, 40)
        pieces.append(rest[:size])
        rest = rest[size:]

    assert blocks_of(pieces) == blocks_of([ANSWER])


# In each something may still become a formula, or not.
HALF_FORMULAS = [
    "The area is:\n$$\nA\n\nB\n$$\nhere.\n\nAnd so on.\n",
    "a\n$$ x\n- y\n$$\n\nb $$\n",
    "a\n$$\nnever closed\n\n# b\n\n- c\n\nd\n",
    "$$ begins a sentence\n- a\n\nb $$\n\nc\n",
    "\\[\nx\n\n+ y\n\\]\nand\n\\begin{align}\na\n- b\n\\end{align}\nend\n",
    "- a\n  $$\n  x\n\n  + y\n  $$\n\nb\n",
    "- a\n  $$\n  x\n\nb\n$$\n",
    "- a\n$$\nx\n\n+ y\n$$\n- b\n",
    "> \\[\n> x\n\nb\n\\]\n",
    "```\n$$\n```\n\n$$\nx\n$$\n",
    "|a|\n|-|\n|b|\n$$\nx\n$$\n",
]


@pytest.mark.parametrize("text", HALF_FORMULAS)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_what_may_become_a_formula_is_waited_for(text: str, size: int) -> None:
    assert blocks_of([text[i : i + size] for i in range(0, len(text), size)]) == blocks_of([text])


def test_a_list_that_is_written_shows_no_half_formula() -> None:
    writer = BlockWriter()
    add(writer, "- one\n- two:\n  $$\n  \\frac{1}{2} * a_1\n")
    assert (preview := writer.preview()) and preview.html == '<ul dir="auto">\n<li>one</li>\n<li>two:</li>\n</ul>\n'
    assert preview.end == len("- one\n- two:\n")

    add(writer, "  $$\n")
    assert (preview := writer.preview()) and "<math" in preview.html


def test_a_formula_that_never_closes_holds_up_no_answer_that_is_long() -> None:
    writer = BlockWriter()
    blocks = add(writer, "a\n$$\nx\n\n" + "A paragraph of some words.\n\n" * 1_000)
    assert len(blocks) > 500


def test_blocks_join_to_the_finished_answer_and_end_where_it_ends() -> None:
    blocks = blocks_of(list(ANSWER))
    assert "".join(html for html, _ in blocks) == render(ANSWER)
    assert blocks[-1][1] == len(ANSWER)


def test_a_block_is_sent_once_the_next_one_has_begun() -> None:
    writer = BlockWriter()
    assert add(writer, "First paragraph.\n\n") == []
    closed = add(writer, "Second\n")
    assert [block.html for block in closed] == ["<p>First paragraph.</p>\n"]
    assert closed[0].end == len("First paragraph.\n\n")


def test_a_list_and_code_can_be_seen_before_they_close_and_a_paragraph_needs_not() -> None:
    writer = BlockWriter()
    add(writer, "- one\n- **two**\n- thr")
    preview = writer.preview()
    assert preview and preview.html == '<ul dir="auto">\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>\n'
    assert preview.end == len("- one\n- **two**\n")

    add(writer, "ee\n\nA paragraph\n")
    assert writer.preview() is None
    writer = BlockWriter()
    add(writer, "```python\nx = 1\n")
    assert (preview := writer.preview()) and "data-code" in preview.html


def test_code_is_highlighted_by_classes_and_can_be_copied() -> None:
    html = render("```python\ndef f(): pass\n```")
    assert '<span class="k">def</span>' in html
    assert "data-copy-code" in html
    assert "style=" not in html


def test_table_columns_keep_their_alignment_by_classes() -> None:
    html = render("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<td class="right">2</td>' in html and "style=" not in html


def test_formulas_become_mathml_and_money_stays_money() -> None:
    html = render("It is $x^2$ and costs $5 or $6.")
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
    assert "$5 or $6" in html


def test_a_broken_formula_is_shown_as_it_is() -> None:
    assert "\\frac{" in render("$\\frac{$")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](vbscript:x)",
        "![x](http://evil.example/pixel.png)",
        "![x](javascript:alert(1))",
        '```"><script>alert(1)</script>\n```',
        '[x](http://a.example "onmouseover=alert(1)")',
        "<iframe src=//evil.example></iframe>",
        '<https://a.example/" onclick="alert(1)>',
        "$\\href{javascript:alert(1)}{x}$",
        "$\\text{<script>alert(1)</script>}$",
        "<style>*{display:none}</style>",
        "\\[ \\style{background:url(http://evil.example)}{x} \\]",
    ],
)
def test_nothing_hostile_gets_through(hostile: str) -> None:
    html = render(hostile)
    assert "<script" not in html and "<iframe" not in html and "<style" not in html and "<img" not in html
    assert 'href="javascript' not in html and 'href="data' not in html and 'href="vbscript' not in html
    assert " onerror=" not in html.replace("&", "") or "&lt;img" in html
    assert " onclick=" not in html.split("<a")[-1].split(">")[0]


def test_links_open_elsewhere_and_tell_nothing() -> None:
    html = render("[x](https://a.example)")
    assert 'target="_blank"' in html and 'rel="noopener noreferrer nofollow"' in html


def test_an_image_becomes_a_link() -> None:
    assert ">a cat</a>" in render("![a cat](https://a.example/cat.png)")


@pytest.mark.parametrize("text", ["- item\n" * 1000, "> " * 500 + "x", "|a" * 2000 + "\n" + "|-" * 2000, "*" * 20_000])
def test_large_and_deep_answers_are_rendered(text: str) -> None:
    assert "".join(html for html, _ in blocks_of([text[i : i + 50] for i in range(0, len(text), 50)]))


@pytest.mark.parametrize(
    "text",
    [
        "\\(" * 100_000,
        "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|x\n" * 60,
        "a\n\n" * 60_000,
        "- line\n" * 8_000,
        "```\nx\n```\n" * 20_000,
        "# h\n" * 50_000,
        "[" * 50_000,
        "`" * 50_001 + "*_" * 20_000,
    ],
)
def test_no_answer_costs_long_or_grows_out_of_bounds(text: str) -> None:
    pieces = [text[i : i + 1000] for i in range(0, len(text), 1000)]
    writer = BlockWriter()
    blocks = [block for piece in pieces for block in add(writer, piece)] + writer.finish()
    assert blocks[-1].end == len(text)
    assert len(blocks) <= 3_002  # the most, what was open then, and the rest

    assert sum(len(block.html) for block in blocks) < 40 * len(text) + 400_000


def test_a_formula_brings_no_elements_of_its_own() -> None:
    html = render('$\\text{</mtext></math><div/class="toast"><a/href="https://evil.example">Log in</a></div>}$')
    assert "<div" not in html and "<a" not in html


def test_signs_that_end_a_line_elsewhere_do_not_move_a_block() -> None:
    text = "One\u2028two\x85three\x0cfour\n\n```python\nx = 1\n```\n\nAfter."
    html = render(text)
    assert html.count("<pre") == 1 and "<p>After.</p>" in html
