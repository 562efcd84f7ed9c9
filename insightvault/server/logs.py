"""How a line of the log looks."""

import logging
import traceback
from types import TracebackType


class Line(logging.Formatter):
    """Names an error and its place, never what it says: a database quotes the row it refuses, and thus a question."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        error, lines = ei[1], []
        while error:
            frames = "".join(traceback.format_tb(error.__traceback__))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__} at\n{frames}".rstrip())
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

        return "\nafter ".join(lines)
