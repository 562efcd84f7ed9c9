"""Thinking that was stored as an answer leaves it, the index and the titles; nobody else's rows are touched."""

from django.core.management import call_command
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.states import MadeBy

LEAKED = "The person likes zeppelins, it seems.</think>\n\nIt is Porto Novo."


def stored(user: User, answer: str = LEAKED) -> UserInteraction:
    title = "<think> Leeks. </think> Growing leeks"
    session = UserSession.objects.create(user=user, title=title, title_by=MadeBy.MODEL, session_end=timezone.now())
    return lifecycle.store_interaction(session, "Which port is it?", answer)


def test_the_answer_its_thinking_and_its_page_are_put_right(ann: User) -> None:
    row = stored(ann)
    row.keep_rendered("<p>old</p>", renderer_version=2)
    call_command("part_thinking")
    row.refresh_from_db()
    assert row.ai_response == "It is Porto Novo." and row.renderer_version == 0
    assert row.interaction_metadata["thinking"] == "The person likes zeppelins, it seems."
    assert row.session.title == "Growing leeks"


def test_it_leaves_the_index(ann: User) -> None:
    row = stored(ann)
    assert recall(user=ann, question="Do I like my zeppelins?", limit=8)
    call_command("part_thinking", user="ann")
    assert not recall(user=ann, question="Do I like my zeppelins?", limit=8)
    assert [memory.interaction_id for memory in recall(user=ann, question="Which port was mine?", limit=8)] == [row.pk]


def test_a_title_of_thinking_alone_becomes_that_of_the_question_and_a_person_s_stays(ann: User) -> None:
    row, other = stored(ann, "Fine."), stored(ann, "Fine.")
    UserSession.objects.filter(pk=row.session_id).update(title="<think> I give it a")
    UserSession.objects.filter(pk=other.session_id).update(title="My </think> tag", title_by=MadeBy.PERSON)
    call_command("part_thinking")
    titles = dict(UserSession.objects.values_list("pk", "title"))
    assert titles == {row.session_id: "Which port is it?", other.session_id: "My </think> tag"}


def test_one_person_s_alone_and_twice_changes_nothing(ann: User, bob: User) -> None:
    mine, theirs = stored(ann), stored(bob)
    call_command("part_thinking", user="ann")
    call_command("part_thinking", user="ann")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.ai_response == "It is Porto Novo." and theirs.ai_response == LEAKED
