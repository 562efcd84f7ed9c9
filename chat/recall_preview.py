"""Recall for whoever asks what would be recalled: the memory page, the JSON API and the terminal, all in one order."""

from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser

from chat.embedding import question_vector
from chat.model_server.servers.encoder import encoder_name
from chat.recall_gaps import went_without
from sessions_memory.areas.reading import reach_in
from sessions_memory.areas.rules import EVERYTHING
from sessions_memory.recall import RecalledMemory, recall


@dataclass(frozen=True)
class LookedBack:
    """`memories`: best first. `without`: what recall went without, in sentences."""

    memories: list[RecalledMemory]
    without: list[str]


async def look_back(
    user: AbstractBaseUser, question: str, *, limit: int, area_id: int | None = None, everywhere: bool = False
) -> LookedBack:
    """Recalls like an answer in this area, but asks no model, and leaves nothing out for being in a prompt already.

    `everywhere`: whatever areas say.
    """
    vector = await question_vector(user, question)
    return await sync_to_async(_recalled)(user, question, limit, area_id, everywhere, vector)


def _recalled(
    user: AbstractBaseUser,
    question: str,
    limit: int,
    area_id: int | None,
    everywhere: bool,
    vector: list[float] | None,
) -> LookedBack:
    memories = recall(
        user=user,
        question=question,
        limit=limit,
        question_vector=vector,
        vector_model=encoder_name(),
        reach=EVERYTHING if everywhere else reach_in(user, area_id),
    )
    return LookedBack(memories, went_without(user, vector))
