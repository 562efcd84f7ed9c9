"""How the endpoint refuses, in the words of the protocol. Pure."""

from typing import Any

from chat.model_server.errors import ModelError
from chat.model_server.sentences import KEPT, SAVED

NO_SERVER = "No language model is connected to this vault. Its owner can connect one."
REQUEST, SERVER = "invalid_request_error", "server_error"


class Refused(Exception):
    """`sentence` is for the program's person; `code` and `param` as OpenAI's clients read them."""

    def __init__(self, status: int, sentence: str, *, code: str | None = None, param: str | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.code, self.param = status, sentence, code, param


def error_body(status: int, sentence: str, *, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    kind = SERVER if status >= 500 else REQUEST
    return {"error": {"message": sentence, "type": kind, "param": param, "code": code}}


def of_server(error: ModelError) -> Refused:
    """What the model server could not do, as a bad gateway. What is kept is a matter of pages: not all is, here."""
    hint = error.hint.replace(SAVED, "").replace(KEPT, "").strip()
    return Refused(502, f"{error.sentence} {hint}".strip(), code="model_server")


def no_such_model(name: str) -> Refused:
    return Refused(404, f"There is no model “{name}” here.", code="model_not_found", param="model")
