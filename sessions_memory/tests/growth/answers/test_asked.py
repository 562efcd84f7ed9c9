import pytest

from sessions_memory.growth.answers.asked import Asks, asks, themes_meant
from sessions_memory.growth.values import OwnWord


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How has my thinking about “Running” changed?", Asks.CHANGE),
        ("how have I changed since I left the job", Asks.CHANGE),
        ("What has changed in how I talk to my sister?", Asks.CHANGE),
        ("What did I think about moving back then?", Asks.CHANGE),
        ("Wie hat sich meine Sicht auf das Geld verändert?", Asks.CHANGE),
        ("Was hat sich bei mir geändert?", Asks.CHANGE),
        ("What did I finish this year?", Asks.REACHED),
        ("What have I really achieved since March?", Asks.REACHED),
        ("List my milestones, please.", Asks.REACHED),
        ("Was habe ich dieses Jahr geschafft?", Asks.REACHED),
        ("When did I start running?", Asks.BEGUN),
        ("How long have I been learning Spanish?", Asks.BEGUN),
        ("Wann habe ich mit dem Laufen angefangen?", Asks.BEGUN),
    ],
)
def test_a_question_about_the_years_is_known(question: str, kind: Asks) -> None:
    assert asks(question) is kind


@pytest.mark.parametrize(
    "question",
    [
        "How do I change a tyre?",
        "What changed in Python 3.13?",
        "How has Berlin changed since 1990?",
        "When did the war start?",
        "What did Napoleon achieve?",
        "Which flour makes a starter bubble most?",
        "How can I finish my essay by Friday?",
        "When should I start running?",
        "Wann beginnt der Sommer?",
        "Was hat sich an der Steuer geändert?",
        "Thanks!",
        "",
        "x" * 200_000,
    ],
)
def test_every_other_question_is_left_alone(question: str) -> None:
    assert asks(question) is None


def test_the_theme_whose_words_the_question_has_is_meant() -> None:
    words = {1: [OwnWord(11, "run", 3.0), OwnWord(12, "knee", 1.0)], 2: [OwnWord(21, "flour", 2.0)]}
    names = {1: frozenset({11}), 2: frozenset({22})}

    assert themes_meant(frozenset({12}), words, names) == [1]
    assert themes_meant(frozenset({22, 12}), words, names) == [2]
    assert themes_meant(frozenset({99}), words, names) == []
