"""The places where the usual servers tell about a model: how much it takes in, and whether it sees images. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chat.model_server.reading import context_length, sight
from chat.model_server.reading.context_length import ContextLength


def nothing(found: Any, model: str) -> None:
    return None


@dataclass(frozen=True)
class Told:
    """`sees`: None where it is not told."""

    length: ContextLength
    sees: bool | None = None


@dataclass(frozen=True)
class Place:
    """Seen from a server's address; `body` is sent there, None: it is only fetched."""

    path: str
    length: Callable[[Any, str], ContextLength]
    sees: Callable[[Any, str], bool | None] = nothing
    body: Callable[[str], dict[str, str]] | None = None

    def read(self, found: Any, model: str) -> Told:
        return Told(self.length(found, model), self.sees(found, model))


# The surest first. Seen from …/v1/, two dots are the server itself.
PLACES = (
    Place("../props", context_length.of_props, sight.of_props),
    Place("../api/ps", context_length.of_running),
    Place("../api/v0/models", context_length.of_lm_studio, sight.of_lm_studio),
    Place("models", context_length.of_list, sight.of_list),
    Place("../api/show", context_length.of_details, sight.of_details, lambda model: {"model": model}),
)
