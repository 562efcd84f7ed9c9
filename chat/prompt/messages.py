"""Makes the messages of a prompt from its receipt, the same way when it is sent and when it is shown. Pure.

The receipt holds every text that exists nowhere else in the form in which it
went in; turns of the session and the system prompt are named there and given
along. A change in how messages are made raises RECEIPT_VERSION
(`receipts.values`): a shown prompt says by its digest whether it is what was sent.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from chat.model_server.protocol import Message
from chat.prompt.quoting import RULE, fenced, neutral
from chat.prompt.tokens import CUT_MARK, estimate_tokens, message_cost
from sessions_memory.receipts.values import Item, ItemKind, Receipt, UsedTurn

# Models' templates want question and answer in turn.
NO_ANSWER = "(This question got no answer.)"
DELETED = "(deleted)"
INSTRUCTIONS = "How this person wants to be answered. They wrote it for you: follow it in tone, length and manner."
NOTES = "What this person wants in mind with every question. They wrote or kept it themselves."
CONTINUED = "The conversation that this session goes on from, oldest first:"
SUMMARY = "What the session was about before the turns that follow, in short:"
MEMORIES = (
    "What this person said and was told in earlier conversations, oldest first, as far as it may bear on the question. "
    "Use what helps and say when it is from; leave the rest unmentioned. "
    "Where one marked newer disagrees with one marked older, the newer stands: say that it changed."
)


@dataclass(frozen=True)
class Texts:
    """Texts that a receipt only names. `turns`: question and answer by interaction id; a deleted one is missing."""

    system: str
    question: str
    turns: Mapping[int, tuple[str, str]]


def messages_of(receipt: Receipt, texts: Texts) -> list[Message]:
    messages = [_message("system", _system(receipt, texts))]
    for turn in receipt["turns"]:
        question, answer = _turn_texts(turn, texts)
        messages += [_message("user", question), _message("assistant", answer)]

    return [*messages, _message("user", texts.question)]


def digest_of(messages: list[Message]) -> str:
    return hashlib.sha256(json.dumps(messages, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def frame(system: str, today: str) -> str:
    """The part of the system message that is always there."""
    return f"{system}\n\nToday is {today}.\n\n{RULE}"


def heading_cost(heading: str) -> int:
    return estimate_tokens(heading) + 2


def item_cost(item: Item) -> int:
    # The number that it will have is not known yet; none is longer.
    return estimate_tokens(_block(item, 999)) + 1


def turn_cost(question: str, answer: str, *, is_quoted: bool) -> int:
    if is_quoted:
        return estimate_tokens(_asked_and_answered(question, answer, 999, "30 September 2026")) + 1

    return message_cost(question) + message_cost(answer)


def _system(receipt: Receipt, texts: Texts) -> str:
    def section(heading: str, kind: ItemKind) -> list[str]:
        blocks = [_block(item, n) for n, item in enumerate(_of_kind(receipt["items"], kind), 1)]
        return ["\n\n".join([heading, *blocks])] if blocks else []

    continued = [_continued_block(turn, n, texts) for n, turn in enumerate(receipt["continued"], 1)]
    quoted = [
        *section(INSTRUCTIONS, "instructions"),
        *section(NOTES, "note"),
        *(["\n\n".join([CONTINUED, *continued])] if continued else []),
        *section(SUMMARY, "summary"),
        *section(MEMORIES, "memory"),
    ]

    whole = frame(texts.system, receipt["today"])
    return "\n\n".join([whole, *quoted]) if quoted else whole.removesuffix(f"\n\n{RULE}")


def _of_kind(items: list[Item], kind: ItemKind) -> list[Item]:
    return [item for item in items if item["kind"] == kind]


def _block(item: Item, number: int) -> str:
    text = DELETED if item.get("is_deleted") else item["text"]
    if item["kind"] in ("instructions", "summary"):
        return fenced(item["kind"], text)

    label = f"{item['kind']} {number}, {item['date']}"
    if item["kind"] == "note":
        return fenced(label, text)

    label += f", {item['source_name']}" + (f", {item['age']}" if item.get("age") else "")
    lines = [f"Session: {item['session_title']}"] if item["session_title"] else []
    lines.append(f"Asked: {text}")

    if item["answer"]:
        lines.append(f"Answer: {item['answer']}")

    return fenced(label, "\n".join(lines))


def _continued_block(turn: UsedTurn, number: int, texts: Texts) -> str:
    return _asked_and_answered(*_turn_texts(turn, texts, is_quoted=True), number, turn["date"])


def _asked_and_answered(question: str, answer: str, number: int, date: str) -> str:
    return fenced(f"turn {number}, {date}", f"Asked: {question}\nAnswer: {answer}")


def _turn_texts(turn: UsedTurn, texts: Texts, *, is_quoted: bool = False) -> tuple[str, str]:
    pk = turn["id"]
    if pk is None or pk not in texts.turns:
        return DELETED, DELETED

    question, answer = texts.turns[pk]
    if is_quoted:
        question, answer = neutral(question), neutral(answer)

    kept = answer[: turn["answer_chars"]] + (CUT_MARK if turn["is_cut"] else "")
    return question, kept or NO_ANSWER


def _message(role: Literal["system", "user", "assistant"], content: str) -> Message:
    return {"role": role, "content": content}
