"""Some things go with an interaction or a session, and others stay."""

import uuid
from typing import Any, cast

import pytest

from sessions_memory import lifecycle
from sessions_memory.claims import store_receipt
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.models import Deletion, MemoryUse, Note, RecallIndex, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import MadeBy, Source, Status


def asked(user: Any, question: str = "The violet umbrella", *, session: UserSession | None = None) -> UserInteraction:
    return lifecycle.store_interaction(session or lifecycle.get_or_create_session(user), question, "It is violet.")


def elsewhere(user: Any, question: str = "The violet umbrella") -> UserInteraction:
    """In a session of its own, ended."""
    session = UserSession.objects.create(user=user, session_end="2026-05-01T00:00:00Z")
    return asked(user, question, session=session)


def memory(of: UserInteraction) -> dict[str, Any]:
    return {
        "kind": "memory",
        "id": of.pk,
        "session_id": of.session_id,
        "session_title": of.session.title,
        "text": of.user_question,
        "answer": of.ai_response,
        "reasons": ["says 'violet'"],
        "matched": ["violet"],
        "date": "1 May 2026",
    }


def answer_with(answer: UserInteraction, *items: dict[str, Any], **parts: Any) -> UserInteraction:
    """`answer` as if it were being written, with a receipt of these items."""
    empty: dict[str, Any] = {"version": 2, "turns": [], "continued": [], "left_out": [], "digest": "d1935"}
    answer.claim_id = uuid.uuid4()
    UserInteraction.objects.filter(pk=answer.pk).update(status=Status.ANSWERING, claim_id=answer.claim_id)
    store_receipt(answer, context_used=cast(Receipt, {**empty, "items": list(items), **parts}), model="m")
    UserInteraction.objects.filter(pk=answer.pk).update(status=Status.ANSWERED, claim_id=None)

    answer.refresh_from_db()
    return answer


def receipt_of(answer: UserInteraction) -> Receipt:
    receipt: Receipt = UserInteraction.objects.get(pk=answer.pk).context_used
    return receipt


def test_receipts_of_other_answers_keep_their_line_without_its_words(ann: Any, bob: Any) -> None:
    forgotten, kept = elsewhere(ann), elsewhere(ann, "The garden")
    answer = answer_with(asked(ann, "What about it?"), memory(forgotten), memory(kept))
    lifecycle.delete_interaction(forgotten)
    gone, stays = receipt_of(answer)["items"]
    assert gone["is_deleted"] and gone["date"] == "1 May 2026" and "violet" not in str(gone)

    assert stays["text"] == "The garden" and receipt_of(answer)["digest"] == ""


def test_what_was_found_and_left_out_loses_its_title_too(ann: Any) -> None:
    forgotten = elsewhere(ann)
    left_out = {name: value for name, value in memory(forgotten).items() if name not in ("text", "answer", "matched")}
    answer = answer_with(asked(ann, "What about it?"), left_out=[left_out])
    lifecycle.delete_session(forgotten.session)
    assert "violet" not in str(receipt_of(answer))


def test_a_receipt_stored_after_the_deletion_holds_no_word_of_it(ann: Any) -> None:
    forgotten = elsewhere(ann)
    item = memory(forgotten)
    lifecycle.delete_interaction(forgotten)
    answer = answer_with(asked(ann, "What about it?"), item)
    assert "violet" not in str(receipt_of(answer)) and not MemoryUse.objects.exists()


def test_somebody_else_s_rows_are_not_touched(ann: Any, bob: Any) -> None:
    hers = asked(ann)
    assert forget_interactions(bob.pk, [hers.pk]).interactions == 0
    assert UserInteraction.objects.get() == hers


def test_title_and_summary_are_made_anew_from_what_remains(ann: Any) -> None:
    first = asked(ann)
    asked(ann, "The garden gate", session=first.session)
    lifecycle.end_session(first.session)
    UserSession.objects.update(title_by=MadeBy.MODEL, summary_by=MadeBy.MODEL, reflected_at="2026-05-01T00:00:00Z")
    lifecycle.delete_interaction(first)

    session = UserSession.objects.get()
    assert (session.title, session.title_by) == ("The garden gate", MadeBy.QUESTION)
    assert (session.context_summary, session.summary_by) == ("The garden gate", MadeBy.QUESTION)

    assert session.reflected_at is None and session.interaction_count == 1


def test_what_the_person_wrote_over_a_session_stays(ann: Any) -> None:
    first = asked(ann)
    asked(ann, "The garden gate", session=first.session)
    first.session.rename("Lost things")
    UserSession.objects.update(context_summary="Where I lost what.", summary_by=MadeBy.PERSON)
    lifecycle.delete_interaction(first)
    session = UserSession.objects.get()
    assert (session.title, session.context_summary) == ("Lost things", "Where I lost what.")


def test_a_session_without_a_summary_gets_none(ann: Any) -> None:
    first = asked(ann)
    asked(ann, "The garden gate", session=first.session)
    lifecycle.delete_interaction(first)
    assert UserSession.objects.get().context_summary is None


