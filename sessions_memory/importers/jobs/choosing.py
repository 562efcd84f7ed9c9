"""The person's choice after a look: everything, a span of days, or all but what they unticked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from sessions_memory.importers.jobs.seen import Key, seen_in
from sessions_memory.importers.mapping.values import Conversation, KeptSession
from sessions_memory.models import ImportJob
from sessions_memory.models.looking import FOLDER_MAX_CHARS
from sessions_memory.states import JobState
from sessions_memory.web.dates import DATED_FROM

# The import reads from the beginning again, and counts anew.
ANEW: Mapping[str, Any] = {
    "is_look": False,
    "position": {},
    "bytes_done": 0,
    "sources": "",
    "started_at": None,
    "refusals": 0,
}
EXCLUDED_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """[`since`, `until`) is when a conversation began. `excluded`: by the providers' ids.

    `takes_rest`: whether those come in that were too many to be listed. `areas`: the projects and folders that become
    areas, by their names as a look lists them; `all_areas`: all of them.
    """

    since: datetime | None = None
    until: datetime | None = None
    takes_rest: bool = True
    excluded: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    all_areas: bool = False

    @classmethod
    def kept(cls, kept: Mapping[str, Any]) -> "Choice":
        """As a job's row holds it."""
        since, until = (datetime.fromisoformat(kept[name]) if kept.get(name) else None for name in ("since", "until"))
        excluded, areas = (tuple(kept.get(name, ())) for name in ("excluded", "areas"))
        return cls(since, until, kept.get("takes_rest", True), excluded, areas, all_areas=kept.get("all_areas", False))

    def as_json(self) -> dict[str, Any]:
        since, until = (time.isoformat() if time else None for time in (self.since, self.until))
        named = {"excluded": list(self.excluded), "areas": list(self.areas), "all_areas": self.all_areas}
        return {"since": since, "until": until, "takes_rest": self.takes_rest} | named

    def covers(self, began: datetime) -> bool:
        """A span leaves out what is of an unknown date."""
        if self.since is None and self.until is None:
            return True

        return max(self.since or DATED_FROM, DATED_FROM) <= began and (self.until is None or began < self.until)

    def makes_area_of(self, folder: str) -> bool:
        return self.all_areas or folder[:FOLDER_MAX_CHARS] in self.areas


class Chosen:
    """The choice, as the import asks it of each conversation."""

    def __init__(self, job: ImportJob) -> None:
        self._choice = Choice.kept(job.choice)
        self._excluded = set(self._choice.excluded)
        self._out: set[Key] = set()
        rows = job.looked.values_list("source", "source_id", "is_chosen", "began_at")
        # At most as many as a look lists.
        self._listed = {
            (source, source_id): is_chosen and self._choice.covers(began)
            for source, source_id, is_chosen, began in rows
        }

    @property
    def makes_area_of(self) -> Callable[[str], bool]:
        return self._choice.makes_area_of

    def leaves_out(self, item: Conversation | KeptSession) -> bool:
        key = (item.source, item.source_id)
        if not self._takes(item, key):
            # Later parts of a session tell no time.
            self._out.add(key)

        return key in self._out

    def _takes(self, item: Conversation | KeptSession, key: Key) -> bool:
        if item.source_id in self._excluded:
            return False
        if key in self._listed:
            return self._listed[key]

        seen = seen_in(item)
        return self._choice.takes_rest and (seen is None or self._choice.covers(seen.began_at))


def tick(job: ImportJob, *, shown: Collection[int], ticked: Collection[int]) -> None:
    """`shown`: the rows that a person saw; those of them that are not `ticked` stay out."""
    rows = job.looked.filter(pk__in=shown)
    rows.filter(pk__in=ticked, is_chosen=False).update(is_chosen=True)
    rows.exclude(pk__in=ticked).filter(is_chosen=True).update(is_chosen=False)


def tick_all(job: ImportJob, *, is_chosen: bool) -> None:
    """Those within the span, and the rest that is not listed."""
    choice = Choice.kept(job.choice)
    job.looked.begun_in(choice.since, choice.until).update(is_chosen=is_chosen)
    take_rest(job, takes_rest=is_chosen)


def take_rest(job: ImportJob, *, takes_rest: bool) -> None:
    _keep(job, replace(Choice.kept(job.choice), takes_rest=takes_rest))


def take_span(job: ImportJob, since: datetime | None, until: datetime | None) -> None:
    _keep(job, replace(Choice.kept(job.choice), since=since, until=until))


def make_areas_of(job: ImportJob, folders: Collection[str]) -> None:
    """In place of those that were chosen before."""
    _keep(job, replace(Choice.kept(job.choice), areas=tuple(folders)))


def days_of(choice: Choice) -> dict[str, date | None]:
    """The span as its form shows it, both days included."""
    last = choice.until - timedelta(seconds=1) if choice.until else None
    since, until = (timezone.localdate(time) if time else None for time in (choice.since, last))
    return {"since": since, "until": until}


def is_any_chosen(job: ImportJob) -> bool:
    choice = Choice.kept(job.choice)
    has_rest = choice.takes_rest and job.look.get("unlisted", 0) > 0
    return has_rest or job.looked.begun_in(choice.since, choice.until).chosen().exists()


def import_all(job: ImportJob) -> None:
    """Also while it is still looked at: whoever looks lets go of it. Folders become areas as they were chosen."""
    choice = Choice.kept(job.choice)
    areas = Choice(areas=choice.areas, all_areas=choice.all_areas).as_json()
    begun = ImportJob.objects.filter(pk=job.pk, is_look=True)
    with transaction.atomic():
        if begun.filter(state=JobState.LOOKED).update(state=JobState.UPLOADED, heartbeat_at=Now(), **ANEW):
            pass
        elif not begun.filter(state__in=(JobState.UPLOADING, JobState.UPLOADED, JobState.RUNNING)).update(**ANEW):
            return

        ImportJob.objects.filter(pk=job.pk).update(choice=areas)
        job.looked.all().delete()
        job.skipped_entries.all().delete()


def choose(job: ImportJob, choice: Choice) -> None:
    """In place of what was chosen before."""
    job.looked.all().update(is_chosen=True)
    job.looked.filter(source_id__in=choice.excluded).update(is_chosen=False)
    _keep(job, choice)


def import_chosen(job: ImportJob) -> None:
    """Those that are ticked, within the span that the job's choice names."""
    looked = ImportJob.objects.filter(pk=job.pk, is_look=True, state=JobState.LOOKED)
    with transaction.atomic():
        if looked.update(state=JobState.UPLOADED, heartbeat_at=Now(), **ANEW):
            job.skipped_entries.all().delete()


def _keep(job: ImportJob, choice: Choice) -> None:
    job.choice = choice.as_json()
    ImportJob.objects.filter(pk=job.pk, state=JobState.LOOKED).update(choice=job.choice)
