"""The letters by which a search passes over most texts."""

import random

from sessions_memory.recall.language.spellings import letters_of, plain, units_of

LETTERS = [*"aAbefiſßẞcİ", *"σςΣ", *"оОй", *"أاىيةٱب", *"3⑴ﬁ½"]
SIGNS = [*LETTERS, *" _'’ʼ.-‐‑+#", "\u0301", "\u0306", "\u0941", "\u0651", "\u0640", "\u200d"]


def test_letters_leave_out_no_word_that_begins_so() -> None:
    """However a text is spelled, what a word in it begins with stands among its letters."""
    dice = random.Random(7)
    for _ in range(4000):
        text = "".join(dice.choices(SIGNS, k=dice.randint(1, 12)))
        words = [form for unit in units_of(text) for form in (plain(text[unit.start : unit.end]), *unit.forms)]
        assert [word for word in words if letters_of(word[:4]) not in letters_of(text)] == [], ascii(text)
