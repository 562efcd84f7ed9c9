"""An answer that another process writes, as its row tells of it from time to time. Pure."""

from chat.answer.rendering import Block, BlockWriter
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import MemoryFacts
from sessions_memory.states import Status


class StoredProgress:
    """How far the answer is by its row; its blocks are made here once more, and are the same."""

    def __init__(self) -> None:
        self.memory: MemoryFacts | None = None
        # Only the process that writes the answer is told.
        self.read_share: float | None = None
        self.reasoning = ""
        self.blocks: list[Block] = []
        self.preview: Block | None = None
        self.ended_as: Status | None = None
        self._text = ""
        self._writer = BlockWriter()

    @property
    def length(self) -> int:
        return len(self._text)

    def text_from(self, position: int) -> str:
        return self._text[position:]

    def read(self, row: UserInteraction) -> None:
        """Takes what the row has by now."""
        self.memory = row.interaction_metadata.get("memory")
        self.reasoning = row.interaction_metadata.get("thinking", "")
        fresh = row.ai_response[self.length :]
        self._writer.write(fresh)
        self.blocks += self._writer.look()
        self._text += fresh

        if row.is_finished:
            self.blocks += self._writer.finish()
            self.ended_as = Status(row.status)

        self.preview = self._writer.preview()
