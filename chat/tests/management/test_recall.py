"""The terminal shows which memories would be recalled."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction

pytestmark = pytest.mark.django_db(transaction=True)


def recalled(*arguments: str) -> str:
    out = StringIO()
    call_command("recall", *arguments, stdout=out)
    return out.getvalue()


def test_memories_are_printed_best_first_with_their_reasons(ann: User, bob: User) -> None:
    for user, question in ((ann, "I sleep badly on Sundays"), (ann, "I sleep"), (bob, "Bob sleeps badly")):
        lifecycle.store_interaction(lifecycle.get_or_create_session(user), question, "Well.")

    printed = recalled("When do I sleep badly?", "--user", "ann")
    assert printed.startswith("1. ") and "I sleep badly on Sundays" in printed.split("2. ")[0]
    assert "badly" in printed.splitlines()[2] and "Bob" not in printed
    assert recalled("When do I sleep badly?", "--user", "ann", "--limit", "1").count("\n") == 3


def test_it_says_so_if_there_is_nothing_and_asks_nothing(ann: User) -> None:
    assert recalled("When do I sleep badly?", "--user", "ann") == "Nothing would be recalled.\n"
    assert not UserInteraction.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["", "--user", "ann"], "Write a question"),
        (["x", "--user", "eve"], "nobody"),
        (["x", "--user", "ann", "--limit", "0"], "--limit"),
    ],
)
def test_wrong_arguments_are_told(ann: User, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        recalled(*arguments)
