"""How a process lets all others go first on a machine whose processor is busy."""

import contextlib
import os
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")


def let_others_go_first(niceness: int) -> None:
    """Linux shares the processor among sessions of processes, each by its own value, and then inside each.

    So the niceness of the only process in its session says nothing to those in others, unless the session has it too.
    """
    lowered = os.nice(niceness)
    if os.getsid(0) != os.getpid():
        # What else runs in it, such as a person's shell, keeps its share.
        return

    # Elsewhere, and where sessions share evenly, there is no such file.
    with contextlib.suppress(OSError):
        AUTOGROUP.write_text(str(lowered))
