"""`python -m insightvault.benchmarks.harness.tied MODULE …` becomes `python -m MODULE …`, and dies with its parent.

So that no server stays behind when a benchmark is killed before it could clean up.
"""

import ctypes
import os
import signal
import sys

from insightvault.server.supervisor import PR_SET_PDEATHSIG

if __name__ == "__main__":
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])
