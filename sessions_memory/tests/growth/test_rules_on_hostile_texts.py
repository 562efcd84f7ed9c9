"""A text that somebody sends to hold up a thread costs no more than its length."""

import pytest

from insightvault.tests.running_time.growth import Shape, grows_too_fast
from sessions_memory.growth.rules.finding import found_in

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


@pytest.mark.parametrize("name", PIECES)
def test_the_work_grows_with_the_text_and_no_faster(name: str) -> None:
    assert grows_too_fast(found_in, Shape(PIECES[name])) == ""
