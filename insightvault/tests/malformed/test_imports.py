"""After the import of any file, whatever it holds, every page, the export and recall of that person work."""

import copy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from insightvault.accounts.models import User
from insightvault.tests.malformed.mutations import malformed
from sessions_memory.importers import uploads
from sessions_memory.models import Area, Attachment, ImportJob, Insight, Review, Theme, UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.tests.importers.formats.test_odd_shapes import RECORDS
from sessions_memory.tests.importing import work_all

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]
TIME = "2026-05-01T09:00:00Z"
# What the programs call a conversation's name; the others know it by what it says.
IDS = {"chatgpt": "conversation_id", "claude": "uuid", "openwebui": "id", "librechat": "conversationId"}
IDS |= {"deepseek": "id", "grok": "id", "lechat": "chatId"}
FILES_AT_ONCE = 20

ITEM = {"kind": "memory", "interaction": ["chat", "s1", "i1"], "time": TIME, "date": "1 May 2026", "tokens": 9}
ITEM |= {"text": "I row.", "matched": ["row"], "reasons": ["says “row”"], "score": 1.5, "source": "chat"}
RECEIPT = {
    "version": 2,
    "system_prompt": 1,
    "today": "1 May 2026",
    "memory_off": "",
    "items": [ITEM, {"kind": "instructions", "id": 0, "time": "", "tokens": 3, "text": "Be brief."}],
    "turns": [{"interaction": ["chat", "s1", "i1"], "date": "", "answer_chars": 5, "is_cut": False, "tokens": 4}],
    "continued": [],
    "left_out": [ITEM],
    "left_out_by_person": ['memory:["chat", "s1", "i1"]'],
    "went_without": [],
    "budget_tokens": {"total": 8000, "answer": 1000, "instructions": 400, "notes": 600, "memories": 3500},
    "estimated_tokens": 120,
    "digest": "ab",
}
METADATA = {
    "model": "m",
    "prompt_tokens": 5,
    "duration_ms": 12.5,
    "thinking": "Hm.",
    "thinking_ms": 5,
    "memory": {"used": 1, "off": ""},
    "use_memory": True,
    "left_out": ['memory:["chat", "s1", "i1"]'],
    "attachments": [{"name": "a.txt", "media_type": "text/plain", "size_bytes": 5, "text": "row"}],
    "tool_calls": [{"name": "search", "input": "row", "output": "found"}],
    "import_notes": ["cut"],
    "finish_reason": "stop",
}


def row(name: str, **fields: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "source_id": name,
        "user_question": "Where do I row?",
        "ai_response": "On the **lake**.",
        "model": "m",
    }
    times = {"created_at": TIME, "answered_at": TIME, "status": "answered", "error": "", "replaces": None}
    said["attachments"] = [{"name": "a.txt", "created_at": TIME, "content": "SSByb3cu"}, {"name": "b", "text": "row"}]
    return said | times | {"never_recall": False, "interaction_metadata": METADATA, "context_used": RECEIPT} | fields


def own_records(name: str) -> list[Any]:
    session = {"insightvault": "session", "part": 1, "source": "chat", "source_id": name, "title": "Rowing"}
    session |= {"title_by": "person", "context_summary": "On rowing.", "summary_by": "person", "is_pinned": True}
    session |= {"session_start": TIME, "session_end": TIME, "last_activity_at": TIME, "reflected_at": TIME}
    session |= {"uses_memory": True, "never_recall": False, "source_updated_at": None, "source_digest": ""}
    session |= {
        "is_read_only": False,
        "archived_at": TIME,
        "area": f"a{name}",
        "continues": ["chat", "s0"],
        "interactions": [row("i1"), row("i2", replaces="i1")],
    }
    note = {"insightvault": "note", "source_id": "n1", "text": "I row.", "is_active": True, "created_at": TIME}
    note |= {"origin": "", "from_interaction": ["chat", name, "i1"], "area": f"a{name}"}
    area = {"insightvault": "area", "source_id": f"a{name}", "name": "Boats", "colour": "blue", "position": 1}
    area |= {"recalls": "own", "is_closed": False, "instructions": "Be exact.", "created_at": TIME, "archived_at": None}

    header = {"insightvault": "header", "version": 2}
    instructions = {"insightvault": "instructions", "text": "Be brief."}
    return [header, instructions, area, session, note, *growth_records(name)]


