from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.deletion import jobs
from sessions_memory.models import Deletion, UserInteraction, UserSession
from sessions_memory.states import MadeBy, Scope, Source
from sessions_memory.tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_simultaneous_first_questions_share_one_open_session(transactional_db: None, ann: User) -> None:
    at_once([lambda: lifecycle.store_question(ann, "First?")] * 8)
    assert UserSession.objects.owned_by(ann).open().count() == 1
    session = UserSession.objects.get()
    assert session.interaction_count == session.interactions.count() == 8


@pytest.mark.django_db(transaction=True)
def test_asking_again_while_the_session_is_deleted_fails_nothing(transactional_db: None, ann: User) -> None:
    question = lifecycle.store_question(ann, "First?")

    def ask_again() -> None:
        with suppress(lifecycle.SessionGone):
            lifecycle.store_question(ann, "Again?", session=question.session, replaces=question)

    def delete() -> None:
        lifecycle.delete_session(question.session)

    at_once([ask_again, delete] * 4)
    assert not UserSession.objects.exists() and not UserInteraction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_asking_again_while_the_page_deletes_the_question_fails_nothing(transactional_db: None, ann: User) -> None:
    for _ in range(5):
        question = lifecycle.store_question(ann, "First?")

        def ask_again(question: UserInteraction = question) -> None:
            with suppress(lifecycle.SessionGone):
                lifecycle.store_question(ann, "Again?", session=question.session, replaces=question)

        def delete(question: UserInteraction = question) -> None:
            jobs.begin(Deletion(user=ann, scope=Scope.SESSION, row=question.session_id))

        at_once([ask_again, delete, ask_again, ask_again])
        assert not UserSession.objects.exists() and not UserInteraction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_post_at_the_same_moment_asks_once(transactional_db: None, ann: User) -> None:
    at_once([lambda: lifecycle.store_question(ann, "Once?", source_id="the-draft")] * 6)
    assert UserInteraction.objects.count() == 1
    assert UserSession.objects.get().interaction_count == 1


@pytest.mark.django_db(transaction=True)
def test_starting_sessions_at_once_leaves_one_open(transactional_db: None, ann: User) -> None:
    at_once([lambda: lifecycle.start_session(ann)] * 5)
    assert UserSession.objects.owned_by(ann).open().count() == 1


