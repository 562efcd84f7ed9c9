"""gunicorn's connections, with an end to every wait and a bound on their number.

By itself it waits for the rest of a first request as long as the other side likes, for the next piece of a body a
minute each time, and for somebody who does not read for good; and its limit on connections holds for other workers.
"""

import asyncio
from collections import Counter
from typing import Any, ClassVar

from django.conf import settings
from gunicorn.asgi.protocol import ASGIProtocol

TOO_MANY = "This vault has no connection free. Try again in a few seconds."
UNREADABLE = "This request can't be read."
TOO_SLOW = "The request did not arrive in time."
RETRY_SECONDS = 5
# One address has no more than one of so many parts of all connections.
SHARES = 4


class Connection(ASGIProtocol):  # type: ignore[misc]
    """Times in seconds; a subclass may have others."""

    # From the first byte to the last header; browsers open connections in advance and leave them idle so long.
    header_seconds: ClassVar[float] = 20
    # A body has these, and one more for as many bytes as a poor mobile line sends in it.
    body_seconds: ClassVar[float] = 30
    body_bytes_per_second: ClassVar[int] = 8_000
    # A stream that nobody reads; a browser comes back to it by itself.
    reader_seconds: ClassVar[float] = 120
    closing_seconds: ClassVar[float] = 10

    # From this machine come a proxy's, which are everybody's.
    near: ClassVar[tuple[str, ...]] = ("", "127.0.0.1", "::1")
    of_address: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._closing: asyncio.TimerHandle | None = None
        self._has_begun = self._has_answered = False
        self._body_since: float | None = None

        self._body_bytes = 0
        self._address = str((transport.get_extra_info("peername") or ("",))[0])
        self.of_address[self._address] += 1
        super().connection_made(transport)

        if self._is_one_too_many():
            self._send_error_response(503, TOO_MANY, [("Retry-After", str(RETRY_SECONDS))])
            self._close_transport()
            return

        self._deadline = self.worker.loop.call_later(self.header_seconds, self._end)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._conn_lost_handled:
            self._leave_address()
            self._drop_timers()

        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._has_begun = True
        if self._closed:
            return

        try:
            super().data_received(data)
        except ValueError:
            # A length of thousands of digits. Let through, a stranger writes a traceback into the log with each.
            self._send_error_response(400, UNREADABLE)
            self._close_transport()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.worker.loop.call_later(self.reader_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread:
            self._unread.cancel()

    def _on_headers_complete(self) -> bool:
        self._has_answered = False
        skips_body: bool = super()._on_headers_complete()
        self._expect_body()

        return skips_body

    def _on_body(self, chunk: bytes) -> None:
        self._body_bytes += len(chunk)
        super()._on_body(chunk)

    def _on_message_complete(self) -> None:
        self._body_since = None
        if self._deadline:
            self._deadline.cancel()

        super()._on_message_complete()

    def _send_response_start(self, *args: Any, **kwargs: Any) -> None:
        self._has_answered = True
        super()._send_response_start(*args, **kwargs)

    def _close_transport(self) -> None:
        super()._close_transport()
        # Nobody may be left to take what was still to be sent.
        self._closing = self.worker.loop.call_later(self.closing_seconds, self.transport.abort)

    def _expect_body(self) -> None:
        if self._deadline:
            self._deadline.cancel()

        self._body_since, self._body_bytes = self.worker.loop.time(), 0
        self._deadline = self.worker.loop.call_later(self.body_seconds, self._look_at_body)

    def _look_at_body(self) -> None:
        if self._body_since is None:
            return

        if self._reading_paused:
            # It is we who are slow.
            self._expect_body()
            return

        allowed = self.body_seconds + self._body_bytes / self.body_bytes_per_second
        left = self._body_since + allowed - self.worker.loop.time()

        if left > 0:
            self._deadline = self.worker.loop.call_later(max(left, 0.1), self._look_at_body)
        else:
            self._end()

    def _end(self) -> None:
        # A browser that never began would take this as the answer to its next request.
        if self._has_begun and not self._has_answered:
            self._send_error_response(408, TOO_SLOW)

        self._close_transport()
        self._request_ready.set()

    def _is_one_too_many(self) -> bool:
        most: int = self.worker.most_connections
        is_near = settings.BEHIND_TLS or self._address in self.near
        of_address = 0 if is_near else self.of_address[self._address]

        return self.worker.nr_conns > most or of_address > most // SHARES

    def _leave_address(self) -> None:
        self.of_address[self._address] -= 1
        if not self.of_address[self._address]:
            del self.of_address[self._address]

    def _drop_timers(self) -> None:
        for timer in (self._deadline, self._unread, self._closing):
            if timer:
                timer.cancel()
