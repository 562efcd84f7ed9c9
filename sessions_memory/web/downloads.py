"""A download that is made while it is sent: no piece of it blocks the event loop or waits for another's database."""

from collections.abc import AsyncIterator, Generator, Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

NO_MORE: Mapping[str, str] = {}

BYTES = "application/octet-stream"
# A file of anybody's, shown as what it is or as nothing, without scripts and without our cookies.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Pieces = Generator[str, None, None] | Generator[bytes, None, None]


def download(
    pieces: Pieces, *, content_type: str, filename: str, headers: Mapping[str, str] = NO_MORE
) -> StreamingHttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return StreamingHttpResponse(
        _streamed(pieces),
        content_type=content_type,
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store", **headers},
    )


async def _streamed(pieces: Generator[Any, None, None]) -> AsyncIterator[str | bytes]:
    def next_piece() -> str | bytes | None:
        return next(pieces, None)

    try:
        while (piece := await sync_to_async(next_piece)()) is not None:
            yield piece
    finally:
        # Whoever went away left it in the middle. It ends on its thread, behind the piece that is being made there.
        await sync_to_async(pieces.close)()


def opened(stored_as: str) -> File[bytes]:
    """Raises Http404 where there is none; `stored_as` "" is none."""
    if not stored_as:
        raise Http404

    try:
        return default_storage.open(stored_as)
    except FileNotFoundError as error:
        raise Http404 from error


def file_download(stored_as: str, name: str) -> StreamingHttpResponse:
    """Raises Http404."""
    return download(_chunks(opened(stored_as)), content_type=BYTES, filename=name, headers=SAFE)


def _chunks(file: File[bytes]) -> Generator[bytes, None, None]:
    with file:
        yield from file.chunks()
