"""No door tells a token of an area what an answer was made of while its session was elsewhere."""

import json

import pytest

from insightvault.accounts.models import User
from insightvault.mcp.tests.calling import call
from insightvault.tests.access.people import program_of
from sessions_memory import lifecycle
from sessions_memory.models import Area, Note, UserInteraction
from sessions_memory.receipts.values import Item, Receipt
from sessions_memory.tests.areas.made import area_of, said_in

pytestmark = pytest.mark.django_db(transaction=True)
SECRET, ASKED = "Quincunx", "What of my garden at work?"


@pytest.fixture
def work(ann: User) -> Area:
    return area_of(ann, "Work")


def secrets_of(told: UserInteraction, note: Note) -> list[Item]:
    """Items of what was said in another area, and of one that came with an export and whose area nobody knows."""
    session: Item = {"kind": "memory", "id": told.pk, "time": "", "tokens": 1, "session_id": told.session_id}
    nowhere: Item = {"kind": "memory", "id": None, "time": "", "tokens": 1, "session_id": None}
    return [
        {**session, "session_title": SECRET, "text": SECRET, "reasons": [f"says “{SECRET}”"]},
        {**session, "kind": "summary", "id": told.session_id, "text": SECRET},
        {**session, "kind": "attachment", "id": 1, "name": SECRET},
        {**nowhere, "text": SECRET},
        {**nowhere, "kind": "note", "id": note.pk, "text": SECRET},
        {**nowhere, "kind": "instructions", "id": 0, "text": SECRET},
    ]


@pytest.fixture
def row(ann: User, work: Area) -> UserInteraction:
    """An answer of this area, made while its session was in a closed one."""
    therapy = area_of(ann, "Therapy", is_closed=True)
    row, told = said_in(work, ann, "My garden at work"), said_in(therapy, ann, SECRET)
    note, for_all = (Note.objects.create(user=ann, text=text, area=of) for text, of in ((SECRET, therapy), ("", None)))
    secrets = secrets_of(told, note)
    seen: list[Item] = [
        {"kind": "memory", "id": row.pk, "time": "", "tokens": 1, "session_id": row.session_id, "text": "My garden"},
        {"kind": "note", "id": for_all.pk, "time": "", "tokens": 1, "session_id": None, "text": "Short answers."},
    ]
    receipt: Receipt = {"version": 3, "items": [*seen, *secrets], "left_out": secrets, "digest": "0"}
    receipt |= {"area": therapy.source_id, "recalls": "own"}
    receipt["continued"] = [{"id": told.pk, "date": SECRET, "answer_chars": 1, "is_cut": False, "tokens": 1}]
    names = (f"memory:{told.pk}", f"note:{note.pk}", f'elsewhere:memory:["{SECRET}"]', f"memory:{'9' * 30}")
    receipt["left_out_by_person"] = [f"memory:{row.pk}", f"note:{for_all.pk}", *names]
    went_on = lifecycle.store_interaction(row.session, "Go on.", "And so on.")
    UserInteraction.objects.filter(pk=went_on.pk).update(source_id=f"continue-{row.pk}")
    UserInteraction.objects.filter(session=row.session).update(context_used=receipt)
    return row


def test_what_is_of_elsewhere_is_in_no_answer_of_any_door(ann: User, work: Area, row: UserInteraction) -> None:
    program = program_of(ann, area=work)
    sent = {"interaction_id": row.pk}
    answers = [
        program.get(f"/sessions/{row.session_id}/interactions"),
        program.post("/chat/continue", sent, content_type="application/json"),
        program.get("/memory/search", {"q": ASKED}),
    ]
    tools: tuple[tuple[str, dict[str, str]], ...] = (
        ("search", {"query": ASKED}),
        ("fetch", {"id": str(row.pk)}),
        ("recent", {}),
        ("growth", {}),
    )
    told = [answer.content.decode() for answer in answers] + [
        json.dumps(call(program, name, **of)) for name, of in tools
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert sum("My garden" in text for text in told) == 6 and not any(SECRET in text for text in told)


def test_what_is_of_the_area_stays_and_nothing_checks_a_guess(ann: User, work: Area, row: UserInteraction) -> None:
    path = f"/sessions/{row.session_id}/interactions"
    whole, told = (program_of(ann, area=area).get(path).json()[0]["context_used"] for area in (None, work))
    assert SECRET in json.dumps(whole) and whole["digest"] == "0"
    assert [item["text"] for item in told["items"]] == ["My garden", "Short answers."]
    assert told["left_out"] == told["continued"] == [] and told["digest"] == ""
    taken_out = whole["left_out_by_person"]
    assert len(taken_out) == 6 and told["left_out_by_person"] == taken_out[:2]
    assert "area" not in told and "recalls" not in told


def test_a_receipt_of_the_area_s_own_is_told_whole(ann: User, work: Area, row: UserInteraction) -> None:
    item = {"kind": "instructions", "id": 0, "time": "", "tokens": 1, "session_id": None, "text": "Be brief."}
    receipt = {"version": 3, "items": [item], "area": work.source_id, "recalls": "own", "digest": "0"}
    UserInteraction.objects.filter(pk=row.pk).update(context_used=receipt)
    told = program_of(ann, area=work).get(f"/sessions/{row.session_id}/interactions").json()[0]["context_used"]
    assert told.items() >= receipt.items()
