"""`python -m insightvault.benchmarks.programs.importing NAME PATH` imports a file, and prints how long that took."""

import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from insightvault.accounts.models import User  # noqa: E402 (Django must be set up first)
from sessions_memory.importers.jobs import running  # noqa: E402
from sessions_memory.models import ImportJob  # noqa: E402


def bring_in(name: str, path: Path) -> dict[str, float]:
    """Seconds on the clock and of this process, from the file as it lies to the last row and its place in the index."""
    person = User.objects.get(username=name)
    began, used = time.monotonic(), time.process_time()
    run = running.begin_here(person, [path])

    while not run.slice():
        pass

    job = ImportJob.objects.get(pk=run.job.pk)
    seconds, cpu_seconds = time.monotonic() - began, time.process_time() - used
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "imported": job.imported, "interactions": job.interactions}


if __name__ == "__main__":
    print(json.dumps(bring_in(sys.argv[1], Path(sys.argv[2]))))
