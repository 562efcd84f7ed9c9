"""The receipt's page and what can be done there: each works, wants a login, and is nobody else's."""

import html
import re
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from chat.answering import _prepare
from chat.model_server.connection import Connection
from chat.model_server.servers.choosing import Choice
from chat.prompt_inputs import memory_off
from insightvault.accounts.models import User
from sessions_memory import claims, lifecycle
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.notes import keeping
from sessions_memory.states import Status
from sessions_memory.tests.reading import as_read

SAID = "The violet umbrella is at Ines’s <b>on purpose</b>."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(ann: User) -> UserInteraction:
    session = UserSession.objects.create(user=ann, title="Rain", session_end="2026-03-14T12:00Z", source="chatgpt")
    return lifecycle.store_interaction(session, SAID, "Noted.")


CHOICE = Choice(Connection("https://models.example/v1", "", ("test-model",)), "test-model", "test-model", False)


@pytest.fixture
def asked(ann: User, said: UserInteraction) -> UserInteraction:
    """A question whose prompt was made, and that was answered."""
    keeping.keep_note(ann, "Ines is my sister.", from_interaction=said)
    return answered(ann, "Where is the violet umbrella?")


def answered(person: User, question: str, **how: Any) -> UserInteraction:
    row = lifecycle.store_question(person, question, **how)
    claimed = claims.claim(row.pk)
    assert claimed
    _prepare(claimed, CHOICE, memory_off(claimed), None, budget_tokens=project.CONTEXT_TOKENS)
    claims.finish(claimed, status=Status.ANSWERED, text="There.", metadata=claimed.interaction_metadata)

    return UserInteraction.objects.select_related("session", "user").get(pk=row.pk)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_answer_says_how_many_memories_it_used_and_leads_to_them(as_ann: Client, asked: UserInteraction) -> None:
    page = text_of(as_ann.get(asked.get_absolute_url()))
    assert "2 memories used" in page
    assert f'href="/interactions/{asked.pk}/receipt/"' in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_receipt_shows_each_item_with_source_and_reason(
    as_ann: Client, asked: UserInteraction, said: UserInteraction, headers: dict[str, str]
) -> None:
    shown = text_of(as_ann.get(f"/interactions/{asked.pk}/receipt/", headers=headers))
    assert "<mark>violet</mark> <mark>umbrella</mark>" in shown
    assert "&lt;b&gt;on purpose&lt;/b&gt;" in shown and "<b>on purpose" not in shown
    assert "ChatGPT import" in shown and "Mentions <bdi>“" in shown
    assert "Ines is my sister." in shown and "Always in mind" in shown

    assert f'href="/s/{said.session_id}/?at={said.pk}#interaction-{said.pk}"' in shown
    assert ("<html" in shown) == (not headers)


def test_the_receipt_says_which_answers_are_not_whole(as_ann: Client, ann: User) -> None:
    claimed = claims.claim(lifecycle.store_question(ann, "I lent Ines the violet umbrella").pk)
    assert claimed
    claims.finish(claimed, status=Status.FAILED, text="", metadata={})
    lifecycle.start_session(ann)

    row = answered(ann, "Where is the violet umbrella?")
    page = text_of(as_ann.get(f"/interactions/{row.pk}/receipt/"))
    assert "I lent Ines the" in page and "; its answer failed" in page


def test_the_receipt_says_what_was_masked_and_shows_what_was_sent(as_ann: Client, ann: User) -> None:
    session = UserSession.objects.create(user=ann, title="Rain", session_end="2026-03-14T12:00Z")
    lifecycle.store_interaction(session, "The umbrella shop has my card 4111 1111 1111 1111", "Noted.")
    row = answered(ann, "What about my umbrella shop?")

    page = text_of(as_ann.get(f"/interactions/{row.pk}/receipt/", headers=HTMX))
    assert "[card number masked]" in as_read(page) and "; 1 secret in it masked before it was sent" in page
    assert "1111 1111" not in page + text_of(as_ann.get(f"/interactions/{row.pk}/prompt/", headers=HTMX))


def test_what_found_no_room_is_counted_by_kind(as_ann: Client, ann: User, settings: Settings) -> None:
    settings.CONTEXT_TOKENS = 1800
    session = UserSession.objects.create(user=ann, session_end="2026-03-14T12:00Z")

    for story in ("garden", "harbour", "mountain"):
        lifecycle.store_interaction(
            session, f"Violet umbrella, the {story} " + f"once more the {story}, " * 30, "Noted."
        )
        keeping.keep_note(ann, f"In mind: the {story}, " + "and what else grows there, " * 20)

    row = answered(ann, "Where is the violet umbrella?")
    kinds = [item["kind"] for item in row.context_used["left_out"]]
    assert (kinds.count("memory"), kinds.count("note")) == (2, 3)
    shown = text_of(as_ann.get(f"/interactions/{row.pk}/receipt/"))
    assert "2 memories and 3 notes left out for lack of room." in shown


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_prompt_is_shown_to_the_character(as_ann: Client, asked: UserInteraction, headers: dict[str, str]) -> None:
    shown = text_of(as_ann.get(f"/interactions/{asked.pk}/prompt/", headers=headers))
    said = [html.unescape(text) for text in re.findall(r"<pre [^>]*>\n(.*?)</pre>", shown, re.DOTALL)]
    assert said[0].startswith("You are the assistant")
    assert said[-1].startswith("Where is the violet umbrella?\n\n(Today is ")
    assert "> Asked: The violet umbrella is at Ines’s <b>" in said[-1]
    assert "deleted or has changed" not in shown


