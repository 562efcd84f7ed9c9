"""A server and all processes below it, which is killed, stands still and goes on as one."""

import contextlib
import os
import signal

from insightvault.benchmarks.harness.machine import tree
from insightvault.benchmarks.harness.web_process import WebProcess


class Node(WebProcess):
    """`serve` and the processes below it, which lead groups of their own."""

    def kill(self) -> None:
        self._send(signal.SIGKILL)
        if self._process:
            self._process.wait(10)

    def pause(self) -> None:
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return

        for pid in tree(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
