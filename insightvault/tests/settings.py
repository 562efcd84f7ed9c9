"""The settings of the tests: a data folder of their own, and nothing of this machine's environment.

SQLite, or the PostgreSQL that TEST_DATABASE_URL names; `pooled` sets TEST_DATABASE_POOLED where it leads there through
PgBouncer. TEST_FAST_PATH=False puts plain Django in the fast path's place.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def forget_environment() -> None:
    source = (ROOT / "insightvault/settings.py").read_text(encoding="utf-8")
    for name in re.findall(r'env_\w+\(\s*"(\w+)"', source):
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)


def data_dir() -> Path:
    """A folder that is removed at the end; each process of pytest-xdist has one inside its parent's."""
    if "PYTEST_VERSION" not in os.environ:
        # mypy and manage.py read these settings, too; mypy ends without cleaning up.
        return ROOT / ".mypy_cache" / "data"

    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and "TEST_DATA_DIR" in os.environ:
        return Path(os.environ["TEST_DATA_DIR"]) / worker

    folder = tempfile.mkdtemp(prefix="insightvault-tests-")
    os.environ["TEST_DATA_DIR"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    return Path(folder) / "main"


forget_environment()
os.environ["ENV_FILE"] = os.devnull
os.environ["DATA_DIR"] = str(data_dir())
os.environ["SECRET_KEY"] = "tests-only-" + "k" * 50
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["DATABASE_POOLED"] = os.environ.get("TEST_DATABASE_POOLED", "False")
os.environ["FAST_PATH"] = os.environ.get("TEST_FAST_PATH", "True")

from insightvault.settings import *  # noqa: E402, F403 (the environment comes first)

if "postgresql" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # No test's rows need to outlast a crash of the server, so that no commit waits for the disk.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}  # noqa: F405
