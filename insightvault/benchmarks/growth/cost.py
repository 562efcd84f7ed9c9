"""Measures the cost of finding themes for a person of many interactions.

Their texts are words of the chats, as often and as many as there, but drawn by chance; and each of many subjects has
the rare words of one chat under spellings of its own.
"""

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from string import ascii_lowercase
from sys import intern

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.people import START, Session
from insightvault.benchmarks.harness import machine
from sessions_memory.growth.filing import file_new
from sessions_memory.growth.themes import find_themes
from sessions_memory.growth.tiles import counted, cut
from sessions_memory.growth.values import Found, Tile, Unit

SESSION = 5
MORE = 50
# A name is made of no more.
QUESTION_CHARS = 1_000
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
    for units in history(of_chats, rows):
        start = time.process_time()
        made.tiles += cut([counted(unit) for unit in units])
        made.counting += time.process_time() - start
        made.questions.update((unit.interaction_id, unit.question[:QUESTION_CHARS]) for unit in units)
    start = time.process_time()
    found = find_themes(made.tiles, lambda ids: {pk: made.questions[pk] for pk in ids})
    finding = time.process_time() - start
    peak = machine.peak_megabytes(os.getpid())
    report.add(f"{rows:,} interactions: counting words, cutting tiles", made.counting, "s CPU")
    report.add(f"{rows:,} interactions: from tiles to themes", finding, "s CPU")
    report.add(f"{rows:,} interactions from nothing", made.counting + finding, "s CPU", at_most=120)
    report.add("peak memory", peak, "MB", at_most=500)
    report.add(f"{MORE} more, filed", _filing(found, of_chats, rows), "s CPU", at_most=5)
    report.notes.append(f"{len(made.tiles):,} tiles; {len(found.themes)} themes where {SUBJECTS} subjects were put.")


def _filing(found: Found, of_chats: dict[str, list[Session]], rows: int) -> float:
    """CPU seconds that MORE interactions take, those whose words are counted included."""
    units = [unit for session in history(of_chats, MORE) for unit in session]
    likeness = {number: theme.likeness for number, theme in enumerate(found.themes)}
    start = time.process_time()
    tiles = list(cut([counted(replace(unit, interaction_id=rows + unit.interaction_id)) for unit in units]))
    file_new(tiles, likeness, found.rarities, {})
    return time.process_time() - start


def history(of_chats: dict[str, list[Session]], rows: int) -> Iterator[list[Unit]]:
    rng = random.Random(1)
    turns = [[turn for session in sessions for turn in session.turns] for sessions in of_chats.values()]
    subjects = _subjects(turns)
    for number in range(1, rows // SESSION + 1):
        subject = rng.choice(subjects)
        at = START + timedelta(hours=number)
        yield [
            Unit(SESSION * number + place, number, at + timedelta(minutes=place), at.date(), *subject.turn(rng))
            for place in range(SESSION)
        ]


@dataclass(frozen=True)
class _Subject:
    """`words`: of the questions, and of the answers, of a chat; `lengths`: how many both have."""

    words: list[list[str]]
    lengths: list[tuple[int, int]]
    rare: set[str]
    mark: str

    def turn(self, rng: random.Random) -> tuple[str, str]:
        drawn = zip(self.words, rng.choice(self.lengths), strict=True)
        question, answer = (
            " ".join(_spelled(word, self.rare, self.mark) for word in rng.choices(words, k=length))
            for words, length in drawn
        )
        return question, answer


def _subjects(turns: list[list[tuple[str, str]]]) -> list[_Subject]:
    rare = _rare_words(turns)
    both = [[[text.split() for text in texts] for texts in zip(*own, strict=True)] for own in turns]
    words = [[[intern(word) for text in texts for word in text] for texts in own] for own in both]
    lengths = [list(zip(*([len(text) for text in texts] for texts in own), strict=True)) for own in both]
    chats = [number % len(turns) for number in range(SUBJECTS)]
    marks = [2 * ascii_lowercase[number // len(turns)] for number in range(SUBJECTS)]
    return [_Subject(words[chat], lengths[chat], rare, mark) for chat, mark in zip(chats, marks, strict=True)]


def _spelled(word: str, rare: set[str], mark: str) -> str:
    return f"{word}{mark}" if word.lower() in rare else word


def _rare_words(turns: list[list[tuple[str, str]]]) -> set[str]:
    used = Counter(
        word
        for own in turns
        for word in {word.lower() for both in own for text in both for word in text.split() if WORD.fullmatch(word)}
    )
    return {word for word, chats in used.items() if chats <= RARE_IN}
