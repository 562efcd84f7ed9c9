from sessions_memory.database.text import cut
from sessions_memory.summaries import summary_from_questions, title_from_question


def test_a_title_is_the_first_line_that_says_something() -> None:
    assert title_from_question("\n\n## Plan the week\nwith details") == "Plan the week"


def test_a_long_title_is_cut_at_a_word() -> None:
    title = title_from_question("word " * 50)
    assert len(title) <= 70 and title.endswith("word…")


def test_nothing_but_spaces_is_cut_too() -> None:
    assert cut(" " * 500, 100) == "…"


def test_one_endless_word_and_text_without_spaces_are_cut_too() -> None:
    assert len(title_from_question("x" * 500)) == 70
    assert len(title_from_question("日本語" * 100)) == 70


def test_signs_alone_give_no_title() -> None:
    assert title_from_question("### \n---\n") == ""


def test_a_summary_has_the_first_question_and_the_most_telling_in_their_order() -> None:
    questions = ["How was it?", "ok", "Should I hand in my notice before Christmas or after?", "ok", "thanks"]
    assert summary_from_questions(questions).splitlines()[0] == "How was it?"
    assert "hand in my notice" in summary_from_questions(questions)
    assert summary_from_questions([]) == ""
