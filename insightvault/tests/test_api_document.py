"""The JSON API does what its document says: schemathesis asks a served vault whatever the document allows, and more."""

import subprocess
import sys
from pathlib import Path

import pytest

from insightvault.fake_model_server import ModelServer
from insightvault.tests.processes import manage, prepare, served

pytestmark = pytest.mark.once

EXAMPLES = "10"
RUN_SECONDS = 400
# The examples of the document name the first rows that there are. What ann decided of growth stays, though some call
# keeps all that she said out of it.
MAKE_ANN = """
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping
from sessions_memory.models import Area, BulkJob, ImportJob, Insight, Theme, UserInteraction
ann = User.objects.create_user("ann", password="ann-password-1")
for name in ("Trees", "Weather"):
    Theme.objects.create(user=ann, name=name, name_by="person", is_enough=True)
decided = {"state": "confirmed", "decided_at": timezone.now()}
Insight.objects.create(user=ann, kind="milestone", key="1", day="2026-03-02", **decided)
ImportJob.objects.create(user=ann, state="looked", is_look=True)
Area.objects.create(user=ann, name="Work")
BulkJob.objects.create(user=ann, action="pin", is_waiting=False, changed=1).slices.create(before={})
asked = lifecycle.store_interaction(lifecycle.start_session(ann), "Which trees bear early?", "Some of those that")
keeping.give(keeping.take_in(ann, [SimpleUploadedFile("trees.txt", b"Trees")]), asked)
UserInteraction.objects.update(interaction_metadata={"finish_reason": "length"})
"""
# The next question may be asked at once, and as often as it takes.
SETTINGS = {"API_RATE_PER_MINUTE": "0", "ANSWERS_PER_USER": "1000", "STREAMS_PER_USER": "1000"}
# A text's bytes are any, and most of those that are no text are refused by their kind.
CONFIGURATION = """
[[operations]]
include-name = "POST /attachments"
checks.positive_data_acceptance.expected-statuses = ["201", "415", "429"]
"""


def test_nothing_undocumented_is_answered_and_nothing_wrong_is_taken(tmp_path: Path, model_server: ModelServer) -> None:
    data_dir = tmp_path / "vault"
    prepare(data_dir)
    assert manage("shell", "-v0", "-c", MAKE_ANN, data_dir=data_dir).returncode == 0
    token = manage("create_token", "ann", "--name", "test", data_dir=data_dir).stdout.strip()
    model = {"OPENAI_BASE_URL": model_server.base_url, "CHAT_MODEL": ",".join(model_server.models)}

    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)

    with served(data_dir, **SETTINGS, **model) as running:
        arguments = [f"{running.address}/api/openapi.json", "-H", f"Authorization: Bearer {token}"]
        arguments += ["--checks", "all", "--max-examples", EXAMPLES, "--seed", "1", "--no-color"]
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run", *arguments, "--request-timeout", "60"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=False,
        )

    assert done.returncode == 0, done.stdout[-20_000:]
    assert "No issues found" in done.stdout
