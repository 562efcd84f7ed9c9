import re
from html import unescape
from typing import Any, cast

import pytest

from chat.answer import built_in
from chat.answer.rendering import render
from sessions_memory.receipts.values import Receipt


def receipt(**memory: Any) -> Receipt:
    said = {"date": "3 March 2026", "session_title": "Garden", "reasons": ["Says “leeks”"], "score": 1.0}
    return cast(Receipt, {"items": [{**said, "text": "When do leeks freeze?", **memory}], "memory_off": ""})


def test_it_quotes_what_was_asked_and_what_was_answered() -> None:
    html = render(built_in.respond(receipt(answer="Below **-15**.\n\n- Mulch them")))
    asked, answered = html.split("The answer then:")
    assert '<blockquote dir="auto">\n<p>When do leeks freeze?</p>' in asked
    assert '<blockquote dir="auto">\n<p>Below **-15**.</p>\n<p>- Mulch them</p>\n</blockquote>' in answered


def test_a_question_without_an_answer_stands_alone() -> None:
    assert built_in.ANSWERED not in built_in.respond(receipt(answer=""))
    assert built_in.ANSWERED not in built_in.respond(receipt())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "<br> $x$ [^1] **a**",
            "| a |\n|---|\n| b |",
            "<sub>x</sub>",
            "\\[ y \\] and \\(x\\)",
            "f(x) [x] [ ] (a)",
            "[a](b)",
        ),
        *(
            "1) a\n2. b",
            "- [ ] a",
            "$$\nx\n$$",
            "\\begin{align}a\\end{align}",
            "# a",
            "```\na\n```",
            "[^1]: a",
            "[x]: /y",
        ),
    ],
)
def test_signs_of_what_is_quoted_are_shown_and_not_followed(text: str) -> None:
    html = render(built_in.respond(receipt(text=text, answer=text)))
    shown = unescape(re.sub(r"<[^>]*>", "", html))
    assert all(shown.count(line) == 2 for line in text.splitlines() if len(line) > 3)
    assert not re.search("<(br|math|su[bp]|table|[uo]l|a|h1|code|input)[ >]", html)
