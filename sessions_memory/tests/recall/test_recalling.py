"""The door of recall: what is found, why, in which languages, and what does not disturb it."""

from datetime import UTC, datetime, timedelta

import pytest

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.recall import RecalledMemory, recall

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def said(user: User, question: str, answer: str = "Noted.", at: datetime | None = None) -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.start_session(user), question, answer, created_at=at)


def best(user: User, question: str) -> RecalledMemory:
    return recall(user=user, question=question, limit=5, now=NOW)[0]


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("I adopted three kittens from the shelter", "Where did my kitten come from?"),
        ("Ich habe gestern zwei Zwetschgenkuchen gebacken", "Wann habe ich einen Zwetschgenkuchen gebacken?"),
        ("Ayer compré unas lámparas para mi habitación", "¿Dónde está la lampara que compré?"),
        ("J'ai acheté des chaussures rouges pour ma fille", "Quelle chaussure rouge ai-je achetée ?"),
        ("Comprei duas janelas novas para a minha cozinha", "Onde comprei a minha janela?"),
        ("Вчера мы купили новые книги для нашей библиотеки", "Какую книгу мы купили?"),
        ("我昨天养了一只黑猫", "我的猫是什么颜色?"),
        ("昨日、私は京都で桜を見ました", "私はどこで桜を見ましたか?"),
        ("어제 우리 고양이가 병원에 갔어요", "우리 고양이는 어디에 갔어?"),
    ],
)
def test_forms_of_a_word_find_each_other_in_each_language(ann: User, told: str, question: str) -> None:
    row = said(ann, told)
    said(ann, "The weather report for the coast", "Rain.")
    assert best(ann, question).interaction_id == row.pk


def test_a_text_of_another_language_with_the_same_word_is_found(ann: User) -> None:
    row = said(ann, "Ich war gestern mit Ines im Restaurant Quittenhof und es war sehr gut")
    assert best(ann, "Where did I go with Ines to the Quittenhof?").interaction_id == row.pk


def test_reasons_say_which_words_and_which_time(ann: User) -> None:
    said(ann, "My Boundary talk at work", at=datetime(2026, 5, 4, tzinfo=UTC))
    memory = best(ann, "What did I say about the boundary at work in May?")
    assert memory.reasons == ("mentions “Boundary”, “work”", "from May 2026, which you named")
    assert memory.matched == ("Boundary", "work")


def test_what_a_day_named_is_told_of_comes_first(ann: User) -> None:
    said(ann, "My walk in the garden", at=NOW - timedelta(days=40))
    row = said(ann, "My walk in the garden again, with Ines", at=NOW - timedelta(days=6))
    said(ann, "My walk in the garden alone, in the rain", at=NOW - timedelta(days=90))
    assert best(ann, "What happened on my walk in the garden last week?").interaction_id == row.pk


def test_the_answer_s_telling_passage_is_quoted(ann: User) -> None:
    filler = "This sentence says nothing of interest at all. " * 30
    said(ann, "How shall I care for the orchard?", f"{filler}\n\nPrune the quinces in February. {filler}")
    memory = best(ann, "When should I prune my quinces?")
    assert "Prune the quinces in February." in memory.answer and len(memory.answer) < 700


def test_what_was_asked_several_times_is_one_memory(ann: User) -> None:
    for day in range(4):
        said(ann, "When do I prune the old quinces?", at=datetime(2026, 3, 1 + day, tzinfo=UTC))

    found = recall(user=ann, question="When should I prune my old quinces?", limit=5)
    assert [memory.times_asked for memory in found] == [4]
    assert "asked 4 times, last on 4 March 2026" in found[0].reasons


def test_a_question_of_two_words_is_one_memory_only_with_itself(ann: User) -> None:
    said(ann, "Prune quinces?", at=datetime(2026, 3, 1, tzinfo=UTC))
    said(ann, "prune  quinces?", at=datetime(2026, 3, 2, tzinfo=UTC))
    said(ann, "Quinces, prune?", at=datetime(2026, 3, 3, tzinfo=UTC))
    found = recall(user=ann, question="When should I prune my old quinces?", limit=5)
    assert sorted(memory.times_asked for memory in found) == [1, 2]


def test_what_is_in_the_prompt_already_is_left_out(ann: User, bob: User) -> None:
    row, other = said(ann, "I planted quinces"), said(ann, "I ate all my quinces")
    said(bob, "I planted quinces, too")
    found = recall(user=ann, question="What about my quinces?", limit=5, exclude=frozenset({row.pk}))
    assert [memory.interaction_id for memory in found] == [other.pk]


@pytest.mark.parametrize(
    "question",
    [
        "the",
        "🎉🎉",
        "quinces AND NOT (\"garden\" NEAR/2 *) OR 'x'; DROP TABLE",
        "quin\x00ces my quinces",
        "my quinces \ud800",
        "ᚠᚢᚦᚨᚱᚲ",
        "",
        " ",
        "-" * 5000,
        "my " + "quinces and medlars " * 5000,
        "我" * 100_000,
        "x" * 100_000,
    ],
)
def test_any_question_is_answered(ann: User, question: str) -> None:
    row = said(ann, "I planted quinces")
    found = recall(user=ann, question=question, limit=5)
    ids = [memory.interaction_id for memory in found]
    assert ids == [row.pk] or ("my quinces" not in question and not ids)


def test_what_is_said_next_to_a_match_follows_it_between_two_people(ann: User) -> None:
    session = lifecycle.start_session(ann)
    rows = [
        lifecycle.store_interaction(session, question, answer)
        for question, answer in (
            ("Ines: Did you hear of the quinces?", "Tom: Which quinces?"),
            ("Ines: Those of my aunt", "Tom: She sells them on Mondays"),
            ("Ines: And the boat?", "Tom: Sunk."),
        )
    ]

    found = recall(user=ann, question="What did Ines say of the quinces?", limit=2)
    assert [memory.interaction_id for memory in found] == [rows[0].pk, rows[1].pk]
    assert found[1].reasons[-1] and found[1].text == "Ines: Those of my aunt"


LONG_ANSWER = "This is a long answer of a model, with much in it that nobody asked for. " * 10


def test_a_wish_comes_along_with_what_is_asked_about_the_same(ann: User, bob: User) -> None:
    wish = said(ann, "Always name the platform when I ask about trains.", LONG_ANSWER)
    said(bob, "Always name the price when I ask about trains.", LONG_ANSWER)

    for number in range(8):
        said(ann, f"I saw trains, number {number}", LONG_ANSWER)

    memory = best(ann, "Which trains shall I take?")
    assert memory.interaction_id == wish.pk and memory.reasons[-1] == "a standing wish of yours"
    assert wish.pk not in [memory.interaction_id for memory in recall(user=ann, question="my walks in Porto", limit=10)]


def test_an_overview_holds_no_length_against_what_was_told(ann: User) -> None:
    session = lifecycle.start_session(ann)
    told = lifecycle.store_interaction(
        session, "I laid out the garden with Ines: beds, a path of bricks, a bench, a pond, a garden gate", LONG_ANSWER
    )

    for number in ("first", "second", "third", "fourth"):
        lifecycle.store_interaction(session, f"Is the garden good, {number} try?", LONG_ANSWER)

    assert best(ann, "How has my garden changed?").interaction_id == told.pk
    assert best(ann, "Is my garden good?").interaction_id != told.pk
