"""What is told in words that no rule has: several kinds of evidence are weighed together."""

import pytest

from sessions_memory.growth.rules.finding import found_in
from sessions_memory.growth.rules.languages import languages
from sessions_memory.growth.rules.values import FoundSentence, Words

WEIGHED = {one.name for language in languages().values() for one in language.weighed}


def weighed(text: str) -> list[FoundSentence]:
    return [found for found in found_in(text) if found.rule in WEIGHED]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My visa got stamped at the consulate on Wednesday. What do people forget to pack?", "milestone"),
        ("The lump is benign. When can I lift my toddler again?", "milestone"),
        ("Gestern hat mir das Gericht das alleinige Sorgerecht zugesprochen. Und jetzt?", "milestone"),
        ("Mein Krimi liegt seit Montag im Buchhandel. Wie geht eine Lesung?", "milestone"),
        ("Turning forty has made me see that nobody was keeping score but me.", "breakthrough"),
        ("Der Marathon hat mich gelehrt, dass ich Schmerzen haben und trotzdem heil sein kann.", "breakthrough"),
    ],
)
def test_what_no_rule_knows_is_found_by_its_weight(text: str, kind: str) -> None:
    (found,) = weighed(text)
    assert found.kind == kind and text.startswith(found.text) and found.how


@pytest.mark.parametrize(
    "text",
    [
        "My visa got rejected at the consulate on Wednesday.",
        "If my visa got stamped on Wednesday, could I fly in May?",
        "My brother's visa got stamped on Wednesday.",
        "The news said that the mayor resigned over the stadium.",
        "We fixed the login on Wednesday and my visa form got stamped by the server.",
        "Fast hätte mir das Gericht gestern das alleinige Sorgerecht zugesprochen.",
        "Meine Schwester hat gestern das alleinige Sorgerecht bekommen.",
        "I see now which form I need.",
        "Mir ist aufgefallen, dass meine Tomaten nach Regen platzen.",
    ],
)
def test_what_is_another_s_or_not_real_weighs_nothing(text: str) -> None:
    assert weighed(text) == []


def test_where_a_rule_fits_nothing_is_weighed() -> None:
    text = "I passed my driving test. My visa got stamped at the consulate on Wednesday."
    assert [found.rule for found in found_in(text)] == ["passed"]


def test_of_a_text_only_its_heaviest_sentence_is_found() -> None:
    heaviest = "The lump is benign, after three years of fear."
    (found,) = weighed(f"My visa got stamped on Wednesday. It rains here. The post is slow. {heaviest}")
    assert found.text == heaviest


def test_a_word_weighs_as_much_in_a_compound_and_with_an_ending() -> None:
    (thing, _) = next(one for one in languages()["de"].weighed if one.by_clause).inside
    assert isinstance(thing, Words) and thing.are_compounds
    texts = (
        "Meine Prüfung ist da, gestern.",
        "Die Hundeführerprüfungen sind da, und mir zittern die Knie, seit gestern.",
    )
    assert [bool(found_in(text)) for text in texts] == [True, True]
