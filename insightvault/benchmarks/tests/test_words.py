import random
import re

from insightvault.benchmarks import words


def test_no_word_comes_twice_and_the_pieces_are_the_answer() -> None:
    rng = random.Random(3)
    answer = words.answer(rng, 2000)
    numbers = re.findall(r"word(\d+)", answer)
    assert len(numbers) == len(set(numbers)) > 100
    assert "".join(words.cut(rng, answer)) == answer

    assert len(words.cut(rng, answer, pieces=10)) < 30
