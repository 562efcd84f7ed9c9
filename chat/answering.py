"""The story of one turn: from a claimed question to its stored end state."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from chat.answer import built_in
from chat.answer.draft import Draft
from chat.answer.rendering import RENDERER_VERSION
from chat.answer.rendering_thread import aside
from chat.embedding import embeddings_for, question_vector
from chat.fusion import ANSWER_TOKENS, FusedPrompt, fuse, quote, recalled_alone
from chat.llm import ModelError, ModelRefused, ModelUnavailable, stream_chat
from chat.model_room import known_length, known_sight, learn_length, length_of
from chat.model_server import sentences
from chat.model_server.connection import Connection
from chat.model_server.protocol import LENGTH, Message, Piece
from chat.model_server.reading.context_length import ContextLength
from chat.model_server.room import budget_for, smaller_budget
from chat.model_server.servers.choosing import Choice
from chat.model_server.servers.stored import connected
from chat.model_server.sight import sees
from chat.models import preferences_of
from chat.prompt_files import seen, with_images
from chat.prompt_inputs import asked_about, gather, memory_off
from chat.recall_gaps import went_without
from sessions_memory import claims, measures
from sessions_memory.attachments.keeping import attached_count
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.threads import in_database, in_database_when_back
from sessions_memory.files.trouble import AWAY, StorageAway
from sessions_memory.files.waiting import file_thread
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.receipts.values import MemoryFacts, Receipt, memory_count
from sessions_memory.states import BUILT_IN, Status

# A minute: a PDF of a thousand pages is read in a third of it.
FILES_LOOKS, FILES_LOOK_SECONDS = 240, 0.25
# Programs of today send tens of thousands, and most servers do not tell how much their model takes in.
LEAST_BESIDE_PROGRAM_TOKENS = 3000

logger = logging.getLogger(__name__)


Read = Callable[[Draft], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Outcome:
    status: Status
    error: str = ""


async def write_answer(draft: Draft, read: Read | None = None) -> None:
    """Reads the answer into `draft`, stores it, and then tells its followers.

    `read`: in place of a turn of the chat.
    """
    draft.reader = asyncio.create_task((read or _read)(draft))
    if draft.stops_as:
        # Whoever asked had left before.
        draft.reader.cancel()
    await asyncio.wait({draft.reader})
    outcome = _outcome(draft, draft.reader)
    await aside(draft.complete)
    await _store(draft, outcome)

    has_model = draft.facts.get("model") != BUILT_IN
    first_token = draft.first_token_seconds if has_model else None
    measures.listener.answer_ended(outcome.status, first_token_seconds=first_token)
    draft.close(outcome.status)
    logger.info(
        "interaction %s %s: %s characters in %.1f s", draft.interaction.pk, outcome.status, draft.length, draft.seconds
    )


async def _read(draft: Draft) -> None:
    interaction = draft.interaction
    if attached_count(interaction):
        await _until_files_are_read(interaction)
    choice, off, prompt = await in_database_when_back(_begin, interaction)
    draft.facts["model"] = choice.model if choice else BUILT_IN

    if prompt is None:
        vector, length = await asyncio.gather(_question_vector(interaction), _length(choice))
        prompt = await in_database_when_back(
            _prepare, interaction, choice, off, vector, budget_tokens=_budget(choice, length)
        )

    draft.looked_back()
    if choice is None:
        draft.add(built_in.respond(prompt.receipt))
        return

    try:
        await _ask(draft, choice, prompt)
    except ModelError as error:
        shorter = await _shorter(draft, choice, off, prompt, error)
        if shorter is None:
            raise
        await _ask(draft, choice, shorter)


async def _until_files_are_read(interaction: UserInteraction) -> None:
    """The worker reads them, mostly while the question is still being written; one that takes long is left out."""
    for _ in range(FILES_LOOKS):
        if not await in_database_when_back(_is_waiting_for_files, interaction.pk):
            return
        await asyncio.sleep(FILES_LOOK_SECONDS)


def _is_waiting_for_files(interaction_id: int) -> bool:
    return Attachment.objects.of([interaction_id]).waiting().exists()


def _begin(interaction: UserInteraction) -> tuple[Choice | None, str, FusedPrompt | None]:
    """The model, the reason for no memory, and the prompt, unless a server is to be asked for it first.

    They are read in one go, because each way to a thread and back costs. Raises ModelRefused.
    """
    choice, off = _chosen(interaction), memory_off(interaction)
    length = known_length(choice.connection, choice.model) if choice else ContextLength()
    wants_vector = not off and embeddings_for(interaction.user)
    if length is None or wants_vector:
        return choice, off, None

    prompt = _prepare(interaction, choice, off, None, budget_tokens=_budget(choice, length))
    return choice, off, prompt


def _chosen(interaction: UserInteraction) -> Choice | None:
    """None without a server. Raises ModelRefused: no other server is sent what was meant for one that is gone."""
    servers = connected()
    choice = servers.choose(interaction.model)
    if servers.is_gone(interaction.model):
        raise ModelRefused(sentences.GONE[0].format(model=interaction.model), sentences.GONE[1])

    return choice


def _masks(connection: Connection | None, user: AbstractBaseUser) -> bool:
    """The environment's word holds, where it has one; else the person's."""
    if connection is None or not connection.is_elsewhere:
        return False
    if settings.MASK_SECRETS_IS_SET:
        return bool(settings.MASK_SECRETS)

    return preferences_of(user).masks_secrets


def _sees(choice: Choice) -> bool:
    told = known_sight(choice.connection, choice.model)
    return sees(choice.connection, choice.model, by_setting=settings.VISION_MODELS, told=told)


async def _length(choice: Choice | None) -> ContextLength:
    return await length_of(choice.connection, choice.model) if choice else ContextLength()


def _budget(choice: Choice | None, length: ContextLength) -> int:
    return budget_for(length, most=choice.connection.room_tokens if choice else None)


async def _shorter(
    draft: Draft, choice: Choice, off: str, prompt: FusedPrompt, error: ModelError
) -> FusedPrompt | None:
    """The prompt with less in it, where the server refused it as too long; None if that is of no use."""
    sent = prompt.receipt["estimated_tokens"]
    budget = smaller_budget(error, sent_tokens=sent, answer_tokens=ANSWER_TOKENS)
    if budget is None or draft.received or not _can_lose(prompt.receipt):
        return None

    learn_length(choice.connection, choice.model, budget)
    vector = await _question_vector(draft.interaction)
    shorter = await in_database_when_back(
        _prepare, draft.interaction, choice, off, vector, budget_tokens=budget, refused_tokens=sent
    )
    draft.looked_back()
    logger.info("asking %s again with about %s tokens in place of %s", choice.connection.host, budget, sent)
    return shorter


def _can_lose(receipt: Receipt) -> bool:
    return bool(receipt["items"] or receipt["turns"] or receipt["continued"])


async def _ask(draft: Draft, choice: Choice, prompt: FusedPrompt) -> None:
    sent = await _messages(prompt)
    async for piece in stream_chat(choice.connection, choice.model, sent, choice.connection.wishes):
        if not await take_piece(draft, piece):
            sentence, hint = sentences.LIMIT
            raise ModelRefused(sentence.format(count=f"{settings.ANSWER_MAX_CHARS:,}"), hint)

    draft.settle()
    if draft.facts.get("finish_reason") == "content_filter":
        raise ModelRefused(*sentences.FILTERED)
    if not draft.text.strip() and draft.reasoning:
        is_too_long = draft.facts.get("finish_reason") == LENGTH
        raise ModelRefused(*(sentences.THOUGHT_TOO_LONG if is_too_long else sentences.THOUGHT))
    if not draft.text.strip():
        raise ModelRefused(*sentences.EMPTY)


async def _messages(prompt: FusedPrompt) -> list[Message]:
    if not prompt.files:
        return prompt.messages

    # Where they lie may be slow: no other question stands behind them.
    async with file_thread():
        return await in_database(with_images, prompt.messages, prompt.receipt, prompt.files)


async def take_piece(draft: Draft, piece: Piece) -> bool:
    """False if it is more than an answer may have; as much of it as may be is taken."""
    if piece.read_share is not None:
        draft.reads_prompt(piece.read_share)

    room = settings.ANSWER_MAX_CHARS - draft.received
    if piece.text or piece.reasoning:
        # A piece is all that came together, which may be much.
        reasoning = piece.reasoning[:room]
        draft.add(piece.text[: room - len(reasoning)], reasoning)
        await draft.catch_up()

    for name in ("finish_reason", "prompt_tokens", "completion_tokens"):
        if getattr(piece, name):
            draft.facts[name] = getattr(piece, name)

    return len(piece.text) + len(piece.reasoning) <= room


async def recalled_for_program(draft: Draft, choice: Choice, said: frozenset[int], sent_tokens: int) -> FusedPrompt:
    """What goes with a program's own prompt. `said`: of what is kept, what that holds; `sent_tokens`: its size."""
    interaction = draft.interaction
    off = await in_database(memory_off, interaction)
    vector, length = await asyncio.gather(_question_vector(interaction), _length(choice))
    room = max(LEAST_BESIDE_PROGRAM_TOKENS, _budget(choice, length) - sent_tokens)
    prompt = await in_database(_prepare, interaction, choice, off, vector, budget_tokens=room, said=said)
    draft.looked_back()

    return prompt


