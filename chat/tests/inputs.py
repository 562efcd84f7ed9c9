"""Values to fuse, for tests."""

from datetime import UTC, datetime
from typing import Any

from chat.prompt.inputs import KeptNote, PastTurn, PromptInputs, SessionSoFar
from sessions_memory.recall import RecalledMemory

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
TURNS = tuple(PastTurn(n, f"Question {n}?", f"Answer {n}. " + "word " * 100) for n in range(1, 6))


def inputs(question: str = "Now?", *, turns: tuple[PastTurn, ...] = (), **how: Any) -> PromptInputs:
    given: dict[str, Any] = {
        "question": question,
        "system_version": 1,
        "system_text": "Answer plainly.",
        "today": "Tuesday, 24 November 2026",
        "session": SessionSoFar(1, turns=turns),
    }

    return PromptInputs(**(given | how))


def recalled(pk: int, text: str = "I stay for the money.", **how: Any) -> RecalledMemory:
    given: dict[str, Any] = {
        "interaction_id": pk,
        "session_id": 900 + pk,
        "session_title": f"Session {pk}",
        "source": "chatgpt",
        "said_in": "ChatGPT",
        "time": NOON.replace(day=pk % 28 + 1),
        "text": text,
        "answer": "",
        "score": 100.0 - pk,
        "reasons": ("says “stay”",),
        "matched": ("stay",),
        "times_asked": 1,
    }

    return RecalledMemory(**(given | how))


def note(pk: int, text: str = "Short answers.", **how: Any) -> KeptNote:
    return KeptNote(note_id=pk, text=text, time=NOON.replace(day=pk), date=f"{pk} March 2026", **how)
