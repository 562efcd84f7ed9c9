"""How long an answer is waited for: until its next word, and longer while the server shows that it works."""

import asyncio
from dataclasses import dataclass

from django.conf import settings

from chat.model_server.protocol import Piece

# After the model has said that it is done, for the counts and the end of the line.
ENDING_SECONDS = 5


@dataclass(frozen=True)
class Limits:
    """In seconds: until the first word and between words if nothing comes at all; `alive`: if something does."""

    first: float
    between: float
    alive: float

    @classmethod
    def set(cls) -> "Limits":
        return cls(
            settings.MODEL_FIRST_TOKEN_SECONDS, settings.MODEL_BETWEEN_TOKENS_SECONDS, settings.MODEL_ALIVE_SECONDS
        )


class Patience:
    """The moment by which the next reading must have ended."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.has_spoken = self.was_alive = False
        self._clock = asyncio.get_running_loop().time
        self._seconds = limits.first
        self._longest = self._clock() + max(limits.alive, limits.first)
        self._renew()

    def sign_of_life(self) -> None:
        """Whatever came, be it a comment or an empty delta."""
        self.was_alive = True
        self._renew()

    def hear(self, piece: Piece) -> None:
        if piece.text or piece.reasoning:
            self.has_spoken, self.was_alive = True, False
            self._seconds = self.limits.between
            self._longest = self._clock() + max(self.limits.alive, self.limits.between)
        if piece.finish_reason:
            self._seconds = ENDING_SECONDS

        self._renew()

    @property
    def waited_seconds(self) -> float:
        """The limit that was reached."""
        if self.was_alive and self.deadline == self._longest:
            return self.limits.alive

        return self._seconds

    def _renew(self) -> None:
        self.deadline = min(self._clock() + self._seconds, self._longest)
