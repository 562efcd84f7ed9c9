"""How a server is asked that refuses a part of the protocol.

Most take all that the protocol has. Of the rest one learns by being refused, before the first word.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from chat.model_server.connection import NO_WISHES, Connection, Wishes
from chat.model_server.protocol import Message, in_parts
from chat.model_server.reasons import Reason
from chat.model_server.sayings import Kind

# Templates of models without a system role say it in many ways; to those that count turns it is one too many.
NO_SYSTEM = re.compile(
    r"system[’'a-z ]{0,20} (?:role|message|prompt|instruction)|roles?\b[^.]{0,80}\bsystem|got system"
    r"|roles must alternate"
    r"|(?:role|message)s?[^.]{0,40} must (?:be|start with|begin with)[^.]{0,20} user|developer instruction"
)
NO_USAGE = re.compile(r"stream_options|include_usage|stream options")
NO_STREAM = re.compile(
    r"stream(?:ing)?[^.]{0,60} (?:not|n't|un)[ -]?(?:be )?(?:supported|allowed|available|enabled)"
    r"|does not support stream"
)
# What an odd field is refused with, and the kinds of errors that a template's complaint looks like.
FIELD_STATUSES = (400, 422)
KNOWN_MAX = 1_000
NEWER_LENGTH = "max_completion_tokens"


@dataclass(frozen=True, slots=True)
class Manner:
    tells_usage: bool = True
    has_system: bool = True
    streams: bool = True
    # llama.cpp says how far it has read the prompt, if it is asked to.
    tells_progress: bool = False
    takes_temperature: bool = True
    # Under which name it takes the longest answer; "": under none.
    length_name: str = "max_tokens"

    def body(self, model: str, messages: list[Message], wishes: Wishes = NO_WISHES) -> dict[str, Any]:
        told = messages if self.has_system else without_system(messages)
        body: dict[str, Any] = {"model": model, "messages": told}
        if "images" in told[-1]:
            body["messages"] = [*told[:-1], in_parts(told[-1])]
        body["stream"] = self.streams
        if self.streams and self.tells_usage:
            body["stream_options"] = {"include_usage": True}
        if self.streams and self.tells_progress:
            body["return_progress"] = True
        if wishes.temperature is not None and self.takes_temperature:
            body["temperature"] = wishes.temperature
        if wishes.answer_tokens is not None and self.length_name:
            body[self.length_name] = wishes.answer_tokens

        return body

    def after(self, reason: Reason) -> "Manner | None":
        """How to ask a server that refused so; None if asking otherwise is of no use."""
        text = reason.lower
        if self.tells_usage and NO_USAGE.search(text):
            return replace(self, tells_usage=False)
        if self.has_system and NO_SYSTEM.search(text):
            return replace(self, has_system=False)
        if self.streams and NO_STREAM.search(text):
            return replace(self, streams=False)
        if reason.status in FIELD_STATUSES and reason.kind is not Kind.TOO_LONG and (other := self._asking_less(text)):
            return other

        # It does not say which field it means.
        is_unsaid = reason.status in FIELD_STATUSES and reason.kind is Kind.REFUSED
        if self.tells_progress and (is_unsaid or "return_progress" in text):
            return replace(self, tells_progress=False)

        return replace(self, tells_usage=False) if is_unsaid and self.tells_usage else None

    def _asking_less(self, text: str) -> "Manner | None":
        """Without the wish that it does not take."""
        if self.takes_temperature and "temperature" in text:
            return replace(self, takes_temperature=False)
        if self.length_name and self.length_name in text:
            # The newer models of OpenAI have another name for it.
            other = NEWER_LENGTH if NEWER_LENGTH in text and self.length_name != NEWER_LENGTH else ""
            return replace(self, length_name=other)

        return None


def without_system(messages: list[Message]) -> list[Message]:
    """The system's text stands before the first question instead."""
    system = "\n\n".join(message["content"] for message in messages if message["role"] == "system")
    rest = [message for message in messages if message["role"] != "system"]
    if not system or not rest:
        return messages

    first: Message = {**rest[0], "content": f"{system}\n\n{rest[0]['content']}"}
    return [first, *rest[1:]]


# Of each server and model the manner in which it answered last.
_known: dict[tuple[str, str], Manner] = {}


def manner_of(connection: Connection, model: str) -> Manner:
    return _known.get((connection.base_url, model), Manner())


def remember_manner(connection: Connection, model: str, manner: Manner) -> None:
    if manner == manner_of(connection, model):
        return
    if len(_known) >= KNOWN_MAX:
        _known.clear()

    _known[connection.base_url, model] = manner