def growth_records(name: str) -> list[Any]:
    asked, again = ["chat", name, "i1"], ["chat", name, "i2"]
    theme: dict[str, Any] = {
        "insightvault": "theme",
        "source_id": f"t{name}",
        "name": "Rowing",
        "name_by": "person",
        "is_pinned": True,
    }
    theme |= {"is_hidden": False, "merged_into": None, "created_at": TIME, "found_in": [again], "put_in": [again]}
    part = theme | {"source_id": f"p{name}", "name": "Lakes", "merged_into": f"t{name}", "is_pinned": False}
    place: dict[str, Any] = {"interaction": again, "role": "said", "start": 0, "end": 12}
    insight: dict[str, Any] = {
        "insightvault": "insight",
        "source_id": f"n{name}",
        "kind": "milestone",
        "state": "confirmed",
    }
    insight |= {"found_by": "rule", "rule": "begun", "rule_version": 1, "key": name, "theme": f"t{name}"}
    insight |= {"day": "2026-05-01", "words": "I row.", "found": {}, "evidence": [place]}
    insight |= {"created_at": TIME, "decided_at": TIME}
    pattern = insight | {"source_id": f"w{name}", "kind": "pattern", "key": f"w{name}", "words": "", "state": "counts"}
    pattern |= {"found": {"goes-along": [f"t{name}", f"p{name}", 5, None]}, "evidence": []}
    rhythm = pattern | {"source_id": f"y{name}", "key": f"y{name}", "found": {"rhythm": [f"t{name}", 2, 5, 9]}}
    said = {"kind": "quote", "text": "", "interactions": [again], "theme": f"t{name}", "place": [0, 12]}
    told = {"kind": "insight", "text": "You row.", "interactions": [again], "insight": f"n{name}"}
    review: dict[str, Any] = {
        "insightvault": "review",
        "source_id": f"r{name}",
        "span": "month",
        "first_day": "2026-05-01",
    }
    review |= {"last_day": "2026-05-31", "made_by": "rule", "parts": [said, told], "text": "I **row**."}
    review |= {"rests_on": [asked, again], "created_at": TIME, "edited_at": TIME}
    wishes: dict[str, Any] = {
        "insightvault": "growth",
        "asks_model": False,
        "shows_on_this_day": True,
        "hidden_days": ["2025-05-01"],
    }
    taken = [one | {"taken_out": [asked]} for one in (part, theme)]
    return [*taken, insight, pattern, rhythm, review, wishes]


def others_records(name: str, number: int) -> list[Any]:
    """Of one of the other programs after the other: a record as rich as that of its own tests, under a name."""
    program = list(RECORDS)[number % len(RECORDS)]
    record = copy.deepcopy(RECORDS[program])
    named = record["conversation"] if program == "grok" else record
    named |= {IDS[program]: name} if program in IDS else {}
    return [record]


def bring_in(user: User, files: list[bytes]) -> ImportJob:
    named = [SimpleUploadedFile(f"{number}.json", content) for number, content in enumerate(files)]
    job = uploads.take_whole(user, named)
    work_all()
    ImportJob.objects.get(pk=job.pk).request_restore()
    work_all()

    return ImportJob.objects.get(pk=job.pk)


def pages_of(user: User) -> list[str]:
    pages = ["/", "/history/", "/history/?q=row", "/memory/", "/memory/?q=Where+do+I+row", "/memory/never/"]
    pages += [
        "/import/",
        "/account/",
        "/account/memory-and-privacy/",
        "/account/data/",
        "/sidebar/",
        "/notes/",
        "/areas/",
        "/history/?by=archived",
    ]
    pages += ["/growth/", "/growth/?span=all", "/growth/themes/", "/growth/insights/", "/growth/reviews/"]
    pages += [f"/areas/{pk}/" for pk in Area.objects.owned_by(user).values_list("pk", flat=True)]
    pages += [f"/attachments/{pk}/" for pk in Attachment.objects.owned_by(user).values_list("pk", flat=True)]
    pages += [f"/import/{pk}/" for pk in ImportJob.objects.owned_by(user).values_list("pk", flat=True)]
    sessions = list(UserSession.objects.owned_by(user).values_list("pk", flat=True))
    pages += [f"/s/{pk}/" for pk in sessions] + [f"/s/{pk}/delete/" for pk in sessions[:3]]
    for pk in UserInteraction.objects.owned_by(user).exclude(context_used={}).values_list("pk", flat=True):
        pages += [f"/interactions/{pk}/receipt/", f"/interactions/{pk}/prompt/"]

    return pages


def broken(user: User, client: Client, token: dict[str, str]) -> list[str]:
    """The pages and calls that don't work for this person."""
    wrong = [url for url in pages_of(user) if client.get(url).status_code >= 500]
    for kind in ("json", "markdown"):
        response = client.get("/export", {"format": kind})
        if response.status_code != 200 or not b"".join(response):
            wrong.append(f"/export as {kind}")

    calls = ["/sessions/history", "/sessions/current", "/sessions/recent"]
    calls += [f"/sessions/{pk}/interactions" for pk in UserSession.objects.owned_by(user).values_list("pk", flat=True)]
    wrong += [url for url in calls if client.get(url, headers=token).status_code >= 500]
    recall(user=user, question="Where do I row?", limit=8)
    return wrong


@pytest.mark.parametrize("batch", range(10))
def test_no_file_in_our_own_format_breaks_a_page(
    ann: User, as_ann: Client, ann_token: dict[str, str], batch: int
) -> None:
    seeds = range(batch * FILES_AT_ONCE, (batch + 1) * FILES_AT_ONCE)
    job = bring_in(ann, [malformed(own_records(f"s{seed}"), seed) for seed in seeds])

    assert job.is_finished and not job.restore_requested
    assert broken(ann, as_ann, ann_token) == []
    for model in (Theme, Insight, Review, Area, Attachment):
        assert model._default_manager.filter(user=ann).exists()


@pytest.mark.parametrize("batch", range(10))
def test_no_file_of_another_program_breaks_a_page(
    ann: User, as_ann: Client, ann_token: dict[str, str], batch: int
) -> None:
    seeds = range(batch * FILES_AT_ONCE, (batch + 1) * FILES_AT_ONCE)
    job = bring_in(ann, [malformed(others_records(f"c{seed}", seed), seed) for seed in seeds])

    assert job.is_finished
    assert broken(ann, as_ann, ann_token) == []
    assert UserSession.objects.owned_by(ann).count() > FILES_AT_ONCE / 2
