"""Recall for whoever asks what would be recalled: the memory page, the JSON API and the terminal, all in one order."""

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser

from chat.embedding import question_vector
from sessions_memory.recall import RecalledMemory, recall


async def look_back(user: AbstractBaseUser, question: str, *, limit: int) -> list[RecalledMemory]:
    """As an answer's own recall, but no model is asked, and nothing is left out for being in a prompt already."""
    vector = await question_vector(user, question)
    return await sync_to_async(recall)(user=user, question=question, limit=limit, question_vector=vector)
