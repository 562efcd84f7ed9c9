"""Turns the counting on, in the process of which all others are children, or which works alone."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from sessions_memory import measures

Address = tuple[str, int]


def begin(address: Address) -> None:
    """Once nobody else listens on the address: what an earlier run counted there is deleted."""
    place = folder(address)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(place)

    # The library asks for that folder when it is imported, and where nothing is counted it isn't.
    from insightvault.metrics.recording import Recorder

    measures.listener = Recorder()


def is_on() -> bool:
    return measures.listener is not measures.NOBODY


def folder(address: Address) -> Path:
    """Two that run side by side listen on different addresses, and so count in different folders."""
    host, port = address
    return Path(settings.DATA_DIR) / "metrics" / f"{host}-{port}"
