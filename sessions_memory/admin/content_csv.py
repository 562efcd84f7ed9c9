"""Content as CSV for the admin. Every row is logged as read before it leaves."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from sessions_memory.admin.audit import log_readings
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.querysets.interactions import NOT_LISTED
from sessions_memory.web.downloads import Pieces, download

COLUMNS = ("interaction", "session", "user", "created_at", "status", "model", "question", "answer")
# Answers may be long: few enough to hold in memory at once.
BATCH = 50
# A spreadsheet runs a cell that begins with one of these as a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(pieces: Pieces, filename: str) -> StreamingHttpResponse:
    return download(pieces, content_type="text/csv; charset=utf-8", filename=filename)


def read_interactions(reader: AbstractBaseUser, chosen: QuerySet[UserInteraction]) -> Generator[str, None, None]:
    yield _lines([COLUMNS])
    for batch in _batches(chosen):
        log_readings(reader, batch)
        yield _lines(map(_cells, batch))


def read_sessions(reader: AbstractBaseUser, chosen: QuerySet[UserSession]) -> Generator[str, None, None]:
    yield _lines([COLUMNS])
    for pk in chosen.order_by("pk").values_list("pk", flat=True):
        session = UserSession.objects.filter(pk=pk).first()
        if session is None:
            continue

        log_readings(reader, [session])
        for batch in _batches(UserInteraction.objects.in_session(session)):
            yield _lines(map(_cells, batch))


def safe_cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def _batches(chosen: QuerySet[UserInteraction]) -> Iterator[list[UserInteraction]]:
    """Reads batches by key, each to its end: other requests use the connection between two of them."""
    rows, last = chosen.select_related("user").defer(None).defer(*NOT_LISTED).order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _cells(interaction: UserInteraction) -> tuple[object, ...]:
    return (
        interaction.pk,
        interaction.session_id,
        safe_cell(interaction.user.get_username()),
        interaction.created_at.isoformat(),
        interaction.status,
        safe_cell(interaction.model),
        safe_cell(interaction.user_question),
        safe_cell(interaction.ai_response),
    )


def _lines(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
