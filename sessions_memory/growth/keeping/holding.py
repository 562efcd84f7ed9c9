"""One person's growth, held by one worker while it reads and stores."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.db.models.functions import Now

from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.models import Growth
from sessions_memory.querysets.conditions import of_active_people
from sessions_memory.web.zones import zone_of

# Some steps of finding themes in a long history take a while, on a machine that has other work to do.
DEAD_AFTER = timedelta(minutes=2)
HEARTBEAT_SECONDS = 5


class LetGo(Exception):
    """Something came, went or was decided since the reading began, the person was switched off, another worker has
    it, or this one ends.
    """


@dataclass
class Held:
    """`mark`: what was changed then is being read. `is_leaving`: whether this process is to end."""

    user: AbstractBaseUser
    claim_id: uuid.UUID
    mark: datetime | None
    is_leaving: Callable[[], bool] = lambda: False
    heard_at: float = field(default_factory=time.monotonic)

    @property
    def zone(self) -> tzinfo:
        return zone_of(self.user)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A short transaction, in which nothing of the person's comes or goes. Raises LetGo."""
        with user_lock(self.user):
            self._beat()
            yield

        yield_to_writers()

    def heard(self) -> None:
        """The work goes on. Raises LetGo where it is for nothing."""
        if self.is_leaving():
            raise LetGo
        if time.monotonic() - self.heard_at > HEARTBEAT_SECONDS:
            self._beat()

    def note(self, **values: Any) -> None:
        self.row().update(**values)

    def let_go(self) -> None:
        Growth.objects.filter(pk=self.user.pk, claim_id=self.claim_id).update(claim_id=None)

    def row(self) -> "QuerySet[Growth]":
        return Growth.objects.filter(pk=self.user.pk, claim_id=self.claim_id, changed_at=self.mark)

    def _beat(self) -> None:
        self.heard_at = time.monotonic()
        if not self.row().filter(of_active_people()).update(heartbeat_at=Now()):
            raise LetGo


def claim(*, quiet: timedelta, is_leaving: Callable[[], bool]) -> Held | None:
    """The person whose change has waited longest, `quiet` since it; None where nobody waits."""
    due = Growth.objects.to_read(quiet, DEAD_AFTER)
    row = due.select_related("user").first()
    return _claimed(row, due.filter(pk=row.pk), is_leaving) if row else None


def claim_for(user: AbstractBaseUser) -> Held | None:
    """None while a worker has it."""
    row = Growth.objects.get(pk=user.pk)
    free = Growth.objects.free(DEAD_AFTER).filter(pk=user.pk)
    return _claimed(row, free, lambda: False)


def _claimed(row: Growth, rows: "QuerySet[Growth]", is_leaving: Callable[[], bool]) -> Held | None:
    claim_id = uuid.uuid4()
    taken = rows.order_by().filter(changed_at=row.changed_at).update(claim_id=claim_id, heartbeat_at=Now())
    return Held(row.user, claim_id, row.changed_at, is_leaving) if taken else None
