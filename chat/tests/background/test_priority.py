"""A process that lets others go first, as the supervisor starts it and as a shell does."""

import os
import subprocess
import sys

import pytest

from chat.background.priority import AUTOGROUP
from insightvault.benchmarks.harness.web_process import ROOT

SHOW = """
import os
from chat.background.priority import AUTOGROUP, let_others_go_first
let_others_go_first(7)
print(os.nice(0), AUTOGROUP.read_text() if AUTOGROUP.exists() else "")
"""


def _shown(*, has_session: bool) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        start_new_session=has_session,
        capture_output=True,
        text=True,
        check=True,
    )
    own, _, session = ran.stdout.strip().partition(" ")
    return int(own), session


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this machine shares the processor among processes alone")
def test_a_session_of_its_own_goes_behind_others() -> None:
    own, session = _shown(has_session=True)

    assert own == os.nice(0) + 7
    assert session.endswith(f" nice {own}")


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this machine shares the processor among processes alone")
def test_the_session_of_a_shell_keeps_its_share() -> None:
    ours = AUTOGROUP.read_text()

    own, session = _shown(has_session=False)

    assert own == os.nice(0) + 7
    assert session == ours.strip()


def test_a_process_goes_behind_others() -> None:
    assert _shown(has_session=True)[0] == os.nice(0) + 7
