"""Imports all of InsightVault, and says whose fault it is if that fails: `python -m insightvault.tests.imports`.

The status is 1 for what is ours, and 3 for a package of others.
"""

import importlib
import os
import pkgutil
import sys
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import django

import chat
import insightvault
import sessions_memory

PACKAGES = (chat, insightvault, sessions_memory)
# Tests, migrations, programs and a server's configuration are not imported.
LEFT_OUT = {"tests", "migrations", "__main__", "gunicorn_conf"}
ROOT, DJANGO = Path(insightvault.__file__).parent.parent, Path(django.__file__).parent
THEIRS = Path(sysconfig.get_path("purelib"))
OURS_FAILED, THEIRS_FAILED = 1, 3


def import_all() -> None:
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not LEFT_OUT & set(module.name.split(".")):
                importlib.import_module(module.name)


def is_theirs(error: Exception) -> bool:
    """Whether a package of others was the last to ask Django, or Python, for what was refused."""
    for path in reversed(list(_files(error.__traceback__))):
        if path.is_relative_to(DJANGO):
            continue
        if path.is_relative_to(THEIRS):
            return True
        if path.is_relative_to(ROOT):
            return False

    return False


def _files(place: TracebackType | None) -> Iterator[Path]:
    for frame, _ in traceback.walk_tb(place):
        yield Path(frame.f_code.co_filename)


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "insightvault.tests.settings"
    try:
        django.setup()
        import_all()
        # And what the tests bring along.
        importlib.import_module("conftest")
    except Exception as error:
        traceback.print_exc()
        return THEIRS_FAILED if is_theirs(error) else OURS_FAILED

    return 0


if __name__ == "__main__":
    sys.exit(main())