async def _question_vector(interaction: UserInteraction) -> list[float] | None:
    try:
        return await question_vector(interaction.user, await in_database(asked_about, interaction))
    except DATABASE_OUTAGE:
        # Recall waits for the database; words will do.
        return None


def _prepare(
    interaction: UserInteraction,
    choice: Choice | None,
    off: str,
    vector: list[float] | None,
    *,
    budget_tokens: int,
    refused_tokens: int = 0,
    said: frozenset[int] | None = None,
) -> FusedPrompt:
    """The prompt; what it was made of is stored before anybody sees it, so that it survives a failed answer.

    Without a model there is none, only what was recalled. `refused_tokens`: of a longer one that was refused. `said`:
    what a program sends itself of what is kept here; what is recalled goes with its own prompt.
    """
    is_ours = said is None
    inputs = gather(
        interaction,
        has_model=choice is not None and is_ours,
        off=off,
        question_vector=vector,
        budget_tokens=budget_tokens,
        in_mind=said or frozenset(),
    )
    inputs = replace(inputs, masks_secrets=_masks(choice.connection if choice else None, interaction.user))
    if choice and inputs.files and _sees(choice):
        inputs = replace(inputs, files=seen(inputs.files))
    make = fuse if is_ours else recalled_alone
    prompt = make(inputs, budget_tokens=budget_tokens) if choice else quote(inputs)
    if inputs.files:
        prompt = replace(prompt, files=inputs.files)
    prompt.receipt["went_without"] = [] if off else went_without(interaction.user, vector)
    prompt.receipt["refused_tokens"] = refused_tokens
    interaction.interaction_metadata["memory"] = MemoryFacts(used=memory_count(prompt.receipt), off=off)
    if choice:
        interaction.interaction_metadata["server"] = choice.connection.name
    model = choice.value if choice else interaction.model
    claims.store_receipt(interaction, context_used=prompt.receipt, model=model)

    return prompt


