"""Builds what is sent to a model server, and reads what comes back: lines of a stream, and vectors. Pure.

Whatever is not of the shape that the protocol says becomes ModelUnavailable.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import orjson

from chat.model_server.errors import ModelUnavailable

# Wider ones are no encoder's.
VECTOR_MAX = 16_384


class Message(TypedDict):
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of the answer or of the reasoning; the last ones may carry the end's facts instead."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Events that came together: the pieces joined, then the end or the error, if either came."""

    piece: Piece
    is_end: bool = False
    problem: ModelUnavailable | None = None


def read_together(host: str, lines: Sequence[bytes]) -> Heard:
    pieces: list[Piece] = []
    try:
        for line in lines:
            if line == b"[DONE]":
                return Heard(_joined(pieces), is_end=True)
            pieces.append(_read_piece(host, line))
    except ModelUnavailable as problem:
        return Heard(_joined(pieces), problem=problem)

    return Heard(_joined(pieces))


def _joined(pieces: list[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]

    return Piece(
        text="".join([piece.text for piece in pieces]),
        reasoning="".join([piece.reasoning for piece in pieces]),
        finish_reason=next((piece.finish_reason for piece in pieces if piece.finish_reason), ""),
        prompt_tokens=next((piece.prompt_tokens for piece in pieces if piece.prompt_tokens), None),
        completion_tokens=next((piece.completion_tokens for piece in pieces if piece.completion_tokens), None),
    )


def _read_piece(host: str, line: bytes) -> Piece:
    try:
        event = orjson.loads(line)
        if event.get("error"):
            raise ModelUnavailable(
                f"The model server at {host} reported an error of its own.",
                "Look into its log, then retry.",
            )

        usage = event.get("usage") or {}
        choice = (event.get("choices") or [{}])[0]
        delta = choice.get("delta") or {}

        return Piece(
            text=_text(delta.get("content")),
            reasoning=_text(delta.get("reasoning_content") or delta.get("reasoning")),
            finish_reason=_text(choice.get("finish_reason")),
            prompt_tokens=_count(usage.get("prompt_tokens")),
            completion_tokens=_count(usage.get("completion_tokens")),
        )
    except (orjson.JSONDecodeError, AttributeError, TypeError, IndexError, KeyError):
        raise _no_answer(host) from None


def read_names(host: str, content: bytes, *, most: int, longest: int) -> list[str]:
    """The names of the models that a server offers, sorted, bounded in number and length."""
    try:
        data = orjson.loads(content)["data"] or []
        names = [item.get("id") for item in data if isinstance(item, dict)]
    except (orjson.JSONDecodeError, AttributeError, TypeError, LookupError):
        raise _no_answer(host) from None

    return sorted(name for name in names[:most] if isinstance(name, str) and 0 < len(name) <= longest)


def read_vectors(host: str, content: bytes, count: int) -> list[list[float]]:
    """`count` vectors in the order of the texts, finite, not empty and of one size."""
    try:
        data = orjson.loads(content)["data"]
        by_index = {item["index"]: [float(number) for number in item["embedding"]] for item in data}
        vectors = [by_index[index] for index in range(count)]
    except (orjson.JSONDecodeError, AttributeError, TypeError, ValueError, LookupError):
        raise _no_answer(host) from None

    sizes = {len(vector) for vector in vectors}
    is_whole = len(sizes) == 1 and 0 < max(sizes) <= VECTOR_MAX
    if not is_whole or not all(math.isfinite(number) for vector in vectors for number in vector):
        raise _no_answer(host)

    return vectors


def _no_answer(host: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The server at {host} sent something that is no answer.",
        "Check that its address is that of an OpenAI-compatible server.",
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) else None
