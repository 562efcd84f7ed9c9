"""The people whose themes are measured, made of labelled conversations. Pure; seeded, so that a run can be repeated."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from sessions_memory.growth.values import Unit
from sessions_memory.recall.language.words import token_terms, tokens_of

ONE_OFFS = "one_off_questions.txt"
SMALL_THEMES = "themes_in_other_languages.txt"
START = datetime(2024, 1, 1, 12, tzinfo=UTC)
SHORT_SESSIONS = 8
SHORT_SESSION = 2
TURNS = (2, 5)
REPLY_WORDS = 40
IN_MOST = 0.8


@dataclass(frozen=True)
class Person:
    """`subject_of`: interaction id -> what it is about."""

    units: list[Unit]
    subject_of: dict[int, str]
    one_offs: frozenset[str] = frozenset()

    @property
    def subjects(self) -> set[str]:
        return set(self.subject_of.values()) - self.one_offs

    def session_count(self) -> int:
        return len({unit.session_id for unit in self.units})


@dataclass(frozen=True)
class Session:
    subject: str
    turns: list[tuple[str, str]]
    at: datetime = START


def chats(folder: Path) -> dict[str, list[Session]]:
    """The sessions of each chat, oldest first."""
    sessions: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for turn in _lines(folder / "turns.jsonl"):
        pairs = sessions.setdefault((turn["user_id"], turn["session_id"]), {})
        pairs.setdefault(turn["pair_id"], []).append(turn)
    found: dict[str, list[Session]] = {}
    for (chat, _), pairs in sessions.items():
        first = next(iter(pairs.values()))[0]
        session = Session(chat, [_texts(turns) for turns in pairs.values()], _time(first["session_time"]))
        found.setdefault(chat, []).append(session)
    return {chat: sorted(own, key=lambda session: session.at) for chat, own in found.items()}


def together(of_chats: Iterable[Sequence[Session]]) -> Person:
    """All sessions as one person's, in the order of their time."""
    return _person(sorted((each for own in of_chats for each in own), key=lambda session: session.at))


def first_part(person: Person, share: float) -> Person:
    """The first sessions, as many as are this share of all."""
    sessions = sorted({unit.session_id for unit in person.units})
    chosen = set(sessions[: round(share * len(sessions))])
    units = [unit for unit in person.units if unit.session_id in chosen]
    subject_of = {unit.interaction_id: person.subject_of[unit.interaction_id] for unit in units}
    return Person(units, subject_of, person.one_offs)


def everyday(of_chats: dict[str, list[Session]], folder: Path, *, replies: bool, seed: int = 1) -> Person:
    """A day each: short sessions cut out of the chats, small themes in other languages, questions asked once."""
    rng = random.Random(seed)
    asked = [line.strip() for line in (folder / ONE_OFFS).read_text(encoding="utf-8").splitlines() if line.strip()]
    one_offs = [Session(f"one-off {number}", [(text, "")]) for number, text in enumerate(asked, 1)]
    found = [*_short_sessions(of_chats), *_small_themes(folder), *one_offs]
    if replies:
        words = general_words(of_chats)
        found = [session if session.turns[0][1] else _replied(session, words, rng) for session in found]
    rng.shuffle(found)
    dated = [replace(session, at=START + timedelta(days=day)) for day, session in enumerate(found)]
    return replace(_person(dated), one_offs=frozenset(session.subject for session in one_offs))


def wandering(of_chats: dict[str, list[Session]], seed: int = 1) -> Person:
    """Each chat's sessions go back and forth with those of the next, a few interactions at a time."""
    rng = random.Random(seed)
    names = list(of_chats)
    sessions = []
    for one, other in zip(names[::2], names[1::2], strict=False):
        for first, second in zip(of_chats[one], of_chats[other], strict=False):
            sessions.append((first.at, _mixed([first, second], rng)))
    sessions.sort(key=lambda each: each[0])
    return _person_of([(at, turns) for at, turns in sessions])


def general_words(of_chats: dict[str, list[Session]]) -> list[str]:
    """The words that replies are made of, whatever they are about: those of nearly all chats."""
    said_in = Counter(chain.from_iterable(_reply_words(sessions) for sessions in of_chats.values()))
    return sorted(word for word, count in said_in.items() if count >= IN_MOST * len(of_chats))


def _reply_words(sessions: list[Session]) -> set[str]:
    tokens = {token for session in sessions for _, answer in session.turns for token in tokens_of(answer)}
    return {token for token in tokens if token.isalpha() and token_terms(token, "en")}


def _mixed(both: list[Session], rng: random.Random) -> list[tuple[str, str, str]]:
    waiting = [[(session.subject, *turn) for turn in session.turns] for session in both]
    mixed: list[tuple[str, str, str]] = []
    at = 0
    while any(waiting):
        count = rng.randint(*TURNS)
        mixed += waiting[at][:count]
        del waiting[at][:count]
        at = 1 - at
    return mixed


def _short_sessions(of_chats: dict[str, list[Session]]) -> Iterator[Session]:
    for chat, sessions in of_chats.items():
        turns = [turn for session in sessions for turn in session.turns]
        for number in range(SHORT_SESSIONS):
            start = number * len(turns) // SHORT_SESSIONS
            yield Session(chat, turns[start : start + SHORT_SESSION])


def _small_themes(folder: Path) -> Iterator[Session]:
    for line in (folder / SMALL_THEMES).read_text(encoding="utf-8").splitlines():
        name, *questions = line.strip().split("|")
        if questions:
            yield Session(name, [(question, "") for question in questions])


def _replied(session: Session, words: list[str], rng: random.Random) -> Session:
    turns = [(question, " ".join(rng.sample(words, min(REPLY_WORDS, len(words))))) for question, _ in session.turns]
    return replace(session, turns=turns)


def _person(sessions: Iterable[Session]) -> Person:
    return _person_of([(each.at, [(each.subject, *turn) for turn in each.turns]) for each in sessions])


def _person_of(sessions: Iterable[tuple[datetime, list[tuple[str, str, str]]]]) -> Person:
    units: list[Unit] = []
    subject_of: dict[int, str] = {}
    for number, (start, turns) in enumerate(sessions, 1):
        for place, (subject, question, answer) in enumerate(turns):
            at = start + timedelta(minutes=5 * place)
            unit = Unit(len(units) + 1, number, at, at.date(), question, answer)
            units.append(unit)
            subject_of[unit.interaction_id] = subject
    return Person(units, subject_of)


def _texts(turns: list[dict[str, Any]]) -> tuple[str, str]:
    texts = [_text(turn) for turn in turns]
    return ("", texts[0]) if turns[0]["role"] == "assistant" else (texts[0], "\n".join(texts[1:]))


def _text(turn: dict[str, Any]) -> str:
    speaker = f"{turn['speaker']}: " if turn["role"] == "peer" else ""
    caption = f" ({turn['caption']})" if turn.get("caption") else ""
    return f"{speaker}{turn['text']}{caption}"


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
