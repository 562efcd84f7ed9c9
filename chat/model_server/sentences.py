"""What is said of an answer that did not come, or not whole: stored in English, told in a reader's language.

A row keeps the sentence, a line break and what to do; `in_words` gives it to a page.
"""

from django.utils.translation import gettext_noop as _

from chat.model_server.sayings import Kind
from sessions_memory.claims import INTERRUPTED
from sessions_memory.files.trouble import AWAY
from sessions_memory.web.plain_text import in_language

KEPT, SAVED = _("The partial answer is saved."), _("Your question is saved.")
OLLAMA = _("Is Ollama running?")
PROMPT_HAD = _("The prompt had about {tokens} tokens.")
IT_HAD = _("It had about {tokens} tokens.")

# By kind: what happened, and what to do.
REFUSALS: dict[Kind, tuple[str, str]] = {
    Kind.TOO_LONG: (
        _("The prompt is too long for this model."),
        _("Start a new session, or choose a model with more room."),
    ),
    Kind.TOO_LARGE: (
        _("The prompt is too large: the model server at {host} does not take so much at once."),
        _("Start a new session, or choose another model."),
    ),
    Kind.NO_CREDIT: (
        _("The credit or quota at the model server at {host} is used up."),
        _("The owner can add credit there, or choose another model."),
    ),
    Kind.TOO_OFTEN: (_("The model server at {host} is asked too often or its quota is used up."), "{retry}"),
    Kind.NO_MODEL: (_("The model server at {host} has no model “{model}”."), _("Choose another model.")),
    Kind.NO_SUCH_PLACE: (
        _("The model server at {host} has nothing at this address."),
        _("The owner can check the address: most end in /v1."),
    ),
    Kind.MOVED: (
        _("The model server at {host} says that it has moved elsewhere."),
        _("The owner can check the address, also whether it begins with https."),
    ),
    Kind.BAD_KEY: (_("The model server at {host} does not accept the key."), _("The owner can correct it.")),
    Kind.NOT_ALLOWED: (
        _("The model server at {host} does not allow this."),
        _("The owner should check the API key’s permissions."),
    ),
    Kind.FILTERED: (
        _("The filter of the model server at {host} stopped this."),
        _("Put the question differently."),
    ),
    Kind.NO_MEMORY: (
        _("The model server at {host} has too little memory for the model “{model}”."),
        _("Choose a smaller model, or end what else runs there."),
    ),
    Kind.BUSY: (
        _("The model server at {host} has too much to do."),
        _("Your question is saved. Try again in a moment."),
    ),
    Kind.LOADING: (_("The model server at {host} is still loading its model."), _("Try again in a minute.")),
    Kind.REFUSED: (
        _("The model server at {host} refused the question{status}."),
        _("Choose another model, or put it differently."),
    ),
    Kind.BROKEN: (
        _("The model server at {host} returned an error{status}."),
        _("Your question is saved. Try again in a moment."),
    ),
}
OF_A_TEST = _("The model server at {host} refused the test{status}.")
IN_A_MOMENT, IN_A_MINUTE = _("Try again in a moment."), _("Try again in a minute.")
IN_SECONDS = _("Try again in {count} seconds.")
IN_MINUTES = _("Try again in {count} minutes.")
IN_HOURS = _("Try again in {count} hours.")
REPORTED = (_("The model server at {host} reported an error of its own."), _("Look into its log, then retry."))
NO_ANSWER = (
    _("The server at {host} sent something that is no answer."),
    _("Check that its address is that of an OpenAI-compatible server."),
)
TOO_MUCH = (_("The server at {host} sent more than anybody reads."), NO_ANSWER[1])
UNTRUSTED = (
    _("The certificate of the model server at {host} is not trusted."),
    _("The owner can set SSL_CERT_FILE to the authority that signed it, and start anew."),
)
NO_ENCODER = _("The encoder {name} does not work on this machine.")
UNUSABLE = (
    _("The address or the key of the model server can’t be used as it is."),
    _("The owner can write it anew."),
)

ALIVE = (
    _("The model at {host} worked for {seconds} seconds without a word."),
    _("The limit is set by MODEL_ALIVE_SECONDS."),
)
SILENT = (
    _("The model at {host} stopped responding for {seconds} seconds."),
    _("The limit is set by MODEL_BETWEEN_TOKENS_SECONDS."),
)
TOO_SLOW = (
    _("No answer: the model at {host} did not reply in time."),
    _("The limit of {seconds} seconds is set by MODEL_FIRST_TOKEN_SECONDS."),
)
NO_REPLY = _("No answer: the model at {host} did not reply.")
NOT_IN_TIME = TOO_SLOW[0]
BROKE = _("Lost the connection to the model at {host}.")
STOPPED = _("The model at {host} stopped in the middle.")
NOTHING = _("No answer: the model at {host} sent nothing.")

GONE = (
    _("The model “{model}” is not connected any more."),
    _("Your question is saved. Choose another model, then retry."),
)
LIMIT = (
    _("The answer was stopped at {count} characters, the limit of this vault."),
    _("The owner can raise ANSWER_MAX_CHARS."),
)
FILTERED = (_("The model's filter stopped this answer."), _("Put the question differently."))
THOUGHT = (_("The model thought, and gave no answer."), _("Its thinking is kept. Retry, or ask for less."))
THOUGHT_TOO_LONG = (_("The model thought, and gave no answer: it reached its length limit."), THOUGHT[1])
EMPTY = (_("The model sent an empty answer."), _("Your question is saved. Retry, or choose another model."))
OURS = (
    _("Something went wrong here while answering."),
    _("Your question is saved. The server's log names the place."),
)

ALL = (
    *(sentence for pair in REFUSALS.values() for sentence in pair),
    *(sentence for pair in (REPORTED, NO_ANSWER, TOO_MUCH, UNUSABLE, UNTRUSTED) for sentence in pair),
    *(sentence for pair in (ALIVE, SILENT, TOO_SLOW) for sentence in pair),
    *(sentence for pair in (GONE, LIMIT, FILTERED, THOUGHT, THOUGHT_TOO_LONG, EMPTY, OURS) for sentence in pair),
    *(IN_A_MOMENT, IN_A_MINUTE, IN_SECONDS, IN_MINUTES, IN_HOURS),
    AWAY,
    NO_ENCODER,
    *(NO_REPLY, BROKE, STOPPED, NOTHING, OF_A_TEST, OLLAMA, PROMPT_HAD, IT_HAD, KEPT, SAVED, INTERRUPTED),
)
FORMS = tuple(form for form in dict.fromkeys(ALL) if form != "{retry}")


def in_words(stored: str) -> str:
    """One sentence, or several, as they were made of these."""
    whole = in_language(stored, FORMS)
    if whole != stored:
        return whole

    stop = "." if stored.endswith(".") else ""
    parts = stored.removesuffix(".").split(". ")
    return ". ".join(in_language(f"{part}.", FORMS).removesuffix(".") for part in parts) + stop