def test_left_out_it_is_asked_again_without_it_as_another_version(
    as_ann: Client, ann: User, asked: UserInteraction, said: UserInteraction
) -> None:
    response = as_ann.post(f"/interactions/{asked.pk}/leave-out/", {"name": f"memory:{said.pk}"})
    new = UserInteraction.objects.get(replaces=asked)
    assert response.status_code == 302 and response["Location"] == new.get_absolute_url()
    assert new.user_question == asked.user_question and new.left_out == (f"memory:{said.pk}",)
    as_ann.post(f"/interactions/{new.pk}/retry/")

    assert UserInteraction.objects.get(replaces=new).left_out == (f"memory:{said.pk}",)


def test_left_out_with_htmx_the_new_turn_comes_back(as_ann: Client, asked: UserInteraction) -> None:
    note = Note.objects.get()
    response = as_ann.post(f"/interactions/{asked.pk}/leave-out/", {"name": f"note:{note.pk}"}, headers=HTMX)
    assert "2/2" in text_of(response) or "Looking back" in text_of(response)


@pytest.mark.parametrize("name", ["", "memory", "memory:x", "session:3", "memory:1 or 1", "memory:" + "9" * 40])
def test_only_what_has_a_name_can_be_left_out(as_ann: Client, asked: UserInteraction, name: str) -> None:
    assert as_ann.post(f"/interactions/{asked.pk}/leave-out/", {"name": name}).status_code == 404
    assert not UserInteraction.objects.filter(replaces=asked).exists()


def test_never_recalled_can_be_taken_back_where_it_was_said(
    as_ann: Client, asked: UserInteraction, said: UserInteraction
) -> None:
    given = {"never": "1", "receipt": asked.pk}
    shown = text_of(as_ann.post(f"/interactions/{said.pk}/never-recall/", given, headers=HTMX))
    assert "Won’t be recalled again" in shown and "Undo" in shown
    assert list(UserInteraction.objects.never_recalled()) == [said]
    response = as_ann.post(f"/interactions/{said.pk}/never-recall/", given | {"never": "0"})

    assert not UserInteraction.objects.never_recalled().exists()
    assert response["Location"] == f"/interactions/{asked.pk}/receipt/"


def test_a_memory_of_a_session_that_is_never_recalled_says_so(
    as_ann: Client, asked: UserInteraction, said: UserInteraction
) -> None:
    UserSession.objects.filter(pk=said.session_id).update(never_recall=True)
    shown = as_read(text_of(as_ann.get(f"/interactions/{asked.pk}/receipt/")))
    assert "Its session is never recalled" in shown and "Undo" not in shown and "Open" in shown


def test_a_correction_is_a_note_from_that_memory(as_ann: Client, ann: User, said: UserInteraction) -> None:
    url = f"/interactions/{said.pk}/correct/"
    form = text_of(as_ann.get(url))
    assert "Correct: </textarea>" in form and "violet umbrella" in form
    assert as_ann.post(url, {"text": "Correct: "}).status_code == 422
    german = {"accept-language": "de"}
    assert "Richtig ist: </textarea>" in as_ann.get(url, headers=german).content.decode()
    assert as_ann.post(url, {"text": "Richtig ist: "}, headers=german).status_code == 422
    response = as_ann.post(url, {"text": "Correct: the umbrella came back in May."})

    note = Note.objects.get()
    assert response.status_code == 302
    assert (note.text, note.from_interaction) == ("Correct: the umbrella came back in May.", said)
    assert "Undo" in text_of(as_ann.post(url, {"text": "Correct: it is green."}, headers=HTMX))


@pytest.mark.parametrize(
    ("what", "note"),
    [("question", "Remember that Ines is my sister."), ("answer", "Yes, bold."), ("offer", "Ines is my sister.")],
)
def test_a_question_an_answer_and_an_offer_are_kept_in_one_click(
    as_ann: Client, ann: User, what: str, note: str
) -> None:
    row = lifecycle.store_interaction(
        lifecycle.get_or_create_session(ann), "Remember that Ines is my sister.", "**Yes**, *bold*."
    )
    page = text_of(as_ann.get(row.get_absolute_url()))
    assert '<q class="offer-words" dir="auto">Ines is my sister.</q>' in page
    kept = text_of(as_ann.post(f"/interactions/{row.pk}/note/", {"what": what}, headers=HTMX))
    assert "Note saved" in kept and "Undo" in kept

    stored = Note.objects.get()
    assert (stored.text, stored.from_interaction) == (note, row)
    assert ("offer-words" in text_of(as_ann.get(row.get_absolute_url()))) == (what != "offer")


