"""A download that is made while it is sent: no piece of it blocks the event loop or waits for another's database."""

from collections.abc import AsyncIterator, Generator, Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

NO_MORE: Mapping[str, str] = {}

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
