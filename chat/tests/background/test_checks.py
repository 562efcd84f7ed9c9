import pytest

from chat.background.checks import READ_CHARS, SUMMARY_MAX_CHARS, fit_summary, fit_title, has_words
from chat.background.tasks import SUMMARY_TASK, TITLE_TASK


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"Handing in notice"\n', "Handing in notice"),
        ("**Title:** Growing leeks", "Growing leeks"),
        ("Here is a title:\n\nGrowing leeks", "Growing leeks"),
        ("Titel: „Äpfel schneiden im März“", "Äpfel schneiden im März"),
        ("韭菜的种植方法", "韭菜的种植方法"),
        ("「雨どい」の掃除", "「雨どい」の掃除"),
        ("การปลูกต้นไม้", "การปลูกต้นไม้"),
        ("부추 재배", "부추 재배"),
        ("Which is larger, a < b or c?", "Which is larger, a < b or c?"),
        ("Growing\u202e leeks\u200b", "Growing leeks"),
    ],
)
def test_a_title_is_taken_out_of_what_stands_around_it(written: str, title: str) -> None:
    assert fit_title(written) == title


@pytest.mark.parametrize(
    "written",
    [
        "",
        " \n ** \n",
        "OK",
        "好的",
        "Leeks",
        TITLE_TASK,
        "A title of at most eight words",
        "The conversation's title, without quotation marks",
        "Title of the conversation",
        "Titre de la conversation",
        "I'm sorry, but I can't help with that.",
        "Sure! Growing leeks",
        "Asked: How do I grow leeks?",
        "User: leeks and more",
        "⟦turn 1⟧ > Asked: leeks",
        "> Growing leeks",
        "<|im_start|>assistant Growing leeks",
        "<div>Growing leeks</div>",
        "Growing leeks http://example.org/leeks",
        "The person asks how leeks are grown in a small garden, and is told when to sow and when to plant them out.",
        "They ask about leeks.\nThey are told when to sow.",
        "word " * 200_000,
        "x" * 2_000_000,
    ],
)
def test_what_is_no_title_is_none(written: str) -> None:
    assert fit_title(written) == ""


@pytest.mark.parametrize(
    "written", ["", "OK", "Done.", SUMMARY_TASK, "I cannot summarise this.", "⟦turn 1⟧\n> Asked: leeks", "Summary:"]
)
def test_what_is_no_summary_is_none(written: str) -> None:
    assert fit_summary(written) == ""


def test_a_summary_may_have_lines_and_a_long_one_is_cut() -> None:
    assert fit_summary("Summary: You sow leeks.\n\n- When is open.") == "You sow leeks.\n- When is open."
    assert len(fit_summary("You sow leeks in March. " * READ_CHARS)) <= SUMMARY_MAX_CHARS


@pytest.mark.parametrize(
    ("questions", "is_enough"),
    [
        ([], False),
        (["👍", "…", "?"], False),
        (["Hi"], False),
        (["How do leeks grow?"], True),
        (["Leeks", "and then?"], True),
        (["如何种植韭菜？"], True),
    ],
)
def test_a_session_has_words_to_sum_up(questions: list[str], is_enough: bool) -> None:
    assert has_words(questions) is is_enough
