"""A download that is made while it is sent: no piece of it blocks the event loop or waits for another's database."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse


def download(pieces: Iterator[str] | Iterator[bytes], *, content_type: str, filename: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        _streamed(pieces),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-store"},
    )


async def _streamed(pieces: Iterator[str] | Iterator[bytes]) -> AsyncIterator[str | bytes]:
    def next_piece() -> str | bytes | None:
        return next(pieces, None)

    while (piece := await sync_to_async(next_piece)()) is not None:
        yield piece
