"""The contents of an answer stay within it."""

import pytest
from markdown_it import MarkdownIt

from sessions_memory.exporters.contained import contained

AFTER = "\n\n> [!question] Next\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain *text* - as it was.\n\n- a\n- b", "Plain *text* - as it was.\n\n- a\n- b"),
        ("# One\n\n## Two ##\n\n###### Six\n\n#hash", "## One\n\n### Two ##\n\n###### Six\n\n#hash"),
        ("Title\n=====\n\nPart\n---\nText", "Title\n-----\n\n### Part\n\nText"),
        ("```sh\n# a comment %%\n```\nSo 100 %% sure", "```sh\n# a comment %%\n```\nSo 100 %\\% sure"),
        ("\n \n    # indented code\r\n", "    # indented code"),
        ("Look:\n```py\nx = 1", "Look:\n```py\nx = 1\n```"),
        ("~~~~", "~~~~\n~~~~"),
        ("- list\n  ```\n  open in it", "- list\n  ```\n  open in it"),
        ("<!-- never closed\n\ntext", "\\<!-- never closed\n\ntext"),
        ("<!-- closed -->\n\ntext", "<!-- closed -->\n\ntext"),
        ("<script>\n\nx", "\\<script>\n\nx"),
        ("<div>\n\nx", "<div>\n\nx"),
    ],
)
def test_headings_code_and_comments(text: str, written: str) -> None:
    assert contained(text) == written


@pytest.mark.parametrize(
    "text", ["```", "~~~x\n```", "<!--", "<pre>\n\n# x", "1. a\n\n   ```\n   b", "> ```\n> x", "<?", "<!X"]
)
def test_what_follows_is_read_as_it_is_meant(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(contained(text) + AFTER)
    assert [token.type for token in tokens if token.level == 0][-2:] == ["blockquote_open", "blockquote_close"]
