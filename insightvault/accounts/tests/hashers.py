"""A hasher that is watched: in which thread it hashes, how many do at once, and it can be made to wait."""

import threading
from typing import ClassVar

from django.contrib.auth.hashers import MD5PasswordHasher

PATH = f"{__name__}.WatchedHasher"


class WatchedHasher(MD5PasswordHasher):
    threads: ClassVar[list[str]] = []
    may_go: ClassVar[threading.Event] = threading.Event()
    is_hashing: ClassVar[threading.Event] = threading.Event()
    _now: ClassVar[list[int]] = []
    most_at_once: ClassVar[int] = 0

    @classmethod
    def begin(cls, *, waiting: bool = False) -> None:
        cls.threads.clear()
        cls._now.clear()
        cls.most_at_once = 0
        cls.is_hashing.clear()
        cls.may_go.clear() if waiting else cls.may_go.set()

    def encode(self, password: str, salt: str) -> str:
        here = type(self)
        here.threads.append(threading.current_thread().name)
        here._now.append(1)
        here.most_at_once = max(here.most_at_once, len(here._now))
        here.is_hashing.set()
        here.may_go.wait(20)
        here._now.pop()
        return super().encode(password, salt)
