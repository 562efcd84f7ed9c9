"""What a model server is sent, and what it sends, read: an answer's events, lists of models, vectors. Pure.

Of an answer whatever is not of a known shape is skipped and counted; a list or vectors of another shape become
ModelUnavailable.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NotRequired, TypedDict

import orjson

from chat.model_server.errors import ModelError, no_answer, reported
from chat.model_server.reading.event_stream import Event
from chat.model_server.reading.lenient import Unreadable, WholeSigns, read_json
from chat.model_server.reading.shapes import Words, as_count, as_object, as_text, refusal_of, usual_words, words_of
from chat.model_server.reasons import error_in

# Wider ones are no encoder's.
VECTOR_MAX = 16_384
# How an answer ends that is the model's refusal to give one.
REFUSAL = "refusal"

# How one ends that had no room left, in one word, and in those of some servers.
LENGTH = "length"
LENGTHS = ("length", "max_tokens", "max_output_tokens", "model_length", "token_limit")


class Message(TypedDict):
    """`images`: as data URLs; see `in_parts`."""

    role: Literal["system", "user", "assistant"]
    content: str
    images: NotRequired[list[str]]


def in_parts(message: Message) -> Mapping[str, Any]:
    """As it is sent: with images its content is a list of parts."""
    if "images" not in message:
        return message

    shown = [{"type": "image_url", "image_url": {"url": url}} for url in message["images"]]
    return {"role": message["role"], "content": [{"type": "text", "text": message["content"]}, *shown]}


def text_of(sent: Mapping[str, Any]) -> str:
    """Of a message as it is sent."""
    content = sent["content"]
    return content if isinstance(content, str) else str(content[0]["text"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of the answer or of the reasoning; the last ones may carry the end's facts instead."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    # Of the prompt, while the server reads it: 0 to 1.
    read_share: float | None = None


NOTHING = Piece()


@dataclass(frozen=True, slots=True)
class Heard:
    """What came together: its pieces as one, and after them, if it came, the end or what went wrong."""

    piece: Piece
    is_end: bool = False
    problem: ModelError | None = None


class Hearing:
    """One answer as it is heard. `model`: as it is called in a sentence about a problem.

    `strange`: how many events could be read and were none of an answer.
    """

    def __init__(self, host: str, model: str) -> None:
        self.strange = 0
        self._host, self._model = host, model
        self.is_complete = self._has_refused = self._came_in_deltas = False
        self._text, self._reasoning = WholeSigns(), WholeSigns()

    def together(self, events: Sequence[Event]) -> Heard:
        pieces: list[Piece] = []
        for event in events:
            if event.value is None:
                self.is_complete = True
                return Heard(self._joined(pieces), is_end=True)

            if not event.name and (words := usual_words(event.value)) is not None:
                self._came_in_deltas = self._came_in_deltas or bool(words)
                pieces.append(Piece(words))
                continue

            # Some servers put what belongs together into a list.
            for value in event.value if isinstance(event.value, list) else [event.value]:
                self.strange += not isinstance(value, dict)
                pieces.append(self._piece(as_object(value)))
                if error := error_in(value, event.name):
                    return Heard(self._joined(pieces), problem=reported(self._host, self._model, error))

        return Heard(self._joined(pieces))

    def _piece(self, event: Mapping[str, Any]) -> Piece:
        choice = _first_choice(event)
        words = self._words(event, choice)
        if refused := refusal_of(choice.get("delta")) or refusal_of(choice.get("message")):
            self._has_refused = True

        usage = as_object(event.get("usage"))
        return Piece(
            text=words.text + refused,
            reasoning=words.thinking,
            finish_reason=self._finish_reason(event, choice),
            prompt_tokens=as_count(usage.get("prompt_tokens", event.get("prompt_eval_count"))),
            completion_tokens=as_count(usage.get("completion_tokens", event.get("eval_count"))),
            read_share=_read_share(event["prompt_progress"]) if "prompt_progress" in event else None,
        )

    def _words(self, event: Mapping[str, Any], choice: Mapping[str, Any]) -> Words:
        """Of the delta; else of a whole message, unless it only sums up the deltas before it; else of a bare text."""
        if words := words_of(choice.get("delta")):
            self._came_in_deltas = True
            return words
        if self._came_in_deltas:
            return Words()

        # Ollama's own protocol has its message without choices.
        whole = words_of(choice.get("message", as_object(event.get("message")) if "choices" not in event else None))
        return whole or Words(as_text(choice.get("text")) or as_text(event.get("response")))

    def _finish_reason(self, event: Mapping[str, Any], choice: Mapping[str, Any]) -> str:
        reason = as_text(choice.get("finish_reason")) or as_text(event.get("done_reason"))
        if not reason and (event.get("done") is True or event.get("object") == "chat.completion"):
            reason = "stop"

        self.is_complete = self.is_complete or bool(reason)
        if reason.lower() in LENGTHS:
            return LENGTH
        return REFUSAL if reason and self._has_refused else reason

    def _joined(self, pieces: list[Piece]) -> Piece:
        piece = pieces[0] if len(pieces) == 1 else _joined(pieces)
        if piece.text.isascii() and piece.reasoning.isascii():
            # Nearly always; half a sign that waits is then lost with its other half.
            return piece

        return replace(piece, text=self._text.take(piece.text), reasoning=self._reasoning.take(piece.reasoning))


def _read_share(progress: Any) -> float | None:
    """llama.cpp's: how many tokens of the prompt it has read, and of how many."""
    found = as_object(progress)
    read, total = as_count(found.get("processed")), as_count(found.get("total"))
    return min(1.0, read / total) if read is not None and total else None


