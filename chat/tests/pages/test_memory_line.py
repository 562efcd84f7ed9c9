import pytest

from chat.pages.memory_line import memory_line
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status


@pytest.mark.parametrize(
    ("metadata", "status", "words"),
    [
        ({}, Status.PENDING, "Looking back"),
        ({}, Status.ANSWERED, None),
        ({"memory": {"used": 0, "off": ""}}, Status.ANSWERED, "No memory needed"),
        ({"memory": {"used": 1, "off": ""}}, Status.ANSWERING, "1 memory used"),
        ({"memory": {"used": 5, "off": ""}}, Status.ANSWERED, "5 memories used"),
        ({"memory": {"used": 2, "off": ""}}, Status.FAILED, "2 memories found"),
        ({"memory": {"used": 0, "off": "session"}}, Status.ANSWERED, "Memory was off"),
    ],
)
def test_the_line_says_how_much_memory_went_in(metadata: dict[str, object], status: Status, words: str | None) -> None:
    line = memory_line(UserInteraction(interaction_metadata=metadata, status=status))
    assert (line and line.words) == words


def test_it_says_by_what_memory_was_off() -> None:
    line = memory_line(UserInteraction(interaction_metadata={"memory": {"used": 0, "off": "account"}}))
    assert line and "account page" in line.off
