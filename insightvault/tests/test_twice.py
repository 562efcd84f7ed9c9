"""`.ci/twice`: what fails beside others runs once more alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from insightvault.tests.processes import ROOT

pytestmark = pytest.mark.once

ALWAYS = "def test_wrong():\n    assert False\n"
# A file stands for the load: the first to come makes it and fails.
AT_FIRST = """
import pathlib, pytest

@pytest.mark.parametrize("number", range({number}))
def test_beside(number):
    met = pathlib.Path(__file__).with_name(str(number))
    if not met.exists():
        met.touch()
        assert False
"""


def run(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_some.py").write_text(tests + "\ndef test_right():\n    pass\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = ["sh", str(ROOT / ".ci/twice"), sys.executable, "-m", "pytest", "-p", "no:django", "-n", "2"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_a_few_that_pass_alone_are_named_and_fail_nothing(tmp_path: Path) -> None:
    run_of_it = run(tmp_path, AT_FIRST.format(number=3))
    assert run_of_it.returncode == 0
    told = run_of_it.stdout.rpartition("to be mended:")[2].split()
    assert sorted(told) == [f"test_some.py::test_beside[{number}]" for number in range(3)]


@pytest.mark.parametrize(
    "tests", [ALWAYS, AT_FIRST.format(number=4), ALWAYS + AT_FIRST.format(number=1), "import nothing"]
)
def test_what_fails_again_or_many_or_cannot_be_read_fails(tmp_path: Path, tests: str) -> None:
    run_of_it = run(tmp_path, tests)
    assert run_of_it.returncode != 0 and "to be mended" not in run_of_it.stdout


def test_all_that_pass_run_once(tmp_path: Path) -> None:
    run_of_it = run(tmp_path, "")
    assert run_of_it.returncode == 0 and "once more" not in run_of_it.stdout
