"""Actions on many sessions as pages tell them: what one would change, how far it is, and the last one with its undo."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions_memory.bulk import jobs
from sessions_memory.bulk.actions import Action, action_named
from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.models import BulkJob
from sessions_memory.web.sizes import questions
from sessions_memory.web.sizes import sessions as counted_sessions

# So long the history offers to undo the last one.
OFFERED = timedelta(hours=1)


@dataclass(frozen=True)
class BulkCounts:
    """`changes`: sessions that would be changed."""

    sessions: int
    interactions: int
    changes: int

    @property
    def told(self) -> str:
        """ "12 sessions with 1,204 questions match."."""
        text = ngettext("{sessions} with {questions} matches.", "{sessions} with {questions} match.", self.sessions)
        return text.format(sessions=counted_sessions(self.sessions), questions=questions(self.interactions))


@dataclass(frozen=True)
class BulkJobPage:
    """`told`: "Archived: 12 sessions". `undo_id`: None if it can't be undone."""

    url: str
    told: str
    found: int
    done: int
    is_waiting: bool
    is_undone: bool
    undo_id: int | None


def counts_of(user: AbstractBaseUser, action: Action, chosen: ChosenSessions) -> BulkCounts:
    sessions = jobs.sessions_of(user, chosen)
    return BulkCounts(
        sessions=sessions.count(),
        interactions=sessions.aggregate(n=Sum("interaction_count"))["n"] or 0,
        changes=action.count(sessions),
    )


def job_page(job: BulkJob) -> BulkJobPage:
    action = action_named(job.action)
    return BulkJobPage(
        url=job.get_absolute_url(),
        told=_("{done}: {sessions}").format(
            done=action.told if action else _("Done"), sessions=counted_sessions(job.changed)
        ),
        found=job.found,
        done=min(job.done, job.found),
        is_waiting=job.is_waiting,
        is_undone=job.is_undone,
        undo_id=job.pk if jobs.can_be_undone(job) else None,
    )


def last_job(user: AbstractBaseUser) -> BulkJobPage | None:
    """What the person did last with many, while it is under way or can be undone."""
    job = BulkJob.objects.owned_by(user).newest_first().first()
    if job is None or not (job.is_waiting or (job.is_newer_than(OFFERED) and jobs.can_be_undone(job))):
        return None

    return job_page(job)
