"""What the person archived: it stands in no list, and is recalled and found as before."""

from django.utils import timezone

from sessions_memory.models import UserInteraction
from sessions_memory.querysets.sessions import SessionQuerySet


def archive(sessions: SessionQuerySet) -> None:
    """Those that are archived keep their time. None of them may be open."""
    UserInteraction.objects.in_recent().filter(session__in=sessions.values("pk")).update(is_listed=False)
    sessions.in_lists().update(archived_at=timezone.now())


def bring_back(sessions: SessionQuerySet) -> None:
    asked = UserInteraction.objects.asked_here().filter(session__in=sessions.values("pk"), is_listed=False)
    UserInteraction.objects.filter(pk__in=asked.values("pk")).update(is_listed=True)
    sessions.archived().update(archived_at=None)
