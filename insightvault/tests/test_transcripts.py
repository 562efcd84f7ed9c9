"""Each line of curl in the documents is run as it stands there, in their order, and answers as is shown below it."""

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from insightvault.benchmarks.pdf_file import pdf
from insightvault.fake_model_server import Reply, in_a_thread
from insightvault.tests.processes import ROOT, environment, manage, prepare, served
from insightvault.tests.transcripts import Call, calls
from sessions_memory.tests.attachments import files
from sessions_memory.tests.importers import exports

pytestmark = pytest.mark.once
DOCUMENTS = [ROOT / name for name in ("README.md", "docs/api.md", "docs/mcp.md", "docs/openai-endpoint.md")]
# Only a vault that does nothing any more takes longer to reach a state.
WAIT_SECONDS, LOOK_SECONDS = 60, 0.2
# The rows that the documents name: the next files are 12 and 13, the next import and area 3, the next action 4.
FILL = """
from django.utils import timezone
from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import Area, Attachment, BulkJob, Evidence, ImportJob, Insight, Theme, UserSession
ann = User.objects.create_user("ann")
session = UserSession.objects.create(pk=7, user=ann)
asked = lifecycle.store_interaction(session, "I decided to plant a hedge in the garden.", "Good.")
Theme.objects.create(pk=5, user=ann, name="Jogging", name_by="person", is_enough=True)
decided = {"state": "confirmed", "decided_at": timezone.now()}
insight = Insight.objects.create(user=ann, kind="milestone", key="1", day="2026-03-02", **decided)
Evidence.objects.create(insight=insight, interaction=asked, user=ann, end=9)
Area.objects.create(pk=2, user=ann, name="Home")
Attachment.objects.create(pk=11, user=ann, name="a.txt", kind="text", size_bytes=1, state="read")
ImportJob.objects.create(pk=2, user=ann, state="done")
BulkJob.objects.create(pk=3, user=ann, action="pin", is_waiting=False)
"""
COMPLETION = {
    "id": "1",
    "object": "chat.completion",
    "model": "llama3",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "In March."}, "finish_reason": "stop"}],
}


class Shell:
    """In the folder where the files of the lines lie, with the tokens that were made."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder, self._address, self._tokens = folder, address, dict[str, str]()

    def run(self, call: Call) -> str:
        manage = shlex.join([sys.executable, str(ROOT / "manage.py")])
        line = call.line.replace("http://127.0.0.1:8000", self._address).replace("iv_YOUR_TOKEN", "$TOKEN")
        name = line.partition("=")[0]
        script = f'{line}; printf %s "${name}"' if call.makes_token else f"{line} --silent --show-error"
        told = self._told(script.replace(".venv/bin/python manage.py", manage))
        if call.makes_token:
            self._tokens[name] = told

        return told

    def _told(self, script: str) -> str:
        names = environment(self._folder / "data", **self._tokens)
        done = subprocess.run(
            ["sh", "-c", script], cwd=self._folder, env=names, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    data = tmp_path / "data"
    prepare(data)
    filled = manage("shell", "-v0", "-c", FILL, data_dir=data)
    assert filled.returncode == 0, filled.stderr

    (tmp_path / "minutes.pdf").write_bytes(pdf(["We decided to build the shed."]))
    (tmp_path / "plan.png").write_bytes(files.image())
    said = exports.chatgpt(("user", "How do I bake bread?"), ("assistant", "Slowly."))
    exports.zip_of(tmp_path, {"conversations.json": [said]})

    with in_a_thread() as threaded:
        threaded.server.models, threaded.server.refuses = ("llama3",), whole
        model = {"OPENAI_BASE_URL": threaded.server.base_url, "CHAT_MODEL": "llama3"}
        with served(data, API_RATE_PER_MINUTE="0", **model) as running:
            yield Shell(tmp_path, running.address)


def whole(asked: dict[str, Any]) -> Reply | None:
    """For who wants no stream."""
    return None if asked.get("stream") else Reply(raw=json.dumps(COMPLETION).encode(), kind="application/json")


def test_each_line_of_curl_answers_as_the_document_shows(shell: Shell) -> None:
    found = [(document.name, call) for document in DOCUMENTS for call in calls(document)]
    lines = [call.line for _, call in found]
    assert len(lines) > 30 and {line.split()[0] for line in lines if "create_token" not in line} == {"curl"}

    wrong = [(name, call.line, told) for name, call in found if (told := faults(shell, call))]
    assert wrong == []


def faults(shell: Shell, call: Call) -> list[str]:
    """A line that only reads is run until what the worker does is done."""
    given = shell.run(call)
    if call.makes_token:
        return []

    deadline = time.monotonic() + WAIT_SECONDS
    while call.only_reads and call.faults(given) and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
        given = shell.run(call)

    return call.faults(given)
