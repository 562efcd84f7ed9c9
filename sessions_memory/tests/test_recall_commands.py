from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import RecallIndex


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_recall_prints_what_is_found_and_why(ann: User, bob: User) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), "I planted quinces", "Good.")
    printed = run("recall", "Where are my quinces?", "--user", "ann")
    assert "I planted quinces" in printed and "says “quinces”" in printed
    assert "Nothing" in run("recall", "Where are my quinces?", "--user", "bob")


@pytest.mark.parametrize("command", [("recall", "Q"), ("rebuild_index",)])
def test_an_unknown_person_is_named(db: None, command: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="nobody called zoe"):
        run(*command, "--user", "zoe")


def test_rebuild_index_builds_everybody_s_or_one_person_s(ann: User, bob: User) -> None:
    for person in (ann, bob):
        lifecycle.store_interaction(lifecycle.start_session(person), "I planted quinces", "Good.")
    RecallIndex.objects.update(version=1)
    assert run("rebuild_index", "--user", "ann") == "ann: 1 interactions indexed\n"
    assert run("rebuild_index") == "ann: 1 interactions indexed\nbob: 1 interactions indexed\n"
