"""The states and kinds that rows have. They lie below the querysets, which ask for them by name."""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    CHAT = "chat", "This vault"
    CHATGPT = "chatgpt", "ChatGPT"
    CLAUDE = "claude", "Claude"
    OPEN_WEBUI = "openwebui", "Open WebUI"
    LIBRECHAT = "librechat", "LibreChat"
    DEEPSEEK = "deepseek", "DeepSeek"
    GROK = "grok", "Grok"
    LE_CHAT = "lechat", "Le Chat"
    GEMINI = "gemini", "Gemini"
    LLM = "llm", "llm"
    JSONL = "jsonl", "JSONL"
    # Ours, to try everything with.
    SAMPLE = "sample", "Sample history"
    # Asked from there through this vault; the session's `source_id` begins with the program's name.
    PROGRAM = "program", "Other programs"


_SOURCE_NAMES = dict(Source.choices)
# Those that are no names; the labels stay English, for models and files.
_SHOWN = {
    Source.CHAT.value: _("This vault"),
    Source.SAMPLE.value: _("Sample history"),
    Source.PROGRAM.value: _("Other programs"),
}
PROGRAM_MAX_CHARS = 60


def source_name(source: str) -> str:
    return _SOURCE_NAMES.get(source, source)


def shown_source(source: str) -> str:
    """Its name on pages, in the reader's language."""
    return str(_SHOWN.get(source) or source_name(source))


def said_in(source: str, source_id: str) -> str:
    """Of a session, as a person calls it: "ChatGPT", or the program's own name."""
    return _program(source, source_id) or source_name(source)


def shown_in(source: str, source_id: str) -> str:
    """`said_in` for pages."""
    return _program(source, source_id) or shown_source(source)


def _program(source: str, source_id: str) -> str:
    return source_id.rpartition("/")[0][:PROGRAM_MAX_CHARS] if source == Source.PROGRAM else ""


def origin(source: str, name: str) -> str:
    """For pages, where something was said: "This vault", "ChatGPT import", "aider". `name`: as `shown_in` calls it."""
    if source == Source.PROGRAM:
        return name or shown_source(source)
    if source not in _SOURCE_NAMES or source in (Source.CHAT, Source.SAMPLE):
        return shown_source(source)

    return gettext("{source} import").format(source=source_name(source))


class Status(models.TextChoices):
    PENDING = "pending", _("Pending")
    ANSWERING = "answering", _("Answering")
    ANSWERED = "answered", _("Answered")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")
    INTERRUPTED = "interrupted", _("Interrupted")


# The `model` in the metadata of answers that no model wrote: they only quote what was said before.
BUILT_IN = "built-in memory"


class MadeBy(models.TextChoices):
    """The author of a title or a summary: a person's is never overwritten, a model's overwrites the question's."""

    QUESTION = "question", _("Question")
    MODEL = "model", _("Model")
    PERSON = "person", _("Person")


class Recalls(models.TextChoices):
    """The sessions that answers in an area may recall; its own always."""

    OWN = "own", _("Only this area")
    OPEN = "open", _("Everything but closed areas")


class Colour(models.TextChoices):
    """Names of the tokens `--area-…`."""

    GREY = "grey", _("Grey")
    GREEN = "green", _("Green")
    BLUE = "blue", _("Blue")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")
    VIOLET = "violet", _("Violet")


class Scope(models.TextChoices):
    NOTE = "note", _("one note")
    INTERACTION = "interaction", _("one question")
    SESSION = "session", _("one session")
    AREA = "area", _("one area")
    CHOSEN = "chosen", _("chosen sessions")
    SOURCE = "source", _("a source")
    SPAN = "span", _("a span of time")
    ALL = "all", _("everything")
    ACCOUNT = "account", _("the account")


class JobState(models.TextChoices):
    UPLOADING = "uploading"
    UPLOADED = "uploaded"
    # Its conversations are listed, and the person has not chosen yet.
    LOOKED = "looked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class OfferState(models.TextChoices):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class AttachmentKind(models.TextChoices):
    """By a file's content; the values are those of `attachments.extraction.kinds`."""

    TEXT = "text", "Text"
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    IMAGE = "image", "Image"


class AttachmentState(models.TextChoices):
    """`REFUSED`: nothing could be read of it; the file stays with its question."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


class ClaimKind(models.TextChoices):
    """What a file says of growth; in the order in which it is restored."""

    THEME = "theme"
    INSIGHT = "insight"
    REVIEW = "review"
    GROWTH = "growth"


class InsightKind(models.TextChoices):
    MILESTONE = "milestone", _("Milestone")
    BREAKTHROUGH = "breakthrough", _("Breakthrough")
    CHANGE = "change", pgettext_lazy("an insight", "Change")
    PATTERN = "pattern", _("Pattern")
    ASKED_AGAIN = "asked_again", _("Asked again")


class InsightState(models.TextChoices):
    """`COUNTS`: a rule found it that proved itself; it counts without being asked about, and can be dismissed."""

    OFFERED = "offered", _("Offered")
    COUNTS = "counts", _("Counts")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class FoundBy(models.TextChoices):
    RULE = "rule", _("Rule")
    MODEL = "model", _("Model")
    PERSON = "person", _("Person")


class EvidenceRole(models.TextChoices):
    SAID = "said"
    THEN = "then"
    NOW = "now"
    ASKED = "asked"


class MemberBy(models.TextChoices):
    FOUND = "found"
    PUT_IN = "put_in"
    TAKEN_OUT = "taken_out"


class ReviewSpan(models.TextChoices):
    WEEK = "week", pgettext_lazy("of a review", "Week")
    MONTH = "month", pgettext_lazy("of a review", "Month")
    YEAR = "year", pgettext_lazy("of a review", "Year")
