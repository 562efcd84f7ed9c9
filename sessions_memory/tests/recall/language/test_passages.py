"""Asked words are found in a text, and a text made to be slow costs no more than its length."""

import re
from collections.abc import Iterator

import pytest

from sessions_memory.recall import gate
from sessions_memory.recall.language.passages import Mention, mentions, passage
from sessions_memory.recall.language.words import asked_words, clean, term_of
from sessions_memory.web.plain_text import PLAIN_CHARS, plain


class Counted(list[Mention]):
    """Counts how many of its items were handed out."""

    given = 0

    def __iter__(self) -> Iterator[Mention]:
        for item in super().__iter__():
            self.given += 1
            yield item


# The last are marks only once a text has its normal form.
@pytest.mark.parametrize("marks", ["\u0301\u0327", "\u0f73", "\u0327\uff9e"])
def test_marks_upon_marks_end_somewhere_and_the_words_around_them_stay(marks: str) -> None:
    text = clean(f"Crème fox{marks * 1000} runs")
    assert text.startswith("crème fox") and text.endswith(" runs")
    assert max(len(run) for run in re.findall(r"[^\w\s]+", text)) <= 60
    assert clean("re\u0301sume\u0301") == "résumé"


def test_each_mention_of_many_is_looked_at_once() -> None:
    text = "The fox ran.\n" * 900 + "The fox ate a goose.\n" + "The fox ran.\n" * 900
    asked = asked_words("fox goose", ["en"])
    found = Counted(mentions(text, asked))
    assert "The fox ate a goose." in passage(text, found, [1.0, 1.0])
    assert len(found) == 1802 and found.given == len(found)


def test_a_sign_within_a_found_pair_is_not_found_again() -> None:
    text = "好国民好"
    found = mentions(text, asked_words("好国", []))
    assert [text[it.start : it.end] for it in found] == ["好国", "好"] and found[-1].end == len(text)


def numbered() -> int:
    """How many terms were asked for so far."""
    return term_of.cache_info().hits + term_of.cache_info().misses


@pytest.mark.parametrize("signs", ["国民生活時間調査報告書", "カタカナ文字列長大", "사람들이모여서"])
def test_a_long_run_without_spaces_is_looked_through_without_a_term_for_each_pair(signs: str) -> None:
    run = signs * (100_000 // len(signs))
    asked = asked_words(signs[:3], [])
    before = numbered()
    assert len(mentions(run, asked)) == len(run) // len(signs)
    assert not mentions(run, asked_words("marmalade", ["en"]))

    assert not gate.is_needed(run, gate.Strength(0.2, 0.2, 1), names_speaker=False, names_date=False)
    assert numbered() - before < 200


# The accent that stands alone is, in its normal form, a space and a mark without a letter.
@pytest.mark.parametrize("text", ["´", "\u0301", "Was heißt ´ quoi ´ ?"])
def test_an_accent_without_a_letter_can_be_asked_for_and_found(text: str) -> None:
    asked = asked_words(text, ["en", "de"])
    assert asked and mentions("quoi \u0301 !", asked)


def test_of_a_pasted_book_the_beginning_and_the_end_are_asked_for() -> None:
    words = [word.word for word in asked_words(" ".join(f"word{number}" for number in range(9000)), ["en"])]
    assert len(words) == 1000 and {words[0], words[-1]} == {"word0", "word8999"}


def test_of_a_long_empty_text_the_passage_is_empty() -> None:
    assert passage("\n" * 600, [], [1.0]) == ""


def test_of_a_long_answer_one_line_shows_the_beginning() -> None:
    assert len(plain("[" * 100_000)) == PLAIN_CHARS and plain("**Bold** [link](x)") == "Bold link"


@pytest.mark.parametrize("text", ["The fox's 3.5 foxes; FOX-trot 1,000", "Foxes", "no such", "3 and 3.5 and 1,000."])
def test_a_plain_text_is_marked_as_any_other(text: str) -> None:
    asked = asked_words("fox 3.5 1,000 trot", ["en"])
    # Behind a sign of another script it is read the long way.
    assert mentions(text, asked) == mentions(text + " ´", asked)
