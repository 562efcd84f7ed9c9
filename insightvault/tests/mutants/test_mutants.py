"""The lists fit the code, and a mutant is told by its tests, in a copy."""

from collections import Counter
from pathlib import Path

import pytest

from insightvault.tests.mutants.lists import Mutant, Outdated, read_lists, shuffled
from insightvault.tests.mutants.running import Outcome, copied, run
from insightvault.tests.processes import ROOT

pytestmark = pytest.mark.once

MUTANTS = read_lists()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_of_the_lists_can_be_made_and_has_its_tests(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied(text) != text
    assert mutant.tests

    for test in mutant.tests:
        path, _, name = test.partition("[")[0].partition("::")
        assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_each_mutant_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(mutant.name for mutant in MUTANTS).items() if count > 1] == []


def test_one_seed_gives_one_order_and_another_seed_another() -> None:
    first, again, other = (shuffled(MUTANTS, seed) for seed in ("a", "a", "b"))
    assert first == again != other
    assert sorted(other, key=MUTANTS.index) == MUTANTS


SUMS = "def add(a, b):\n    # Both.\n    return a + b\n"
TEST = "from sums import add\n\n\ndef test_it():\n    assert add(2, 2) == 4\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/sums.py").write_text(SUMS)
    (tmp_path / "here/test_sums.py").write_text(TEST)
    (tmp_path / "here/data").mkdir()
    return tmp_path / "here"


@pytest.mark.parametrize(
    ("old", "new", "tests", "outcome"),
    [
        ("a + b", "a - b", "test_sums.py", Outcome.SEEN),
        ("a + b", "a * b", "test_sums.py", Outcome.UNSEEN),
        ("a + b", "a - b", "test_sums.py::test_another", Outcome.BROKEN),
        ("return c", "return d", "test_sums.py", Outcome.OUTDATED),
        ("a", "b", "test_sums.py", Outcome.OUTDATED),
    ],
)
def test_a_mutant_is_judged_by_its_tests_in_a_copy(
    project: Path, old: str, new: str, tests: str, outcome: Outcome
) -> None:
    with copied(project) as copy:
        result = run(Mutant("A sum", "sums.py", old, new, (tests,)), copy)
        assert (result.outcome, bool(result.detail)) == (outcome, outcome != Outcome.SEEN)
        assert (copy / "sums.py").read_text() == SUMS and not (copy / "data").exists()

    assert (project / "sums.py").read_text() == SUMS


def test_a_file_that_is_gone_is_told(project: Path) -> None:
    assert run(Mutant("Gone", "none.py", "a", "b", ("test_sums.py",)), project).outcome == Outcome.OUTDATED
    with pytest.raises(Outdated, match="stands 0 times"):
        Mutant("Gone", "sums.py", "none", "b", ()).applied(SUMS)
