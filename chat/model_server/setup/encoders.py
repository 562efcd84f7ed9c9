"""Which models of a list make vectors, by their names: no list says it. Pure."""

import re
from collections.abc import Sequence

ENCODER = re.compile(
    r"embed|minilm|(?:^|[/_:.-])(?:bge|gte|e5|labse|sbert|mpnet|nomic|mxbai|arctic|stella|gist|uae|instructor)(?:$|[/_:.-])",
    re.IGNORECASE,
)
# They sort what was found, and make no vectors.
OTHER = re.compile(r"rerank|cross-encoder", re.IGNORECASE)


def is_encoder(name: str) -> bool:
    return ENCODER.search(name) is not None and OTHER.search(name) is None


def encoders_of(names: Sequence[str]) -> list[str]:
    return [name for name in names if is_encoder(name)]


def speakers_of(names: Sequence[str]) -> list[str]:
    """Those that answer, first; of nothing but encoders, all: a name may mislead."""
    return [name for name in names if not is_encoder(name)] or list(names)