def _first_choice(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The others are other answers to the same question."""
    choices = event.get("choices")
    if not isinstance(choices, list):
        return as_object(choices)

    return next((choice for choice in map(as_object, choices) if choice.get("index") in (0, None)), {})


def _joined(pieces: list[Piece]) -> Piece:
    return Piece(
        text="".join([piece.text for piece in pieces]),
        reasoning="".join([piece.reasoning for piece in pieces]),
        finish_reason=next((piece.finish_reason for piece in pieces if piece.finish_reason), ""),
        prompt_tokens=next((piece.prompt_tokens for piece in pieces if piece.prompt_tokens), None),
        completion_tokens=next((piece.completion_tokens for piece in pieces if piece.completion_tokens), None),
        read_share=next((piece.read_share for piece in reversed(pieces) if piece.read_share is not None), None),
    )


def read_names(host: str, content: bytes, *, most: int, longest: int) -> list[str]:
    """The names of the models that a server offers, each once, sorted, bounded in number and length.

    OpenAI has them in `data`, Together as a bare list, Ollama in `models` and by `name`.
    """
    try:
        found = read_json(content)
    except Unreadable:
        raise no_answer(host) from None

    if error := error_in(found, ""):
        raise reported(host, "", error)
    items = found if isinstance(found, list) else _listed(host, as_object(found))
    names = [item if isinstance(item, str) else _name(as_object(item)) for item in items[:most]]

    return sorted({name for name in names if 0 < len(name) <= longest})


def _listed(host: str, found: Mapping[str, Any]) -> list[Any]:
    held = [found[key] for key in ("data", "models") if key in found]
    if not held:
        raise no_answer(host)

    return next((items for items in held if isinstance(items, list)), [])


def _name(item: Mapping[str, Any]) -> str:
    return next((name for key in ("id", "model", "name") if (name := as_text(item.get(key)))), "")


def read_vectors(host: str, content: bytes, count: int) -> list[list[float]]:
    """`count` vectors in the order of the texts, finite, not empty and of one size."""
    try:
        data = orjson.loads(content)["data"]
        by_index = {item["index"]: [float(number) for number in item["embedding"]] for item in data}
        vectors = [by_index[index] for index in range(count)]
    except (orjson.JSONDecodeError, AttributeError, TypeError, ValueError, LookupError):
        raise no_answer(host) from None

    sizes = {len(vector) for vector in vectors}
    is_whole = len(sizes) == 1 and 0 < max(sizes) <= VECTOR_MAX
    if not is_whole or not all(math.isfinite(number) for vector in vectors for number in vector):
        raise no_answer(host)

    return vectors
