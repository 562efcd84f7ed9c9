"""The search index: what it holds, what removing leaves, how it is built, and two writers at once."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest import MonkeyPatch

from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.models import IndexBlock, IndexedInteraction, Posting, RecallIndex, UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.recall.index import packing, statements, writing
from sessions_memory.recall.language.words import index_terms
from sessions_memory.states import Status
from sessions_memory.tests.at_once import at_once
from sessions_memory.tests.refusals import refusing

ENOUGH_TO_MERGE = writing.MERGED_AT + 8


def stored(user: User, questions: list[str]) -> list[UserInteraction]:
    """A session with these, stored at once and indexed."""
    session = UserSession.objects.create(user=user, session_end=timezone.now())
    begin = timezone.now() - timedelta(days=30)
    rows = UserInteraction.objects.bulk_create(
        UserInteraction(
            user=user,
            session=session,
            user_question=question,
            ai_response="Noted.",
            status=Status.ANSWERED,
            created_at=begin + timedelta(minutes=minute),
        )
        for minute, question in enumerate(questions)
    )

    writing.add(rows)
    return rows


def many(user: User, count: int = ENOUGH_TO_MERGE) -> list[UserInteraction]:
    return stored(user, [f"Marmalade number {number} boiled" for number in range(count)])


def found(user: User, question: str, limit: int = 5) -> list[int]:
    return [memory.interaction_id for memory in recall(user=user, question=question, limit=limit)]


def places_of(word: str) -> int:
    """How often the index of anybody names the word: in rows that wait and in postings."""
    (term,) = index_terms(word).counts
    waiting = IndexedInteraction.objects.values_list("terms", flat=True)
    in_rows = sum(int((packing.read(terms, packing.TERMS)["term"] == term).sum()) for terms in waiting)
    postings = Posting.objects.filter(term=term).values_list("places", flat=True)

    return in_rows + sum(len(packing.read(places, packing.PLACES)) for places in postings)


def test_what_is_merged_is_found_as_what_waits(ann: User) -> None:
    rows = many(ann)
    assert RecallIndex.objects.get(user=ann).merged == len(rows) and IndexBlock.objects.count() == 1
    (later,) = stored(ann, ["Quinces number 17 boiled"])
    assert found(ann, "What was number 17?", 2) == [later.pk, rows[17].pk]


def test_one_more_interaction_takes_two_statements(ann: User) -> None:
    (row,) = stored(ann, ["About quinces"])
    later = UserInteraction.objects.create(
        user=ann, session=row.session, user_question="About medlars", ai_response="Noted.", status=Status.ANSWERED
    )

    with CaptureQueriesContext(connection) as queries:
        writing.add([later])

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2
    writing.add([later, row])
    assert RecallIndex.objects.get(user=ann).documents == IndexedInteraction.objects.count() == 2
    assert places_of("medlars") == places_of("quinces") == 1


def test_a_person_s_first_interaction_takes_few_statements(ann: User, bob: User) -> None:
    stored(bob, ["Marmalade"])
    session = UserSession.objects.create(user=ann)
    row = UserInteraction.objects.create(session=session, user=ann, user_question="Quince", status=Status.ANSWERED)
    read = writing.read(row)

    with CaptureQueriesContext(connection) as asked:
        writing.add_new(ann.pk, [(row, read)])

    state = RecallIndex.objects.get(user=ann)
    assert (state.documents, state.is_complete, state.languages) == (1, True, "")
    # Counted in vain, looked for, the past, made, held, counted, added.
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 7


@pytest.mark.parametrize("count", [3, ENOUGH_TO_MERGE])
def test_removing_leaves_no_trace_of_the_words(ann: User, count: int) -> None:
    rows = many(ann, count)
    secret = stored(ann, ["My secret quinces and marmalade"])[0]
    many(ann, count)
    assert places_of("quinces") >= 1
    writing.remove(ann.pk, [secret.pk, rows[1].pk])

    assert places_of("quinces") == 0
    assert found(ann, "quinces") == []
    state = RecallIndex.objects.get(user=ann)
    assert state.documents == 2 * count - 1
    assert rows[1].pk not in found(ann, "marmalade number 1", 9)

    assert [memory.text for memory in recall(user=ann, question="marmalade number 2", limit=1)] == [
        rows[2].user_question
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the planner of PostgreSQL knows how many rows there are")
def test_what_is_taken_out_is_read_by_its_ids(ann: User) -> None:
    rows = many(ann, 30)
    with CaptureQueriesContext(connection) as queries:
        writing.remove(ann.pk, [row.pk for row in rows[:20]])

    reads = [
        query["sql"] for query in queries if query["sql"].startswith("SELECT") and "recall_interactions" in query["sql"]
    ]
    with connection.cursor() as cursor:
        for sql in reads:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            assert "(interaction_id=?)" in str(cursor.fetchall())

    assert reads


def test_adding_again_replaces(ann: User) -> None:
    row = stored(ann, ["About quinces"])[0]
    row.user_question = "About medlars"
    row.save()
    writing.add([row])
    assert found(ann, "quinces") == [] and found(ann, "medlars") == [row.pk]

    assert RecallIndex.objects.get(user=ann).documents == 1


def test_one_person_s_index_is_not_touched_by_another_s(ann: User, bob: User) -> None:
    mine, his = stored(ann, ["Quinces of ann"]), stored(bob, ["Quinces of bob"])
    writing.remove(ann.pk, [his[0].pk])
    assert found(bob, "quinces") == [his[0].pk] and found(ann, "quinces") == [mine[0].pk]


def test_deleting_a_session_takes_its_words_out(ann: User) -> None:
    row = stored(ann, ["Secret quinces"])[0]
    lifecycle.delete_session(row.session)
    assert places_of("quinces") == 0 and not IndexedInteraction.objects.exists()


def test_deleting_the_new_version_brings_the_old_one_back(ann: User) -> None:
    old = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "About quinces", "Yes.")
    new = lifecycle.store_question(ann, "About medlars", session=old.session, replaces=old)
    assert found(ann, "quinces") == []
    lifecycle.delete_interaction(new)
    assert found(ann, "quinces") == [old.pk]


def finished(user: User, question: str, status: Status, text: str, **metadata: str) -> UserInteraction:
    claimed = claims.claim(lifecycle.store_question(user, question).pk)
    assert claimed
    claims.finish(claimed, status=status, text=text, metadata=metadata)
    return claimed


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.FAILED, Status.STOPPED, Status.INTERRUPTED])
def test_a_question_is_recalled_however_its_answer_ended_with_what_there_is_of_it(ann: User, status: Status) -> None:
    row = finished(ann, "About quinces", status, "Long words of wisdom.")
    (memory,) = recall(user=ann, question="my quinces and wisdom", limit=5)
    assert (memory.interaction_id, memory.answer) == (row.pk, "Long words of wisdom.")
    assert memory.ended == ("" if status == Status.ANSWERED else status)


def test_of_twins_the_answered_one_is_recalled(ann: User) -> None:
    finished(ann, "When do quinces blossom here?", Status.FAILED, "")
    row = finished(ann, "When do quinces blossom here?", Status.ANSWERED, "In April.")
    finished(ann, "When do quinces blossom here?", Status.STOPPED, "")
    (memory,) = recall(user=ann, question="When do my quinces blossom?", limit=5)
    assert (memory.interaction_id, memory.times_asked, memory.ended) == (row.pk, 3, "")


def test_what_the_built_in_responder_quotes_is_never_recalled(ann: User) -> None:
    row = finished(ann, "About fruit", Status.ANSWERED, "> I planted quinces", model="built-in memory")
    assert found(ann, "Where are my quinces?") == [] and places_of("quinces") == 0
    (memory,) = recall(user=ann, question="my fruit and quinces", limit=5)
    assert (memory.interaction_id, memory.answer) == (row.pk, "")


def test_an_answer_that_cannot_be_indexed_is_stored_all_the_same(ann: User, caplog: pytest.LogCaptureFixture) -> None:
    kept = stored(ann, ["About quinces"])[0]
    claimed = claims.claim(lifecycle.store_question(ann, "About medlars").pk)
    assert claimed

    with refusing("recall_interactions"):
        assert claims.finish(claimed, status=Status.ANSWERED, text="Let them rot first.", metadata={})
        assert found(ann, "quinces") == [kept.pk]

    claimed.refresh_from_db()
    assert (claimed.status, claimed.ai_response) == (Status.ANSWERED, "Let them rot first.")
    assert "search index can't" in caplog.text and "medlars" not in caplog.text
    assert found(ann, "medlars") == [claimed.pk]


def test_a_missing_index_is_built_by_the_first_question(ann: User, caplog: pytest.LogCaptureFixture) -> None:
    row = stored(ann, ["About quinces"])[0]
    RecallIndex.objects.all().delete()
    IndexedInteraction.objects.all().delete()
    assert found(ann, "quinces") == [row.pk]
    assert "index is not complete" in caplog.text and "quinces" not in caplog.text

    assert RecallIndex.objects.get(user=ann).is_complete


@pytest.mark.parametrize("lost", [RecallIndex, IndexedInteraction, IndexBlock, Posting])
def test_an_index_that_lost_a_table_is_built_anew_by_the_next_question(
    ann: User,
    bob: User,
    lost: type[RecallIndex | IndexedInteraction | IndexBlock | Posting],
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows, his = many(ann), many(bob)
    lost.objects.filter(user=ann).delete()
    assert found(ann, "marmalade number 7", 1) == [rows[7].pk] and "index is not complete" in caplog.text
    assert (
        RecallIndex.objects.get(user=ann).documents == len(rows) == IndexedInteraction.objects.filter(user=ann).count()
    )
    caplog.clear()

    assert found(ann, "marmalade number 8", 1) == [rows[8].pk] and found(bob, "marmalade number 7", 1) == [his[7].pk]
    assert not caplog.text


def test_a_half_built_index_says_so_and_is_finished(ann: User) -> None:
    rows = stored(ann, ["About quinces", "About medlars"])
    writing.remove(ann.pk, [rows[0].pk])
    RecallIndex.objects.update(is_complete=False)
    assert found(ann, "quinces")[0] == rows[0].pk
    assert RecallIndex.objects.get(user=ann).is_complete


def test_an_index_of_another_version_is_built_anew(ann: User) -> None:
    row = stored(ann, ["About quinces"])[0]
    RecallIndex.objects.update(version=1)
    assert found(ann, "quinces") == [row.pk]
    assert RecallIndex.objects.get(user=ann).version == writing.VERSION


def test_rebuilding_gives_the_same(ann: User) -> None:
    many(ann)
    before = found(ann, "marmalade number 40", 8)
    assert writing.rebuild(ann) == ENOUGH_TO_MERGE
    assert found(ann, "marmalade number 40", 8) == before


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing(transactional_db: None, ann: User) -> None:
    at_once([lambda: many(ann, 200)] * 4)
    state = RecallIndex.objects.get(user=ann)
    assert state.documents == state.positions == 800
    positions = np.array(IndexedInteraction.objects.values_list("position", flat=True))
    assert sorted(positions.tolist()) == list(range(800))

    assert places_of("marmalade") == 800 + state.merged


@pytest.mark.django_db(transaction=True)
def test_deleting_while_others_are_stored_ends(transactional_db: None, ann: User) -> None:
    session = many(ann, 50)[0].session
    at_once([lambda: many(ann, 300), lambda: lifecycle.delete_session(session), lambda: many(ann, 300)])
    assert RecallIndex.objects.get(user=ann).documents == 600


@pytest.mark.parametrize("cut_by_term", [0, statements.CUT_BY_TERM])
def test_a_block_written_anew_is_as_one_cut_term_by_term(ann: User, monkeypatch: MonkeyPatch, cut_by_term: int) -> None:
    monkeypatch.setattr(statements, "CUT_BY_TERM", cut_by_term)
    rows = [*many(ann), *stored(ann, ["Secret quinces"])]
    rows += many(ann)
    gone, left = [row.pk for row in rows[1::3]], [row for number, row in enumerate(rows) if number % 3 != 1]
    writing.remove(ann.pk, gone)

    built = {(row.block, row.term): bytes(row.places) for row in Posting.objects.all()}
    state = RecallIndex.objects.get(user=ann)
    assert state.documents == len(left) and len(built) == Posting.objects.count() > 0
    # Each has a row of its own beside its place in a block.
    assert places_of("marmalade") == 2 * sum("Marmalade" in row.user_question for row in left)

    for (_, term), places in built.items():
        held = {rows[place].pk for place in packing.read(places, packing.PLACES)["place"].tolist()}
        assert held and not held & set(gone), term


def test_a_deletion_of_many_takes_them_out_block_by_block(ann: User, bob: User, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BLOCK", 256)
    monkeypatch.setattr(packing, "BLOCK", 256)
    monkeypatch.setattr(statements, "BLOCK", 256)
    monkeypatch.setattr(statements, "CUT_BY_TERM", 20)
    rows, his = many(ann), many(bob)

    even = UserInteraction.objects.filter(user=ann, pk__in=[row.pk for row in rows[::2]])
    steps = 0

    while writing.remove_a_block(ann.pk, [row.pk for row in rows[::2]], even):
        steps += 1

    assert steps == 3
    # Each has a row of its own beside its place in a block.
    assert places_of("marmalade") == 2 * (len(rows[1::2]) + len(his))
    assert RecallIndex.objects.get(user=ann).documents == len(rows[1::2])
    # With the rest, whole blocks are left without any.
    everything = UserInteraction.objects.filter(user=ann)

    while writing.remove_a_block(ann.pk, [row.pk for row in rows], everything):
        pass

    assert not Posting.objects.filter(user=ann).exists() and not IndexedInteraction.objects.filter(user=ann).exists()
    assert places_of("marmalade") == 2 * len(his)
    assert found(bob, "marmalade number 7", 1) == [his[7].pk]
