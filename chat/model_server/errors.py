"""The errors of a model server, told apart by what the caller can do about them."""

# Servers say one of these of a prompt that has not enough room.
TOO_LONG = ("context", "too long", "maximum")


class ModelError(Exception):
    """`sentence` says what happened, `hint` what to do; neither holds a word of the prompt."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(f"{sentence} {hint}".strip())
        self.sentence, self.hint = sentence, hint


class ModelUnavailable(ModelError):
    """Trying again may help."""


class ModelRefused(ModelError):
    """Trying again will not help, as things are."""


def refusal(where: str, model: str, status: int, *, text: str, retry_after: str) -> ModelError:
    """The error that a status stands for. `where`: the server. `text`: the body; `retry_after`: the header, or ""."""
    who = where.capitalize()
    if status == 401:
        return ModelRefused(f"{who} does not accept the key.", "The owner can correct it.")
    if status == 403:
        return ModelRefused(f"{who} does not allow this.", "The owner can look into the key's rights.")
    if status == 404:
        return ModelRefused(f"{who} has no model “{model}”.", "Choose another model.")

    if status == 429:
        when = f"in {retry_after} seconds" if retry_after.isdigit() else "in a minute"
        return ModelUnavailable(f"{who} is asked too often or its quota is used up.", f"Retry {when}.")

    if status == 400 and any(words in text.lower() for words in TOO_LONG):
        return ModelRefused(
            "The prompt is too long for this model.", "Start a new session, or choose a model with more room."
        )

    if status < 500:
        return ModelRefused(
            f"{who} refused the question (status {status}).", "Choose another model, or put it differently."
        )

    return ModelUnavailable(
        f"{who} has a problem of its own (status {status}).", "Your question is saved. Retry in a moment."
    )
