"""Searching, fetching and what was said lately. Given out is what an answer may recall, and nothing else."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django_mcpz.server import ToolError

from chat.model_server.servers.encoder import encoder_name
from insightvault.mcp.shapes import Fetched, Hit, Hits, Search
from insightvault.mcp.visits import TRUST, Visit, one_line, quoted
from sessions_memory.areas.rules import Reach
from sessions_memory.database.text import row_id
from sessions_memory.models import UserInteraction
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall import RecalledMemory, recall
from sessions_memory.recall.search import search as search_words
from sessions_memory.states import Source
from sessions_memory.web.dates import day_after
from sessions_memory.web.urls import interaction_url
from sessions_memory.web.zones import zone_of

RESULTS = 10
# Recall knows no days and no sources: of more there are some left.
RECALLED = 40
RECENT = 20
HIT_CHARS, WHOLE_CHARS = 600, 20_000
NOTHING = "There is no such memory."


def search(visit: Visit, asked: Search) -> Hits:
    """What recall finds comes first, then what holds the words."""
    reach = visit.reach_within(asked.area)
    source = _source(asked.source)
    since, until = _begin_of(visit, asked.since), _begin_of(visit, asked.until and day_after(asked.until))
    memories = {memory.interaction_id: memory for memory in _recalled(visit, asked.query, reach)}
    worded = search_words(
        user=visit.person,
        query=asked.query,
        limit=RESULTS,
        source=source,
        since=since,
        until=until,
        reach=reach,
    )

    ids = list(dict.fromkeys([*memories, *(hit.interaction_id for hit in worded.hits)]))
    rows = _readable(visit, reach).within(source, since, until, "").in_bulk(ids)
    found = [rows[pk] for pk in ids if pk in rows][:RESULTS]
    return Hits([_hit(visit, row, _passage(row, memories.get(row.pk))) for row in found], TRUST)


def fetch(visit: Visit, given: str) -> Fetched:
    """Raises ToolError for what is not there, is somebody else's, or may not be read here."""
    pk = row_id(given)
    row = _readable(visit, visit.reach).in_bulk([pk]).get(pk) if pk is not None else None
    if row is None:
        raise ToolError(NOTHING)

    moment = visit.local(row.created_at)
    metadata = {
        "date": moment.date().isoformat(),
        "source": one_line(row.session.said_in),
        "area": one_line(row.session.area.name) if row.session.area else "",
        "model": one_line(row.model),
        "trust": TRUST,
    }
    text = quoted(_whole(row), moment, row.session.source, limit_chars=WHOLE_CHARS)
    return Fetched(str(row.pk), _title(row), text, _url(visit, row), metadata)


def recent(visit: Visit, days: int) -> Hits:
    since = timezone.now() - timedelta(days=days)
    rows = _readable(visit, visit.reach).within("", since, None, "").recent_first()[:RECENT]
    return Hits([_hit(visit, row, row.user_question) for row in rows], TRUST)


def _recalled(visit: Visit, query: str, reach: Reach) -> Iterable[RecalledMemory]:
    return recall(
        user=visit.person,
        question=query,
        limit=RECALLED,
        question_vector=visit.vector,
        vector_model=encoder_name(),
        only_enough=False,
        reach=reach,
    )


def _readable(visit: Visit, reach: Reach) -> InteractionQuerySet:
    rows = UserInteraction.objects.owned_by(visit.person).recallable().within_reach(reach)
    return rows.select_related("session", "session__area").defer("response_html", "context_used")


def _source(given: str | None) -> str:
    """By its value or as pages call it."""
    wanted = (given or "").strip().casefold()
    for source in Source:
        if wanted and wanted in (source.value, source.label.casefold()):
            return source.value

    if wanted:
        raise ToolError(f"There is no such source. There are: {', '.join(Source.values)}.")
    return ""


def _begin_of(visit: Visit, day: date | None) -> datetime | None:
    """In UTC; None also for a first day of the calendar that began there before all days, and so bounds nothing."""
    try:
        return None if day is None else datetime.combine(day, time(), zone_of(visit.person)).astimezone(UTC)
    except OverflowError:
        return None


def _passage(row: UserInteraction, memory: RecalledMemory | None) -> str:
    """The person's words, and of the answer what tells."""
    text, answer = (memory.text, memory.answer) if memory else (row.user_question, "")
    return f"{text}\nAnswer: {answer}" if answer else text


def _whole(row: UserInteraction) -> str:
    return f"{row.user_question}\n\nAnswer:\n{row.ai_response}" if row.ai_response else row.user_question


def _hit(visit: Visit, row: UserInteraction, text: str) -> Hit:
    moment = visit.local(row.created_at)
    return Hit(
        id=str(row.pk),
        title=_title(row),
        url=_url(visit, row),
        text=quoted(text, moment, row.session.source, limit_chars=HIT_CHARS),
        date=moment.date().isoformat(),
        source=one_line(row.session.said_in),
    )


def _title(row: UserInteraction) -> str:
    return one_line(row.session.title) or "Untitled"


def _url(visit: Visit, row: UserInteraction) -> str:
    return visit.url(interaction_url(row.session_id, row.pk))
