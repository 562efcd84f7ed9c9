"""The values that fusion chooses from: frozen, read by `chat.prompt_inputs`."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sessions_memory.growth.answers.evidence import GrowthMemory
from sessions_memory.recall import RecalledMemory
from sessions_memory.receipts.values import LookedIn

# Asks for the rest of an answer that was cut at its length; every model knows it.
CONTINUE = "Please continue."


@dataclass(frozen=True)
class PastTurn:
    """An earlier question of a session and its answer ("" if it has none); `date` in words.

    `cut_at`: how many characters of the answer went into the prompt before, None if all.
    """

    interaction_id: int
    question: str
    answer: str
    date: str = ""
    cut_at: int | None = None


@dataclass(frozen=True)
class KeptNote:
    """`from_session_id`: where it was kept from; `origin`: an import's name for where it stood.

    `is_of_area`: in mind in the area that is open, and not with every question.
    """

    note_id: int
    text: str
    time: datetime
    date: str
    from_session_id: int | None = None
    from_interaction_id: int | None = None
    origin: str = ""
    is_of_area: bool = False


@dataclass(frozen=True)
class AttachedFile:
    """A file of the question, or of an earlier one of the session. `about`: kind and size, in words.

    `text`: as much of it as a prompt could hold, or more. `remark`: what could not be read. `image`: where it lies as a
    small JPEG, "" if it is none. `is_seen`: the model gets it as that.
    """

    attachment_id: int
    interaction_id: int
    session_id: int
    name: str
    about: str
    text: str
    time: datetime
    date: str
    remark: str = ""
    is_earlier: bool = False
    is_seen: bool = False
    image: str = ""


@dataclass(frozen=True)
class SessionSoFar:
    """A session, its turns oldest first. A summary that the person wrote goes in even when all turns do.

    The turns begin where those of the prompt before began, so that this one begins as that one did. `unread`: how many
    others there are before them.
    """

    session_id: int
    title: str = ""
    turns: tuple[PastTurn, ...] = ()
    summary: str = ""
    is_summary_by_person: bool = False
    unread: int = 0


@dataclass(frozen=True)
class PromptInputs:
    """All that there is to choose from. `today`: the person's date, in words; `zone`: for other dates.

    `notes`: newest first. `memories`: best first. `growth`: oldest first; where one is among the memories, too, it goes
    in once, as growth's. `memory_off`: what switched recall and notes off
    ("question", "session", "account", "temporary"), "" if they are on. `left_out`: what the person
    took out of this answer, as "memory:7" or "note:3". `masks_secrets`: those in memories are not for the model.
    `looked_in`: empty for a person without areas, None where memory was off.
    """

    question: str
    system_version: int
    system_text: str
    today: str
    session: SessionSoFar
    continued: SessionSoFar | None = None
    instructions: str = ""
    notes: tuple[KeptNote, ...] = ()
    memories: tuple[RecalledMemory, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    growth: tuple[GrowthMemory, ...] = ()
    memory_off: str = ""
    left_out: tuple[str, ...] = ()
    zone: tzinfo = UTC
    masks_secrets: bool = False
    looked_in: LookedIn | None = None
