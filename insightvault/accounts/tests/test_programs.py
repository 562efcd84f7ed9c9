"""What programs did, counted for each day and told on the account page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import ApiToken, TokenDay, User
from insightvault.accounts.programs import did
from insightvault.tests.access.people import program_of
from sessions_memory import lifecycle
from sessions_memory.tests.reading import as_read


@pytest.mark.django_db(transaction=True)
def test_calls_are_counted_by_token_and_told_to_their_person(as_ann: Client, as_bob: Client, ann: User) -> None:
    row = lifecycle.store_interaction(lifecycle.start_session(ann), "My garden", "Yes.")
    program = program_of(ann)
    for _ in range(2):
        program.get(f"/sessions/{row.session_id}/interactions")
    program.post("/chat/send", {"message": "Q"}, content_type="application/json")
    ann.api_tokens.get().delete()

    page = as_read(as_ann.get("/account/access/").content.decode())
    assert "a program" in page and "read 2 memories, asked 1 question" in page and "today" in page
    assert "read 2 memories" not in as_bob.get("/account/access/").content.decode()


def test_what_is_refused_or_finds_nothing_is_not_counted(ann: User) -> None:
    program = program_of(ann, scope="read")
    program.get("/sessions/recent")
    program.post("/chat/send", {"message": "Q"}, content_type="application/json")
    assert not TokenDay.objects.exists()


def test_a_count_is_one_statement_and_old_ones_go(ann: User, django_assert_num_queries: object) -> None:
    token, _ = ApiToken.objects.create_for(ann, "t")
    old = TokenDay.objects.create(user=ann, day=timezone.localdate() - timedelta(days=95), name="t", kind="notes")
    TokenDay.objects.add(token, {"notes": 1})
    with django_assert_num_queries(1):  # type: ignore[operator]
        TokenDay.objects.add(token, {"notes": 2, "memories": 0})

    assert TokenDay.objects.get().count == 3 and not TokenDay.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    ("counts", "said"), [({"memories": 1, "notes": 2}, "read 1 memory, kept 2 notes"), ({"growth": 0}, "")]
)
def test_counts_are_told_in_words(counts: dict[str, int], said: str) -> None:
    assert did(counts) == said
