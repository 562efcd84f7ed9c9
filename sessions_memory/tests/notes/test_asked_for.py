import pytest

from sessions_memory.notes.asked_for import asked_to_remember


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Remember that Ines is my older sister.", "Ines is my older sister."),
        ("please remember: I drink no coffee", "I drink no coffee"),
        ("Keep in mind that I’m vegetarian.\nWhat can I cook?", "I’m vegetarian."),
        ("Don't forget that the rent is due on the 3rd", "The rent is due on the 3rd"),
        ("Merk dir, dass Ines meine Schwester ist.", "Ines meine Schwester ist."),
        ("Bitte merke dir: keine Nüsse", "Keine Nüsse"),
        ("Recuerda que vivo en Porto.", "Vivo en Porto."),
        ("Retiens que je suis végétarienne.", "Je suis végétarienne."),
        ("Запомни, что я живу в Порту.", "Я живу в Порту."),
        ("记住：我不吃坚果", "我不吃坚果"),
        ("Always name the source when I ask about history.", "Always name the source when I ask about history."),
        ("antworte bitte immer auf Deutsch\nWie spät ist es?", "Antworte bitte immer auf Deutsch"),
    ],
)
def test_what_is_asked_to_be_remembered_is_offered(question: str, note: str) -> None:
    assert asked_to_remember(question) == note


@pytest.mark.parametrize(
    "question",
    [
        "Do you remember that Ines is my sister?",
        "Remember that evening in Porto?",
        "Remember when we met?",
        "Remember the milk",
        "I can’t remember that name.",
        "What should I remember?",
        "Remember that",
        "Never mind.",
        "Always with milk?",
        "I always take milk. From now on I take none.",
        "Remember that " + "long " * 400,
        "Noted. Thanks.",
        "",
    ],
)
def test_other_questions_offer_nothing(question: str) -> None:
    assert asked_to_remember(question) == ""
