import pytest

from sessions_memory.recall.language.cues import asks_overview
from sessions_memory.recall.language.wishes import begins_with_wish, is_wish


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
        "Always bring a source.",
        "In the future, please answer shorter",
        "When answering, always use metric units",
        "Immer wenn ich nach Rezepten frage, rechne für vier.",
        "Antworte mir immer auf Deutsch",
        "Siempre responde en español",
        "Nunca uses emojis",
        "Cada vez que te pregunte por recetas, usa gramos",
        "N'utilise jamais d'emoji",
        "Sempre responde em português",
        "Отвечай всегда кратко",
        "Никогда не используй эмодзи",
        "永远不要用表情",
        "絶対に絵文字を使わないで",
        "절대 이모지를 쓰지 마",
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
        "Always tired after lunch.",
        "Never slept so badly",
        "Never again!",
        "Always happy to help.",
        "In the future, cars will fly.",
        "When I ask my son to clean up, he screams.",
        "When you write JSON by hand you make mistakes",
        "Bin immer müde nach dem Essen.",
        "Kann nie schlafen",
        "Geht nie",
        "In Zukunft werden Autos fliegen",
        "Wenn ich nach Hause komme, bin ich müde",
        "Jedes Mal, wenn ich laufe, tut das Knie weh",
        "Ella siempre llega tarde",
        "Cada vez que corro me duele la rodilla",
        "Siempre que corro me duele la rodilla",
        "Chaque fois que je cours, j'ai mal",
        "À l'avenir, les voitures voleront",
        "Ele sempre diz isso",
        "Tenho sempre fome",
        "Всегда хотел поехать в Японию",
        "Никогда не был в Париже",
        "Каждый раз, когда бегаю, болит колено",
        "总是睡不好怎么办",
        "每次我跑步膝盖都疼",
        "当我问他的时候他不说话",
        "常に眠いです",
        "今後は値上がりしますか",
        "항상 피곤해요",
        "내가 물었을 때 그는 대답하지 않았다",
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
        "Wie hat sich mein Garten verändert?",
        "¿Cómo ha cambiado mi jardín?",
        "Comment mon jardin a-t-il évolué ?",
        "Como evoluiu o meu jardim?",
        "Как изменился мой сад?",
        "我的花园有什么变化",
        "庭はどう変わった",
        "정원이 어떻게 변했어",
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
        "Has my order arrived, and which order is late?",
        "How do I know what changed in the garden law?",
        "So far so good",
        "",
    ],
)
def test_one_thing_asks_for_none(question: str) -> None:
    assert not asks_overview(question)


def test_a_page_that_is_to_be_summarized_asks_for_none() -> None:
    assert not asks_overview("Summarize this: " + "The quince is a tree. " * 40)
