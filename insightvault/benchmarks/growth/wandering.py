"""Sessions that go back and forth between two subjects: whether each interaction is filed under its own."""

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import people
from insightvault.benchmarks.growth.people import Session
from insightvault.benchmarks.growth.scores import filed


def add(report: Report, of_chats: dict[str, list[Session]]) -> None:
    found = filed(people.wandering(of_chats))
    report.add("wandering sessions filed right", found.right, "", least=0.88)
