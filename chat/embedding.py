"""Vectors of what was said, from the server that the owner named for them, where the person allows it."""

import logging

from django.contrib.auth.base_user import AbstractBaseUser

from chat.connection import Connection, embedding_connection
from chat.llm import ModelError, embed
from chat.models import preferences_of
from chat.threads import in_database

logger = logging.getLogger(__name__)

# An answer waits no longer for its question's vector.
QUESTION_SECONDS = 0.3
# What encoders read of a text; what is longer says what it is about before.
TEXT_CHARS = 4000


async def question_vector(user: AbstractBaseUser, question: str) -> list[float] | None:
    """None where no embeddings are made, or the server is away or too slow: recall then goes by words alone."""
    connection = await in_database(embeddings_for, user)
    if connection is None:
        return None
    try:
        (vector,) = await embed(connection, [question[:TEXT_CHARS]], seconds=QUESTION_SECONDS)
    except ModelError as error:
        logger.warning("recall goes by words alone: %s", error.sentence)
        return None
    return vector


def embeddings_for(user: AbstractBaseUser) -> Connection | None:
    """None unless the owner names a model and the person lets their texts leave."""
    connection = embedding_connection()
    return connection if connection and preferences_of(user).embeddings_by_model else None
