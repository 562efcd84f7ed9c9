"""Runs the web server and the worker side by side, as processes forked from this one.

Forked, not started anew: the parent has Django and the model client loaded, so
the two cost a moment and share its memory. Here is only how processes start,
stop and are watched; what they do is handed in.
"""

import contextlib
import ctypes
import gc
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

logger = logging.getLogger(__name__)

# gunicorn gives running answers 30 s; a process that is still there after that hangs.
STOP_SECONDS = 35
# A second Ctrl-C means "now"; the same key press may arrive twice, by way of make.
IMPATIENT_AFTER_SECONDS = 1.0
RESTART_SECONDS = (1, 2, 4, 8, 15, 30)
# Having run this long, a part is well again, and its next restart is quick.
WELL_AFTER_SECONDS = 60
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # from linux/prctl.h


@dataclass(frozen=True)
class Service:
    """`run` blocks until the part is over. When an essential one ends, everything does; others are restarted."""

    name: str
    run: Callable[[], None]
    is_essential: bool = False


def supervise(parts: list[Service]) -> int:
    """Runs the parts until a signal asks to stop or an essential one ends; the status for this process to exit with."""
    # The children share this memory for as long as no collection touches it.
    gc.freeze()
    gc.enable()

    with _woken_by_signals() as (woken, signals):
        return _Watch(parts, woken, signals).run()


class _Watch:
    def __init__(self, parts: list[Service], woken: int, signals: list[int]) -> None:
        self.parts, self.woken, self.signals = parts, woken, signals
        self.running: dict[int, tuple[Service, float]] = {}
        self.due: list[tuple[float, Service]] = []
        self.failures = dict.fromkeys((part.name for part in parts), 0)
        self.status = 0

        self.stop_since: float | None = None

    def run(self) -> int:
        for part in self.parts:
            self._start(part)

        while self.running or self.due:
            self._sleep()
            self._reap()
            self._heed_signals()
            self._start_what_is_due()

        return self.status

    def _start(self, part: Service) -> None:
        self.running[_fork(part)] = (part, time.monotonic())

    def _sleep(self) -> None:
        """Until a signal, or until something is due."""
        moments = [moment for moment, _ in self.due]
        if self.stop_since is not None:
            moments.append(self.stop_since + STOP_SECONDS)

        seconds = max(0.0, min(moments) - time.monotonic()) if moments else None
        if select.select([self.woken], [], [], seconds)[0]:
            os.read(self.woken, 4096)

    def _reap(self) -> None:
        while self.running:
            pid, raw = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            # The first process of a container inherits strangers, too.
            if pid in self.running:
                self._ended(*self.running.pop(pid), os.waitstatus_to_exitcode(raw))

    def _ended(self, part: Service, started: float, code: int) -> None:
        if self.stop_since is not None:
            # Asked to end before it could say how.
            is_clean = code in (0, -signal.SIGTERM)
            self.status = self.status or (0 if is_clean else 1)
            return

        if part.is_essential:
            logger.error("%s ended by itself (status %s): stopping", part.name, code)
            self.status = code if code > 0 else 1
            self._stop()

            return

        is_well = time.monotonic() - started > WELL_AFTER_SECONDS
        failures = 0 if is_well else self.failures[part.name]
        seconds = RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)]
        self.failures[part.name] = failures + 1
        logger.warning("%s ended (status %s): starting again in %s s", part.name, code, seconds)

        self.due.append((time.monotonic() + seconds, part))

    def _heed_signals(self) -> None:
        # One by one: another may come meanwhile.
        asked = [self.signals.pop(0) for _ in range(len(self.signals))]
        if asked and self.stop_since is None:
            logger.info("stopping; running answers are stored first")
            self._stop()
        elif self.stop_since is not None:
            waited = time.monotonic() - self.stop_since
            is_impatient = signal.SIGINT in asked and waited > IMPATIENT_AFTER_SECONDS
            if self.running and (is_impatient or waited >= STOP_SECONDS):
                self._kill()

    def _stop(self) -> None:
        self.stop_since = time.monotonic()
        self.due.clear()

        for pid in self.running:
            os.kill(pid, signal.SIGTERM)

    def _kill(self) -> None:
        logger.warning("killing what still runs")
        self.status = 1
        self.stop_since = time.monotonic()

        for pid in self.running:
            # The part leads a group: its own children go with it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        ready = [part for moment, part in self.due if moment <= now]
        self.due = [(moment, part) for moment, part in self.due if moment > now]

        for part in ready:
            self._start(part)


def _fork(part: Service) -> int:
    """The process id; in the child it does not return."""
    # Blocked, so that no signal meets the child while it still has our handlers.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    parent = os.getpid()
    pid = os.fork()

    if pid == 0:
        status = 1
        try:
            _become_own_process(parent)
            part.run()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            # The edge of this process: whatever it is, the log has it and the parent learns of it.
            logger.exception("%s failed", part.name)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    return pid


def _become_own_process(parent: int) -> None:
    # A session of its own: the terminal's Ctrl-C reaches only the parent, which says SIGTERM;
    # gunicorn drops running answers at SIGINT.
    os.setsid()
    signal.set_wakeup_fd(-1)

    for number in (*STOP_SIGNALS, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)

    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    if sys.platform == "linux":
        # If the parent is killed, the port must not stay taken.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)


@contextlib.contextmanager
def _woken_by_signals() -> Iterator[tuple[int, list[int]]]:
    """A file descriptor that is readable after each signal, and the list they are kept in."""
    signals: list[int] = []

    def keep(number: int, frame: FrameType | None) -> None:
        signals.append(number)

    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    # nohup asks to ignore SIGHUP. A script's background job has SIGINT ignored; a person who sends one means it.
    is_kept_from_hangup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    heard = [number for number in STOP_SIGNALS if number != signal.SIGHUP or not is_kept_from_hangup]

    for number in heard:
        signal.signal(number, keep)

    previous_fd = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    try:
        yield woken, signals
    finally:
        # Once all has ended, an echo of the key press must not turn a clean end into an interrupted one.
        for number in heard:
            signal.signal(number, signal.SIG_IGN)
        signal.set_wakeup_fd(previous_fd)
        os.close(woken)
        os.close(wake)
