"""gunicorn's loggers, in lines like ours: it formats by itself, and prints what an error says that ends a stream."""

from typing import Any

from gunicorn.glogging import Logger

from insightvault.server.logs import JsonLine, Line


class Lines(Logger):  # type: ignore[misc]
    line = Line

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(self.line(self.error_fmt, self.datefmt))
        # Off, unless somebody asks for it.
        for handler in self.access_log.handlers:
            handler.setFormatter(self.line(self.access_fmt))


class JsonLines(Lines):
    line = JsonLine
