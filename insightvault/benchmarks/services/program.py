"""Programs of others, from Debian's packages: found, run without root's rights, and ended with who began them."""

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.server.supervisor import PR_SET_PDEATHSIG

# Where Debian keeps those of PostgreSQL and of administrators.
PLACES = ("/usr/sbin", *(f"/usr/lib/postgresql/{version}/bin" for version in range(20, 13, -1)))
# PostgreSQL and PgBouncer refuse to be run by root.
UNPRIVILEGED = "postgres"
COMMAND_SECONDS = 60
LISTENS_SECONDS = 20
LOOK_EVERY_SECONDS = 0.05
# A program dies with the thread that started it: this one lives as long as we do.
_STARTER = ThreadPoolExecutor(1)


def found(program: str, package: str) -> str:
    path = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))
    if path is None:
        raise CannotRun(f"{program} is missing: apt install {package}")

    return path


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that the programs may write, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="insightvault-services-"))
    try:
        give(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(path: Path) -> None:
    if user := _user():
        shutil.chown(path, user)


def run(command: Sequence[str | Path], cwd: Path) -> None:
    ran = subprocess.run(
        command, cwd=cwd, user=_user(), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
    )
    if ran.returncode:
        raise CannotRun(f"{Path(command[0]).name} ended with status {ran.returncode}:\n{ran.stderr[-2000:]}")


class Program:
    """A program that is killed, paused and started again. It listens on `port` of this machine."""

    def __init__(self, command: Sequence[str | Path], port: int, folder: Path) -> None:
        self.command, self.port, self.folder = command, port, folder
        self.log = folder / f"{Path(command[0]).name}-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it listens."""
        self._process = _STARTER.submit(self._started).result()
        deadline = time.monotonic() + LISTENS_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise CannotRun(f"{self.log.stem} does not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(LOOK_EVERY_SECONDS)

    def _started(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command,
                cwd=self.folder,
                user=_user(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A group of its own: it ends whole, and our Ctrl-C doesn't reach it.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def kill(self) -> None:
        """All of it at once, as the machine's end would."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def reload(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGHUP)

    def _listens(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False


def _user() -> str | None:
    return UNPRIVILEGED if os.geteuid() == 0 else None


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
