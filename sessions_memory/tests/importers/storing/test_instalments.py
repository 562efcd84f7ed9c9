"""A long conversation, from its first instalment to its end, and killed between."""

from itertools import pairwise
from typing import Any

import pytest

from insightvault.accounts.models import User
from sessions_memory.importers.mapping.values import Conversation
from sessions_memory.importers.storing.instalments import TURNS, keep_turns
from sessions_memory.importers.storing.store import keep
from sessions_memory.models import RecallIndex, UserInteraction, UserSession
from sessions_memory.states import JobState
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_json
from sessions_memory.tests.importers.jobs.test_running import counts, ended, uploaded
from sessions_memory.tests.importers.storing.test_store import MAY, MINUTE, conversation, turn

pytestmark = pytest.mark.usefixtures("own_files")
COUNT = 3 * TURNS + 7
KEY = ("chatgpt", "c-1")


class Killed(Exception):
    """Ends the process that stores, as a kill would."""


def killed_after(instalments: int) -> Any:
    stored: list[int] = []

    def after_each(added: int) -> None:
        stored.append(added)
        if len(stored) > instalments:
            raise Killed

    return after_each


def long_one(**more: Any) -> Conversation:
    return conversation(*[turn(f"t{number}", minute=number) for number in range(COUNT)], **more)


def test_each_instalment_is_stored_by_itself(ann: User) -> None:
    stored: list[int] = []
    assert keep_turns(ann, long_one(), stored.append)
    assert stored == [TURNS, TURNS, TURNS, 7]


def test_killed_in_the_middle_it_goes_on_without_doubles(ann: User, bob: User) -> None:
    with pytest.raises(Killed):
        keep_turns(ann, long_one(), killed_after(1))

    session = UserSession.objects.get()
    assert session.interaction_count == session.interactions.count() == TURNS
    added: list[int] = []
    assert keep_turns(ann, long_one(), added.append)
    assert sum(added) == COUNT - TURNS

    tally = keep(ann, [long_one()], in_place={KEY})
    assert (tally.imported, tally.updated, tally.interactions) == (1, 0, 0)
    session.refresh_from_db()
    rows = list(session.interactions.oldest_first())
    assert [row.source_id for row in rows] == [f"t{number}" for number in range(COUNT)]

    assert session.interaction_count == COUNT
    assert not UserSession.objects.owned_by(bob).exists()


def test_a_later_copy_adds_changes_and_takes_away_and_an_older_one_does_nothing(ann: User) -> None:
    keep(ann, [long_one()])
    turns = [turn(f"t{number}", minute=number) for number in range(1, COUNT + 1)]
    turns[5] = turn("t6", "Rather this.", minute=6)
    later = conversation(*turns, title="Longer", updated_at=MAY + MINUTE)
    assert keep_turns(ann, later, lambda added: None)

    assert keep(ann, [later], in_place={KEY}).updated == 1
    rows = list(UserInteraction.objects.oldest_first())
    assert [row.source_id for row in rows] == [turn.source_id for turn in turns]
    assert rows[5].ai_response == "Rather this."
    session = UserSession.objects.get()

    assert (session.title, session.interaction_count) == ("Longer", COUNT)
    assert not keep_turns(ann, long_one(), killed_after(0))


def test_another_branch_takes_the_place_of_all_by_instalments_too(ann: User) -> None:
    keep(ann, [long_one()])
    other = [turn(f"u{number}", minute=number) for number in range(COUNT)]
    left: list[int] = []
    later = conversation(*other, updated_at=MAY + MINUTE)
    assert keep_turns(ann, later, lambda added: left.append(UserInteraction.objects.count()))

    assert max(before - after for before, after in pairwise(left)) == TURNS and left[-1] == COUNT
    keep(ann, [later], in_place={KEY})
    assert UserSession.objects.get().interaction_count == RecallIndex.objects.get(user=ann).documents == COUNT


def test_deleted_meanwhile_it_is_left_to_be_stored_whole(ann: User) -> None:
    def deleted(added: int) -> None:
        UserSession.objects.all().delete()

    assert not keep_turns(ann, long_one(), deleted)
    keep(ann, [long_one()])
    assert UserInteraction.objects.count() == COUNT


def test_an_import_of_a_long_conversation_counts_it_once(ann: User) -> None:
    export = chatgpt_json(chatgpt_conversation("long", [(f"Why {n}?", f"So {n}.") for n in range(COUNT)]))
    job = ended(uploaded(ann, ("one.json", export)))
    assert (job.state, counts(job), job.interactions) == (JobState.DONE, (1, 1, 0, 0, 0, 0), COUNT)
    again = ended(uploaded(ann, ("one.json", export)))
    assert (counts(again), again.interactions) == ((1, 0, 0, 1, 0, 0), 0)

    assert UserInteraction.objects.owned_by(ann).count() == COUNT
