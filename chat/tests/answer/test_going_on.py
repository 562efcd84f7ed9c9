"""An answer that was cut at its length goes on in the next turn."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from chat import live
from chat.answer.going_on import NothingToContinue, go_on, may_go_on
from chat.prompt.inputs import CONTINUE
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Source

pytestmark = pytest.mark.usefixtures("answers")
CUT = {"finish_reason": "length"}


def cut_answer(user: User) -> UserInteraction:
    session = lifecycle.get_or_create_session(user)
    return lifecycle.store_interaction(session, "How do leeks grow?", "They grow in", interaction_metadata=CUT)


@pytest.mark.parametrize("reason", ["length", "max_tokens", "MAX_TOKENS"])
async def test_the_rest_is_asked_for_with_the_cut_answer_before_it(
    ann: User, model_server: ModelServer, reason: str
) -> None:
    model_server.queue.append(Reply(pieces=["They grow in"], finish_reason=reason))
    asked = await sync_to_async(lifecycle.store_question)(ann, "How do leeks grow?")
    await live.finished(asked)
    cut = await UserInteraction.objects.select_related("session", "user").aget(pk=asked.pk)

    following = await sync_to_async(go_on)(cut)
    await live.finished(following)
    sent = model_server.requests[-1]["messages"]
    assert [message["content"] for message in sent[1:3]] == ["How do leeks grow?", "They grow in"]
    assert sent[-1]["content"].startswith(CONTINUE)


async def test_recall_goes_by_the_question_that_was_answered(ann: User, model_server: ModelServer) -> None:
    old = await sync_to_async(lifecycle.start_session)(ann)
    said = await sync_to_async(lifecycle.store_interaction)(old, "My leeks stand beside the violet shed.", "I see.")
    session = await sync_to_async(lifecycle.start_session)(ann)
    await sync_to_async(lifecycle.store_interaction)(session, "Where are my leeks?", "By", interaction_metadata=CUT)
    cut = await UserInteraction.objects.select_related("session", "user").alatest("pk")

    following = await sync_to_async(go_on)(cut)
    await live.finished(following)
    await following.arefresh_from_db()
    assert [item["id"] for item in following.context_used["items"]] == [said.pk]


def test_pressed_twice_it_asks_once(ann: User) -> None:
    cut = cut_answer(ann)
    assert go_on(cut) == go_on(cut) and UserInteraction.objects.count() == 2


def test_what_is_whole_or_has_a_question_after_it_is_not_continued(ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    whole = lifecycle.store_interaction(session, "How late is it?", "Six.")
    cut = cut_answer(ann)
    assert may_go_on(cut) and not may_go_on(whole)
    lifecycle.store_interaction(session, "And now?", "Seven.")

    assert not may_go_on(cut)
    for row, sentence in ((whole, "was not cut off"), (cut, "asked after this")):
        with pytest.raises(NothingToContinue, match=sentence):
            go_on(row)


def test_an_imported_answer_offers_no_button(ann: User) -> None:
    session = UserSession.objects.create(user=ann, source=Source.CLAUDE)
    row = lifecycle.store_interaction(session, "How do leeks grow?", "They grow in", interaction_metadata=CUT)
    assert not may_go_on(row)


def test_the_button_works_without_a_script_and_goes_away(as_ann: Client, as_bob: Client, ann: User) -> None:
    cut = cut_answer(ann)
    page, url = as_ann.get(f"/s/{cut.session_id}/").content.decode(), f"/interactions/{cut.pk}/continue/"
    assert "The answer was cut off:" in page and f'action="{url}"' in page
    assert as_bob.post(url).status_code == 404 and as_ann.get(url).status_code == 405

    response = as_ann.post(url)
    following = UserInteraction.objects.latest("pk")
    assert following.user_question == CONTINUE and response["Location"].endswith(f"#interaction-{following.pk}")
    page = as_ann.get(f"/s/{cut.session_id}/").content.decode()
    assert "The answer was cut off:" in page and url not in page


def test_with_htmx_a_refusal_is_a_sentence(as_ann: Client, ann: User) -> None:
    whole = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "How late is it?", "Six.")
    response = as_ann.post(f"/interactions/{whole.pk}/continue/", HTTP_HX_REQUEST="true")
    assert (response.status_code, response.content.decode()) == (409, "This answer was not cut off.")


async def test_a_program_continues_an_answer(
    ann: User, ann_token: dict[str, str], bob_token: dict[str, str], model_server: ModelServer
) -> None:
    cut = await sync_to_async(cut_answer)(ann)
    model_server.queue.append(Reply(pieces=["trenches."]))

    async def post(token: dict[str, str]) -> tuple[int, dict[str, object]]:
        body = json.dumps({"interaction_id": cut.pk})
        response = await AsyncClient().post("/chat/continue", body, content_type="application/json", headers=token)
        return response.status_code, response.json()

    assert (await post(bob_token))[0] == 404
    status, answered = await post(ann_token)
    assert (status, answered["ai_response"], answered["user_question"]) == (200, "trenches.", CONTINUE)
    assert (await post(ann_token))[1]["id"] == answered["id"]
