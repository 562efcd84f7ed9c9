"""A program's question with memory: recalled for, passed on, and kept with its answer, as far as that comes.

It is the story of `chat.answering` with another middle: the prompt and the bytes of the answer are the program's.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from django.conf import settings

from chat import live, open_streams
from chat.answer.draft import Draft
from chat.answering import recalled_for_program, take_piece
from chat.endpoint import relaying
from chat.endpoint.body import Body, put_behind
from chat.endpoint.conversation import Asked
from chat.endpoint.refusals import Refused
from chat.llm import ModelError, ModelRefused
from chat.llm.relaying import Relayed
from chat.model_server.ends import unfinished
from chat.model_server.errors import refusal
from chat.model_server.protocol import Hearing
from chat.model_server.reading.event_stream import Event, EventReader, TooMuch
from chat.model_server.reasons import reason_of
from chat.model_server.servers.choosing import Choice
from chat.prompt.tokens import estimate_tokens
from sessions_memory import programs
from sessions_memory.database.threads import in_database_when_back
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

logger = logging.getLogger(__name__)

# Chunks that wait for a program that reads slower than its model writes.
WAITING_MAX = 64
STOPPED = "This answer was stopped."


@dataclass(frozen=True)
class Question:
    """`said`: ids of what the program sends along of what is kept here; None: its answer goes on, nothing is added."""

    interaction: UserInteraction
    choice: Choice
    body: Body
    asked: Asked
    said: frozenset[int] | None


class Line:
    """Between an answer and the program that asked, which may leave before its end. `is_whole`: all was said.

    `stop`: called where it leaves earlier.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self.is_whole = self._is_left = False
        self._stop = stop
        self.begun: asyncio.Future[Relayed] = asyncio.get_running_loop().create_future()
        self._chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = asyncio.Semaphore(WAITING_MAX)

    def begin(self, relayed: Relayed) -> None:
        if not self.begun.done():
            self.begun.set_result(relayed)

    async def send(self, chunk: bytes) -> None:
        if self._is_left:
            return

        try:
            async with asyncio.timeout(settings.MODEL_ALIVE_SECONDS):
                await self._room.acquire()
        except TimeoutError:
            # Its line is open, and nobody reads.
            self.leave()
        else:
            self._chunks.put_nowait(chunk)

    def send_last(self, chunk: bytes) -> None:
        """Waits for no room: what sends it is being stopped."""
        self._chunks.put_nowait(chunk)

    def leave(self) -> None:
        """Nobody takes any more, so nothing waits to be taken. Many leave once all was said."""
        if self._is_left:
            return

        self._is_left = True
        self._room.release()
        if not self.is_whole:
            self._stop()

    def end(self, error: Exception | None = None) -> None:
        self.is_whole = True
        if not self.begun.done():
            self.begun.set_exception(error or Refused(503, STOPPED))
            # Nobody may be there any more to hear of it.
            self.begun.exception()
        self._chunks.put_nowait(None)

    async def chunks(self) -> AsyncGenerator[bytes]:
        while (chunk := await self._chunks.get()) is not None:
            self._room.release()
            yield chunk


class Answer:
    """One answer on its way. A program that leaves stops it; what had come is kept."""

    def __init__(self, question: Question) -> None:
        self._question, self._line = question, Line(lambda: self._draft.stop(Status.STOPPED))
        self._loop = asyncio.get_running_loop()
        self._draft = live.take(question.interaction, self._read)

    @property
    def memories(self) -> int:
        """How many went along."""
        return self._draft.memory["used"] if self._draft.memory else 0

    async def begun(self) -> Relayed:
        """Raises Refused."""
        try:
            return await asyncio.shield(self._line.begun)
        except asyncio.CancelledError:
            self._line.leave()
            raise

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        try:
            async for chunk in self._line.chunks():
                yield chunk
        finally:
            self._line.leave()

    def close(self) -> None:
        """From any thread. Of a response that is thrown away before its first chunk is taken, nothing else is told."""
        self._loop.call_soon_threadsafe(self._line.leave)

    async def _read(self, draft: Draft) -> None:
        with open_streams.relayed.one_more(draft.interaction.user_id):
            try:
                await _answer(self._question, draft, self._line)
            except Refused as refused:
                self._line.end(refused)
                raise refused.__cause__ or ModelRefused(refused.sentence) from refused
            finally:
                self._line.end()
                await in_database_when_back(programs.answered, draft.interaction)


