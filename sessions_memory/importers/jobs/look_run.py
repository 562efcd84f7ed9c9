"""A look as a job of the worker: read in slices, told to the page, and listed so that the person can choose."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from sessions_memory.database.text import TITLE_MAX_CHARS, cut
from sessions_memory.files.copies import LocalFiles
from sessions_memory.importers.jobs.claimed import JobRun, sources_with
from sessions_memory.importers.jobs.looking import Look, counted
from sessions_memory.importers.jobs.seen import Key, Seen
from sessions_memory.importers.mapping.values import Empty, Item, KeptSession, Position, Skipped
from sessions_memory.models import ImportJob, LookedConversation
from sessions_memory.models.looking import FOLDER_MAX_CHARS
from sessions_memory.states import JobState

# Conversations of a slice; each is one small row.
AT_ONCE = 500
# As many as a person can choose from; the rest is counted, and chosen or not as a whole.
LISTED_MAX = 20_000


@dataclass(slots=True)
class LookPart:
    """`later`: of sessions that come in parts, how many questions the parts after the first hold."""

    seen: list[Seen] = field(default_factory=list)
    others: list[Empty | Skipped] = field(default_factory=list)
    later: dict[Key, int] = field(default_factory=dict)
    position: Position | None = None
    is_last: bool = False

    def take(self, item: Item) -> None:
        found = counted(item)
        if isinstance(found, Seen):
            self.seen.append(found)
        elif found is not None:
            self.others.append(found)
        elif isinstance(item, KeptSession):
            key = (item.source, item.source_id)
            self.later[key] = self.later.get(key, 0) + len(item.interactions)
        elif isinstance(item, Position):
            self.position = item

    def is_full(self, pace: float) -> bool:
        return len(self.seen) + len(self.others) >= AT_ONCE * pace


class LookRun(JobRun):
    def __init__(self, job: ImportJob, files: LocalFiles, names: Sequence[str]) -> None:
        super().__init__(job, files, names)
        self._part: LookPart | None = None
        self._found = Look.kept(job.look)

    def _go_on(self) -> bool:
        if self._part is None:
            part = LookPart()
            self._read_into(part)
            self._part = part

        is_last, is_noted = self._part.is_last, self._note(self._part)
        self._part = None
        if not is_noted:
            # The person waits no longer and wants all of it: an import begins anew.
            self.let_go()
        elif is_last:
            self._close()
        else:
            return self._is_over()

        return True

    def _note(self, part: LookPart) -> bool:
        """False if the job is no look any more, or not this worker's."""
        found = Look.kept(self._found.as_json())
        with transaction.atomic():
            new = self._new(part.seen)
            room = max(0, LISTED_MAX - self.job.looked.count()) if new else 0
            for one in (*new, *part.others):
                found.count(one)

            found.unlisted += max(0, len(new) - room)
            if not self._update(part, found):
                return False

            LookedConversation.objects.bulk_create(self._row(one) for one in new[:room])
            for (source, source_id), questions in part.later.items():
                rows = self.job.looked.filter(source=source, source_id=source_id)
                rows.update(questions=F("questions") + questions)
            self._list_skipped([one for one in part.others if isinstance(one, Skipped)])

        self._found = found
        return True

    def _update(self, part: LookPart, found: Look) -> int:
        changes: dict[str, Any] = {"look": found.as_json(), "heartbeat_at": Now()}
        if part.position:
            self.job.sources = sources_with(self.job.sources, {one.source: None for one in part.seen})
            changes |= {"position": asdict(part.position), "sources": self.job.sources}
            changes |= {"bytes_done": part.position.bytes_done, "bytes_total": part.position.bytes_total}
        if part.is_last:
            changes |= {"state": JobState.LOOKED, "claim_id": None}

        return self._claimed_job().filter(is_look=True).update(**changes)

    def _new(self, seen: Sequence[Seen]) -> list[Seen]:
        """Each conversation once: exports in parts and two exports at once repeat some."""
        by_key = {one.key: one for one in reversed(seen)}
        rows = self.job.looked.filter(source_id__in=[source_id for _, source_id in by_key])
        here = set(rows.values_list("source", "source_id"))
        return [one for one in seen if one.key not in here and by_key[one.key] is one]

    def _row(self, one: Seen) -> LookedConversation:
        return LookedConversation(
            job=self.job,
            user_id=self.job.user_id,
            source=one.source,
            source_id=one.source_id,
            title=cut(one.title, TITLE_MAX_CHARS),
            folder=one.folder[:FOLDER_MAX_CHARS],
            began_at=one.began_at,
            questions=one.questions,
        )
