import pytest

from sessions_memory.web.highlighting import excerpt
from sessions_memory.web.plain_text import plain, unmarked


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## The week\n\n**Four** runs, `none` on _Thursday_.", "The week\n\nFour runs, none on Thursday."),
        ("| Day | Run |\n|---|:--:|\n| Tue | 6 km |", "Day, Run\nTue, 6 km"),
        ("- one\n- [two](https://a.example/b_(c))\n> said", "one\ntwo\nsaid"),
        ("a snake_case_name, 3 ~~old~~ \\*stars\\*", "a snake_case_name, 3 old *stars*"),
        ("It is [here](https://a.exam", "It is [here"),
        ("one\n\n---\n\ntwo – three | four", "one\n\n\ntwo – three | four"),
    ],
)
def test_a_quotation_shows_no_marks_of_markdown(markdown: str, text: str) -> None:
    assert unmarked(markdown) == text


def test_a_line_of_a_list_and_an_excerpt_are_one_line_of_it() -> None:
    answer = "# Sleep\n\n" + "It was late. " * 20 + "\n\n## In spring\n\n- **Badly**, after nine"
    assert plain(answer).startswith("Sleep It was late.")
    assert excerpt(answer, ["badly"], 90, is_markdown=True).endswith("In spring Badly, after nine")
