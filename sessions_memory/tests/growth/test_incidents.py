from datetime import date, timedelta

from sessions_memory.growth.rules.choosing import WEEK_LIMIT, Candidate, offered
from sessions_memory.growth.rules.finding import found_in
from sessions_memory.growth.rules.incidents import Incidents, incident_key
from sessions_memory.growth.rules.values import FoundSentence, Kind

MONDAY = date(2026, 3, 2)


def found(text: str, *, rule: str = "finished", version: int = 1, confidence: float = 0.9) -> FoundSentence:
    return FoundSentence(Kind.MILESTONE, rule, version, 0, len(text), text, "You wrote it.", confidence, False)


def candidate(number: int, text: str, *, days: int = 0, confidence: float = 0.9) -> Candidate:
    return Candidate(number, MONDAY + timedelta(days=days), found(text, confidence=confidence))


def test_a_copy_has_the_same_key_whatever_its_marks_and_blanks() -> None:
    one = "I've finally handed in my thesis!"
    assert incident_key(one) == incident_key("i’ve  handed in my THESIS")
    assert incident_key(one) != incident_key("I've finally handed in my novel!")


def test_more_or_less_of_a_sentence_is_the_same_incident() -> None:
    whole = "I accepted the freelance contract with Caribbean Digital Media, but I'm not sure about my budget"
    assert "I accepted the freelance contract with Caribbean Digital Media" in Incidents([whole])


def test_another_object_or_number_is_another_incident() -> None:
    assert "I passed the physics exam" not in Incidents(["I passed the math exam"])
    assert "I got the flat" not in Incidents(["I got the job"])
    first = "I finished the first semester of nursing school in Leeds"
    assert first.replace("first", "second") not in Incidents([first])
    assert "Today I am 200 days sober without a drop" not in Incidents(["Today I am 100 days sober without a drop"])


def test_a_dismissed_one_never_returns() -> None:
    dismissed = "I signed up for a pottery class yesterday"
    again = [
        candidate(1, dismissed),
        candidate(2, "I signed up for a pottery class yesterday.", days=400),
        Candidate(3, MONDAY, found("I signed up for a pottery class", rule="began-anew", version=7)),
    ]
    assert offered(again, known=[dismissed]) == []


def test_an_incident_is_offered_once_where_it_was_told_first() -> None:
    told_twice = [
        candidate(9, "I passed the bar exam in March", days=3),
        candidate(4, "I passed the bar exam", days=1),
    ]
    assert [one.interaction_id for one in offered(told_twice)] == [4]


def test_a_week_has_its_surest_seven_and_each_week_its_own() -> None:
    words = "apple boat candle drum engine flute guitar harp igloo jacket kite lamp".split()
    first = [candidate(n, f"I built a {w}", confidence=n / 100) for n, w in enumerate(words)]
    second = [candidate(50 + n, f"I sold a {w}", days=7) for n, w in enumerate(words)]
    chosen = [one.interaction_id for one in offered([*second, *first])]
    assert chosen == [*range(len(words) - WEEK_LIMIT, len(words)), *range(50, 50 + WEEK_LIMIT)]


def test_what_is_offered_does_not_hang_on_the_order_of_reading() -> None:
    text = "I passed my driving test. I got the job at the museum! We got engaged at the lake."
    candidates = [Candidate(7, MONDAY, one) for one in found_in(text)]
    assert len(candidates) == 3
    assert offered(candidates) == offered(reversed(candidates)) == candidates


def test_sentences_of_small_words_are_told_apart() -> None:
    seen = Incidents(["I did it"])
    assert "I did it!" in seen
    assert "We are in" not in seen