def test_a_temporary_session_offers_to_keep_nothing(as_ann: Client, ann: User) -> None:
    session = lifecycle.start_temporary_session(ann)
    lifecycle.store_interaction(session, "Remember that Ines is my sister.", "Yes.")
    page = text_of(as_ann.get(session.get_absolute_url()))
    assert "offer-words" not in page and "/note/" not in page and "without_memory" not in page


def test_deleted_memories_show_no_words(as_ann: Client, asked: UserInteraction, said: UserInteraction) -> None:
    lifecycle.delete_interaction(said)
    Note.objects.all().delete()
    shown = text_of(as_ann.get(f"/interactions/{asked.pk}/receipt/"))
    assert shown.count("item-deleted") == 2
    assert "on purpose" not in shown and "my sister" not in shown and "Leave out" not in shown


def test_memory_is_switched_off_for_a_question_a_session_and_the_account(as_ann: Client, ann: User) -> None:
    as_ann.post("/ask/", {"question": "One?", "without_memory": "1"})
    row = UserInteraction.objects.get()
    assert row.uses_memory is False
    as_ann.post(f"/s/{row.session_id}/memory/", {"uses_memory": "0"})
    assert UserSession.objects.get().uses_memory is False

    page = text_of(as_ann.get(f"/s/{row.session_id}/"))
    assert "Switched off for this session" in page and "Turn on memory for this session" in page
    as_ann.post("/account/memory/", {})
    assert "Switched off on the account page" in text_of(as_ann.get("/"))
    as_ann.post("/account/memory/", {"uses_memory": "on"})

    as_ann.post(f"/s/{row.session_id}/memory/", {"uses_memory": "1"})
    assert "Memory on" in text_of(as_ann.get(f"/s/{row.session_id}/"))


def test_an_answer_without_memory_says_so(as_ann: Client, ann: User, said: UserInteraction) -> None:
    session = UserSession.objects.create(user=ann, uses_memory=False)
    row = answered(ann, "Where is the violet umbrella?", session=session)
    assert "Memory was off" in text_of(as_ann.get(row.get_absolute_url()))
    shown = text_of(as_ann.get(f"/interactions/{row.pk}/receipt/"))
    assert "Memory was off for this session." in shown and "violet umbrella is at" not in shown


def test_what_was_imported_has_no_memory_line(as_ann: Client, said: UserInteraction) -> None:
    page = text_of(as_ann.get(f"/s/{said.session_id}/"))
    assert "data-memory-line" not in page
    assert "No receipt was kept" in text_of(as_ann.get(f"/interactions/{said.pk}/receipt/"))
    assert as_ann.get(f"/interactions/{said.pk}/prompt/").status_code == 404


def test_lists_do_not_load_receipts_however_many_there_are(as_ann: Client, ann: User, said: UserInteraction) -> None:
    session = lifecycle.get_or_create_session(ann)
    counts = []

    for _ in range(2):
        for n in range(3):
            answered(ann, f"Where is the violet umbrella, {n}?", session=session)

        # The first look renders what these answers left to it.
        as_ann.get(session.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            as_ann.get(session.get_absolute_url())

        counts.append(len(captured))
        assert not [query for query in captured if "context_used" in query["sql"]]

    assert counts[0] == counts[1]


POSTS = ["interactions/{}/leave-out/", "interactions/{}/never-recall/", "interactions/{}/note/"]
GETS = ["interactions/{}/receipt/", "interactions/{}/prompt/", "interactions/{}/correct/"]


def test_nobody_else_gets_at_them(as_bob: Client, asked: UserInteraction) -> None:
    assert [as_bob.get(f"/{path.format(asked.pk)}").status_code for path in GETS] == [404] * 3
    given = {"name": "memory:1"}
    assert [as_bob.post(f"/{path.format(asked.pk)}", given).status_code for path in POSTS] == [404] * 3
    assert as_bob.post(f"/s/{asked.session_id}/memory/", {"uses_memory": "0"}).status_code == 404
    asked.refresh_from_db()

    assert not asked.never_recall and Note.objects.count() == 1


def test_they_want_a_login_and_the_right_method(client: Client, as_ann: Client, asked: UserInteraction) -> None:
    for path in [*GETS, *POSTS]:
        assert client.get(f"/{path.format(asked.pk)}")["Location"].startswith("/accounts/login/")

    assert [as_ann.get(f"/{path.format(asked.pk)}").status_code for path in POSTS] == [405] * 3
    assert [as_ann.post(f"/{path.format(asked.pk)}").status_code for path in GETS[:2]] == [405] * 2


def test_what_was_left_out_of_a_shorter_prompt_is_told(as_ann: Client, asked: UserInteraction) -> None:
    shorter = {"turns_left_out": 3, "refused_tokens": 5300}
    UserInteraction.objects.filter(pk=asked.pk).update(context_used={**asked.context_used, **shorter})
    shown = as_read(text_of(as_ann.get(f"/interactions/{asked.pk}/receipt/")))
    assert "The server refused one of about 5,300 as too long, so this one is shorter." in shown
    assert "3 earlier questions of this session left out for lack of room." in shown
