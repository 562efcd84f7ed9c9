"""What can go wrong with a model server, by what the caller can do about it, each with a sentence. Pure."""

import math
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone

from chat.model_server import sentences
from chat.model_server.reasons import Reason, reason_in
from chat.model_server.sayings import Kind
from sessions_memory.web.model_names import short_model

MINUTE, HOUR = 60, 3600
TOO_LONG_KINDS = (Kind.TOO_LONG, Kind.TOO_LARGE)
# Kinds that the wrong path of an address may have, too.
PLACE_KINDS = (Kind.NO_SUCH_PLACE, Kind.NO_MODEL, Kind.MOVED)


class ModelError(Exception):
    """`sentence` says what happened, `hint` what to do; neither holds a word of the prompt.

    `reason`: the server's own words, which may; only an owner who tries a connection sees them.
    """

    def __init__(self, sentence: str, hint: str = "", *, reason: Reason | None = None) -> None:
        super().__init__(f"{sentence} {hint}".strip())
        self.sentence, self.hint, self.reason = sentence, hint, reason

    @property
    def is_about_place(self) -> bool:
        """Nothing of the protocol is at the address, as far as one can tell."""
        return isinstance(self, NoAnswer) or bool(self.reason and self.reason.kind in PLACE_KINDS)


class ModelUnavailable(ModelError):
    """Trying again may help."""


class NoAnswer(ModelUnavailable):
    """Something came that is no answer of such a server."""


class ModelRefused(ModelError):
    """Trying again will not help, as things are."""


# Of these kinds; trying any other again will not help, as things are.
MAY_PASS = (Kind.TOO_OFTEN, Kind.NO_MEMORY, Kind.BUSY, Kind.LOADING, Kind.BROKEN)


def refusal(
    host: str, model: str, reason: Reason, *, retry_after: str = "", prompt_tokens: int | None = None
) -> ModelError:
    """The error that a status means which says no. `retry_after`: the header, or "".

    `prompt_tokens`: about how many were sent; None if there was no prompt.
    """
    error = ModelUnavailable if reason.kind in MAY_PASS else ModelRefused
    sentence, hint = sentences.REFUSALS[reason.kind]
    status = f" (status {reason.status})" if reason.status else ""
    told = hint.format(retry=_retry(retry_after))

    if prompt_tokens is not None and reason.kind in TOO_LONG_KINDS:
        told = f"{sentences.IT_HAD.format(tokens=f'{prompt_tokens:,}')} {told}"

    return error(sentence.format(host=host, model=short_model(model), status=status), told, reason=reason)


def reported(host: str, model: str, error: Any) -> ModelError:
    """The same for an error inside an answer whose status was good."""
    reason = reason_in(error)
    if reason.kind in (Kind.BROKEN, Kind.REFUSED):
        sentence, hint = sentences.REPORTED
        return ModelUnavailable(sentence.format(host=host), hint, reason=reason)

    return refusal(host, model, reason)


def no_answer(host: str) -> NoAnswer:
    sentence, hint = sentences.NO_ANSWER
    return NoAnswer(sentence.format(host=host), hint)


def retry_seconds(retry_after: str) -> float | None:
    """Of the header: seconds, or a date; None if it is neither."""
    try:
        seconds = float(retry_after)
        return None if math.isnan(seconds) else max(0.0, seconds)
    except ValueError:
        pass

    try:
        moment: datetime = parsedate_to_datetime(retry_after)
        return max(0.0, (moment - timezone.now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _retry(retry_after: str) -> str:
    seconds = retry_seconds(retry_after)
    if seconds is None or not seconds < 48 * HOUR:
        return sentences.IN_A_MINUTE
    if seconds < 1:
        return sentences.IN_A_MOMENT
    if seconds < 2 * MINUTE:
        return sentences.IN_SECONDS.format(count=round(seconds))
    if seconds < 2 * HOUR:
        return sentences.IN_MINUTES.format(count=round(seconds / MINUTE))

    return sentences.IN_HOURS.format(count=round(seconds / HOUR))
