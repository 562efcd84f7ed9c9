"""How a line of the log looks: where and what kind, never what somebody wrote, sent or may open a door with.

Every line of every logger goes through `Line`, gunicorn's too (`gunicorn_logs`); with LOG_FORMAT=json as an object.
"""

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.conf import settings

from insightvault.server.request_ids import request_id

# A link that opens an account, a token, and what stands behind an address's question mark, as a search does.
SECRETS = re.compile(
    r"(?P<kept>/setup/|/accounts/reset/|\biv_|\bBearer\s|(?<=[\w/])\?)[^\s'\"<>]+", re.ASCII | re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Its messages hold `repr` of a task, and that the words of the error in which it ended.
ASYNCIO = "asyncio"
# Django's lines on requests that no browser sends, such as for a host that is not ours: as many as a stranger likes.
STRANGERS = "django.security."
STRANGERS_MAX_CHARS = 200
# Of a message and of the places of an error, where a line is an object: collectors refuse or cut longer lines.
FIELD_MAX_CHARS = 8_000

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

logger = logging.getLogger(__name__)


class Line(logging.Formatter):
    """Names an error and its place, never what it says: a database quotes the row it refuses, and thus a question."""

    def format(self, record: logging.LogRecord) -> str:
        given, raised = record.args, record.exc_info
        if record.name.startswith(STRANGERS):
            record.exc_info = None

        record.args = {name: _plain(one) for name, one in given.items()} if isinstance(given, dict) else _each(given)
        # A formatter that came before us left its own words here.
        record.exc_text = self.formatException(record.exc_info) if record.exc_info else None
        try:
            return super().format(record)
        finally:
            record.args, record.exc_info = given, raised

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name == ASYNCIO:
            record.message = record.message.partition("\n")[0]

        if record.name.startswith(STRANGERS):
            record.message = record.message[:STRANGERS_MAX_CHARS]

        record.message = SECRETS.sub(r"\g<kept>…", record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Raised) -> str:
        error, lines = ei[1], []
        while error:
            frames = "".join(traceback.format_tb(error.__traceback__))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__} at\n{frames}".rstrip())
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

        return "\nafter ".join(lines)


class JsonLine(Line):
    """The same as one object on one line, with its time in UTC. Others' formatters write what an error says."""

    def format(self, record: logging.LogRecord) -> str:
        # It leaves the message and the error on the record as they may be shown.
        super().format(record)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": moment, "level": record.levelname, "logger": record.name}
        told["message"] = record.message[:FIELD_MAX_CHARS]

        if request := request_id.get():
            told["request"] = request
        if record.exc_text:
            told["exception"] = record.exc_text[:FIELD_MAX_CHARS]

        return json.dumps(told)


def take_what_is_raised_aside() -> None:
    """Logs what ends a program or a thread, what is raised where nobody can catch it, and what can't be written.

    Python would print each by itself, with its words.
    """
    logging.raiseExceptions = False
    if not settings.DEBUG:
        sys.excepthook = _log
    threading.excepthook = lambda raised: _log(raised.exc_type, raised.exc_value, raised.exc_traceback)
    sys.unraisablehook = lambda raised: _log(raised.exc_type, raised.exc_value, raised.exc_traceback)


def _log(kind: type[BaseException], error: BaseException | None, places: TracebackType | None) -> None:
    if not issubclass(kind, SystemExit | KeyboardInterrupt):
        logger.error("raised aside: %s", kind.__name__, exc_info=(kind, error, places) if error else None)


def _each(given: Any) -> Any:
    return tuple(map(_plain, given)) if isinstance(given, tuple) else given


def _plain(value: Any) -> Any:
    """An argument of a message: an error by its name, a text on one line."""
    if isinstance(value, OSError):
        return f"{type(value).__name__}: {value.strerror}"
    if isinstance(value, BaseException):
        return type(value).__name__
    return CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", value) if isinstance(value, str) else value
