"""Which of a model's insights hold: each quotes the person letter for letter, from the question that it names. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chat.growth.reply import numbers_of
from sessions_memory.growth.keeping.offering import Proposed
from sessions_memory.growth.rules.sentences import Sentence, sentences
from sessions_memory.states import InsightKind

PROPOSED_MAX = 3
KINDS = {"milestone": InsightKind.MILESTONE, "breakthrough": InsightKind.BREAKTHROUGH}
# Fewer signs tell of nothing; more are no sentence.
QUOTED_MIN, QUOTED_MAX = 12, 600


@dataclass(frozen=True)
class Question:
    interaction_id: int
    text: str


def holding(entries: Sequence[dict[str, Any]], questions: Sequence[Question]) -> list[Proposed]:
    found = (_proposed(entry, questions) for entry in entries)
    return [one for one in found if one][:PROPOSED_MAX]


def _proposed(entry: dict[str, Any], questions: Sequence[Question]) -> Proposed | None:
    kind, quotation = entry.get("kind"), entry.get("quotation")
    numbers = numbers_of(entry, "quote", most=len(questions))
    if not (isinstance(kind, str) and kind in KINDS and isinstance(quotation, str) and len(numbers) == 1):
        return None

    question = questions[numbers[0]]
    said = _whole_sentences(question.text, quotation.strip())
    if not said or any(one.is_question for one in said) or said[-1].end - said[0].start > QUOTED_MAX:
        return None

    start, end = said[0].start, said[-1].end
    return Proposed(KINDS[kind], question.interaction_id, start, end, question.text[start:end])


def _whole_sentences(text: str, quotation: str) -> list[Sentence]:
    """Those in which the quotation stands: half of a sentence may say what the whole one denies. Empty if in none."""
    start = text.find(quotation)
    if start < 0 or not QUOTED_MIN <= len(quotation) <= QUOTED_MAX:
        return []

    end = start + len(quotation)
    return [one for one in sentences(text) if one.start < end and start < one.end]
