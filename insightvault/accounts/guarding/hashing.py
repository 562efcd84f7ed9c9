"""Django's Argon2 hasher, one hash at a time in a process, with what the threads that serve pages leave.

A hash takes 100 MB and a fifth of a second of every core. A caller waits here for its turn; `passwords` sees to it
that only a few wait, and on no thread that serves others.
"""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import Argon2PasswordHasher

# With more, logging in would take a quarter of a minute beside a model on the same machine that takes all cores.
NICE, NICEST = 10, 19


def _step_back() -> None:
    # On Linux alone a thread can say so for itself; those that Argon2 starts take after it.
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, min(NICEST, os.getpriority(os.PRIO_PROCESS, thread) + NICE))


# Apart from the thread that waits: one that steps back while it holds Python's lock would hold up all others.
THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hashing", initializer=_step_back)


class Hasher(Argon2PasswordHasher):
    def encode(self, password: str, salt: str) -> str:
        return THREAD.submit(super().encode, password, salt).result()

    def verify(self, password: str, encoded: str) -> bool:
        return THREAD.submit(super().verify, password, encoded).result()
