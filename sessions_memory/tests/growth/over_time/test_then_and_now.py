from datetime import date, timedelta

import pytest

from sessions_memory.growth.over_time.then_and_now import READ_MOST, telling, then_and_now
from sessions_memory.growth.over_time.values import Said
from sessions_memory.recall.language.words import terms_of

START = date(2025, 3, 1)
AFRAID = "I'm afraid of running even one kilometre with my knee."
PROUD = "I ran ten kilometres and my knee held, I'm proud of my running."


def said(*texts: str, every: int = 20) -> list[Said]:
    """Each on a day of its own; ids from 1."""
    return [Said(number, START + timedelta(days=every * number), text) for number, text in enumerate(texts, 1)]


def own(words: str = "running ran knee kilometre kilometres marathon") -> dict[int, float]:
    return dict.fromkeys(terms_of(words), 2.5)


def test_what_was_said_first_stands_beside_what_is_said_lately() -> None:
    told = said(AFRAID, "Which shoes for running on my knee?", f"Thanks. {PROUD} What next?")
    found = then_and_now(told, own())

    assert found and (found.then.text, found.now.text) == (AFRAID, PROUD)
    assert (found.then.day, found.now.interaction_id) == (told[0].day, 3)
    assert told[2].text[found.now.start : found.now.end] == PROUD


@pytest.mark.parametrize(
    "now",
    [
        "Should I be proud of my running and of my knee now?",
        "Can you explain why I'm proud of running ten kilometres with my knee.",
        '"I\'m proud of my running and of my knee, I ran ten kilometres", she told me.',
        "```\nI'm proud of my running and my knee\n```",
        "Translate this: I'm proud of my running, my knee held for ten kilometres.",
        "That's why I'm proud of running.",
        "Thanks, I'm so proud of my running and of my knee.",
        "I'm proud of my running, and this is how many kilometres:",
        "I'm proud of my running: knee => fine, kilometres = 10.",
        "I'm proud of the soup that I cooked for all of my friends.",
        "My running app shows the kilometres of each week in a table.",
        AFRAID,
    ],
)
def test_what_is_asked_not_ones_own_leaning_off_the_theme_or_without_a_stand_is_not_quoted(now: str) -> None:
    assert then_and_now(said(AFRAID, now), own()) is None


def test_two_weeks_must_lie_between() -> None:
    assert then_and_now(said(AFRAID, PROUD, every=14), own())
    assert then_and_now(said(AFRAID, PROUD, every=13), own()) is None
    assert then_and_now(said(AFRAID), own()) is then_and_now([], {}) is None


def test_both_must_share_a_word_of_the_themes_own() -> None:
    swum = "I'm proud of the marathon that my sister swam."
    assert then_and_now(said(AFRAID, swum), own()) is None


def test_a_sentence_is_quoted_up_to_where_it_begins_to_ask() -> None:
    told = said(AFRAID, "I'm proud of my running and of my knee, and can you tell me what comes next?")
    found = then_and_now(told, own())
    assert found and found.now.text == "I'm proud of my running and of my knee"


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (
            "Ich habe Angst vor dem Laufen mit meinem Knie.",
            "Ich bin stolz auf mein Laufen im Regen.",
            "das Laufen und mein Knie",
        ),
        (
            "Tengo miedo de correr con mi rodilla enferma.",
            "Estoy orgulloso de correr diez kilómetros.",
            "correr con mi rodilla",
        ),
        ("我害怕跑步会伤到膝盖。", "我终于喜欢上早晨的跑步了！", "跑步膝盖"),
        ("膝が悪いのでランニングが怖いです。", "私はランニングが好きになりました。", "ランニング 膝"),
    ],
)
def test_other_languages_have_their_own_words_for_it(then: str, now: str, words: str) -> None:
    found = then_and_now(said(then, now), own(words))
    assert found and (found.then.text, found.now.text) == (then, now)


def test_the_most_telling_sentences_lie_over_the_themes_time() -> None:
    between = "I love running in the rain although my knee hates it."
    found = telling(said(AFRAID, "ok", between, "Thanks", PROUD), own(), 3)
    assert [quoted.text for quoted in found] == [AFRAID, between, PROUD]


def test_the_first_time_is_there_even_if_it_was_a_question() -> None:
    first = "Which shoes should I buy for running with a weak knee?"
    assert [quoted.text for quoted in telling(said(first, PROUD), own(), 5)] == [first, PROUD]
    assert [quoted.text for quoted in telling(said(PROUD, first), own(), 5)] == [PROUD]


def test_what_states_tells_more_of_the_first_time_than_what_asks() -> None:
    first = "Which shoes should I buy for running? This is about running with a weak knee after all."
    (quoted,) = telling(said(first), own(), 5)
    assert quoted.text == "This is about running with a weak knee after all."


def test_no_sentence_is_told_twice_and_never_more_than_asked_for() -> None:
    assert len(telling(said(AFRAID, AFRAID, AFRAID), own(), 5)) == 1
    assert len(telling(said(AFRAID, PROUD), own(), 1)) == 1
    assert telling(said(AFRAID), own(), 0) == telling([], own(), 5) == telling(said(AFRAID), {}, 5) == ()


def test_of_very_much_some_is_read_from_the_whole_of_it() -> None:
    day = [Said(number, START, "ok") for number in range(1, 50 * READ_MOST)]
    assert telling([*day, Said(0, START, AFRAID)], own(), 3)
