"""What can go wrong with a model server, by what the caller can do about it."""


class ModelError(Exception):
    """`sentence` says what happened, `hint` what to do; neither holds a word of the prompt."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(f"{sentence} {hint}".strip())
        self.sentence, self.hint = sentence, hint


class ModelUnavailable(ModelError):
    """Trying again may help."""


class ModelRefused(ModelError):
    """Trying again will not help, as things are."""
