import pytest

from sessions_memory.recall.cues import asks_overview
from sessions_memory.recall.wishes import begins_with_wish, is_wish


@pytest.mark.parametrize(
    "question",
    [
        "Always name the source when I ask about history.",
        "Please never use emoji.",
        "I cook for four. From now on, give me amounts for four.",
        "Thanks! When I ask about trains, say which platform.",
        "I want you to always answer in metric units",
        "Antworte bitte immer auf Deutsch.",
        "Ab jetzt sag du zu mir.",
        "Wenn ich nach Zügen frage, nenne das Gleis.",
        "Responde siempre en español.",
        "A partir de ahora, usa metros.",
        "Réponds toujours en français.",
        "Désormais, tutoie-moi.",
        "Responde sempre em português.",
        "Всегда отвечай кратко.",
        "从现在开始用中文回答",
        "今後は短く答えてください",
        "앞으로는 짧게 답해 주세요",
    ],
)
def test_what_is_asked_for_good_is_a_wish(question: str) -> None:
    assert is_wish(question)


@pytest.mark.parametrize(
    "question",
    [
        "I always forget my keys.",
        "Never mind.",
        "Never heard of it!",
        "She is kind. Always been, and I never asked why.",
        "Why do trains always come late?",
        "Ich gehe immer zu Fuß.",
        "Wie immer war der Zug zu spät.",
        "Yo siempre llego tarde.",
        "Je suis toujours en retard.",
        "Я всегда опаздываю.",
        "我总算到了",
        "Always name the source. " + "And here is the page that I mean. " * 20,
        "",
        ". " * 250,
    ],
)
def test_what_is_so_or_pasted_is_none(question: str) -> None:
    assert not is_wish(question)


def test_only_a_wish_at_the_beginning_begins_with_it() -> None:
    assert begins_with_wish("Always name the source.") and begins_with_wish("please never use emoji")
    assert not begins_with_wish("I cook for four. From now on, give me amounts for four.")


@pytest.mark.parametrize(
    "question",
    [
        "Can you summarize what I planted?",
        "In which order did I plant the trees?",
        "How has my garden changed?",
        "What did I plant so far?",
        "Fasse zusammen, was ich gepflanzt habe.",
        "In welcher Reihenfolge habe ich gepflanzt?",
        "Resúmeme lo que planté",
        "Fais un résumé de mon jardin",
        "Em que ordem plantei as árvores?",
        "В каком порядке я сажала деревья?",
        "总结一下我的花园",
        "庭のことをまとめて",
        "내 정원을 요약해 줘",
    ],
)
def test_how_it_went_from_the_beginning_asks_for_an_overview(question: str) -> None:
    assert asks_overview(question)


@pytest.mark.parametrize(
    "question",
    [
        "Where did I plant the quince?",
        "Update my resume",
        "Is the order of trees from the nursery late?",
        "What did I buy in order to prune?",
        "",
    ],
)
def test_one_thing_asks_for_none(question: str) -> None:
    assert not asks_overview(question)


def test_a_page_that_is_to_be_summarized_asks_for_none() -> None:
    assert not asks_overview("Summarize this: " + "The quince is a tree. " * 40)
