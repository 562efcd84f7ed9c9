"""How good the insights by written rules are: messages with what a reader says of them, and what is found there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.storage import CannotRun
from sessions_memory.growth.rules.finding import found_in
from sessions_memory.growth.rules.values import Kind

# Ours: written by hand, one half to build on, the other held back until the end.
MESSAGES = Path(__file__).with_name("messages.jsonl")
# Written later, without a look at the rules; a file holds what was written in one go, and was built on afterwards.
FRESH = tuple(sorted(Path(__file__).with_name("fresh").glob("*.jsonl")))
# As those, but only scored: nobody looked at which of them are found.
UNSEEN = tuple(sorted(Path(__file__).with_name("unseen").glob("*.jsonl")))
HELD_BACK = "held back"
# Precision, recall of milestones, recall of breakthroughs.
REACH = {"en": (0.95, 0.85, 0.85), "de": (0.9, 0.7, 0.7)}
NAMES = {"en": "", "de": "German"}


@dataclass(frozen=True)
class Message:
    """`label`: a `Kind`, or none. `half`: of our own messages, which ones the rules were built on; "" elsewhere."""

    text: str
    label: str
    lang: str
    who: str
    half: str = ""


@dataclass(frozen=True)
class Scores:
    """`precision`: of the kinds found in messages, the share that is the message's label."""

    precision: float
    recall_of_milestones: float
    recall_of_breakthroughs: float
    found: int


def add(report: Report, file: Path) -> None:
    messages = messages_in(file)
    for lang, reach in REACH.items():
        spoken = [message for message in messages if message.lang == lang]
        _add(report, spoken, NAMES[lang], reach)
        held_back = [message for message in spoken if message.half == HELD_BACK]
        _add(report, held_back, ", ".join(filter(None, (NAMES[lang], HELD_BACK))), reach)


def _add(report: Report, messages: Sequence[Message], which: str, reach: tuple[float, float, float]) -> None:
    if not messages:
        return
    scores = scored(messages)
    suffix = f" ({which})" if which else ""
    report.add(f"messages{suffix}", len(messages), "read")
    report.add(f"precision{suffix}", scores.precision, f"of {scores.found} found", least=reach[0])
    report.add(f"recall of milestones{suffix}", scores.recall_of_milestones, "found", least=reach[1])
    report.add(f"recall of breakthroughs{suffix}", scores.recall_of_breakthroughs, "found", least=reach[2])


def messages_in(file: Path) -> list[Message]:
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            Message(row["text"], row["label"], row.get("lang", "en"), row.get("who", "user"), row.get("half", ""))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRun(f"{file} holds no messages as JSON lines with text, label, lang and who.") from error


def scored(messages: Iterable[Message]) -> Scores:
    """Growth reads what the person wrote: in an answer nothing is looked for."""
    rows = [(message.label, _kinds(message)) for message in messages]
    found = [(label, kind) for label, kinds in rows for kind in kinds]
    right = sum(label == kind for label, kind in found)
    return Scores(
        precision=right / len(found) if found else 0.0,
        recall_of_milestones=_recall(rows, Kind.MILESTONE),
        recall_of_breakthroughs=_recall(rows, Kind.BREAKTHROUGH),
        found=len(found),
    )


def _kinds(message: Message) -> set[str]:
    return {found.kind for found in found_in(message.text)} if message.who == "user" else set()


def _recall(rows: Sequence[tuple[str, set[str]]], kind: Kind) -> float:
    told = [kinds for label, kinds in rows if label == kind]
    return sum(kind in kinds for kinds in told) / len(told) if told else 0.0
