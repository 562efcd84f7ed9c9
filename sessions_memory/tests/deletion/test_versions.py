"""Versions of an answer: where one is forgotten, the chain closes, and the one before it is current again."""

from typing import Any

from sessions_memory import lifecycle
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.models import IndexedInteraction, UserInteraction
from sessions_memory.recall.index import writing
from sessions_memory.recall.search import search
from sessions_memory.tests.deletion.test_forgetting import asked


def second_version(first: UserInteraction, question: str) -> UserInteraction:
    second = asked(first.user, question, session=first.session)
    UserInteraction.objects.filter(pk=second.pk).update(replaces=first)
    UserInteraction.objects.filter(pk=first.pk).update(is_superseded=True)
    writing.remove(first.user_id, [first.pk])
    return second


def test_the_version_before_a_deleted_one_is_found_again(ann: Any) -> None:
    first = asked(ann)
    second = second_version(first, "The garden gate")
    assert search(user=ann, query="umbrella", limit=5).hits == ()
    forget_interactions(ann.pk, [second.pk])
    assert [hit.interaction_id for hit in search(user=ann, query="umbrella", limit=5).hits] == [first.pk]


def test_the_version_before_a_deleted_one_stays_out_of_the_index_in_a_temporary_session(ann: Any) -> None:
    first = asked(ann, session=lifecycle.start_temporary_session(ann))
    forget_interactions(ann.pk, [second_version(first, "The garden gate").pk])
    assert UserInteraction.objects.get() == first and not IndexedInteraction.objects.exists()


def test_versions_close_over_several_that_go_at_once(ann: Any) -> None:
    rows = [asked(ann, "v1")]
    for number in (2, 3, 4):
        rows.append(asked(ann, f"v{number}", session=rows[0].session))
        UserInteraction.objects.filter(pk=rows[-1].pk).update(replaces=rows[-2])
        UserInteraction.objects.filter(pk=rows[-2].pk).update(is_superseded=True)

    forget_interactions(ann.pk, [rows[1].pk, rows[2].pk])
    assert UserInteraction.objects.get(pk=rows[3].pk).replaces == rows[0]
    assert UserInteraction.objects.get(pk=rows[0].pk).is_superseded
    forget_interactions(ann.pk, [rows[3].pk])
    assert not UserInteraction.objects.get(pk=rows[0].pk).is_superseded
