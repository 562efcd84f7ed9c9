"""Making mutants in a copy of the project, and running their tests there. The working tree is only read."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from insightvault.tests.mutants.lists import Mutant, Outdated

# The tests don't read these. Compiled files are copied: they hold for all that stays as it is.
NOT_READ = shutil.ignore_patterns(".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", "node_modules")
# Only a test that hangs takes so long; nobody knows then whether it sees the mutant.
TEST_SECONDS = 600
# pytest ends with these.
PASSED, FAILED = 0, 1
# It ends so, too, if it can't begin.
FAILURE = re.compile(r"^FAILED ", re.MULTILINE)


class Outcome(StrEnum):
    SEEN = "seen"
    UNSEEN = "UNSEEN"
    OUTDATED = "OUTDATED"
    BROKEN = "BROKEN"  # the tests did not run, or did not end


@dataclass(frozen=True)
class Result:
    """`detail`: for who has to mend it, "" where all is well."""

    mutant: Mutant
    outcome: Outcome
    seconds: float
    detail: str = ""


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="insightvault-mutants-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(root, copy, symlinks=True, ignore=_not_copied(root))
        yield copy


def _not_copied(root: Path) -> Callable[[str, list[str]], set[str]]:
    """Leaves out the developer's own vault, too, which may be large."""

    def names_in(folder: str, names: list[str]) -> set[str]:
        return {*NOT_READ(folder, names), *({"data"} if Path(folder) == root else ())}

    return names_in


def run(mutant: Mutant, copy: Path) -> Result:
    """In `copy`, which is afterwards as it was."""
    began, path = time.monotonic(), copy / mutant.file
    if not path.is_file():
        return Result(mutant, Outcome.OUTDATED, 0, f"{mutant.file} is not there")

    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.applied(text), encoding="utf-8")
        outcome, detail = _judged(run_tests(mutant.tests, copy))
    except Outdated as reason:
        outcome, detail = Outcome.OUTDATED, str(reason)
    finally:
        path.write_text(text, encoding="utf-8")

    return Result(mutant, outcome, time.monotonic() - began, detail)


@dataclass(frozen=True)
class Ran:
    """`status`: pytest's own; None if it did not end in time."""

    status: int | None
    output: str


def run_tests(tests: Sequence[str], copy: Path) -> Ran:
    """On SQLite, and without writing compiled files: one of a mutant would be taken for the text put back."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TEST_DATABASE_URL": "", "REQUIRE_ALL": ""}
    # A test may run the mutants' tests; these have their own settings and data.
    for name in ("TEST_DATA_DIR", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER"):
        environment.pop(name, None)

    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]

    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=TEST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Ran(None, "")

    return Ran(done.returncode, f"{done.stdout}\n{done.stderr}".strip())


def _judged(ran: Ran) -> tuple[Outcome, str]:
    if ran.status is None:
        return Outcome.BROKEN, "its tests did not end"
    if ran.status == FAILED and FAILURE.search(ran.output):
        return Outcome.SEEN, ""
    if ran.status == PASSED:
        return Outcome.UNSEEN, "its tests pass with it"

    return Outcome.BROKEN, ran.output[-2000:]