def test_two_open_sessions_are_refused_by_the_database(ann: User) -> None:
    UserSession.objects.create(user=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserSession.objects.create(user=ann)

    UserSession.objects.create(user=ann, is_temporary=True)


def test_one_person_s_sessions_do_not_touch_another_s(ann: User, bob: User) -> None:
    of_ann = lifecycle.get_or_create_session(ann)
    of_bob = lifecycle.start_session(bob)
    of_ann.refresh_from_db()
    assert of_ann.is_open and of_bob.is_open


def test_get_or_create_gives_the_open_one(ann: User) -> None:
    assert lifecycle.get_or_create_session(ann) == lifecycle.get_or_create_session(ann)


def test_start_ends_the_open_one_and_keeps_the_summary_given(ann: User) -> None:
    first = lifecycle.get_or_create_session(ann)
    second = lifecycle.start_session(ann, context_summary="About work")
    first.refresh_from_db()
    assert not first.is_open
    lifecycle.store_question(ann, "Q", session=second)

    lifecycle.end_session(second)
    assert second.context_summary == "About work"


def test_an_imported_session_takes_no_questions(ann: User) -> None:
    imported = UserSession.objects.create(user=ann, source=Source.CHATGPT, session_end=timezone.now())
    with pytest.raises(lifecycle.ReadOnlySession):
        lifecycle.store_question(ann, "Q", session=imported)

    assert not imported.interactions.exists()


@pytest.mark.parametrize("is_temporary", [False, True])
def test_a_session_that_was_deleted_meanwhile_takes_no_questions(ann: User, *, is_temporary: bool) -> None:
    session = UserSession.objects.create(user=ann, is_temporary=is_temporary)
    lifecycle.delete_session(UserSession.objects.get())

    with pytest.raises(lifecycle.SessionGone):
        lifecycle.store_question(ann, "Q", session=session)

    assert not UserInteraction.objects.exists() and not UserSession.objects.exists()


@pytest.mark.parametrize("is_temporary", [False, True])
def test_a_session_that_was_deleted_meanwhile_needs_no_end(ann: User, *, is_temporary: bool) -> None:
    session = UserSession.objects.create(user=ann, is_temporary=is_temporary)
    lifecycle.delete_session(UserSession.objects.get())
    lifecycle.end_session(session)
    assert not UserSession.objects.exists()


def test_a_temporary_session_is_deleted_when_it_ends(ann: User) -> None:
    ordinary = lifecycle.get_or_create_session(ann)
    temporary = lifecycle.start_temporary_session(ann)
    lifecycle.store_question(ann, "Off the record", session=temporary)
    lifecycle.end_session(temporary)
    assert not UserInteraction.objects.exists()

    ordinary.refresh_from_db()
    assert ordinary.is_open


def test_leaving_ends_the_open_session_and_deletes_temporary_ones(ann: User, bob: User) -> None:
    lifecycle.store_question(ann, "Q")
    lifecycle.start_temporary_session(ann)
    of_bob = lifecycle.get_or_create_session(bob)
    lifecycle.leave(ann)
    assert not UserSession.objects.owned_by(ann).filter(session_end__isnull=True).exists()

    of_bob.refresh_from_db()
    assert of_bob.is_open


def test_idle_sessions_close_at_their_last_activity(ann: User, bob: User) -> None:
    idle, lively = lifecycle.get_or_create_session(ann), lifecycle.get_or_create_session(bob)
    moment = timezone.now() - timedelta(hours=20)
    UserSession.objects.filter(pk=idle.pk).update(last_activity_at=moment)
    assert lifecycle.close_idle_sessions() == 1
    idle.refresh_from_db()

    lively.refresh_from_db()
    assert idle.session_end == moment and lively.is_open


def test_what_was_asked_in_or_deleted_since_it_was_found_idle_is_not_ended(ann: User, bob: User) -> None:
    of_ann, of_bob = lifecycle.get_or_create_session(ann), lifecycle.get_or_create_session(bob)
    UserSession.objects.update(last_activity_at=timezone.now() - timedelta(hours=20))
    found_idle = list(UserSession.objects.order_by("pk"))
    lifecycle.store_question(ann, "Still there?", session=of_ann)
    lifecycle.delete_session(of_bob)

    assert [lifecycle.end_if_idle(session) for session in found_idle] == [False, False]
    of_ann.refresh_from_db()
    assert of_ann.is_open


def test_a_new_version_supersedes_the_newest_one(ann: User) -> None:
    first = lifecycle.store_question(ann, "Q")
    second = lifecycle.store_question(ann, "Q", session=first.session, replaces=first)
    third = lifecycle.store_question(ann, "Q", session=first.session, replaces=first)
    assert third.replaces == second
    assert list(UserInteraction.objects.current()) == [third]


def test_a_question_of_another_session_is_not_superseded(ann: User) -> None:
    kept = lifecycle.store_question(ann, "Q")
    temporary = lifecycle.start_temporary_session(ann)
    lifecycle.store_question(ann, "Q", session=temporary, replaces=kept)
    kept.refresh_from_db()
    assert not kept.is_superseded


def test_deleting_a_version_brings_the_one_before_back(ann: User) -> None:
    first = lifecycle.store_question(ann, "Q")
    second = lifecycle.store_question(ann, "Q", session=first.session, replaces=first)
    lifecycle.delete_interaction(second)
    first.refresh_from_db()
    assert not first.is_superseded

    assert UserSession.objects.get().interaction_count == 1


def test_deleting_a_version_in_the_middle_keeps_the_chain(ann: User) -> None:
    first = lifecycle.store_question(ann, "Q")
    second = lifecycle.store_question(ann, "Q", session=first.session, replaces=first)
    third = lifecycle.store_question(ann, "Q", session=first.session, replaces=second)
    lifecycle.delete_interaction(second)
    third.refresh_from_db()

    assert third.replaces == first and list(UserInteraction.objects.current()) == [third]


def test_a_model_s_words_are_dropped_if_what_they_tell_of_was_deleted_meanwhile(ann: User) -> None:
    secret = lifecycle.store_question(ann, "A secret?")
    lifecycle.store_question(ann, "A garden?")
    UserSession.objects.update(reflected_at=timezone.now())
    read = UserSession.objects.get()
    lifecycle.delete_interaction(secret)

    read.keep_reflection(title="On a secret", summary="You have a secret.")
    session = UserSession.objects.get()
    assert session.title == "A garden?" and "secret" not in (session.context_summary or "")
    assert session.reflected_at is None


def test_a_model_s_words_never_overwrite_the_person_s(ann: User) -> None:
    session = lifecycle.store_question(ann, "Q").session
    session.rename("My own title")
    session.keep_reflection(title="The model's", summary="The model's summary")
    session.refresh_from_db()
    assert (session.title, session.context_summary) == ("My own title", "The model's summary")

    assert session.summary_by == MadeBy.MODEL


def test_a_temporary_session_waits_an_hour_for_its_person_and_is_gone_then(ann: User, bob: User) -> None:
    left, kept, of_bob = (lifecycle.start_temporary_session(person) for person in (ann, ann, bob))
    lifecycle.store_question(ann, "Off the record", session=left)
    past = timezone.now() - lifecycle.TEMPORARY_REST - timedelta(minutes=1)
    UserSession.objects.filter(pk=left.pk).update(last_activity_at=past)
    assert lifecycle.temporary_session(ann) == kept
    assert lifecycle.delete_rested_temporaries() == 1
    assert set(UserSession.objects.all()) == {kept, of_bob}
    assert lifecycle.delete_rested_temporaries() == 0


def test_nobody_comes_back_to_a_temporary_session_that_rested_too_long(ann: User) -> None:
    left = lifecycle.start_temporary_session(ann)
    UserSession.objects.filter(pk=left.pk).update(last_activity_at=timezone.now() - 2 * lifecycle.TEMPORARY_REST)
    assert lifecycle.temporary_session(ann) is None


def test_an_ordinary_session_is_no_temporary_one(ann: User) -> None:
    lifecycle.get_or_create_session(ann)
    UserSession.objects.update(last_activity_at=timezone.now() - 2 * lifecycle.TEMPORARY_REST)
    assert lifecycle.temporary_session(ann) is None and lifecycle.delete_rested_temporaries() == 0
