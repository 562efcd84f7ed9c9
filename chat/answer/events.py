"""The events that tell a reader how an answer grows, wherever it is written. Pure.

The process that writes an answer knows it by its draft, every other one by its row. Both say how far it is
(`Progress`), and a `Cursor` says which events bring one reader there: the same, whoever is asked.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from chat.answer.rendering import Block
from sessions_memory.receipts.values import MemoryFacts
from sessions_memory.states import Status


@dataclass(frozen=True, slots=True)
class Event:
    """One event of an answer's stream. `id`: code points of the answer up to its end."""

    kind: Literal["memory", "text", "block", "preview", "thinking", "reading", "ping", "done"]
    data: str
    id: int | None = None
    at: int = 0  # code points up to its end: of the reasoning (thinking), of the answer (preview)


class Progress(Protocol):
    """How far an answer is; of text, reasoning and blocks there is never less than before.

    `read_share`: how much of the prompt the server has read, 0 to 1; None if it does not say.
    `memory`: how much was recalled, None until that is known. `length`: code points of the answer so far.
    `ended_as`: None while more may come.
    """

    @property
    def memory(self) -> MemoryFacts | None: ...

    @property
    def read_share(self) -> float | None: ...

    @property
    def reasoning(self) -> str: ...

    @property
    def blocks(self) -> Sequence[Block]: ...

    @property
    def preview(self) -> Block | None: ...

    @property
    def length(self) -> int: ...

    @property
    def ended_as(self) -> Status | None: ...

    def text_from(self, position: int) -> str: ...


class Cursor:
    """Remembers what one reader was told, from the code point it asked for; it is told of all blocks."""

    def __init__(self, position: int) -> None:
        self._position = position
        self._thought = self._blocks = 0
        self._preview: Block | None = None
        self._knows_memory = False
        self._percent: int | None = None

    def events(self, progress: Progress) -> Iterator[Event]:
        """The events that are new. The answer may go on meanwhile, so its end is asked for first."""
        ended_as = progress.ended_as
        if progress.memory and not self._knows_memory:
            self._knows_memory = True
            yield Event("memory", json.dumps(progress.memory))

        percent = None if progress.read_share is None else round(100 * progress.read_share)
        if percent != self._percent:
            self._percent = percent
            yield Event("reading", str(percent))

        if self._thought < len(progress.reasoning):
            fresh, self._thought = progress.reasoning[self._thought :], len(progress.reasoning)
            yield Event("thinking", fresh, at=self._thought)

        for block in progress.blocks[self._blocks :]:
            self._blocks += 1
            yield Event("block", block.html, block.end)

        if (preview := progress.preview) and preview is not self._preview:
            self._preview = preview
            yield Event("preview", preview.html, at=preview.end)

        if fresh := progress.text_from(self._position):
            self._position = progress.length
            yield Event("text", fresh, self._position)

        if ended_as:
            yield Event("done", ended_as)
