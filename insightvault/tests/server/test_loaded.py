"""What the processes of a vault load before anybody asks, which stays for as long as they run, and how they begin."""

import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

# Each is for what few have set: keys of model servers, a bucket, vectors without a server, metrics, PDF files.
FOR_FEW = {"cryptography", "botocore", "onnxruntime", "prometheus_client", "pypdf"}
LOADED = """
import sys
import django
django.setup()
import chat.worker, insightvault.asgi, insightvault.urls
print(*sys.modules)
"""
# It begins to serve, and then makes as many objects as some turns do.
SERVED = """
import gc
import django
django.setup()
from insightvault import asgi
asgi._warm_up()
before = gc.get_stats()[0]["collections"]
made = [[] for _ in range(5_000)]
print(gc.get_stats()[0]["collections"] - before)
"""


def test_what_few_need_is_not_loaded_at_the_start() -> None:
    loaded = set(printed_by(LOADED).split())
    assert "insightvault.asgi" in loaded and loaded & FOR_FEW == set()


def test_a_turn_is_not_interrupted_by_the_garbage_collector() -> None:
    assert printed_by(SERVED).strip() == "0"


def printed_by(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True).stdout