def _outcome(draft: Draft, reader: "asyncio.Task[None]") -> Outcome:
    if reader.cancelled():
        status = draft.stops_as or Status.INTERRUPTED
        return Outcome(status, claims.INTERRUPTED if status == Status.INTERRUPTED else "")

    error = reader.exception()
    if error is None:
        return Outcome(Status.ANSWERED)

    if isinstance(error, ModelUnavailable):
        measures.listener.outage(measures.MODEL)
    if isinstance(error, ModelError):
        logger.warning("interaction %s failed: %s", draft.interaction.pk, error.sentence)
        return Outcome(Status.FAILED, f"{error.sentence}\n{error.hint}".strip())
    if isinstance(error, StorageAway):
        return Outcome(Status.FAILED, AWAY)

    # The message of the error is left out: it may hold words of the prompt.
    frames = error.__traceback__
    while frames and frames.tb_next:
        frames = frames.tb_next

    place = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else "?"
    logger.error("interaction %s failed: %s at %s", draft.interaction.pk, type(error).__name__, place)
    return Outcome(Status.FAILED, "\n".join(sentences.OURS))


async def _store(draft: Draft, outcome: Outcome) -> None:
    is_stored = await in_database_when_back(
        claims.finish,
        draft.interaction,
        status=outcome.status,
        text=draft.text,
        metadata=draft.metadata(),
        error=outcome.error,
        html=draft.html,
        renderer_version=RENDERER_VERSION,
    )
    if not is_stored:
        logger.warning("interaction %s was given up by another process meanwhile", draft.interaction.pk)
