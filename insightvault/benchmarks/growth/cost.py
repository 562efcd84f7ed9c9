"""What finding themes costs a person of many interactions.

Their texts are those of the chats, in which each of many subjects has the rare words of one chat under spellings of
its own: so words come as often as in real ones.
"""

import random
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.people import START, Session
from sessions_memory.growth.themes import find_themes
from sessions_memory.growth.tiles import counted, cut
from sessions_memory.growth.values import Tile, Unit

SESSION = 5
SUBJECTS = 60
# A word of so few of the chats is rare.
RARE_IN = 2
WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass
class _Made:
    """`counting`: CPU seconds, without those that making the texts took."""

    tiles: list[Tile] = field(default_factory=list)
    questions: dict[int, str] = field(default_factory=dict)
    counting: float = 0.0


def add(report: Report, of_chats: dict[str, list[Session]], rows: int) -> None:
    made = _Made()
    for units in _sessions(of_chats, rows):
        start = time.process_time()
        made.tiles += cut([counted(unit) for unit in units])
        made.counting += time.process_time() - start
        made.questions.update((unit.interaction_id, unit.question) for unit in units)
    start = time.process_time()
    found = find_themes(made.tiles, lambda ids: {pk: made.questions[pk] for pk in ids})
    finding = time.process_time() - start
    report.add(f"{rows:,} interactions: counting words, cutting tiles", made.counting, "s CPU")
    report.add(f"{rows:,} interactions: from tiles to themes", finding, "s CPU")
    report.add(f"{rows:,} interactions from nothing", made.counting + finding, "s CPU", at_most=120)
    report.add("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", at_most=500)
    report.notes.append(f"{len(made.tiles):,} tiles; {len(found)} themes where {SUBJECTS} subjects were put.")


def _sessions(of_chats: dict[str, list[Session]], rows: int) -> Iterator[list[Unit]]:
    rng = random.Random(1)
    turns = {chat: [turn for session in sessions for turn in session.turns] for chat, sessions in of_chats.items()}
    rare = _rare_words(turns)
    names = list(turns)
    for number in range(1, rows // SESSION + 1):
        subject = rng.randrange(SUBJECTS)
        own = turns[names[subject % len(names)]]
        first = rng.randrange(len(own) - SESSION)
        at = START + timedelta(hours=number)
        texts = [_spelled(turn, rare, subject) for turn in own[first : first + SESSION]]
        yield [
            Unit(SESSION * number + place, number, at + timedelta(minutes=place), at.date(), *both)
            for place, both in enumerate(texts)
        ]


def _spelled(turn: tuple[str, str], rare: set[str], subject: int) -> tuple[str, str]:
    mark = "abcdefghijkl"[subject // 5 % 12]

    def own(word: re.Match[str]) -> str:
        return f"{word[0]}{mark}{mark}" if word[0].lower() in rare else word[0]

    question, answer = (WORD.sub(own, text) for text in turn)
    return question, answer


def _rare_words(turns: dict[str, list[tuple[str, str]]]) -> set[str]:
    used = Counter(
        word
        for own in turns.values()
        for word in {word.lower() for both in own for text in both for word in WORD.findall(text)}
    )
    return {word for word, chats in used.items() if chats <= RARE_IN}
