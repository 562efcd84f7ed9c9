"""What the owner is told while they connect a server: of the connection, not of a question. Pure."""

from chat.model_server.errors import ModelError, NoAnswer
from chat.model_server.sayings import Kind

TOO_SLOW = "Try again in a minute."
CHECK_ADDRESS = "Check that it is running, and that the address is right."
HINTS: dict[Kind, str] = {
    Kind.TOO_LONG: "Choose a model with more room.",
    Kind.TOO_LARGE: "Choose another model.",
    Kind.NO_CREDIT: "Add credit there, or choose another model.",
    Kind.TOO_OFTEN: TOO_SLOW,
    Kind.BUSY: TOO_SLOW,
    Kind.LOADING: TOO_SLOW,
    Kind.NO_MODEL: "Choose one of its models: List models shows them.",
    Kind.NO_SUCH_PLACE: "Check the address: most end in /v1.",
    Kind.MOVED: "Check the address, also whether it begins with https.",
    Kind.BAD_KEY: "Check the key, and whether it belongs to this address.",
    Kind.NOT_ALLOWED: "Check what the key may be used for.",
    Kind.FILTERED: "Choose another model.",
    Kind.NO_MEMORY: "Choose a smaller model, or end what else runs there.",
    Kind.REFUSED: "Choose another model, or look into the server’s log.",
    Kind.BROKEN: "Look into the server’s log, then try again.",
}


def about_connection(error: ModelError) -> str:
    """With the server's own sentence, which a page must escape."""
    kind = error.reason.kind if error.reason else None
    sentence = error.sentence.replace("refused the question", "refused the test")
    hint = HINTS[kind] if kind else _without_reason(error)
    said = error.reason.said if error.reason else ""

    return f"{sentence} {hint}" + (f" It says: “{said}”" if said else "")


def _without_reason(error: ModelError) -> str:
    if isinstance(error, NoAnswer):
        return error.hint

    return "Is Ollama running?" if "Ollama" in error.hint else CHECK_ADDRESS
