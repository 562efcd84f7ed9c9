"""Reads a program's messages: what is asked, what was said before, and where memories go. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from chat.endpoint.body import Body, Place, items, members
from chat.endpoint.errands import is_errand
from chat.endpoint.wrapping import question_in, without
from sessions_memory.database.text import storable
from sessions_memory.programs import TURNS_KNOWN, Said
from sessions_memory.thinking import parted

# A program may send more turns than a conversation is known by; some of them are acknowledged, and left out.
TURNS_READ = 2 * TURNS_KNOWN
# These may stand behind a question: reminders of the program's.
SYSTEM = ("system", "developer")
# Thinking, as Open WebUI keeps it in an answer.
FOLD, FOLD_ENDS = '<details type="reasoning"', "</details>"
# aider sends files as turns of their own, answered so, and other ones with each question. "Ok." is the whole answer.
OK = "Ok."
ACKNOWLEDGED = (
    "Ok, any changes I propose will be to those files",
    "Ok, I won't try and edit those files without asking",
    "Ok, I will use these files as references",
)
# What programs say in their person's place so that an answer goes on: Cline, opencode.
NUDGES = ("Your previous response was cut off because", "Continue if you have next steps")


@dataclass(frozen=True)
class Asked:
    """`turns`: the last is the question. `end`: the text that memories go behind, None if there is none.

    `is_answering`: the question was asked before, and the program did meanwhile what its answer wanted done.
    """

    question: str
    turns: tuple[Said, ...]
    end: Place | None
    is_answering: bool = False


def asked_in(body: Body) -> Asked | None:
    """None where nothing is asked by a person: an errand, or messages of another shape."""
    place = body.places.get("messages")
    if place is None or not isinstance(place.value, list) or not all(_is_message(one) for one in place.value):
        return None

    said: list[dict[str, Any]] = place.value
    last = next((at for at in reversed(range(len(said))) if said[at]["role"] not in SYSTEM), -1)
    asked = next((at for at in reversed(range(last + 1)) if _is_of_person(said[at])), -1)
    if asked < 0:
        return None

    instructions = _instructions(said)
    question = _question(said[asked], instructions)
    system = "\n".join(_text(one.get("content")) for one in said if one["role"] in SYSTEM)
    if not question or is_errand(_text(said[asked].get("content")), system):
        return None
    if last > asked:
        # An answer goes on that called for something, or was nudged; what else ends so is the program's own matter.
        is_called = said[last]["role"] == "user" or any(one["role"] in ("tool", "function") for one in said[asked:])
        return Asked(question, _turns(said[: asked + 1], instructions), None, is_answering=True) if is_called else None

    message = list(items(body.text, place.start))[asked]
    return Asked(question, _turns(said[: asked + 1], instructions), _end(body.text, message))


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("role"), str)


def _instructions(said: Sequence[dict[str, Any]]) -> str:
    """aider gives them in a turn, which is answered so, to models that take none as a system."""
    is_turn = len(said) > 1 and said[1].get("content") == OK
    return _text(said[0].get("content")).rstrip() if is_turn or said[0]["role"] in SYSTEM else ""


def _is_of_person(message: dict[str, Any]) -> bool:
    return message["role"] == "user" and not _text(message.get("content")).startswith(NUDGES)


def _turns(said: Sequence[dict[str, Any]], instructions: str) -> tuple[Said, ...]:
    asked = [at for at, one in enumerate(said) if _is_of_person(one)][-TURNS_READ:]
    turns = []
    for at, end in pairwise([*asked, len(said)]):
        answers = [_plain(_answer(one)) for one in said[at + 1 : end] if one["role"] == "assistant"]
        turns.append(Said(_plain(_question(said[at], instructions)), " ".join(filter(None, answers))))

    return (*(turn for turn in turns[:-1] if not _is_acknowledged(turn.answer)), turns[-1])


def _is_acknowledged(answer: str) -> bool:
    return answer == OK or answer.startswith(ACKNOWLEDGED)


def _question(message: dict[str, Any], instructions: str) -> str:
    return storable(question_in(_text(message.get("content")), instructions)).strip()


def _answer(message: dict[str, Any]) -> str:
    return parted(without(_text(message.get("content")), FOLD, FOLD_ENDS)).text


def _plain(text: str) -> str:
    """Programs trim what they keep."""
    return " ".join(text.split())


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content

    parts = content if isinstance(content, list) else []
    return "\n".join(part["text"] for part in parts if _is_text(part))


def _is_text(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)


def _end(text: str, message: Place) -> Place | None:
    content = members(text, message.start)["content"]
    if isinstance(content.value, str):
        return content

    texts = [part for part in items(text, content.start) if _is_text(part.value)]
    return members(text, texts[-1].start)["text"] if texts else None
