"""The sentences for an answer that did not come, or not whole."""

from chat.model_server.errors import ModelUnavailable, no_answer
from chat.model_server.patience import Patience

KEPT, SAVED = "What had arrived is kept.", "Your question is saved."


def silent(host: str, patience: Patience, prompt_tokens: int) -> ModelUnavailable:
    """With the limit that was reached, by the name of its setting; `prompt_tokens`: about how many were sent."""
    seconds, state = round(patience.waited_seconds), KEPT if patience.has_spoken else SAVED
    prompt = "" if patience.has_spoken else f" The prompt had about {prompt_tokens:,} tokens."
    if patience.was_alive:
        told = f"The model at {host} worked for {seconds} seconds without a word."
        return ModelUnavailable(told, f"{state}{prompt} The limit is set by MODEL_ALIVE_SECONDS.")
    if patience.has_spoken:
        told = f"The model at {host} fell silent for {seconds} seconds."
        return ModelUnavailable(told, f"{state} The limit is set by MODEL_BETWEEN_TOKENS_SECONDS.")

    told = f"No answer: the model at {host} did not reply in time."
    limit = f"The limit of {seconds} seconds is set by MODEL_FIRST_TOKEN_SECONDS."
    return ModelUnavailable(told, f"{state}{prompt} {limit}")


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
