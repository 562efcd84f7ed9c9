"""Conversations held in other programs: each question finds the session that it goes on in."""

from itertools import count

import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle, programs
from sessions_memory.models import Area, UserInteraction, UserSession
from sessions_memory.programs import Conversation, Kept, Said, keep_question, take_up_question
from sessions_memory.states import Status

_numbers = count()


def ask(user: User, *said: str, program: str = "aider", key: str = "", area: Area | None = None) -> Kept:
    """`said`: questions and answers in turn, the last the question; it gets an answer of its own."""
    conversation = talk(*said, program=program, key=key)
    kept = keep_question(user, conversation, model="m", question=said[-1], area=area)
    claims.finish(kept.interaction, status=Status.ANSWERED, text=f"answer {next(_numbers)}", metadata={})
    return kept


def talk(*said: str, program: str = "aider", key: str = "") -> Conversation:
    turns = [Said(question, answer) for question, answer in zip(said[::2], [*said[1::2], ""], strict=True)]
    return Conversation(program, tuple(turns), key)


def answer_of(kept: Kept) -> str:
    return UserInteraction.objects.get(pk=kept.interaction.pk).ai_response


def test_a_conversation_is_one_session_and_each_question_is_stored_once(ann: User) -> None:
    first = ask(ann, "One?")
    second = ask(ann, "One?", answer_of(first), "Two?")
    third = ask(ann, "One?", answer_of(first), "Two?", answer_of(second), "Three?")

    session = UserSession.objects.get()
    assert list(session.interactions.oldest_first().values_list("user_question", flat=True)) == [
        "One?",
        "Two?",
        "Three?",
    ]
    assert (session.interaction_count, session.is_open, session.said_in) == (3, False, "aider")
    assert {first.interaction.pk, second.interaction.pk} <= third.said
    assert third.interaction.pk not in third.said


def test_a_program_that_leaves_out_its_oldest_turns_goes_on(ann: User) -> None:
    first = ask(ann, "One?")
    second = ask(ann, "One?", answer_of(first), "Two?")
    third = ask(ann, "One?", answer_of(first), "Two?", answer_of(second), "Three?")
    ask(ann, "Two?", answer_of(second), "Three?", answer_of(third), "Four?")
    assert UserSession.objects.get().interaction_count == 4


def test_what_is_asked_again_or_in_other_words_is_a_version(ann: User) -> None:
    first = ask(ann, "One?")
    again = ask(ann, "One?")
    assert again.interaction.replaces_id == first.interaction.pk
    second = ask(ann, "One?", answer_of(again), "Two?")
    edited = ask(ann, "One?", answer_of(again), "Two, please?")
    last = ask(ann, "One?", answer_of(again), "Two, please?")

    assert edited.interaction.replaces_id == second.interaction.pk
    assert last.interaction.replaces_id == edited.interaction.pk
    session = UserSession.objects.get()
    assert session.interaction_count == 2
    assert list(session.interactions.current().values_list("pk", flat=True)) == [
        again.interaction.pk,
        last.interaction.pk,
    ]


def test_several_chats_with_the_same_beginning_stay_apart(ann: User) -> None:
    first = ask(ann, "Hi")
    ask(ann, "Hi", answer_of(first), "One?")
    other = ask(ann, "Hi")
    more = ask(ann, "Hi", answer_of(other), "One?")
    assert other.interaction.session_id != first.interaction.session_id
    assert more.interaction.session_id == other.interaction.session_id


def test_what_is_edited_farther_back_begins_a_session_of_its_own(ann: User) -> None:
    first = ask(ann, "One?")
    second = ask(ann, "One?", answer_of(first), "Two?")
    ask(ann, "One?", answer_of(first), "Two?", answer_of(second), "Three?")
    branch = ask(ann, "One?", answer_of(first), "Two and a half?")
    assert branch.interaction.session_id != first.interaction.session_id
    assert first.interaction.pk in branch.said


def test_each_program_and_person_has_its_own(ann: User, bob: User) -> None:
    first = ask(ann, "One?")
    for user, program in ((ann, "Zed"), (bob, "aider")):
        ask(user, "One?", answer_of(first), "Two?", program=program)
    assert UserSession.objects.count() == 3


def test_a_key_of_its_own_holds_a_conversation_together(ann: User) -> None:
    for question in ("One?", "Two?", "Three?"):
        ask(ann, question, key="chat 7")
    ask(ann, "One?", key="chat 8")
    assert sorted(UserSession.objects.values_list("interaction_count", flat=True)) == [1, 3]


def test_a_first_question_of_days_ago_begins_anew(ann: User, settings: Settings) -> None:
    ask(ann, "One?")
    settings.SESSION_IDLE_HOURS = 0
    ask(ann, "One?")
    assert UserSession.objects.count() == 2


def test_a_token_s_area_is_where_its_sessions_are(ann: User) -> None:
    area = Area.objects.create(user=ann, name="Work")
    outside, inside = ask(ann, "One?"), ask(ann, "One?", area=area)
    ask(ann, "One?", answer_of(outside), "Two?", area=area)
    assert inside.interaction.session.area_id == area.pk
    assert UserSession.objects.filter(area=None).get().interaction_count == 1


def test_one_that_takes_nothing_more_is_left_alone(ann: User) -> None:
    first = ask(ann, "One?", key="chat 7")
    UserSession.objects.update(is_read_only=True)
    ask(ann, "One?", answer_of(first), "Two?", key="chat 7")
    assert UserSession.objects.count() == 2


def test_an_answer_that_called_for_something_goes_on(ann: User) -> None:
    asked = keep_question(ann, talk("Weather?"), model="m", question="Weather?", area=None).interaction
    assert take_up_question(ann, talk("Weather?"), area=None) is None
    claims.finish(asked, status=Status.ANSWERED, text="Let me look.", metadata={"finish_reason": "tool_calls"})
    taken = take_up_question(ann, talk("Weather?"), area=None)

    assert taken and (taken.pk, taken.status, taken.ai_response) == (asked.pk, Status.ANSWERING, "Let me look.")
    claims.finish(taken, status=Status.ANSWERED, text="Rain.", metadata={"finish_reason": "stop"})
    assert take_up_question(ann, talk("Weather?"), area=None) is None


def test_so_many_answers_and_no_more(ann: User, settings: Settings) -> None:
    settings.ANSWERS_PER_USER = 1
    keep_question(ann, talk("One?"), model="m", question="One?", area=None)
    with pytest.raises(lifecycle.TooManyAnswers):
        keep_question(ann, talk("Two?"), model="m", question="Two?", area=None)
    assert UserSession.objects.count() == 1


def test_links_bind_a_question_to_the_turn_before() -> None:
    one, other = talk("a", "b", "c").links, talk("a", "bc", "").links
    assert one[0] == other[0] and one[1] != other[1]
    assert programs.place_of(["x"], []) == programs.Place()
