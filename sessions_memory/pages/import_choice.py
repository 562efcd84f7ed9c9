"""The conversations of a file that was looked at, as the page lists them to be chosen from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.utils.translation import gettext as _

from sessions_memory.areas.folders import area_name
from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.importers.jobs.looking import Look
from sessions_memory.importers.storing.store import sessions_of
from sessions_memory.models import Area, ImportJob, LookedConversation
from sessions_memory.states import shown_source
from sessions_memory.web.sizes import conversations, number, questions

ROWS = 50
FOLDERS_SHOWN = 30


@dataclass(frozen=True)
class FolderTick:
    """A project or folder of the file, and whether it becomes an area. `is_here`: one of the person's has its name."""

    name: str
    count: int
    is_chosen: bool
    is_here: bool


@dataclass(frozen=True)
class ChoiceRow:
    conversation: LookedConversation
    source: str
    is_here: bool

    @property
    def questions(self) -> str:
        return questions(self.conversation.questions)


@dataclass(frozen=True)
class ChoicePage:
    """`rows`: of page `number` of `pages`, the newest first."""

    rows: list[ChoiceRow]
    number: int
    pages: int
    listed: int
    chosen: int
    has_span: bool
    unlisted: int
    takes_rest: bool
    folders: list[FolderTick]

    @property
    def chosen_line(self) -> str:
        told = _("{count} of {conversations} chosen")
        return told.format(count=number(self.chosen), conversations=conversations(self.listed))


def choice_page(job: ImportJob, number: int = 1) -> ChoicePage:
    choice, look = Choice.kept(job.choice), Look.kept(job.look)
    rows = job.looked.begun_in(choice.since, choice.until)
    listed = rows.count()
    pages = max(1, -(-listed // ROWS))
    number = min(max(number, 1), pages)

    return ChoicePage(
        rows=_rows(job, list(rows.newest_first()[(number - 1) * ROWS : number * ROWS])),
        number=number,
        pages=pages,
        listed=listed,
        chosen=rows.chosen().count(),
        has_span=bool(choice.since or choice.until),
        unlisted=look.unlisted,
        takes_rest=choice.takes_rest,
        folders=_folders(job, choice),
    )


def _rows(job: ImportJob, rows: list[LookedConversation]) -> list[ChoiceRow]:
    here: Mapping[Any, Any] = sessions_of(job.user, [(row.source, row.source_id) for row in rows])
    return [ChoiceRow(row, shown_source(row.source), (row.source, row.source_id) in here) for row in rows]


def _folders(job: ImportJob, choice: Choice) -> list[FolderTick]:
    found = folders_of(job)
    names = Area.objects.owned_by(job.user).values_list("name", flat=True) if found else ()
    here = {name.casefold() for name in names}
    return [
        FolderTick(name, count, choice.makes_area_of(name), area_name(name).casefold() in here) for name, count in found
    ]


def folders_of(job: ImportJob) -> list[tuple[str, int]]:
    """The largest, each with how many lie in it."""
    named = job.looked.exclude(folder="").values(name=F("folder")).annotate(count=Count("id"))
    return [(each["name"], each["count"]) for each in named.order_by("-count", "name")[:FOLDERS_SHOWN]]
