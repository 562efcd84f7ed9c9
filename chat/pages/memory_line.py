"""The line under an answer that says how much memory went into it. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import MemoryFacts
from sessions_memory.states import Status

OFF = {
    "question": _("Memory was off for this question"),
    "session": _("Memory was off for this session"),
    "account": _("Memory is switched off on the account page"),
    "temporary": _("A temporary session recalls nothing"),
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
        return None if interaction.is_finished else MemoryLine(gettext("Looking back"), is_looking=True)

    # A receipt that came with an export may lack either.
    off, used = facts.get("off", ""), facts.get("used", 0)
    if off:
        return MemoryLine(gettext("Memory was off"), off=str(OFF.get(off, "")))
    if used < 1:
        return MemoryLine(gettext("No memory needed"))

    if interaction.status == Status.FAILED:
        return MemoryLine(ngettext("{count} memory found", "{count} memories found", used).format(count=used), used)

    return MemoryLine(ngettext("{count} memory used", "{count} memories used", used).format(count=used), used)
