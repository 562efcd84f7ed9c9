"""What of a broken answer had arrived and was not read yet.

A client that meets the end of a line raises its error at once, and keeps what lies in its buffer: of a fast server's
answer most of the words. aiohttp has no door to that; a test over a real, broken line watches this one.
"""

from typing import Any


def left_in(content: Any) -> bytes:
    """`content`: that of aiohttp's response."""
    buffer = getattr(content, "_buffer", None)
    if not buffer:
        return b""

    left = b"".join(buffer)[getattr(content, "_buffer_offset", 0) :]
    buffer.clear()
    return left
