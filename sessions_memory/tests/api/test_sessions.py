"""The sessions' calls, as a program of ann's makes them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Source
from sessions_memory.tests.areas.made import area_of
from sessions_memory.web.cursors import Cursor

Headers = dict[str, str]

SESSION_KEYS = {
    "area_id",
    "id",
    "session_start",
    "session_end",
    "context_summary",
    "interaction_count",
    "title",
    "source",
    "archived_at",
    "is_read_only",
}
INTERACTION_KEYS = {
    "id",
    "session_id",
    "user_question",
    "ai_response",
    "context_used",
    "created_at",
    "interaction_metadata",
    "status",
    "source_id",
    "attachments",
}
CALLS = [
    ("post", "/sessions/start"),
    ("post", "/sessions/1/end"),
    ("get", "/sessions/current"),
    ("get", "/sessions/recent"),
    ("get", "/sessions/history"),
    ("get", "/sessions/1/interactions"),
]


def asked(user: User, count: int = 1) -> UserSession:
    """The open session after `count` more answered questions."""
    session = lifecycle.get_or_create_session(user)
    for number in range(count):
        lifecycle.store_interaction(session, f"Question {number}?", f"Answer {number}.")

    return session


def pages(client: Client, headers: Headers, url: str) -> list[Any]:
    """Every row, page by page, as the Link headers lead."""
    rows = []
    while url:
        response = client.get(url, headers=headers)
        rows += response.json()
        url = response.headers.get("Link", "").partition(">")[0].lstrip("<")

    return rows


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_without_a_token_nothing_is_told(client: Client, as_ann: Client, method: str, path: str) -> None:
    for anybody in (client, as_ann):  # a login in the browser is no token
        response = getattr(anybody, method)(path)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
        assert set(response.json()) == {"detail"}


def test_start_opens_a_session(client: Client, ann: User, ann_token: Headers) -> None:
    response = client.post("/sessions/start", headers=ann_token)
    assert response.status_code == 200
    session = UserSession.objects.get(user=ann)
    assert response.json() == {
        "area_id": None,
        "id": session.pk,
        "session_start": session.session_start.astimezone(UTC).isoformat(),
        "session_end": None,
        "context_summary": None,
        "interaction_count": 0,
        "title": "",
        "source": "chat",
        "archived_at": None,
        "is_read_only": False,
    }

    assert response.json()["session_start"].endswith("+00:00")


@pytest.mark.parametrize("body", ["", "{}", "null", '{"context_summary": null}', '{"context_summary": "The talk"}'])
def test_start_ends_the_open_session(client: Client, ann: User, ann_token: Headers, body: str) -> None:
    first = asked(ann)
    response = client.post("/sessions/start", body, content_type="application/json", headers=ann_token)
    first.refresh_from_db()
    assert first.session_end is not None
    assert response.json()["context_summary"] == ("The talk" if "talk" in body else None)

    assert UserSession.objects.owned_by(ann).open().get().pk == response.json()["id"]


def test_what_no_database_stores_is_replaced(client: Client, ann_token: Headers) -> None:
    body = '{"context_summary": "a\\u0000b\\ud800c"}'
    response = client.post("/sessions/start", body, content_type="application/json", headers=ann_token)
    assert response.json()["context_summary"] == "a\ufffdb\ufffdc"


def test_end_twice_gives_the_same_answer_and_the_first_end(client: Client, ann: User, ann_token: Headers) -> None:
    session = asked(ann)
    ends = []

    for _ in range(2):
        response = client.post(f"/sessions/{session.pk}/end", headers=ann_token)
        assert (response.status_code, response.json()) == (200, {"message": "Session ended successfully"})
        session.refresh_from_db()
        ends.append(session.session_end)

    assert ends[0] == ends[1] is not None


@pytest.mark.parametrize(("method", "call"), [("post", "end"), ("get", "interactions")])
@pytest.mark.parametrize("which", ["bobs", "temporary", "none"])
def test_what_is_not_there_for_ann_is_404(
    client: Client, ann: User, bob: User, ann_token: Headers, method: str, call: str, which: str
) -> None:
    ids = {"bobs": asked(bob).pk, "temporary": lifecycle.start_temporary_session(ann).pk, "none": 10**30}
    response = getattr(client, method)(f"/sessions/{ids[which]}/{call}", headers=ann_token)
    assert (response.status_code, response.json()) == (404, {"detail": "There is no such session."})
    assert UserSession.objects.filter(session_end__isnull=True).count() == 2


def test_current_is_the_open_session(client: Client, ann: User, ann_token: Headers, bob_token: Headers) -> None:
    session = asked(ann, 2)
    response = client.get("/sessions/current", headers=ann_token)
    assert (response.json()["id"], response.json()["interaction_count"]) == (session.pk, 2)
    assert set(response.json()) == SESSION_KEYS
    response = client.get("/sessions/current", headers=bob_token)

    assert (response.status_code, response.json()) == (404, {"detail": "No active session found"})


def test_an_idle_session_counts_as_ended(client: Client, ann: User, ann_token: Headers) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    session = asked(ann)
    UserSession.objects.update(last_activity_at=long_ago)
    assert client.get("/sessions/current", headers=ann_token).status_code == 404
    assert client.get("/sessions/recent", headers=ann_token).json() == []

    session.refresh_from_db()
    assert session.session_end == long_ago


def test_an_idle_session_ended_by_hand_ends_when_it_fell_idle(client: Client, ann: User, ann_token: Headers) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    session = asked(ann)
    UserSession.objects.update(last_activity_at=long_ago)
    client.post(f"/sessions/{session.pk}/end", headers=ann_token)
    session.refresh_from_db()

    assert session.session_end == long_ago


def test_recent_is_the_open_session_newest_first(client: Client, ann: User, bob: User, ann_token: Headers) -> None:
    asked(bob)
    assert client.get("/sessions/recent", headers=ann_token).json() == []
    session = asked(ann, 12)
    (found,) = client.get("/sessions/recent", headers=ann_token).json()
    assert (found["session"]["id"], found["session"]["interaction_count"]) == (session.pk, 12)

    assert [row["user_question"] for row in found["interactions"]] == [f"Question {n}?" for n in range(11, 1, -1)]
    assert set(found["interactions"][0]) == INTERACTION_KEYS
    lifecycle.end_session(session)
    assert client.get("/sessions/recent", headers=ann_token).json() == []


def test_recent_leads_on_to_what_was_before(client: Client, ann: User, ann_token: Headers) -> None:
    asked(ann, 5)
    found = pages(client, ann_token, "/sessions/recent?limit=2")
    questions = [row["user_question"] for page in found for row in page["interactions"]]
    assert questions == [f"Question {n}?" for n in range(4, -1, -1)]


def test_history_has_all_sessions_newest_start_first(client: Client, ann: User, bob: User, ann_token: Headers) -> None:
    asked(bob)
    day = datetime(2024, 5, 1, tzinfo=UTC)
    imported = UserSession.objects.create(user=ann, source=Source.CHATGPT, session_start=day, session_end=day)
    lifecycle.start_temporary_session(ann)
    ended = asked(ann)

    now_open = lifecycle.start_session(ann)
    found = client.get("/sessions/history", headers=ann_token).json()
    assert [session["id"] for session in found] == [now_open.pk, ended.pk, imported.pk]
    assert found[2] == found[2] | {"source": "chatgpt", "session_start": "2024-05-01T00:00:00+00:00"}


def test_pages_of_history_hold_each_session_once(client: Client, ann: User, ann_token: Headers) -> None:
    day = datetime(2024, 5, 1, tzinfo=UTC)
    made = [
        # Several that began at the same moment: the number decides.
        UserSession.objects.create(user=ann, session_start=day + timedelta(hours=n // 3), session_end=timezone.now())
        for n in range(8)
    ]

    found = pages(client, ann_token, "/sessions/history?limit=3")
    assert [session["id"] for session in found] == [session.pk for session in reversed(made)]


def test_interactions_are_oldest_first_over_all_pages(client: Client, ann: User, ann_token: Headers) -> None:
    session = asked(ann, 7)
    found = pages(client, ann_token, f"/sessions/{session.pk}/interactions?limit=3")
    assert [row["user_question"] for row in found] == [f"Question {n}?" for n in range(7)]
    row = UserInteraction.objects.oldest_first().first()
    assert row is not None

    assert found[0] == {
        "id": row.pk,
        "session_id": session.pk,
        "user_question": "Question 0?",
        "ai_response": "Answer 0.",
        "context_used": {},
        "created_at": row.created_at.isoformat(),
        "interaction_metadata": {},
        "status": "answered",
        "source_id": row.source_id,
        "attachments": [],
    }


@pytest.mark.parametrize("path", ["/sessions/recent", "/sessions/history", "/sessions/{pk}/interactions"])
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=-1", "limit=many", "limit=", "cursor=%00", "cursor=x"]
)
def test_a_wrong_page_is_told(client: Client, ann: User, ann_token: Headers, path: str, query: str) -> None:
    response = client.get(path.format(pk=asked(ann).pk) + f"?{query}", headers=ann_token)
    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{query.partition('=')[0]}: ")


def test_cursors_at_the_edges_break_nothing(client: Client, ann: User, ann_token: Headers) -> None:
    asked(ann)
    edge = Cursor(datetime.fromisoformat("0001-01-01T00:00:00+14:00"), 1)
    assert client.get(f"/sessions/history?cursor={edge}", headers=ann_token).status_code == 422
    huge = Cursor(timezone.now(), 10**40)
    assert len(client.get(f"/sessions/history?cursor={huge}", headers=ann_token).json()) == 1


@pytest.mark.parametrize("path", ["/sessions/current", "/sessions/recent", "/sessions/history"])
def test_what_has_not_changed_is_304(client: Client, ann: User, ann_token: Headers, path: str) -> None:
    asked(ann)
    first = client.get(path, headers=ann_token)
    again = client.get(path, headers={**ann_token, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    asked(ann)

    changed = client.get(path, headers={**ann_token, "If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("path", "queries"), [("/sessions/recent", 4), ("/sessions/history", 3), ("/sessions/{pk}/interactions", 4)]
)
def test_queries_do_not_grow_with_the_rows(
    client: Client,
    ann: User,
    ann_token: Headers,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
) -> None:
    session = asked(ann)
    address = path.format(pk=session.pk) + "?limit=100"
    # Notes the token's use, and begins the day's count of it.
    client.get(address, headers=ann_token)

    for _ in range(2):
        # With the token, and the count of what it read.
        with django_assert_num_queries(queries):
            client.get(address, headers=ann_token)
        asked(ann, 20)
        UserSession.objects.bulk_create(UserSession(user=ann, session_end=timezone.now()) for _ in range(20))


def test_the_history_tells_archived_sessions_from_others(client: Client, ann_token: Headers, ann: User) -> None:
    archived = asked(ann)
    lifecycle.archive_sessions(ann, [archived.pk])
    listed = asked(ann)
    found = {
        query: [(row["id"], bool(row["archived_at"])) for row in pages(client, ann_token, f"/sessions/history?{query}")]
        for query in ("limit=1", "archived=true", "archived=false")
    }

    assert found["limit=1"] == [(listed.pk, False), (archived.pk, True)]
    assert (found["archived=true"], found["archived=false"]) == ([(archived.pk, True)], [(listed.pk, False)])


def test_a_session_is_begun_in_an_area_and_moved(client: Client, ann: User, bob: User, ann_token: Headers) -> None:
    area = area_of(ann)
    begun = sent(client, ann_token, "/sessions/start", {"area_id": area.pk}).json()
    assert begun["area_id"] == area.pk

    path = f"/sessions/{begun['id']}/area"
    assert sent(client, ann_token, path, {"area_id": None}).json()["area_id"] is None
    assert sent(client, ann_token, path, {"area_id": area.pk}).json()["area_id"] == area.pk
    assert sent(client, ann_token, path, {}).status_code == 422
    assert sent(client, ann_token, path, {"area_id": area_of(bob).pk}).status_code == 404
    assert UserSession.objects.get().area == area


def sent(client: Client, headers: Headers, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)
