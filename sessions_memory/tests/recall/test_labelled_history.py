"""How much of a small labelled history is recalled: a floor, below which a change of the ranking is no improvement.

`a_year.jsonl`: twenty sessions of three turns, named by day and place. `asked_of_a_year.jsonl`: questions asked at its
end, each with the turn that answers it.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserSession
from sessions_memory.recall import recall
from sessions_memory.tests.recall.ranking import NOW

SHOWN = 5
# Shares of the questions whose turn is among the first five, and whose turn is the first of all.
FOUND_LEAST, FIRST_LEAST = 0.95, 0.55


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]


def stored(user: User) -> dict[str, int]:
    """The ids of the turns, by their names."""
    sessions: dict[str, UserSession] = {}
    ids = {}

    for told in read("a_year.jsonl"):
        day, _, place = told["turn"].partition("/")
        session = sessions.get(day) or sessions.setdefault(day, lifecycle.start_session(user))
        at = datetime.fromisoformat(f"{day}T18:00:00").replace(tzinfo=UTC) + timedelta(minutes=3 * int(place))
        ids[told["turn"]] = lifecycle.store_interaction(session, told["question"], told["answer"], created_at=at).pk

    return ids


def test_what_a_question_needs_is_among_the_first_memories(ann: User) -> None:
    ids, questions, places = stored(ann), read("asked_of_a_year.jsonl"), {}
    assert (len(ids), len(questions)) == (60, 40)

    for asked in questions:
        found = [each.interaction_id for each in recall(user=ann, question=asked["question"], limit=SHOWN, now=NOW)]
        wanted = ids[asked["turn"]]
        places[asked["question"]] = found.index(wanted) if wanted in found else SHOWN

    missed = [question for question, place in places.items() if place == SHOWN]
    later = [question for question, place in places.items() if place]
    assert 1 - len(missed) / len(questions) >= FOUND_LEAST, missed
    assert 1 - len(later) / len(questions) >= FIRST_LEAST, later
