"""Plain text takes a shorter way to its words than other text: both must find the same."""

import random

from sessions_memory.recall.index.packing import TERMS, pack_terms, read
from sessions_memory.recall.language.cues import DATED_WORDS, WORD, is_dated
from sessions_memory.recall.language.words import TOKEN, detect, text_terms, tokens_of

rng = random.Random(7)
PLAIN = [chr(code) for code in range(128)]
WORDLIKE = [*"abcxyzABC019._,:-' \n\t"]


def texts() -> list[str]:
    return ["".join(rng.choices(rng.choice((PLAIN, WORDLIKE)), k=rng.randint(0, 80))) for _ in range(3000)]


def test_plain_texts_have_the_same_words_whichever_way_they_are_read() -> None:
    for text in ("a_b 1.5kg x2 3:15, v1.2.", "no_digits-here's_one", "\x1fa\x1cb\x0bc", *texts()):
        assert tokens_of(text) == TOKEN.findall(text.lower()), repr(text)


def test_plain_texts_are_dated_by_whole_words() -> None:
    assert is_dated("Back on Monday!") and is_dated("in 3 hours") and is_dated("Über morgen")
    assert not is_dated("a_monday mondayish")

    for text in texts():
        words = WORD.findall(text.lower())
        assert is_dated(text) == (any(sign.isdigit() for sign in text) or not DATED_WORDS.isdisjoint(words))


def test_a_language_leads_by_how_many_of_its_words_are_there() -> None:
    assert detect(tokens_of("where is the key of the house")) == "en"
    assert detect(tokens_of("wo ist der Schlüssel für das Haus")) == "de"
    assert detect(tokens_of("¿dónde está la llave de la casa y el perro?")) == "es"
    assert [detect(tokens_of(text)) for text in ("", "qwrtz", "где ключ", "钥匙在哪里", "鍵はどこ", "열쇠")] == [
        *("", "", "ru", "zh", "ja", "ko")
    ]


def test_packed_terms_are_in_order_with_counts_that_stop_at_255() -> None:
    assert read(pack_terms({9: 300, 4: 2}, {7: 1, 4: 255}), TERMS).tolist() == [(4, 2, 255), (7, 0, 1), (9, 255, 0)]
    assert pack_terms({}, {}) == b""


def test_each_word_is_counted_under_its_stem() -> None:
    terms = text_terms("The keys, the key: 7 Keys of brass")
    assert terms.language == "en" and terms.length == 5
    assert sorted(terms.counts.values()) == [1, 1, 3]
