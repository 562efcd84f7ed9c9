"""What stems bring together is looked at as it stands."""

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.recall import recall


def asked_after(person: User, said: str, question: str) -> bool:
    for number in range(30):
        lifecycle.store_interaction(lifecycle.start_session(person), f"Which cup fits plate {number}?", "A large one.")

    lifecycle.store_interaction(lifecycle.start_session(person), said, "Good.")
    return bool(recall(user=person, question=question, limit=5))


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("The universe makes me feel small", "What is taught at the university?"),
        ("I play the organ on Sundays", "Which organization helps with housing?"),
        ("We landed at MIA after midnight", "Who is Mia?"),
        ("We raised the fence by a foot", "What does `raise` do?"),
        ("We did an experiment with yeast", "Which experience counts?"),
    ],
)
def test_another_word_of_the_same_stem_recalls_nothing(ann: User, said: str, question: str) -> None:
    assert not asked_after(ann, said, question)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("I teach at the university", "What is taught at the university?"),
        ("I play the organ on Sundays", "Who plays the organ?"),
        ("Mia is my niece", "Who is Mia?"),
        ("We raised the fence by a foot", "Who raises the fence?"),
        ("The universe makes me feel small", "When did I say that the universe makes me feel small?"),
    ],
)
def test_the_same_word_recalls_what_holds_it(ann: User, said: str, question: str) -> None:
    assert asked_after(ann, said, question)