async def _answer(question: Question, draft: Draft, line: Line) -> None:
    """Raises Refused, ModelError."""
    choice, body = question.choice, question.body
    before = draft.interaction.ai_response
    if before:
        # What was said before the program was to do something.
        draft.add(f"{before}\n\n")

    block = await _recalled(question, draft)
    draft.facts["model"] = choice.model
    end = question.asked.end
    more = [put_behind(end, f"\n\n{block}")] if block and end else []
    target = relaying.Target(choice.connection, choice.model)

    relayed = await relaying.ask(relaying.CHAT, target, body, *more)
    line.begin(relayed)
    await _heard(relayed, choice, draft, line)


async def _recalled(question: Question, draft: Draft) -> str:
    """ "" where nothing was recalled, or nothing could be: the answer comes without it."""
    if question.said is None:
        return ""

    try:
        tokens = estimate_tokens(question.body.text) if len(question.body.text) < settings.QUESTION_MAX_CHARS else 0
        prompt = await recalled_for_program(draft, question.choice, question.said, tokens)
    # The outer boundary of recall: whatever is wrong with it, the program has asked a model.
    except Exception as error:
        logger.error("interaction %s is answered without recall: %s", draft.interaction.pk, type(error).__name__)
        return ""

    return prompt.messages[0]["content"] if prompt.messages else ""


async def _heard(relayed: Relayed, choice: Choice, draft: Draft, line: Line) -> None:
    """Each chunk goes to the program before it is read here. Raises ModelError."""
    ear, refused = _Ear(choice, draft), bytearray()
    try:
        async for chunk in relayed.chunks():
            await line.send(chunk)
            if relayed.status < 300:
                await ear.hear(chunk)
                line.is_whole = ear.is_done
            else:
                refused += chunk[: relaying.REFUSAL_MAX_BYTES - len(refused)]
    except ModelError as error:
        if relaying.is_stream(relayed):
            await line.send(relaying.error_event(error))
        raise
    except asyncio.CancelledError:
        # On a page, or with the service: a program takes a stream that merely ends for whole.
        if relaying.is_stream(relayed) and not line.is_whole:
            line.send_last(relaying.refusal_event(Refused(503, STOPPED)))
        raise

    if relayed.status >= 300:
        reason = reason_of(relayed.status, refused.decode("utf-8", "replace"))
        raise refusal(choice.connection.host, choice.model, reason, retry_after=relayed.retry_after)
    await ear.finish()


class _Ear:
    """Reads along what goes by; what it can't read, or is too much to keep, goes by all the same."""

    def __init__(self, choice: Choice, draft: Draft) -> None:
        self._host, self._draft = choice.connection.host, draft
        self._hearing, self._reader = Hearing(self._host, choice.model), EventReader()
        self._problem: ModelError | None = None
        self._is_deaf = False

    @property
    def is_done(self) -> bool:
        return self._hearing.is_complete

    async def hear(self, chunk: bytes) -> None:
        if self._is_deaf:
            return

        try:
            await self._take(self._reader.feed(chunk))
        except TooMuch:
            self._is_deaf = True

    async def finish(self) -> None:
        """Raises ModelError."""
        if not self._is_deaf:
            await self._take(self._reader.finish())
        self._draft.settle()
        if self._problem:
            raise self._problem
        if not self._hearing.is_complete and not self._is_deaf:
            raise unfinished(self._host, has_spoken=bool(self._draft.text), skipped=self._reader.skipped)

    async def _take(self, events: list[Event]) -> None:
        heard = self._hearing.together(events)
        self._problem = self._problem or heard.problem
        self._is_deaf = not await take_piece(self._draft, heard.piece)
