"""The version before, as a commit names it: in a folder of its own, to serve while today's migrates."""

import io
import subprocess
import tarfile
from pathlib import Path

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import ROOT
from insightvault.benchmarks.services.program import found

SECONDS = 60
MIGRATIONS = ("*/migrations/0*.py", "insightvault/*/migrations/0*.py")


def checked_out(commit: str, folder: Path) -> Path:
    ran = subprocess.run(
        [found("git", "git"), "archive", "--format=tar", "--end-of-options", commit],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if ran.returncode:
        raise CannotRun(f"{commit} can’t be checked out:\n{ran.stderr.decode(errors='replace')[-2000:]}")

    root = folder / "before"
    with tarfile.open(fileobj=io.BytesIO(ran.stdout)) as archive:
        archive.extractall(root, filter="data")

    return root


def migrations_since(root: Path) -> list[str]:
    """The names of those that today's version has and that one has not."""
    return sorted(_migrations(ROOT) - _migrations(root))


def told(commit: str, root: Path, left: int) -> str:
    """`left`: how many nodes are still of that version."""
    names = [Path(name).stem for name in migrations_since(root)]
    migrated = "which has the same migrations: nothing was migrated"
    if names:
        migrated = f"migrated while that served: {', '.join(names)}"

    remained = f" {left} nodes were not reached: more rounds upgrade them, too." if left else ""
    return f"Upgraded from {commit}, {migrated}.{remained}"


def _migrations(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for pattern in MIGRATIONS for path in root.glob(pattern)}
