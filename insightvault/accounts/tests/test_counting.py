"""What can't be counted is answered all the same."""

import io
import json

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError

from insightvault.accounts.models import ApiToken, TokenDay, TokenDayQuerySet, TokenScope, User
from insightvault.mcp.stdio import serve
from insightvault.tests.access.people import program_of
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database, as soon as something is to be counted."""

    def fails(*_: object) -> None:
        raise OperationalError("My garden")

    monkeypatch.setattr(TokenDayQuerySet, "add", fails)


@pytest.fixture
def garden(ann: User) -> UserInteraction:
    return lifecycle.store_interaction(lifecycle.start_session(ann), "My garden", "Yes.")


def test_a_call_of_the_api_is_answered(
    ann: User, garden: UserInteraction, away: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = program_of(ann).get(f"/sessions/{garden.session_id}/interactions")
    assert response.status_code == 200 and "My garden" in response.content.decode()
    assert "not counted: OperationalError" in caplog.text and "My garden" not in caplog.text


def test_a_program_on_a_pipe_is_answered_and_goes_on(ann: User, garden: UserInteraction, away: None) -> None:
    called = {"name": "fetch", "arguments": {"id": str(garden.pk)}}
    line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": called}).encode() + b"\n"
    out, token = io.BytesIO(), ApiToken(user=ann, name="pipe", scope=TokenScope.READ)
    async_to_sync(serve)(io.BytesIO(2 * line), out, token)

    assert out.getvalue().count(b"My garden") >= 2 and out.getvalue().count(b"\n") == 2
    assert not TokenDay.objects.exists()
