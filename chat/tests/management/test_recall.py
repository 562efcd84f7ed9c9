"""The terminal shows which memories would be recalled."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.tests.areas.made import area_of, said_in

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


def test_an_area_by_name_or_number_recalls_by_its_rule(ann: User, bob: User) -> None:
    work, theirs = area_of(ann, "Work", is_closed=True), area_of(bob, "Play")
    said_in(work, ann, "I sleep badly on Sundays")
    said_in(None, ann, "I sleep badly by the sea")
    asked = ("When do I sleep badly?", "--user", "ann")

    for named in ("work", str(work.pk)):
        assert "Sundays" in recalled(*asked, "--area", named) and "sea" not in recalled(*asked, "--area", named)
    assert "sea" in recalled(*asked) and "Sundays" not in recalled(*asked)

    for named in ("Play", str(theirs.pk)):
        with pytest.raises(CommandError, match=f"no area “{named}”"):
            recalled(*asked, "--area", named)

    other = area_of(ann, "WORK")
    with pytest.raises(CommandError, match=f"{work.pk}, {other.pk}"):
        recalled(*asked, "--area", "Work")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["", "--user", "ann"], "Write a question"),
        (["x", "--user", "eve"], "nobody"),
        (["x", "--user", "ann", "--limit", "0"], "--limit"),
        (["x", "--user", "ann", "--area", "Work"], "You have no area “Work”"),
        (["x", "--user", "ann", "--area", ""], "You have no area “”"),
    ],
)
def test_wrong_arguments_are_told(ann: User, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        recalled(*arguments)
