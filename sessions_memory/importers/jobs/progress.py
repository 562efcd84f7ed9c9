"""A job as its page shows it: ready words and numbers, so that the template only places them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.importers.jobs.looking import Look
from sessions_memory.models import Area, ImportFile, ImportJob, SkippedEntry
from sessions_memory.states import ClaimKind, JobState, shown_source
from sessions_memory.web.sizes import UNITS, conversations, if_any, number, questions

STALLED_AFTER = timedelta(seconds=60)
# An estimate made earlier jumps about.
ESTIMATED_AFTER = timedelta(seconds=3)
LISTED_AT_ONCE = 3
LISTED_ON_OVERVIEW = 100


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
        if len(self.names) > 1:
            return _("{name} and {count} more").format(name=self.names[0], count=len(self.names) - 1)

        return self.names[0] if self.names else _("Import")

    @property
    def sources(self) -> str:
        return ", ".join(shown_source(source) for source in self.job.all_sources)

    @property
    def came_from(self) -> list[tuple[str, str]]:
        """The sources of what came in, each with its name: the history shows them."""
        return [(source.value, shown_source(source)) for source in self.job.all_sources] if self.job.found else []

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
        return _("{conversations}, {done} of {total}").format(
            conversations=conversations(found),
            done=size(job.bytes_done, like=job.bytes_total),
            total=size(job.bytes_total),
        )

    @property
    def time_left(self) -> str:
        job = self.job
        if job.cancel_requested:
            return _("Stopping")
        if not job.started_at or self.now - job.started_at < ESTIMATED_AFTER or not job.bytes_done:
            return ""

        elapsed = (self.now - job.started_at).total_seconds()
        left = elapsed * (job.bytes_total - job.bytes_done) / job.bytes_done
        return _("About {duration} left").format(duration=duration(left))

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
        new = ngettext("new conversation, {questions}", "new conversations, {questions}", job.imported)
        here = _("here already") if job.unchanged else ""
        if job.older:
            here = _("{count} of them older than the copy here, which stays").format(count=number(job.older))

        return [
            Row(_("Imported"), job.imported, new.format(questions=questions(job.interactions)) if job.imported else ""),
            Row(_("Updated"), job.updated, _("had grown since the last export") if job.updated else ""),
            Row(_("Unchanged"), job.unchanged, here),
            *([Row(_("Left out"), job.left_out, _("not chosen"))] if job.left_out else []),
            Row(_("Empty"), job.empty, _("no messages") if job.empty else ""),
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
            return _("failed")

        told = _("{found} found, {imported} imported, {updated} updated, {skipped} skipped")
        if job.state == JobState.CANCELLED:
            told = _("cancelled; {found} found, {imported} imported, {updated} updated, {skipped} skipped")

        counts = {"found": job.found, "imported": job.imported, "updated": job.updated, "skipped": job.skipped}
        return told.format(**{name: number(count) for name, count in counts.items()})

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
            if_any(ngettext("{count} note", "{count} notes", notes), notes),
            _("instructions") if len(kept) > notes else "",
            if_any(
                ngettext("{count} summary said to be yours", "{count} summaries said to be yours", summaries), summaries
            ),
            *self._claims,
        ]
        return ", ".join(filter(None, parts))

    @property
    def _claims(self) -> list[str]:
        """What it says of growth."""
        kinds = Counter(self.job.claims.values_list("kind", flat=True))
        themes, insights, reviews = kinds[ClaimKind.THEME], kinds[ClaimKind.INSIGHT], kinds[ClaimKind.REVIEW]
        return [
            if_any(ngettext("{count} theme", "{count} themes", themes), themes),
            if_any(ngettext("{count} insight", "{count} insights", insights), insights),
            if_any(ngettext("{count} review", "{count} reviews", reviews), reviews),
            _("growth settings") if kinds[ClaimKind.GROWTH] else "",
        ]


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
            many = count / bytes_each
            text = number_format(many, 1 if unit == "GB" else 0, force_grouping=True)
            return text if like is not None else f"{text} {unit}"

    raise AssertionError("the last unit takes all")


def duration(seconds: float) -> str:
    """ "20 seconds", "2 min 14 s", "3 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return ngettext("{count} second", "{count} seconds", whole).format(count=whole)

    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        told = _("{minutes} min {seconds} s") if rest else _("{minutes} min")
        return told.format(minutes=minutes, seconds=rest)

    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
