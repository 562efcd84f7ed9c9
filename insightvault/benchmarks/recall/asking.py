"""Stores labelled conversations through the product's verbs and asks their questions at its door.

    python -m insightvault.benchmarks.recall.asking FOLDER RUN.jsonl [together]

A program of its own, in the benchmark's database. Each history, or all of them
together as one person's, is also asked the questions of `no_memory.txt` and of
`world.txt`, and those of `impersonal.tsv` that one of its pairs answers. Where
EMBEDDING_MODEL is set, what is stored gets its vectors as from the worker, and
a question its own as in a chat.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 (Django is set up first)
from django.contrib.auth.base_user import AbstractBaseUser  # noqa: E402

from chat import llm  # noqa: E402
from chat.embedding import CatchingUp, question_vector  # noqa: E402
from insightvault.benchmarks.recall.evidence import IN_PROMPT  # noqa: E402
from sessions_memory import lifecycle  # noqa: E402
from sessions_memory.database.threads import in_database, next_thread  # noqa: E402
from sessions_memory.models import UserSession  # noqa: E402
from sessions_memory.recall import RecalledMemory, recall  # noqa: E402

RANKED = 50
NO_MEMORY = Path(__file__).with_name("no_memory.txt")
WORLD = Path(__file__).with_name("world.txt")
IMPERSONAL = Path(__file__).with_name("impersonal.tsv")


def main(folder: Path, out: Path, *, together: bool) -> None:
    turns = sorted(_lines(folder / "turns.jsonl"), key=lambda turn: turn["user_id"])
    questions = list(_lines(folder / "questions.jsonl"))

    with out.open("w", encoding="utf-8") as run:
        for name, of_person in groupby(turns, key=lambda turn: "all" if together else turn["user_id"]):
            person = get_user_model().objects.create_user(name)
            pairs = _store(person, list(of_person))
            own = [question for question in questions if together or question["user_id"] == name]

            for row in asyncio.run(_ask(person, pairs, own)):
                run.write(json.dumps(row) + "\n")


def _store(person: AbstractBaseUser, turns: list[dict[str, Any]]) -> dict[int, str]:
    """Returns the pair of each interaction."""
    sessions: dict[str, UserSession] = {}
    pairs: dict[str, list[dict[str, Any]]] = {}

    for turn in turns:
        pairs.setdefault(turn["pair_id"], []).append(turn)

    stored = {}
    for pair, both in pairs.items():
        first = both[0]
        session = sessions.get(first["session_id"])

        if session is None:
            start = _time(first["session_time"])
            session = UserSession.objects.create(user_id=person.pk, session_start=start, session_end=start)
            sessions[first["session_id"]] = session

        texts = [_text(turn) for turn in both]
        asked, answered = ("", texts[0]) if first["role"] == "assistant" else (texts[0], "\n".join(texts[1:]))
        row = lifecycle.store_interaction(session, asked, answered, created_at=_time(first["time"]))
        stored[row.pk] = pair

    return stored


async def _ask(
    person: AbstractBaseUser, pairs: dict[int, str], questions: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    asked = [(question["question_id"], question["question"], _time(question["asked_at"])) for question in questions]
    now = max(time for *_, time in asked)
    needless, of_world, of_nobody = list(_ours(NO_MEMORY)), list(_ours(WORLD)), _answered_by(pairs)

    async with next_thread():
        try:
            await CatchingUp().go_on()
            rows = [await _row(person, pairs, *one) for one in asked]
            none = [await _row(person, pairs, f"{person.pk}/none-{at}", one, now) for at, one in enumerate(needless)]
            world = [await _row(person, pairs, f"{person.pk}/world-{at}", one, now) for at, one in enumerate(of_world)]
            some = [await _row(person, pairs, f"{person.pk}/some-{at}", one, now) for at, one in enumerate(of_nobody)]
        finally:
            await llm.close_clients()

    more = [{**row, "answered_by": pair} for row, pair in zip(some, of_nobody.values(), strict=True)]
    none = [{**row, "is_needless": True} for row in none] + [{**row, "is_of_world": True} for row in world]
    return [*rows, *none, *more]


def _ours(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")


def _answered_by(pairs: dict[int, str]) -> dict[str, str]:
    """The questions of `impersonal.tsv` that one of these pairs answers, with it."""
    there = set(pairs.values())
    asked = (line.partition("\t") for line in _ours(IMPERSONAL))
    return {question: pair for pair, _, question in asked if pair in there}


async def _row(
    person: AbstractBaseUser, pairs: dict[int, str], question_id: str, question: str, now: datetime
) -> dict[str, Any]:
    vector = await question_vector(person, question)
    found, kept = await in_database(_recall, person, question, now, vector)
    ranked = [pairs[memory.interaction_id] for memory in found]

    return {"question_id": question_id, "ranked": ranked, "kept": kept, "by_meaning": vector is not None}


def _recall(
    person: AbstractBaseUser, question: str, now: datetime, vector: list[float] | None
) -> tuple[list[RecalledMemory], int]:
    """The whole ranking, and how many of it an answer would be given."""
    asked: dict[str, Any] = {"user": person, "question": question, "now": now, "question_vector": vector}
    ranked = recall(limit=RANKED, only_enough=False, **asked)
    return ranked, len(recall(limit=IN_PROMPT, **asked)) if ranked else 0


def _text(turn: dict[str, Any]) -> str:
    speaker = f"{turn['speaker']}: " if turn["role"] == "peer" else ""
    caption = f" ({turn['caption']})" if turn["caption"] else ""
    return f"{speaker}{turn['text']}{caption}"


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), together="together" in sys.argv[3:])
