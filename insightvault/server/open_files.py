"""How many files, and so connections, a process may have open: systems begin with few, and give more to who asks."""

import contextlib
import resource

# Beyond it a process has other troubles; some systems allow a billion, and some libraries look at each.
MOST = 65_536
# For the database, static files and uploads, and the model server's side of each answer.
KEPT_FREE = 256


def raise_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)

    if soft != resource.RLIM_INFINITY and soft < wanted:
        # macOS says that there is no limit, and has one.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def room_for_connections(wanted: int) -> int:
    """At most `wanted`; half of what remains, for an answer has a connection to the model server, too."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, (soft - KEPT_FREE) // 2))