def test_a_title_made_of_deleted_words_leaves_the_receipts_that_name_its_session(ann: Any) -> None:
    forgotten = elsewhere(ann)
    beside = asked(ann, "The garden", session=forgotten.session)
    answer = answer_with(asked(ann, "What about it?"), memory(beside) | {"reasons": []})
    assert "umbrella" in str(receipt_of(answer))
    lifecycle.delete_interaction(forgotten)

    assert "umbrella" not in str(receipt_of(answer)) and "The garden" in str(receipt_of(answer))


def test_a_summary_made_of_deleted_words_leaves_the_receipts_that_quote_it(ann: Any) -> None:
    forgotten = asked(ann)
    summary = {
        "kind": "summary",
        "id": forgotten.session_id,
        "session_id": forgotten.session_id,
        "text": "On umbrellas",
    }

    answer = answer_with(asked(ann, "And then?", session=forgotten.session), summary)
    lifecycle.delete_interaction(forgotten)
    assert "umbrella" not in str(receipt_of(answer))


def test_a_session_that_goes_on_from_a_deleted_one_keeps_no_word_of_it(ann: Any) -> None:
    forgotten = elsewhere(ann)
    own = lifecycle.get_or_create_session(ann)
    UserSession.objects.filter(pk=own.pk).update(continues=forgotten.session)
    about = {"id": forgotten.session_id, "session_id": forgotten.session_id}
    summary = {"kind": "summary", **about, "session_title": "The violet umbrella", "text": "On umbrellas"}

    answer = answer_with(asked(ann, "And then?"), summary, continued=[{"id": forgotten.pk}])
    lifecycle.delete_session(forgotten.session)
    assert "umbrella" not in str(receipt_of(answer)) and receipt_of(answer)["digest"] == ""
    own.refresh_from_db()
    assert own.continues is None


def test_a_session_that_took_over_the_title_of_a_deleted_one_is_named_anew(ann: Any) -> None:
    imported = UserSession.objects.create(
        user=ann, source=Source.CLAUDE, title="The violet umbrella", session_end="2026-05-01T00:00:00Z"
    )
    asked(ann, session=imported)
    own = lifecycle.continue_session(imported)
    row = asked(ann, "And the garden?", session=own)
    answer = answer_with(elsewhere(ann, "Well?"), memory(row) | {"answer": "", "reasons": [], "matched": []})

    assert "umbrella" in str(receipt_of(answer))
    lifecycle.delete_session(imported)
    own.refresh_from_db()
    assert own.title == "And the garden?" and "umbrella" not in str(receipt_of(answer))


@pytest.mark.parametrize(("title", "after"), [("The violet umbrella", "And the gate?"), ("Gates", "Gates")])
def test_a_session_that_took_over_a_title_is_named_anew_with_the_one_it_goes_on_from(
    ann: Any, title: str, after: str
) -> None:
    imported = UserSession.objects.create(
        user=ann, source=Source.CLAUDE, title="The violet umbrella", session_end="2026-05-01T00:00:00Z"
    )
    forgotten = asked(ann, session=imported)
    asked(ann, "The garden", session=imported)
    own = lifecycle.continue_session(imported)
    asked(ann, "And the gate?", session=own)
    UserSession.objects.filter(pk=own.pk).update(title=title, title_by=MadeBy.MODEL)

    lifecycle.delete_interaction(forgotten)
    own.refresh_from_db()
    assert own.title == after


def test_the_last_interaction_takes_its_session_along(ann: Any) -> None:
    lifecycle.delete_interaction(asked(ann))
    assert not UserSession.objects.exists()


def test_a_note_goes_and_is_left_to_the_worker_to_take_out_of_receipts(ann: Any) -> None:
    forgotten = asked(ann)
    keep_note(ann, "The umbrella is violet.", from_interaction=forgotten)
    lifecycle.delete_session(forgotten.session)
    assert not Note.objects.exists()
    assert Deletion.objects.get().deleted_at is None and len(Deletion.objects.get().quoted_notes) == 1


def test_the_index_counts_no_more_what_was_forgotten(ann: Any) -> None:
    forgotten = elsewhere(ann)
    elsewhere(ann, "The garden")
    forget_interactions(ann.pk, [forgotten.pk])
    assert RecallIndex.objects.get(user=ann).documents == 1


def test_a_deletion_records_how_much_of_each_kind_went(ann: Any) -> None:
    forgotten = elsewhere(ann)
    keep_note(ann, "The umbrella is violet.", from_interaction=forgotten)
    answer_with(asked(ann, "What about it?"), memory(forgotten))
    lifecycle.delete_session(forgotten.session)

    record = Deletion.objects.get()
    counts = record.found, record.interactions, record.sessions, record.notes, record.receipts
    assert counts == (1, 1, 1, 1, 1)


def test_a_deletion_without_notes_is_done_at_once(ann: Any) -> None:
    lifecycle.delete_session(asked(ann).session)
    assert Deletion.objects.get().deleted_at is not None


def test_an_imported_session_is_forgotten_like_any(ann: Any) -> None:
    imported = UserSession.objects.create(user=ann, source=Source.CHATGPT, session_end="2026-05-01T00:00:00Z")
    asked(ann, session=imported)
    lifecycle.delete_session(imported)
    assert not UserInteraction.objects.exists() and not UserSession.objects.exists()
