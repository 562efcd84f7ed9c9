"""No answer costs more than its budget of work, however it was made to, whole or word by word."""

import time
from collections.abc import Iterator

import pytest
from pygments.lexers import get_lexer_by_name

from chat.answer.highlighting import LANGUAGES, MAX_CHARS, SLOW, SLOW_MAX_CHARS, highlighted
from chat.answer.rendering import BlockWriter, render
from chat.answer.work import ANSWER_WORK, LOOKING_WORK, STEP_WORK, TooMuchWork, Work
from chat.tests.answer.bombs import BOMBS
from insightvault.tests.running_time import shapes
from insightvault.tests.running_time.growth import (
    TRIES,
    Shape,
    grows_too_fast,
    least_seconds,
    no_collection,
    takes_at_most,
)

pytestmark = pytest.mark.once
SIZES = (20_000, 200_000)
# Of what an ordinary answer takes that needs its whole budget, a tenth of a second. A bomb takes up to twice as long,
# a step of one that comes word by word a sixth; without a budget they take from one second to an hour.
TIMES, STEP_TIMES = 4, 0.5
# Of the same, for a screen full of code that was made to be slow: it takes up to as long, and is looked at aside.
SLOW_TIMES = 3
PIECE_CHARS = 500
TEXT = "A paragraph with **bold** words, `code` and a [link](https://example.org), as people write it.\n\n"


def test_there_are_enough_of_them() -> None:
    assert len(BOMBS) >= 106


@pytest.fixture(scope="module")
def ordinary() -> float:
    """In seconds of this machine."""
    return least_seconds(render, TEXT * 800)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_rendered_within_its_budget_or_shown_as_written(name: str, size: int, ordinary: float) -> None:
    text, page = BOMBS[name](size), Work(ANSWER_WORK)
    html = render(text, page)
    assert page.done <= ANSWER_WORK
    assert len(html) < 3_000_000
    assert takes_at_most(TIMES * ordinary, render, text)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_that_comes_word_by_word_holds_nobody_up(name: str, ordinary: float) -> None:
    text = BOMBS[name](SIZES[0])
    for _ in range(TRIES):
        steps, aside = written(text)
        if max(steps) < STEP_TIMES * ordinary and sum(steps) + aside < TIMES * ordinary:
            return

    pytest.fail(f"{max(steps):.2f} s a step, {sum(steps) + aside:.2f} s in all; an ordinary answer: {ordinary:.2f} s")


def written(text: str) -> tuple[list[float], float]:
    """Seconds of each step, and of those that were done aside."""
    writer, steps, aside, blocks = BlockWriter(), [0.0], 0.0, []
    with no_collection():
        for begin in range(0, len(text), PIECE_CHARS):
            writer.write(text[begin : begin + PIECE_CHARS])
            began = time.thread_time()
            try:
                blocks += writer.look(STEP_WORK)
            except TooMuchWork:
                steps.append(time.thread_time() - began)
                blocks += writer.look()
                aside += time.thread_time() - began
            else:
                steps.append(time.thread_time() - began)

    blocks += writer.finish()
    assert blocks[-1].end == len(text)
    return steps, aside


def test_what_comes_after_the_budget_stands_as_it_was_written() -> None:
    html = render(TEXT + "# <a>\n" * 20_000)
    assert "<strong>bold</strong>" in html
    assert '<p class="as-written"># &lt;a&gt;\n# &lt;a&gt;\n' in html
    assert html.count("&lt;a&gt;") == 20_000


def test_ordinary_answers_are_rendered_whole() -> None:
    html = render(TEXT * 400)
    assert html.count("<strong>bold</strong>") == 400 and "as-written" not in html


def test_the_same_text_costs_the_same_whole_or_word_by_word() -> None:
    text = TEXT * 50
    page, writer = Work(ANSWER_WORK), BlockWriter()
    whole = render(text, page)
    blocks = []
    for begin in range(0, len(text), 7):
        writer.write(text[begin : begin + 7])
        blocks += writer.look()
    blocks += writer.finish()
    assert "".join(block.html for block in blocks) == whole
    assert writer.done == page.done


def test_a_step_that_is_too_much_loses_nothing() -> None:
    text = "".join(f"- item {n}\n" for n in range(100)) + "\nThe end.\n\n"
    writer = BlockWriter()
    writer.write(text)
    with pytest.raises(TooMuchWork):
        writer.look(500)
    blocks = writer.look() + writer.finish()
    assert "".join(block.html for block in blocks) == render(text)


def codes() -> Iterator[Shape]:
    yield from shapes.of_signs(ends=("",))
    yield from shapes.of_phrases()


def once(languages: frozenset[str]) -> list[str]:
    """Each by one of its names."""
    return sorted({str(get_lexer_by_name(language).name): language for language in sorted(languages)}.values())


@pytest.mark.parametrize("language", once(LANGUAGES))
def test_a_language_s_highlighting_takes_time_in_proportion_to_its_code(language: str) -> None:
    def work(code: str) -> str:
        return highlighted(code, language, Work(LOOKING_WORK * 10))

    wrong = [how for shape in codes() if (how := grows_too_fast(work, shape, longest=512))]
    assert wrong == []


@pytest.mark.parametrize("language", once(SLOW))
def test_a_language_that_is_slow_is_given_little(language: str, ordinary: float) -> None:
    def work(code: str) -> str:
        return highlighted(code, language, Work(LOOKING_WORK))

    work("a")
    slowest = SLOW_TIMES * ordinary
    wrong = [shape for shape in codes() if not takes_at_most(slowest, work, shape.of_length(SLOW_MAX_CHARS))]
    assert wrong == []


def test_code_of_other_languages_and_longer_code_is_shown_plain() -> None:
    assert highlighted("a = 1", "lilypond", Work(0)) == "a = 1"
    assert "<span" not in highlighted("a = 1\n" * MAX_CHARS, "python", Work(0))
    assert "<span" in highlighted("a = 1", "Python", Work(LOOKING_WORK))
