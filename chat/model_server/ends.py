"""The sentences for an answer that did not come, or not whole."""

from chat.model_server import sentences
from chat.model_server.errors import ModelUnavailable, no_answer
from chat.model_server.patience import Patience
from chat.model_server.sentences import KEPT, SAVED


def silent(host: str, patience: Patience, prompt_tokens: int) -> ModelUnavailable:
    """With the limit that was reached, by the name of its setting; `prompt_tokens`: about how many were sent."""
    state = KEPT if patience.has_spoken else SAVED
    prompt = "" if patience.has_spoken else sentences.PROMPT_HAD.format(tokens=f"{prompt_tokens:,}")
    told, limit = sentences.TOO_SLOW
    if patience.was_alive:
        told, limit = sentences.ALIVE
    elif patience.has_spoken:
        told, limit = sentences.SILENT

    values = {"host": host, "seconds": round(patience.waited_seconds)}
    hint = " ".join(filter(None, (state, prompt, limit.format(**values))))
    return ModelUnavailable(told.format(**values), hint)


def no_reply(host: str) -> ModelUnavailable:
    hint = f"{SAVED} {sentences.OLLAMA}" if host.endswith(":11434") else SAVED
    return ModelUnavailable(sentences.NO_REPLY.format(host=host), hint)


def not_in_time(host: str) -> ModelUnavailable:
    return ModelUnavailable(sentences.NOT_IN_TIME.format(host=host), SAVED)


def broken(host: str, *, has_spoken: bool) -> ModelUnavailable:
    if has_spoken:
        return ModelUnavailable(sentences.BROKE.format(host=host), KEPT)

    return no_reply(host)


def unfinished(host: str, *, has_spoken: bool, skipped: int) -> ModelUnavailable:
    """The line ended as if all had been said."""
    if has_spoken:
        return ModelUnavailable(sentences.STOPPED.format(host=host), KEPT)
    if skipped:
        return no_answer(host)

    return ModelUnavailable(sentences.NOTHING.format(host=host), SAVED)
