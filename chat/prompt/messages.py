"""Makes the messages of a prompt from its receipt, the same way when it is sent and when it is shown. Pure.

The receipt holds every text that exists nowhere else in the form in which it
went in; turns of the session and the system prompt are named there and given
along. A change in how messages are made raises RECEIPT_VERSION
(`receipts.values`) and keeps the way before for the receipts that have it: a
shown prompt says by its digest whether it is what was sent.

A model server keeps what it has read as long as the next prompt begins with the
same. So all that stays stands first, then the turns; the parts that change from
question to question stand in the last message, behind the question itself.
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
from sessions_memory.states import source_name

# Models' templates want question and answer in turn.
NO_ANSWER = "(This question got no answer.)"
DELETED = "(deleted)"
NOT_WHOLE = "Unfinished answer"
IS_SEEN = "(It comes with this message as an image.)"
CUT_WHOLE = "(There was no room for its text.)"
NEVER_WHOLE = "(Its answer was never finished.)"
INSTRUCTIONS = "How this person wants to be answered. They wrote it for you: follow it in tone, length and manner."
NOTES = "What this person wants in mind with every question. They wrote or kept it themselves."
CONTINUED = "The conversation that this session goes on from, oldest first:"
SUMMARY = "What the session was about before the turns that follow, in short:"
TODAY = "(Today is {}.)"
MEMORIES = (
    "What this person said and was told in earlier conversations, oldest first, as far as it may bear on the question. "
    "Use what helps and say when it is from; leave the rest unmentioned. "
    "Where one marked newer disagrees with one marked older, the newer stands: say that it changed."
)
ATTACHED = "Files that this person attached. Answer from them where the question is about them, and say from which."
# Small models heed most what they read last: that must be no quotation.
ANSWER = "Answer what stands above the quotations, in its own language."


# The headings of what stands beside the question, in the last message.
BESIDE = frozenset({ATTACHED, MEMORIES})


@dataclass(frozen=True)
class Texts:
    """Texts that a receipt only names. `turns`: question and answer by interaction id; a deleted one is missing."""

    system: str
    question: str
    turns: Mapping[int, tuple[str, str]]


def messages_of(receipt: Receipt, texts: Texts) -> list[Message]:
    messages = [message("system", _system(receipt, texts))]
    for turn in receipt["turns"]:
        messages += turn_messages(turn, texts)

    return [*messages, message("user", _asked(receipt, texts))]


def digest_of(messages: list[Message]) -> str:
    return hashlib.sha256(json.dumps(messages, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def frame(system: str) -> str:
    """The part of the system message that is always there."""
    return f"{system}\n\n{RULE}"


def question_frame(question: str, today: str) -> str:
    """The part of the last message that is always there."""
    return f"{question}\n\n{TODAY.format(today)}"


def heading_cost(heading: str) -> int:
    closing = estimate_tokens(ANSWER) + 2 if heading in BESIDE else 0
    return estimate_tokens(heading) + 2 + closing


def item_cost(item: Item) -> int:
    # The number that it will have is not known yet; none is longer.
    return estimate_tokens(_block(item, 999)) + 1


def turn_cost(question: str, answer: str, *, is_quoted: bool) -> int:
    if is_quoted:
        return estimate_tokens(_asked_and_answered(question, answer, 999, "30 September 2026")) + 1

    return message_cost(question) + message_cost(answer)


def _system(receipt: Receipt, texts: Texts) -> str:
    return "\n\n".join([frame(texts.system), *standing(receipt, texts)])


def _asked(receipt: Receipt, texts: Texts) -> str:
    whole = question_frame(texts.question, receipt["today"])
    beside = [*section(receipt, ATTACHED, "attachment"), *section(receipt, MEMORIES, "memory")]
    return "\n\n".join([whole, *beside, ANSWER]) if beside else whole


def recalled_block(receipt: Receipt) -> str:
    """What was recalled, to stand behind a question in a prompt that is not ours; "" if nothing was."""
    memories = section(receipt, MEMORIES, "memory")
    return "\n\n".join([RULE, *memories, ANSWER]) if memories else ""


def standing(receipt: Receipt, texts: Texts) -> list[str]:
    """The sections that stay the same from question to question."""
    continued = [_continued_block(turn, n, texts) for n, turn in enumerate(receipt["continued"], 1)]
    return [
        *section(receipt, INSTRUCTIONS, "instructions"),
        *section(receipt, NOTES, "note"),
        *(["\n\n".join([CONTINUED, *continued])] if continued else []),
        *section(receipt, SUMMARY, "summary"),
    ]


def section(receipt: Receipt, heading: str, kind: ItemKind) -> list[str]:
    blocks = [_block(item, n) for n, item in enumerate(_of_kind(receipt["items"], kind), 1)]
    return ["\n\n".join([heading, *blocks])] if blocks else []


def _of_kind(items: list[Item], kind: ItemKind) -> list[Item]:
    return [item for item in items if item["kind"] == kind]


def _block(item: Item, number: int) -> str:
    text = DELETED if item.get("is_deleted") else item["text"]
    if item["kind"] in ("instructions", "summary"):
        return fenced(item["kind"], text)

    if item["kind"] == "attachment":
        return _file_block(item, text, number)

    label = f"{item['kind']} {number}, {item['date']}"
    if item["kind"] == "note":
        return fenced(label, text)

    # A program's own name is no word of ours, as all of a label is.
    label += f", {source_name(item['source'])}" + (f", {item['age']}" if item.get("age") else "")
    lines = [f"Session: {item['session_title']}"] if item["session_title"] else []
    lines += [f"It is {item['tells']}."] if item.get("tells") else []
    lines.append(f"Asked: {text}")

    if item["answer"]:
        lines.append(f"{NOT_WHOLE if item.get('ended') else 'Answer'}: {item['answer']}")
    elif item.get("ended"):
        lines.append(NEVER_WHOLE)

    return fenced(label, "\n".join(lines))


def _file_block(item: Item, text: str, number: int) -> str:
    """The label is made of words that a quoted text can't make a mark of; a file's name is its owner's."""
    place = f"attached {item['date']}" if item.get("is_earlier") else "attached to the question"
    if item.get("is_deleted"):
        return fenced(f"quotation {number}, a file {place}", DELETED)

    lines = [f"File: {item['name']} ({item.get('about', '')})"]
    lines += [item["remark"]] if item.get("remark") else []
    lines += [IS_SEEN] if item.get("is_seen") else []
    lines += [CUT_WHOLE] if item.get("is_cut") and not text else []

    return fenced(f"quotation {number}, a file {place}", "\n".join([*lines, text] if text else lines))


def turn_messages(turn: UsedTurn, texts: Texts) -> list[Message]:
    question, answer = _turn_texts(turn, texts)
    return [message("user", question), message("assistant", answer)]


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


def message(role: Literal["system", "user", "assistant"], content: str) -> Message:
    return {"role": role, "content": content}
