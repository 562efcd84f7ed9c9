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


def test_an_unknown_person_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="nobody called zoe"):
        run("rebuild_index", "--user", "zoe")


def test_rebuild_index_builds_everybody_s_or_one_person_s(ann: User, bob: User) -> None:
    for person in (ann, bob):
        lifecycle.store_interaction(lifecycle.start_session(person), "I planted quinces", "Good.")

    RecallIndex.objects.update(version=1)
    assert run("rebuild_index", "--user", "ann") == "ann: 1 interactions indexed\n"
    assert run("rebuild_index") == "ann: 1 interactions indexed\nbob: 1 interactions indexed\n"
