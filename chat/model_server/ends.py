"""The sentences for an answer that did not come, or not whole."""

from chat.model_server.errors import ModelUnavailable, no_answer
from chat.model_server.patience import Patience

KEPT, SAVED = "What had arrived is kept.", "Your question is saved."


def silent(host: str, patience: Patience) -> ModelUnavailable:
    seconds = round(patience.waited_seconds)
    if patience.was_alive:
        return ModelUnavailable(
            f"The model at {host} worked for {seconds} seconds without a word.", KEPT if patience.has_spoken else SAVED
        )
    if patience.has_spoken:
        return ModelUnavailable(f"The model at {host} fell silent for {seconds} seconds.", KEPT)

    return no_reply(host, "in time")


def no_reply(host: str, how: str = "") -> ModelUnavailable:
    hint = f"{SAVED} Is Ollama running?" if host.endswith(":11434") and not how else SAVED
    return ModelUnavailable(f"No answer: the model at {host} did not reply{f' {how}' if how else ''}.", hint)


def broken(host: str, *, has_spoken: bool) -> ModelUnavailable:
    if has_spoken:
        return ModelUnavailable(f"The line to the model server at {host} broke.", KEPT)

    return no_reply(host)


def unfinished(host: str, *, has_spoken: bool, skipped: int) -> ModelUnavailable:
    """The line ended as if all had been said."""
    if has_spoken:
        return ModelUnavailable(f"The model at {host} stopped in the middle.", KEPT)
    if skipped:
        return no_answer(host)

    return ModelUnavailable(f"No answer: the model at {host} sent nothing.", SAVED)
