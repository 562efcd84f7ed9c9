"""What the owner is told while they connect a server: of the connection, not of a question. Pure."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chat.model_server.errors import ModelError, NoAnswer
from chat.model_server.sayings import Kind
from chat.model_server.sentences import OLLAMA, in_words

TOO_SLOW = _("Try again in a minute.")
CHECK_ADDRESS = _("Check that it is running, and that the address is right.")
HINTS = {
    Kind.TOO_LONG: _("Choose a model with more room."),
    Kind.TOO_LARGE: _("Choose another model."),
    Kind.NO_CREDIT: _("Add credit there, or choose another model."),
    Kind.TOO_OFTEN: TOO_SLOW,
    Kind.BUSY: TOO_SLOW,
    Kind.LOADING: TOO_SLOW,
    Kind.NO_MODEL: _("Choose one of its models: List models shows them."),
    Kind.NO_SUCH_PLACE: _("Check the address: most end in /v1."),
    Kind.MOVED: _("Check the address, also whether it begins with https."),
    Kind.BAD_KEY: _("Check the key, and whether it belongs to this address."),
    Kind.NOT_ALLOWED: _("Check what the key may be used for."),
    Kind.FILTERED: _("Choose another model."),
    Kind.NO_MEMORY: _("Choose a smaller model, or end what else runs there."),
    Kind.REFUSED: _("Choose another model, or look into the server’s log."),
    Kind.BROKEN: _("Look into the server’s log, then try again."),
}


def about_connection(error: ModelError) -> str:
    """With the server's own sentence, which a page must escape."""
    kind = error.reason.kind if error.reason else None
    sentence = in_words(error.sentence.replace("refused the question", "refused the test"))
    hint = HINTS[kind] if kind else _without_reason(error)
    said = error.reason.said if error.reason else ""

    told = f"{sentence} {hint}"
    return f"{told} {gettext('It says: “{said}”').format(said=said)}" if said else told


def _without_reason(error: ModelError) -> str:
    if isinstance(error, NoAnswer):
        return in_words(error.hint)

    return gettext(OLLAMA) if OLLAMA in error.hint else str(CHECK_ADDRESS)
