"""Turns that a newer copy of an imported conversation lacks go with their words, and nothing else goes."""

from typing import Any

from sessions_memory.deletion.forgetting import drop_turns
from sessions_memory.models import UserInteraction
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, elsewhere, memory, receipt_of


def test_somebody_else_s_turns_are_not_dropped(ann: Any, bob: Any) -> None:
    hers = asked(ann)
    drop_turns(bob.pk, [hers.pk], retitled=[])
    assert UserInteraction.objects.get() == hers


def test_receipts_keep_the_title_of_a_session_that_keeps_it(ann: Any) -> None:
    dropped = elsewhere(ann)
    kept = asked(ann, "The garden", session=dropped.session)
    answer = answer_with(asked(ann, "What about it?"), memory(kept) | {"session_title": "Lost things"})

    drop_turns(ann.pk, [dropped.pk], retitled=[])
    assert receipt_of(answer)["items"][0]["session_title"] == "Lost things"
