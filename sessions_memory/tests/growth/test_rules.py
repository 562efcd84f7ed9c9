"""What rules find, and what they leave alone: one case for each kind of trap."""

import re

import pytest

from sessions_memory.growth.rules.finding import FOUND_LIMIT, found_in
from sessions_memory.growth.rules.languages import languages


def kinds(text: str) -> list[str]:
    return [found.kind for found in found_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "I finally handed in my thesis on Friday. What do people do with a free evening?",
        "Passed my driving test! Which car is cheap to insure?",
        "After nine years I got my black belt.",
        "I've just accepted the role in Leeds, so can you help me find a flat?",
        "Our daughter was born on Thursday.",
        "I quit smoking in March and haven't had a cigarette since.",
        "We closed on our first house this morning.",
        "My novel is out since Tuesday.",
        "I signed up for a pottery class yesterday.",
        "Ich habe heute endlich meine Bachelorarbeit abgegeben.",
        "Gestern bin ich in meine erste eigene Wohnung gezogen.",
        "Die Gesellenprüfung habe ich bestanden, im zweiten Anlauf.",
        "Ich wurde heute zur Abteilungsleiterin befördert.",
        "Seit gestern bin ich Papa.",
    ],
)
def test_a_milestone_is_found(text: str) -> None:
    assert kinds(text) == ["milestone"]


@pytest.mark.parametrize(
    "text",
    [
        "I realized today that I say yes because I'm afraid of disappointing people.",
        "It dawned on me that I've been chasing my mother's dream.",
        "I used to think that resting was lazy, but now I see it as part of the work.",
        "I no longer believe that I have to earn love.",
        "The real problem isn't my boss. It's that I never say no.",
        "I finally get how recursion works, it's just trusting the smaller case.",
        "Mir ist klar geworden, dass ich immer nur funktioniert habe.",
        "Jetzt verstehe ich, dass es nie um das Geld ging.",
        "Früher dachte ich, Schwäche sei peinlich, heute weiß ich, dass sie verbindet.",
        "Ich habe akzeptiert, dass ich meinen Bruder nicht retten kann.",
    ],
)
def test_a_breakthrough_is_found(text: str) -> None:
    assert kinds(text) == ["breakthrough"]


@pytest.mark.parametrize(
    "text",
    [
        # Asked, hoped, wished, planned, nearly, not.
        "Have I passed the exam?",
        "I passed the exam, right?",
        "I hope I got the job.",
        "I wish I had finished school.",
        "I will hand in my thesis on Friday.",
        "I almost ran my first marathon.",
        "I haven't finished my thesis yet.",
        "If I got the job, I would move to Leeds.",
        "I don't think I realized how afraid I was.",
        "Ich hoffe, ich habe die Prüfung bestanden.",
        "Ich habe meine Masterarbeit noch nicht abgegeben.",
        "Wenn ich den Job bekommen hätte, wäre ich umgezogen.",
        # Others.
        "My sister got promoted last week.",
        "He told me that he'd quit his job and opened a bakery.",
        "You finally understood what I meant.",
        "Meine Schwester hat endlich geheiratet.",
        # Invented, quoted, pasted.
        "In my novel I finally understood my father.",
        "I dreamed that I won the championship and bought a house.",
        "Imagine I won the lottery. I bought a house.",
        'Please improve this: "I graduated in June and founded my own company."',
        "> I got the job!\nWhat do you make of this line?",
        "Translate into French: I got engaged last weekend.",
        "Here is what my student wrote:\n\nI finally understood that I was afraid.",
        "Can you check my motivation letter? I graduated with honours and started my career in Leeds.",
        "Role play: you are a doctor. I've just received my diagnosis.",
        "Anna: I got the job!\nBen: I finally finished my thesis!",
        "```\nI finished my thesis.\n```",
        "Übersetze: Wir haben uns verlobt.",
        # Long ago, and in the background.
        "When I joined the firm we still used fax machines.",
        "After I finished my degree I worked in a call centre.",
        "I got married in 1998 and we lived in Hull.",
        "Als ich 2011 in die Firma kam, gab es Faxgeräte.",
        # Work and everyday.
        "I just finished the login module for my app and all the tests pass.",
        "I completed sprint 2 with all tickets closed.",
        "I started the dishwasher and it leaks.",
        "I bought new sneakers for 120 dollars.",
        "I finally fixed the printer.",
        "I realized the file was in the wrong folder.",
        "I realized I forgot the eggs.",
        "I see now, thanks.",
        "Ich habe den Server gestartet, aber die Seite bleibt leer.",
        "Mir ist aufgefallen, dass die Datei im falschen Ordner liegt.",
        # No language of ours.
        "J'ai terminé mon mémoire hier soir.",
        "",
    ],
)
def test_a_trap_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_what_is_found_stands_letter_for_letter_in_the_text() -> None:
    text = "Hey! I’ve finally handed in my  thesis – three years of work, so how do I celebrate?\nBye."
    (found,) = found_in(text)
    assert text[found.start : found.end] == found.text
    assert found.text == "I’ve finally handed in my  thesis – three years of work"
    assert found.how and found.rule and found.version


def test_somebody_elses_words_keep_their_places() -> None:
    text = "```\ncode\n```\n> quoted\nI passed the bar exam. “I failed”, said nobody."
    (found,) = found_in(text)
    assert found.text == "I passed the bar exam."


def test_an_earlier_year_is_no_news_and_the_same_year_is() -> None:
    text = "I graduated from college in 2024 with honours."
    assert found_in(text, year=2026) == []
    assert len(found_in(text, year=2024)) == 1


def test_a_named_language_is_not_guessed() -> None:
    assert found_in("Führerschein bestanden!", language="de")
    assert found_in("Führerschein bestanden!", language="fr") == []


def test_a_text_of_many_milestones_gives_a_few() -> None:
    assert len(found_in("I passed my driving test. " * 100)) == FOUND_LIMIT


def test_a_joining_word_before_a_quoted_clause_is_left_off() -> None:
    long = "I've been reading about many things that take up time and room in my day and in my head " * 3
    (found,) = found_in(f"{long}, and I accepted the role in Leeds.")
    assert found.text.startswith("I accepted the role")


def test_no_name_is_used_twice() -> None:
    names = [(rule.name, language.code) for language in languages().values() for rule in language.rules]
    assert len(names) == len(set(names))


def test_no_pattern_holds_what_was_meant_for_a_format() -> None:
    patterns = [
        pattern.pattern
        for language in languages().values()
        for rule in language.rules
        for pattern in (rule.pattern, rule.about, rule.marked, rule.never)
        if pattern
    ]
    assert not [pattern for pattern in patterns if re.search(r"\{\{|\}\}|\(\d, \d+\)|\{[A-Z]", pattern)]
