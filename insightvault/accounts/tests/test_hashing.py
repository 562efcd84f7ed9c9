import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import check_password, make_password
from pytest_django import Settings

from insightvault import settings as ours
from insightvault.accounts.guarding import hashing


def test_who_hashes_waits_for_a_turn(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    gate = threading.Event()
    hashing.THREAD.submit(gate.wait, 20)
    with ThreadPoolExecutor(1) as others:
        made = others.submit(make_password, "quince")
        with pytest.raises(TimeoutError):
            made.result(1)
        gate.set()
        kept = made.result(20)
    assert kept.startswith("argon2$argon2id$")
    assert check_password("quince", kept) and not check_password("medlar", kept)


def test_hashing_takes_what_serving_pages_leaves() -> None:
    def nice() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert hashing.THREAD.submit(nice).result() == min(nice() + hashing.NICE, hashing.NICEST)
