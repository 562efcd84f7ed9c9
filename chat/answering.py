"""The story of one turn: from a claimed question to its stored end state."""

import asyncio
import logging
from dataclasses import dataclass

from django.conf import settings

from chat import memory_responder
from chat.connection import Connection, current_connection
from chat.draft import Draft
from chat.fusion import FusedPrompt, PastTurn, fuse
from chat.llm import ModelError, ModelRefused, stream_chat
from chat.rendering import RENDERER_VERSION
from chat.threads import in_database_when_back
from sessions_memory import claims
from sessions_memory.models import Status, UserInteraction
from sessions_memory.recall import RecalledMemory, recall
from sessions_memory.versions import group_versions

logger = logging.getLogger(__name__)

# More turns than any budget holds.
TURNS_READ = 100
ROWS_READ = 500


@dataclass(frozen=True)
class Outcome:
    status: Status
    error: str = ""


async def write_answer(draft: Draft) -> None:
    """Reads the answer into `draft`, stores it, and then tells its followers."""
    draft.reader = asyncio.create_task(_read(draft))
    await asyncio.wait({draft.reader})
    outcome = _outcome(draft, draft.reader)
    draft.complete()
    await _store(draft, outcome)
    draft.close(outcome.status)
    logger.info(
        "interaction %s %s: %s characters in %.1f s", draft.interaction.pk, outcome.status, draft.length, draft.seconds
    )


async def _read(draft: Draft) -> None:
    interaction = draft.interaction
    connection = await in_database_when_back(current_connection)
    if connection is None:
        draft.facts["model"] = memory_responder.MODEL_NAME
        draft.add(memory_responder.respond(await in_database_when_back(_recalled, interaction)))
        return
    model = connection.choose(interaction.model)
    draft.facts["model"] = model
    prompt = await in_database_when_back(_prepare, interaction, model)
    await _ask(draft, connection, model, prompt)


async def _ask(draft: Draft, connection: Connection, model: str, prompt: FusedPrompt) -> None:
    async for piece in stream_chat(connection, model, prompt.messages):
        if piece.text or piece.reasoning:
            draft.add(piece.text, piece.reasoning)
        for name in ("finish_reason", "prompt_tokens", "completion_tokens"):
            if getattr(piece, name):
                draft.facts[name] = getattr(piece, name)
        if draft.received > settings.ANSWER_MAX_CHARS:
            raise ModelRefused(
                f"The answer was stopped at {settings.ANSWER_MAX_CHARS:,} characters, the limit of this vault.",
                "The owner can raise ANSWER_MAX_CHARS.",
            )
    if draft.facts.get("finish_reason") == "content_filter":
        raise ModelRefused("The model's filter stopped this answer.", "Put the question differently.")
    if not draft.text.strip():
        raise ModelRefused("The model sent an empty answer.", "Your question is saved. Retry, or choose another model.")


def _prepare(interaction: UserInteraction, model: str) -> FusedPrompt:
    """The prompt; what it was made of is stored before anybody sees it, so that it survives a failed answer."""
    prompt = fuse(
        question=interaction.user_question,
        turns=_turns_before(interaction),
        budget_tokens=settings.CONTEXT_TOKENS,
    )
    claims.store_receipt(interaction, context_used=prompt.receipt, model=model)
    return prompt


def _turns_before(interaction: UserInteraction) -> list[PastTurn]:
    """The session so far as its thread shows it, oldest first; a new version of a turn doesn't see what came after."""
    rows = interaction.session.interactions.recent_first().only("replaces", "session")[:ROWS_READ]
    turns = group_versions(reversed(rows))
    place = next(i for i, versions in enumerate(turns) if interaction in versions)
    shown = [versions[-1].pk for versions in turns[:place]][-TURNS_READ:]
    texts = UserInteraction.objects.only("user_question", "ai_response").in_bulk(shown)
    return [PastTurn(pk, texts[pk].user_question, texts[pk].ai_response) for pk in shown if pk in texts]


def _recalled(interaction: UserInteraction) -> list[RecalledMemory]:
    if interaction.session.is_temporary or not interaction.uses_memory:
        return []
    return recall(
        user=interaction.user,
        question=interaction.user_question,
        limit=memory_responder.MEMORIES,
        exclude=frozenset({interaction.pk}),
    )


def _outcome(draft: Draft, reader: "asyncio.Task[None]") -> Outcome:
    if reader.cancelled():
        status = draft.ends_as or Status.INTERRUPTED
        return Outcome(status, claims.INTERRUPTED if status == Status.INTERRUPTED else "")
    error = reader.exception()
    if error is None:
        return Outcome(Status.ANSWERED)
    if isinstance(error, ModelError):
        logger.warning("interaction %s failed: %s", draft.interaction.pk, error.sentence)
        return Outcome(Status.FAILED, f"{error.sentence}\n{error.hint}".strip())
    # Without its message, which may hold words of the prompt.
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
