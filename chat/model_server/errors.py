"""What can go wrong with a model server, by what the caller can do about it, each with a sentence. Pure."""

import math
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone

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


# By kind: may trying again help, what happened, and what to do. {who} is the server, {model} the model's name.
SENTENCES: dict[Kind, tuple[type[ModelError], str, str]] = {
    Kind.TOO_LONG: (
        ModelRefused,
        "The prompt is too long for this model.",
        "Start a new session, or choose a model with more room.",
    ),
    Kind.TOO_LARGE: (
        ModelRefused,
        "The prompt is too large: {who} does not take so much at once.",
        "Start a new session, or choose another model.",
    ),
    Kind.NO_CREDIT: (
        ModelRefused,
        "The credit or quota at {who} is used up.",
        "The owner can add credit there, or choose another model.",
    ),
    Kind.TOO_OFTEN: (ModelUnavailable, "{Who} is asked too often or its quota is used up.", "Retry {when}."),
    Kind.NO_MODEL: (ModelRefused, "{Who} has no model “{model}”.", "Choose another model."),
    Kind.NO_SUCH_PLACE: (
        ModelRefused,
        "{Who} has nothing at this address.",
        "The owner can check the address: most end in /v1.",
    ),
    Kind.MOVED: (
        ModelRefused,
        "{Who} says that it has moved elsewhere.",
        "The owner can check the address, also whether it begins with https.",
    ),
    Kind.BAD_KEY: (ModelRefused, "{Who} does not accept the key.", "The owner can correct it."),
    Kind.NOT_ALLOWED: (ModelRefused, "{Who} does not allow this.", "The owner can look into the key’s rights."),
    Kind.FILTERED: (ModelRefused, "The filter of {who} stopped this.", "Put the question differently."),
    Kind.NO_MEMORY: (
        ModelUnavailable,
        "{Who} has too little memory for the model “{model}”.",
        "Choose a smaller model, or end what else runs there.",
    ),
    Kind.BUSY: (ModelUnavailable, "{Who} has too much to do.", "Your question is saved. Retry in a moment."),
    Kind.LOADING: (ModelUnavailable, "{Who} is still loading its model.", "Retry in a minute."),
    Kind.REFUSED: (
        ModelRefused,
        "{Who} refused the question{status}.",
        "Choose another model, or put it differently.",
    ),
    Kind.BROKEN: (
        ModelUnavailable,
        "{Who} has a problem of its own{status}.",
        "Your question is saved. Retry in a moment.",
    ),
}


def refusal(
    host: str, model: str, reason: Reason, *, retry_after: str = "", prompt_tokens: int | None = None
) -> ModelError:
    """The error that a status means which says no. `retry_after`: the header, or "".

    `prompt_tokens`: about how many were sent; None if there was no prompt.
    """
    error, sentence, hint = SENTENCES[reason.kind]
    who = f"the model server at {host}"
    words = {
        "who": who,
        "Who": who[0].upper() + who[1:],
        "model": short_model(model),
        "status": f" (status {reason.status})" if reason.status else "",
        "when": _when(retry_after),
    }

    told = hint.format(**words)
    if prompt_tokens is not None and reason.kind in TOO_LONG_KINDS:
        told = f"It had about {prompt_tokens:,} tokens. {told}"

    return error(sentence.format(**words), told, reason=reason)


def reported(host: str, model: str, error: Any) -> ModelError:
    """The same for an error inside an answer whose status was good."""
    reason = reason_in(error)
    if reason.kind in (Kind.BROKEN, Kind.REFUSED):
        sentence = f"The model server at {host} reported an error of its own."
        return ModelUnavailable(sentence, "Look into its log, then retry.", reason=reason)

    return refusal(host, model, reason)


def no_answer(host: str) -> NoAnswer:
    return NoAnswer(
        f"The server at {host} sent something that is no answer.",
        "Check that its address is that of an OpenAI-compatible server.",
    )


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


def _when(retry_after: str) -> str:
    seconds = retry_seconds(retry_after)
    if seconds is None or not seconds < 48 * HOUR:
        return "in a minute"
    if seconds < 1:
        return "in a moment"
    if seconds < 2 * MINUTE:
        return f"in {round(seconds)} seconds"
    if seconds < 2 * HOUR:
        return f"in {round(seconds / MINUTE)} minutes"

    return f"in {round(seconds / HOUR)} hours"
