"""Reads a program's messages: what is asked, what was said before, and where memories go. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from chat.endpoint.body import Body, Place, members
from chat.endpoint.errands import is_errand
from chat.endpoint.steps import Steps
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


class Message(NamedTuple):
    role: str
    text: str


@dataclass(frozen=True)
class Asked:
    """`turns`: the last is the question. `end`: the text that memories go behind, None if there is none.

    `is_answering`: the question was asked before, and the program did meanwhile what its answer wanted done.
    """

    question: str
    turns: tuple[Said, ...]
    end: Place | None
    is_answering: bool = False


def asked_in(body: Body) -> Steps[Asked | None]:
    """None where nothing is asked by a person: an errand, or messages of another shape."""
    place = body.places.get("messages")
    messages: list[Place] = place.value if place and isinstance(place.value, list) else []
    said: list[Message] = []
    for one in messages:
        if not _is_message(one.value):
            return None
        said.append(Message(one.value["role"], _text(one.value.get("content"))))
        yield

    last = next((at for at in reversed(range(len(said))) if said[at].role not in SYSTEM), -1)
    asked = next((at for at in reversed(range(last + 1)) if _is_of_person(said[at])), -1)
    if asked < 0:
        return None

    instructions = _instructions(said)
    question = _question(said[asked], instructions)
    yield
    system = "\n".join(one.text for one in said if one.role in SYSTEM)
    if not question or is_errand(said[asked].text, system):
        return None

    yield
    turns = yield from _turns(said[: asked + 1], instructions)
    if last > asked:
        # An answer goes on that called for something, or was nudged; what else ends so is the program's own matter.
        is_called = said[last].role == "user" or any(one.role in ("tool", "function") for one in said[asked:])
        return Asked(question, turns, None, is_answering=True) if is_called else None

    return Asked(question, turns, (yield from _end(body.text, messages[asked])))


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("role"), str)


def _instructions(said: Sequence[Message]) -> str:
    """aider gives them in a turn, which is answered so, to models that take none as a system."""
    is_turn = len(said) > 1 and said[1].text == OK
    return said[0].text.rstrip() if is_turn or said[0].role in SYSTEM else ""


def _is_of_person(message: Message) -> bool:
    return message.role == "user" and not message.text.startswith(NUDGES)


def _turns(said: Sequence[Message], instructions: str) -> Steps[tuple[Said, ...]]:
    asked = [at for at, one in enumerate(said) if _is_of_person(one)][-TURNS_READ:]
    turns = []
    for at, end in pairwise([*asked, len(said)]):
        answers = [_plain(_answer(one)) for one in said[at + 1 : end] if one.role == "assistant"]
        turns.append(Said(_plain(_question(said[at], instructions)), " ".join(filter(None, answers))))
        yield

    return (*(turn for turn in turns[:-1] if not _is_acknowledged(turn.answer)), turns[-1])


def _is_acknowledged(answer: str) -> bool:
    return answer == OK or answer.startswith(ACKNOWLEDGED)


def _question(message: Message, instructions: str) -> str:
    return storable(question_in(message.text, instructions)).strip()


def _answer(message: Message) -> str:
    return parted(without(message.text, FOLD, FOLD_ENDS)).text


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


def _end(text: str, message: Place) -> Steps[Place | None]:
    content: Place = (yield from members(text, message.start)).value["content"]
    if isinstance(content.value, str):
        return content

    texts = [part for part in content.value if _is_text(part.value)]
    if not texts:
        return None

    last: dict[str, Place] = (yield from members(text, texts[-1].start)).value
    return last["text"]
