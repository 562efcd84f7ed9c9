"""Says in sentences which parts recall went without, so that nobody takes a missing memory for one that never was."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_noop as _

from chat.embedding import embeddings_for
from sessions_memory.pages.search_results import is_being_indexed
from sessions_memory.recall.meaning import vectors

NO_VECTOR = _("Recalled by words alone: the server for embeddings did not answer in time.")
FEW_VECTORS = _("Recalled by words for the most part: vectors of the embedding model are still being made.")
INDEXING = _("Your history is still being indexed: more may be found later.")


def went_without(user: AbstractBaseUser, question_vector: list[float] | None) -> list[str]:
    """Ask this after `recall`, which builds on an index that is missing. Empty if every part took part."""
    said, encoder = [INDEXING] if is_being_indexed(user) else [], embeddings_for(user)
    if encoder is None:
        return said
    if question_vector is None:
        return [NO_VECTOR, *said]

    return [FEW_VECTORS, *said] if vectors.are_few(user, len(question_vector), encoder.models[0]) else said
