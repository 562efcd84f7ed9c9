"""A job as its page shows it: ready words and numbers, so that the template only places them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.importers.jobs.looking import Look
from sessions_memory.models import Area, ImportFile, ImportJob, SkippedEntry
from sessions_memory.states import ClaimKind, JobState
from sessions_memory.web.plain_text import counted

STALLED_AFTER = timedelta(seconds=60)
# An estimate made earlier jumps about.
ESTIMATED_AFTER = timedelta(seconds=3)
LISTED_AT_ONCE = 3
LISTED_ON_OVERVIEW = 100
UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000))


@dataclass(frozen=True)
class Row:
    name: str
    count: int
    remark: str = ""


@dataclass(frozen=True)
class Progress:
    """`now` decides what has stalled and how long it still takes."""

    job: ImportJob
    names: tuple[str, ...]
    now: datetime
    listed: int = LISTED_ON_OVERVIEW

    @property
    def name(self) -> str:
        more = f" and {len(self.names) - 1} more" if len(self.names) > 1 else ""
        return f"{self.names[0]}{more}" if self.names else "Import"

    @property
    def came_from(self) -> list[tuple[str, str]]:
        """The sources of what came in, each with its name: the history shows them."""
        return [(source.value, source.label) for source in self.job.all_sources] if self.job.found else []

    @cached_property
    def areas(self) -> list[Area]:
        """Those that it made of projects and folders; asked only where some were chosen."""
        choice = Choice.kept(self.job.choice)
        return list(self.job.areas.in_order()) if choice.areas or choice.all_areas else []

    @property
    def bytes_line(self) -> str:
        """The size of the files, unpacked."""
        job = self.job
        found = Look.kept(job.look).conversations if job.is_look else job.found
        done = counted(found, "conversation")
        return f"{done}, {size(job.bytes_done, like=job.bytes_total)} of {size(job.bytes_total)}"

    @property
    def time_left(self) -> str:
        job = self.job
        if job.cancel_requested:
            return "Stopping"
        if not job.started_at or self.now - job.started_at < ESTIMATED_AFTER or not job.bytes_done:
            return ""

        elapsed = (self.now - job.started_at).total_seconds()
        return f"About {duration(elapsed * (job.bytes_total - job.bytes_done) / job.bytes_done)} left"

    @property
    def look(self) -> Look | None:
        """What there is to choose from."""
        return Look.kept(self.job.look) if self.job.state == JobState.LOOKED else None

    @property
    def is_moving(self) -> bool:
        return not self.job.is_finished and self.job.state != JobState.LOOKED

    @property
    def is_stalled(self) -> bool:
        return self.is_moving and self.now - self.job.heartbeat_at > STALLED_AFTER

    @property
    def took(self) -> str:
        job = self.job
        if not job.started_at or not job.finished_at:
            return ""

        return duration((job.finished_at - job.started_at).total_seconds())

    @property
    def rows(self) -> list[Row]:
        job = self.job
        new = f"new conversation{'' if job.imported == 1 else 's'}, {counted(job.interactions, 'question')}"
        older = f"{job.older:,} of them older than the copy here, which stays" if job.older else ""

        return [
            Row("Imported", job.imported, new if job.imported else ""),
            Row("Updated", job.updated, "had grown since the last export" if job.updated else ""),
            Row("Unchanged", job.unchanged, older or ("here already" if job.unchanged else "")),
            *([Row("Left out", job.left_out, "not chosen")] if job.left_out else []),
            Row("Empty", job.empty, "opened, never asked" if job.empty else ""),
        ]

    @cached_property
    def skipped(self) -> list[SkippedEntry]:
        return list(self.job.skipped_entries.all()[: self.listed])

    @property
    def first_skipped(self) -> list[SkippedEntry]:
        return self.skipped[:LISTED_AT_ONCE]

    @property
    def other_skipped(self) -> list[SkippedEntry]:
        return self.skipped[LISTED_AT_ONCE:]

    @property
    def is_whole_list(self) -> bool:
        return self.listed > LISTED_ON_OVERVIEW

    @property
    def was_uploaded(self) -> bool:
        return not self.job.is_from_command

    @property
    def summary(self) -> str:
        """One line of the list of earlier imports."""
        job = self.job
        if job.failure:
            return "failed"

        said = f"{job.found:,} found, {job.imported:,} imported, {job.updated:,} updated, {job.skipped:,} skipped"
        return f"cancelled; {said}" if job.state == JobState.CANCELLED else said

    @property
    def unlisted(self) -> int:
        return self.job.skipped - len(self.skipped)

    @cached_property
    def backup(self) -> str:
        """The parts of InsightVault's own export beyond conversations, in words; "" if nothing waits."""
        if self.job.state != JobState.DONE:
            return ""

        kept = list(self.job.offered_notes.open().of_a_backup().values_list("kept", flat=True))
        notes, summaries = sum(bool(fields) for fields in kept), len(self.job.claimed_summaries)
        parts = [
            counted(notes, "note") if notes else "",
            "instructions" if len(kept) > notes else "",
            f"{counted(summaries, 'summary', 'summaries')} said to be yours" if summaries else "",
            *self._claims,
        ]
        return ", ".join(filter(None, parts))

    @property
    def _claims(self) -> list[str]:
        """What it says of growth."""
        kinds = Counter(self.job.claims.values_list("kind", flat=True))
        told = (ClaimKind.THEME, ClaimKind.INSIGHT, ClaimKind.REVIEW)
        wishes = ["growth settings"] if kinds[ClaimKind.GROWTH] else []
        return [counted(kinds[kind], kind) for kind in told if kinds[kind]] + wishes


def progress_of(jobs: list[ImportJob], *, listed: int = LISTED_ON_OVERVIEW) -> list[Progress]:
    now = timezone.now()
    names: dict[int, list[str]] = {job.pk: [] for job in jobs}

    for file in ImportFile.objects.filter(job__in=names):
        names[file.job_id].append(file.name)

    return [Progress(job, tuple(names[job.pk]), now, listed) for job in jobs]


def size(count: int, *, like: int | None = None) -> str:
    """ "140 MB", "1.2 GB"; in the unit of `like`, and then without naming it."""
    for unit, bytes_each in UNITS:
        if (count if like is None else like) >= bytes_each or unit == "KB":
            number = count / bytes_each
            text = f"{number:,.1f}" if unit == "GB" else f"{number:,.0f}"
            return text if like is not None else f"{text} {unit}"

    raise AssertionError("the last unit takes all")


def duration(seconds: float) -> str:
    """ "20 seconds", "2 min 14 s", "3 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} second{'' if whole == 1 else 's'}"

    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"

    return f"{minutes // 60} h {minutes % 60} min"
