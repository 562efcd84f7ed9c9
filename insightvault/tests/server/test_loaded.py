"""What the processes of a vault load before anybody asks: every megabyte of it stays for as long as it runs."""

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


def test_what_few_need_is_not_loaded_at_the_start() -> None:
    command = [sys.executable, "-c", LOADED]
    printed = subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True).stdout
    loaded = set(printed.split())
    assert "insightvault.asgi" in loaded and loaded & FOR_FEW == set()
