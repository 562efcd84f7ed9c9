"""A client that a generator makes of the API's document is typed, and does what the API does."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from insightvault.fake_model_server import ModelServer
from insightvault.tests.processes import manage, prepare, served

pytestmark = pytest.mark.once
RUN_SECONDS = 300
FILL = """
from insightvault.accounts.models import ApiToken, User
from sessions_memory import lifecycle
ann, bob = (User.objects.create_user(name) for name in ("ann", "bob"))
of_bob = lifecycle.start_session(bob)
lifecycle.store_interaction(of_bob, "Which trees bear late?", "Quinces.")
print(of_bob.pk, ApiToken.objects.create_for(ann, "Generated")[1])
"""
PROGRAM = """
import sys

from vault import AuthenticatedClient
from vault.api.areas import area, delete_area, make_area
from vault.api.chat import ask, ask_and_stream
from vault.api.sessions import session_history, session_interactions
from vault.models import AnsweredInteraction, Area, AreaDelete, AreaDeletion, Error, NewArea, Question

address, of_bob, token = sys.argv[1:]
client = AuthenticatedClient(base_url=address, token=token, raise_on_unexpected_status=True)

answered = ask.sync(client=client, body=Question(message="Which trees bear early?"))
assert isinstance(answered, AnsweredInteraction)
assert (answered.status, answered.ai_response) == ("answered", "Hello from the model.")

streamed = ask_and_stream.sync(client=client, body=Question(message="And which late?"))
assert isinstance(streamed, str) and "event: done" in streamed

listed = session_history.sync(client=client, limit=1)
assert isinstance(listed, list) and [one.id for one in listed] == [answered.session.id]

for session, found in ((answered.session.id, True), (int(of_bob), False)):
    response = session_interactions.sync_detailed(session, client=client)
    assert response.status_code == (200 if found else 404), response
    assert isinstance(response.parsed, Error) != found

made = make_area.sync(client=client, body=NewArea(name="Trees"))
assert isinstance(made, Area)
gone = delete_area.sync(made.id, client=client, body=AreaDelete(dry=False))
assert isinstance(gone, AreaDeletion) and gone.is_begun
assert area.sync_detailed(made.id, client=client).status_code == 404
"""


@pytest.fixture
def folder(tmp_path: Path, model_server: ModelServer) -> Iterator[tuple[Path, list[str]]]:
    """Where the client lies beside a program that uses it, with what that program is started with."""
    data = tmp_path / "data"
    prepare(data)
    filled = manage("shell", "-v0", "-c", FILL, data_dir=data)
    assert filled.returncode == 0, filled.stderr
    (tmp_path / "program.py").write_text(PROGRAM)
    # Nobody reads the client: it needs no formatting.
    (tmp_path / "generator.json").write_text('{"post_hooks": []}')
    model = {"OPENAI_BASE_URL": model_server.base_url, "CHAT_MODEL": "test-model"}

    with served(data, **model) as running:
        made = ["--url", f"{running.address}/api/openapi.json", "--meta", "none", "--output-path", "vault"]
        made += ["--config", "generator.json", "--fail-on-warning"]
        run(tmp_path, str(Path(sys.executable).with_name("openapi-python-client")), "generate", *made)
        yield tmp_path, [running.address, *filled.stdout.split()]


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


def test_the_client_is_typed_and_asks_lists_and_deletes(folder: tuple[Path, list[str]]) -> None:
    place, arguments = folder
    run(place, sys.executable, "-m", "mypy", "--strict", "program.py", "vault")
    run(place, sys.executable, "program.py", *arguments)
