import pytest

from chat.answer.rendering import BlockWriter, render

README = "Here:\n\n```markdown\n# Tool\n\n```sh\nmake run\n```\n\n## Use\n\nRun it.\n```\n\nThat is all.\n"


def blocks_of(text: str, size: int) -> str:
    writer, html = BlockWriter(), ""
    for begin in range(0, len(text), size):
        writer.write(text[begin : begin + size])
        html += "".join(block.html for block in writer.look())
    return html + "".join(block.html for block in writer.finish())


def test_a_file_in_markdown_holds_the_code_that_stands_in_it() -> None:
    html = render(README)
    assert html.count("<pre") == 1 and "## Use\n\nRun it.\n</code>" in html and "<p>That is all.</p>" in html


@pytest.mark.parametrize("size", [1, 2, 7, 40])
@pytest.mark.parametrize(
    "text", [README, README + README, README.replace("it.\n```\n", "it.\n"), README + "```md\n```\n\nb"]
)
def test_it_is_the_same_however_it_comes(text: str, size: int) -> None:
    assert blocks_of(text, size) == render(text)


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n# a\n```\n\ntext\n\n```sh\nb\n```",
        "```markdown\n```sh\na\n```\n\nnever closed",
        "```python\n```sh\na\n```\n\ntext",
        "````markdown\n```sh\na\n```\n````\n\ntext",
        "- ```markdown\n  ```sh\n  a\n  ```\n\ntext",
    ],
)
def test_other_fences_end_where_commonmark_ends_them(text: str) -> None:
    html = render(text)
    assert "<p>" in html.rpartition("</pre>")[2] or html.count("<pre") == 2
