"""The settings of the vault that is pictured: its clock stands still, so that every time shown is the same tomorrow."""

from datetime import datetime

from django.utils import timezone

from insightvault.settings import *  # noqa: F403
from insightvault.tests.pictures.history import NOW


class Clock:
    """`timezone.now` of this process: what fills the vault sets it back and forth."""

    moment = NOW

    def now(self) -> datetime:
        return self.moment


# The program that asks for a way in is served by whoever takes the pictures.
OAUTH_FROM_LOOPBACK = True
CLOCK = Clock()
# Here and not where it is used: models take it as a default when they are loaded, after these settings.
timezone.now = CLOCK.now
