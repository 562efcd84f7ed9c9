"""Words on how to answer are not what a question is about."""

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.recall import recall
from sessions_memory.recall.language.instructions import asked_about


@pytest.mark.parametrize(
    "instruction",
    [
        "Two sentences.",
        "In two sentences, please.",
        "Just say OK.",
        "Answer in German.",
        "Please answer in plain English.",
        "Be brief.",
        "Keep it short!",
        "Reply with yes or no.",
        "Step by step.",
        "Remember that",
        "Antworte bitte auf Englisch.",
        "In drei Sätzen.",
        "Sag einfach nur ok.",
        "Merk dir, dass",
        "Fasse dich kurz.",
        "Responde en alemán.",
        "En dos frases.",
        "Réponds en anglais.",
        "En trois phrases.",
        "Responda em inglês.",
        "Seja breve.",
        "Ответь на немецком языке.",
        "Запомни, что",
        "用两句话",
        "ドイツ語で答えてください",
        "두 문장으로",
    ],
)
def test_an_instruction_leaves_nothing_to_look_for(instruction: str) -> None:
    assert not [sign for sign in asked_about(instruction) if sign.isalnum()]


@pytest.mark.parametrize(
    "question",
    [
        "Do you remember that walk?",
        "How many words did my draft have?",
        "Which two sentences did I cut from the speech?",
        "What did I write in German last year?",
        "Why did I answer in anger?",
        "What does the sign say?",
        "Did I keep it short when I cut my hair?",
    ],
)
def test_what_only_sounds_like_one_is_asked(question: str) -> None:
    assert asked_about(question) == question


def test_a_question_keeps_what_it_is_about() -> None:
    assert asked_about("Where are my quinces? Two sentences.").split() == ["Where", "are", "my", "quinces?", "."]
    assert asked_about("Explain my thesis in three sentences.").split() == ["Explain", "my", "thesis", "."]
    assert asked_about("Remember that I parked on level 3").split() == ["I", "parked", "on", "level", "3"]


def test_in_a_pasted_page_only_its_edges_hold_instructions() -> None:
    page = "In two sentences. " + "The walls are grey. " * 1000 + "Be brief."
    assert asked_about(page).split() == ([".", *("The walls are grey. " * 1000).split(), "."])


def test_instructions_match_nothing(ann: User) -> None:
    for told in ("My German answer had two sentences", "I remember that I said ok in German"):
        lifecycle.store_interaction(lifecycle.start_session(ann), told, "Noted.")

    row = lifecycle.store_interaction(lifecycle.start_session(ann), "I planted quinces", "Noted.")
    assert recall(user=ann, question="Just say OK. Two sentences. Answer in German.", limit=5) == []
    found = recall(user=ann, question="Where are my quinces? Answer in German. Two sentences.", limit=5)
    assert [memory.interaction_id for memory in found] == [row.pk]
