"""A text that somebody sends to hold up a thread costs no more than its length."""

import time

import pytest

from sessions_memory.growth.rules.finding import found_in

LONG = 100_000
SHORT = LONG // 8
# Eight times the text at most so many times the work; a quadratic pattern takes sixty-four times.
GROWTH_AT_MOST = 24
SECONDS_AT_MOST = 10

PIECES = {
    "one letter": "a",
    "blanks": " ",
    "lines": "\n",
    "quotation marks": '"',
    "opening marks": "„",
    "opening English marks": "“",
    "single quotes": " '",
    "backticks": "`",
    "fences": "```",
    "colons": "write: ",
    "task without an end": "translate improve check ",
    "speakers": "Anna: I\n",
    "points": "...",
    "question marks": "?!",
    "brackets": "((",
    "commas": ", ",
    "and": "and ",
    "I": "I ",
    "I have": "I have finally just also ",
    "ich habe": "ich habe endlich ",
    "clauses": "I finished and I, ",
    "leads": "so well and then ",
    "places": "on in at after ",
    "objects": "I finished my own very first big new ",
    "inner": "I realized that I always ",
    "used to": "I used to think I always ",
    "früher": "früher dachte ich immer ",
    "mir": "mir ist mir wurde klar ",
    "sentences": "I passed my test. ",
    "questions": "I passed my test, right? ",
    "hedges": "maybe I think I guess ",
    "numbers": "1. 2. 3.4 ",
    "emoji": "🎉",
}


def seconds_for(text: str) -> float:
    began = time.process_time()
    found_in(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", PIECES)
def test_the_work_grows_with_the_text_and_no_faster(name: str) -> None:
    piece = PIECES[name]
    short, long = (piece * (length // len(piece)) for length in (SHORT, LONG))
    few = max(min(seconds_for(short) for _ in range(2)), 0.005)
    many = seconds_for(long)
    assert many < SECONDS_AT_MOST
    assert many < GROWTH_AT_MOST * few
