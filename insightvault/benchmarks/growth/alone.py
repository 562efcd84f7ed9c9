"""One long chat alone: whether it is one theme, and not five."""

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.people import Session, together
from insightvault.benchmarks.growth.scores import filed

MOST = 0.6
FOUND_LEAST = 0.9


def add(report: Report, of_chats: dict[str, list[Session]]) -> None:
    whole = sum(_largest_share(sessions) >= MOST for sessions in of_chats.values())
    report.add("one chat alone is one theme", whole, f"of {len(of_chats)}", least=int(FOUND_LEAST * len(of_chats)))


def _largest_share(sessions: list[Session]) -> float:
    person = together([sessions])
    largest = max((len(theme.interaction_ids) for theme in filed(person).themes), default=0)
    return largest / len(person.units)
