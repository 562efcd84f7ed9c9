"""Wiring: settings, addresses, the JSON API put together from the apps, and the server's entry.

`accounts` is who one is here, `server` how the vault is served, `benchmarks` what it costs. No chat or memory logic.
"""

import os

# numpy reads it when it is imported, which is later in every process. With more threads on few cores each waits for
# the others: the worker's seconds became minutes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
