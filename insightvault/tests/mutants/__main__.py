"""`python -m insightvault.tests.mutants`: all mutants, or a sample that fits into some seconds."""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from insightvault.tests.mutants.lists import LISTS, Mutant, Outdated, read_lists, shuffled
from insightvault.tests.mutants.running import PASSED, Outcome, Result, copied, run, run_tests

ROOT = LISTS.parent.parent.parent
NAME_CHARS = 75


def main() -> int:
    options = _options()
    mutants = [mutant for mutant in read_lists(options.list) if options.only in mutant.name]
    outdated = [result for mutant in mutants if (result := _outdated(mutant))]
    if outdated:
        return _report(outdated, mutants)

    if options.seconds:
        chosen = shuffled(mutants, options.seed or _revision())
    elif _pass_without_mutants(mutants):
        chosen = mutants
    else:
        return 1

    return _report(list(_run_all(chosen, options.seconds, options.jobs)), mutants)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0, help="begin no mutant later than this; 0: run all of them")
    parser.add_argument("--seed", default="", help="what chooses the sample; without it, the commit")
    parser.add_argument("--only", default="", metavar="WORDS", help="those whose name holds these words")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once, each in a copy of its own")
    parser.add_argument("--list", type=Path, action="append", default=[], help="a file of mutants in place of ours")

    return parser.parse_args()


def _revision() -> str:
    """The commit; "" in a copy without Git, which chooses the same sample each time."""
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _outdated(mutant: Mutant) -> Result | None:
    """Looked for in all of them, whatever the sample."""
    path = ROOT / mutant.file
    try:
        mutant.applied(path.read_text(encoding="utf-8") if path.is_file() else "")
    except Outdated as reason:
        return Result(mutant, Outcome.OUTDATED, 0, str(reason))

    return None


def _pass_without_mutants(mutants: Sequence[Mutant]) -> bool:
    """A test that always fails sees everything. The sample follows on the tests themselves and needs no look."""
    with copied(ROOT) as copy:
        ran = run_tests(sorted({test for mutant in mutants for test in mutant.tests}), copy)

    if ran.status != PASSED:
        print(f"The tests of the mutants don't pass without them:\n{ran.output[-4000:]}")
    return ran.status == PASSED


def _run_all(mutants: Sequence[Mutant], seconds: float, jobs: int) -> Iterator[Result]:
    """Job by job; each takes every so manieth mutant."""
    until = time.monotonic() + seconds if seconds else float("inf")
    with ThreadPoolExecutor(jobs) as pool:
        shares = [pool.submit(_run_share, mutants[number::jobs], until) for number in range(jobs)]
        for share in shares:
            yield from share.result()


def _run_share(mutants: Sequence[Mutant], until: float) -> list[Result]:
    results: list[Result] = []
    with copied(ROOT) as copy:
        for mutant in mutants:
            if time.monotonic() >= until:
                break
            results.append(_run_one(mutant, copy))

    return results


def _run_one(mutant: Mutant, copy: Path) -> Result:
    result = run(mutant, copy)
    name = f"{mutant.name[:NAME_CHARS]:{NAME_CHARS}}"
    print(f"{result.outcome:9}{result.seconds:6.1f} s  {name}  {mutant.file}", flush=True)

    return result


def _report(results: Sequence[Result], mutants: Sequence[Mutant]) -> int:
    """0 if each that ran was seen, and any ran."""
    wrong = [result for result in results if result.outcome != Outcome.SEEN]
    for result in wrong:
        print(f"\n{result.outcome}: {result.mutant.name} ({result.mutant.file})\n{result.detail}")

    print(f"\n{len(results)} of {len(mutants)} mutants; not seen or not to be made: {len(wrong)}.")
    return 1 if wrong or not results else 0


if __name__ == "__main__":
    sys.exit(main())
