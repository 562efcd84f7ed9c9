"""The story of one turn: from a claimed question to its stored end state."""

import asyncio
import logging
from dataclasses import dataclass

from django.conf import settings

from chat.answer import built_in
from chat.answer.draft import Draft
from chat.answer.rendering import RENDERER_VERSION
from chat.answer.rendering_thread import aside
from chat.embedding import embeddings_for, question_vector
from chat.fusion import FusedPrompt, fuse, quote
from chat.llm import ModelError, ModelRefused, stream_chat
from chat.model_server.connection import Connection, current_connection
from chat.prompt_inputs import gather, memory_off
from chat.recall_gaps import went_without
from sessions_memory import claims
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.threads import in_database_when_back
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import MemoryFacts, memory_count
from sessions_memory.states import BUILT_IN, Status

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    status: Status
    error: str = ""


async def write_answer(draft: Draft) -> None:
    """Reads the answer into `draft`, stores it, and then tells its followers."""
    draft.reader = asyncio.create_task(_read(draft))
    await asyncio.wait({draft.reader})
    outcome = _outcome(draft, draft.reader)
    await aside(draft.complete)
    await _store(draft, outcome)

    draft.close(outcome.status)
    logger.info(
        "interaction %s %s: %s characters in %.1f s", draft.interaction.pk, outcome.status, draft.length, draft.seconds
    )


async def _read(draft: Draft) -> None:
    interaction = draft.interaction
    connection, model, off, prompt = await in_database_when_back(_begin, interaction)
    draft.facts["model"] = model or BUILT_IN

    if prompt is None:
        vector = await _question_vector(interaction)
        prompt = await in_database_when_back(_prepare, interaction, model, off, vector)

    draft.looked_back()
    if connection is None:
        draft.add(built_in.respond(prompt.receipt))
    else:
        await _ask(draft, connection, model, prompt)


def _begin(interaction: UserInteraction) -> tuple[Connection | None, str, str, FusedPrompt | None]:
    """The server, the model, the reason for no memory, and the prompt, unless recall wants a vector first.

    They are read in one go, because each way to a thread and back costs.
    """
    connection, off = current_connection(), memory_off(interaction)
    model = connection.choose(interaction.model) if connection else ""
    wants_vector = not off and embeddings_for(interaction.user)

    return connection, model, off, None if wants_vector else _prepare(interaction, model, off, None)


async def _ask(draft: Draft, connection: Connection, model: str, prompt: FusedPrompt) -> None:
    async for piece in stream_chat(connection, model, prompt.messages):
        room = settings.ANSWER_MAX_CHARS - draft.received
        if piece.text or piece.reasoning:
            # A piece is all that came together, which may be much.
            reasoning = piece.reasoning[:room]
            draft.add(piece.text[: room - len(reasoning)], reasoning)
            await draft.catch_up()

        for name in ("finish_reason", "prompt_tokens", "completion_tokens"):
            if getattr(piece, name):
                draft.facts[name] = getattr(piece, name)

        if len(piece.text) + len(piece.reasoning) > room:
            raise ModelRefused(
                f"The answer was stopped at {settings.ANSWER_MAX_CHARS:,} characters, the limit of this vault.",
                "The owner can raise ANSWER_MAX_CHARS.",
            )

    draft.settle()
    if draft.facts.get("finish_reason") == "content_filter":
        raise ModelRefused("The model's filter stopped this answer.", "Put the question differently.")
    if not draft.text.strip() and draft.reasoning:
        raise ModelRefused("The model thought, and gave no answer.", "Its thinking is kept. Retry, or ask for less.")
    if not draft.text.strip():
        raise ModelRefused("The model sent an empty answer.", "Your question is saved. Retry, or choose another model.")


async def _question_vector(interaction: UserInteraction) -> list[float] | None:
    try:
        return await question_vector(interaction.user, interaction.user_question)
    except DATABASE_OUTAGE:
        # Recall waits for the database; words will do.
        return None


def _prepare(interaction: UserInteraction, model: str, off: str, vector: list[float] | None) -> FusedPrompt:
    """The prompt; what it was made of is stored before anybody sees it, so that it survives a failed answer.

    Without a model there is none, only what was recalled.
    """
    inputs = gather(interaction, has_model=bool(model), off=off, question_vector=vector)
    prompt = fuse(inputs, budget_tokens=settings.CONTEXT_TOKENS) if model else quote(inputs)
    prompt.receipt["went_without"] = [] if off else went_without(interaction.user, vector)
    interaction.interaction_metadata["memory"] = MemoryFacts(used=memory_count(prompt.receipt), off=off)
    claims.store_receipt(interaction, context_used=prompt.receipt, model=model or interaction.model)

    return prompt


def _outcome(draft: Draft, reader: "asyncio.Task[None]") -> Outcome:
    if reader.cancelled():
        status = draft.stops_as or Status.INTERRUPTED
        return Outcome(status, claims.INTERRUPTED if status == Status.INTERRUPTED else "")

    error = reader.exception()
    if error is None:
        return Outcome(Status.ANSWERED)

    if isinstance(error, ModelError):
        logger.warning("interaction %s failed: %s", draft.interaction.pk, error.sentence)
        return Outcome(Status.FAILED, f"{error.sentence}\n{error.hint}".strip())

    # The message of the error is left out: it may hold words of the prompt.
    frames = error.__traceback__
    while frames and frames.tb_next:
        frames = frames.tb_next

    place = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else "?"
    logger.error("interaction %s failed: %s at %s", draft.interaction.pk, type(error).__name__, place)
    return Outcome(
        Status.FAILED,
        "Something went wrong here while answering.\nYour question is saved. The server's log names the place.",
    )


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
