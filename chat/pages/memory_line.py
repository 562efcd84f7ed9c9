"""The line under an answer that says how much memory went into it. Pure."""

from dataclasses import dataclass

from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import MemoryFacts
from sessions_memory.states import Status

OFF = {
    "question": "Memory was off for this question",
    "session": "Memory was off for this session",
    "account": "Memory is switched off on the account page",
    "temporary": "A temporary session recalls nothing",
}


@dataclass(frozen=True)
class MemoryLine:
    """`words`: what the line says. `used`: how many memories. `off`: why none could be, in words, "" if they could."""

    words: str
    used: int = 0
    off: str = ""
    is_looking: bool = False


def memory_line(interaction: UserInteraction) -> MemoryLine | None:
    """None for what was never asked here, and for answers from before receipts were kept."""
    facts: MemoryFacts | None = interaction.interaction_metadata.get("memory")
    if facts is None:
        return None if interaction.is_finished else MemoryLine("Looking back", is_looking=True)

    # A receipt that came with an export may lack either.
    off, used = facts.get("off", ""), facts.get("used", 0)
    if off:
        return MemoryLine("Memory was off", off=OFF.get(off, ""))
    if used < 1:
        return MemoryLine("No memory needed")

    done = "found" if interaction.status == Status.FAILED else "used"
    return MemoryLine(f"{used} {'memory' if used == 1 else 'memories'} {done}", used)
