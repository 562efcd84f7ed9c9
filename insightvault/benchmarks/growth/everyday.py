"""An everyday person: a few subjects that come back, and many questions that never do."""

from collections.abc import Callable
from pathlib import Path
from statistics import mean

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import people
from insightvault.benchmarks.growth.people import Session
from insightvault.benchmarks.growth.scores import Filing, filed

# Each figure is the mean over so many orders of the same sessions.
ORDERS = 3
FOUND_LEAST = 14 / 16


def add(report: Report, of_chats: dict[str, list[Session]], folder: Path) -> None:
    replied = _people(of_chats, folder, replies=True)
    subjects = len(replied[0].person.subjects)
    report.add("one-offs in themes", _mean(replied, lambda one: one.one_offs), "", at_most=0.05)
    report.add("junk themes", _mean(replied, lambda one: one.junk), "", at_most=1)
    report.add("everyday found", _mean(replied, lambda one: one.found), f"of {subjects}", least=FOUND_LEAST * subjects)
    report.add("everyday purity", _mean(replied, lambda one: one.purity), "", least=0.82)
    bare = _people(of_chats, folder, replies=False)
    report.add("one-offs in themes, without replies", _mean(bare, lambda one: one.one_offs), "", at_most=0.05)
    report.add("junk themes, without replies", _mean(bare, lambda one: one.junk), "", at_most=1)
    report.add("everyday found, without replies", _mean(bare, lambda one: one.found), f"of {subjects}")
    report.add("everyday purity, without replies", _mean(bare, lambda one: one.purity), "")


def _people(of_chats: dict[str, list[Session]], folder: Path, *, replies: bool) -> list[Filing]:
    orders = range(1, ORDERS + 1)
    return [filed(people.everyday(of_chats, folder, replies=replies, seed=order)) for order in orders]


def _mean(filings: list[Filing], figure: Callable[[Filing], float]) -> float:
    return mean(map(figure, filings))
