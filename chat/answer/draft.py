"""An answer while it is being written: its pieces and blocks, and who waits for more."""

import asyncio
import bisect
import time
from collections.abc import AsyncIterator
from typing import Any

from chat.answer.events import Cursor, Event
from chat.answer.rendering import WHOLE, Block, BlockWriter, id_prefix, render
from chat.answer.rendering_thread import aside
from chat.answer.work import STEP_WORK, TooMuchWork
from sessions_memory.database.text import storable
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import MemoryFacts
from sessions_memory.states import Status
from sessions_memory.thinking import ThinkSplitter, cleaned, late_parted
from sessions_memory.web.legible import LegibleStream

# A silent line is cut by proxies after 30 to 60 seconds.
PING_SECONDS = 15


class Draft:
    def __init__(self, interaction: UserInteraction) -> None:
        self.interaction = interaction
        self.blocks: list[Block] = []
        self.preview: Block | None = None
        self.is_behind = False  # more is to be rendered than there is time for on the event loop
        self.reasoning = ""
        self.length = 0  # code points of the answer so far

        self.received = 0  # of all that the model sent
        self.status: Status = Status.ANSWERING
        self.first_token_seconds: float | None = None
        self.thinking_seconds: float | None = None
        self.read_share: float | None = None  # of the prompt, by the server
        self.memory: MemoryFacts | None = None  # how much was recalled, once that is known

        self.facts: dict[str, Any] = {}  # model, tokens, finish reason
        self.reader: asyncio.Task[None] | None = None
        self.task: asyncio.Task[None] | None = None  # the whole turn; `reader` is its part at the model
        self.stops_as: Status | None = None
        self._pieces: list[str] = []

        self._ends: list[int] = []  # code points up to the end of each piece
        self._whole = ""  # rendered at once, if its blocks know too little of each other
        self._answer = id_prefix(interaction.pk)
        self._writer, self._step = BlockWriter(self._answer), STEP_WORK
        self._began = time.monotonic()
        self._news = asyncio.Event()
        self._think = ThinkSplitter()
        self._legible, self._legible_reasoning = LegibleStream(), LegibleStream()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def html(self) -> str:
        return self._whole or "".join(block.html for block in self.blocks)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def is_done(self) -> bool:
        return self.status != Status.ANSWERING

    @property
    def ended_as(self) -> Status | None:
        return self.status if self.is_done else None

    def text_from(self, position: int) -> str:
        piece = bisect.bisect_right(self._ends, position)
        text = "".join(self._pieces[piece:])
        return text[max(0, position - (self.length - len(text))) :]

    def add(self, text: str, reasoning: str = "") -> None:
        self.received += len(text) + len(reasoning)
        if self.first_token_seconds is None:
            self.first_token_seconds = self.seconds

        inner, text = self._think.split(self._legible.take(_storable(text)))
        self.reasoning += self._legible_reasoning.take(_storable(reasoning)) + inner
        self._add_text(text)
        self._tell()

    def reads_prompt(self, share: float) -> None:
        self.read_share = share
        self._tell()

    def looked_back(self) -> None:
        """The recalled memories are known and stored."""
        self.memory = self.interaction.interaction_metadata["memory"]
        self._tell()

    async def catch_up(self) -> None:
        """Renders off the event loop what `add` left."""
        if self.is_behind:
            await aside(self._look)
            self._tell()

    def settle(self) -> None:
        """No more text comes: only now it is certain which part of it is the answer."""
        self._add_text(self._think.rest())
        self.reasoning = cleaned(self.reasoning)
        text = self.text
        parted = late_parted(text, has_thought=bool(self.reasoning))
        if parted.text != text:
            self._take_back(parted.thinking, parted.text)

    def complete(self) -> None:
        """The rest and the last block are added. It may take as long as all before."""
        self.settle()
        self.blocks += self._writer.finish()
        if self._writer.has_notes:
            self._whole = render(self.text, answer=self._answer)

    def close(self, status: Status) -> None:
        """Tells the followers; only once the end state is stored, for they read it next."""
        self.status = status
        self._tell()

    async def follow(self, position: int) -> AsyncIterator[Event]:
        """All text from `position` on, as it comes, and all blocks; ends with `done`.

        A reader that comes back ignores, by their ids, the blocks it has already.
        """
        cursor = Cursor(position)
        while True:
            news, is_done = self._news, self.is_done
            for event in cursor.events(self):
                yield event

            if is_done:
                return

            try:
                async with asyncio.timeout(PING_SECONDS):
                    await news.wait()
            except TimeoutError:
                yield Event("ping", "")

    def stop(self, status: Status) -> None:
        """Ends the reading; what had arrived is stored with `status`."""
        if self.stops_as is None:
            self.stops_as = status
            if self.reader:
                self.reader.cancel()

    def metadata(self) -> dict[str, Any]:
        """This answer's `interaction_metadata`; times in milliseconds."""
        facts = {
            **self.interaction.interaction_metadata,
            **self.facts,
            "time_to_first_token_ms": _milliseconds(self.first_token_seconds),
            "duration_ms": _milliseconds(self.seconds),
            "thinking": self.reasoning,
            "thinking_ms": _milliseconds(self.thinking_seconds),
        }

        # The model server's own words are among them.
        facts = {name: _storable(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        return {name: fact for name, fact in facts.items() if fact not in (None, "")}

    def _add_text(self, text: str) -> None:
        if not text:
            return
        if self.reasoning and self.thinking_seconds is None:
            self.thinking_seconds = self.seconds

        self.length += len(text)
        self._pieces.append(text)
        self._ends.append(self.length)
        self._writer.write(text)
        try:
            self._look(self._step)
        except TooMuchWork:
            # What was too much once is looked at elsewhere from now on.
            self.is_behind, self._step = True, 0

    def _take_back(self, thinking: str, text: str) -> None:
        """Its end shows that it began with thinking: the answer is only the rest."""
        self.reasoning = "\n\n".join(part for part in (self.reasoning.strip(), thinking) if part)
        self.blocks, self.preview, self._writer = [], None, BlockWriter(self._answer)
        self._pieces, self._ends, self.length = [text], [len(text)], len(text)
        self._writer.write(text)

    def _look(self, at_once: int = WHOLE) -> None:
        self.blocks += self._writer.look(at_once)
        self.preview = self._writer.preview()
        self.is_behind = False

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _storable(text: str) -> str:
    # A carriage return ends a line of an event stream.
    return storable(text).replace("\r", "")
