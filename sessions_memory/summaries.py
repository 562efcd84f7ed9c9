"""Titles and summaries out of a person's own words. Pure; the model's better ones come from `chat`."""

import re
from collections import Counter

from sessions_memory.database.text import cut

TITLE_CHARS = 70
SUMMARY_QUESTIONS = 3
QUESTION_CHARS = 160
WORD = re.compile(r"\w{4,}")


def title_from_question(question: str) -> str:
    """The first line that says something, cut at a word."""
    lines = (line.strip(" #>*-`\t") for line in question.splitlines())
    return cut(next((line for line in lines if line), ""), TITLE_CHARS)


def summary_from_questions(questions: list[str]) -> str:
    """The first question and the most telling others, in their own order; "" without questions.

    A question tells more the more words it has that no other question of the session uses.
    """
    if not questions:
        return ""

    counts = Counter(word for question in questions for word in words(question))
    rest = range(1, len(questions))
    telling = sorted(rest, key=lambda i: -sum(1 / counts[word] for word in words(questions[i])))
    chosen = [0, *sorted(telling[: SUMMARY_QUESTIONS - 1])]

    return "\n".join(cut(" ".join(questions[i].split()), QUESTION_CHARS) for i in chosen)


def words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))
