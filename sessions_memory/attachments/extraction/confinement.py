"""Bounds what the program may use, and takes away what it does not need: other programs, and the network."""

import contextlib
import resource
import sys

from sessions_memory.attachments.extraction.values import Limits

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "shutil.")


def confine(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        # Not every system knows all of them; the time that the caller waits is bounded, too.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))

    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
