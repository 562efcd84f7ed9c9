"""Builds the prompt: pure, values in, `FusedPrompt` out. Storing and sending happen elsewhere.

Tokens are estimated, offline and rather too many than too few: every model
counts its own way, and a prompt that is a little short is answered.
"""

from dataclasses import dataclass
from typing import Any

RECEIPT_VERSION = 1
SYSTEM_PROMPT_VERSION = 1
SYSTEM_PROMPT = (
    "You are the assistant of InsightVault, one person's private place to think. "
    "Answer plainly and honestly, in the language of the question. Use Markdown where it helps. "
    "If you do not know, say so."
)
# Room kept for the answer and for what the server adds around each message.
ANSWER_TOKENS = 1000
MESSAGE_TOKENS = 4
CUT_MARK = " […]"


@dataclass(frozen=True)
class PastTurn:
    """An earlier question of the session and its answer ("" if it has none)."""

    interaction_id: int
    question: str
    answer: str


@dataclass(frozen=True)
class FusedPrompt:
    messages: list[dict[str, str]]
    receipt: dict[str, Any]


def fuse(*, question: str, turns: list[PastTurn], budget_tokens: int) -> FusedPrompt:
    """The system prompt, as many of the newest `turns` (given oldest first) as fit, and the question.

    The question always goes in whole. A turn that fits only in part goes in
    with its answer cut, marked; those before it stay out.
    """
    system = {"role": "system", "content": SYSTEM_PROMPT}
    asked = {"role": "user", "content": question}
    room = budget_tokens - ANSWER_TOKENS - _cost(SYSTEM_PROMPT) - _cost(question)
    messages: list[dict[str, str]] = []
    used: list[dict[str, Any]] = []
    for turn in reversed(turns):
        answer = _fit(turn.answer, room - _cost(turn.question) - MESSAGE_TOKENS)
        if answer is None:
            break
        pair = [{"role": "user", "content": turn.question}]
        if answer:
            pair.append({"role": "assistant", "content": answer})
        messages = pair + messages
        room -= sum(_cost(message["content"]) for message in pair)
        used.insert(0, {"id": turn.interaction_id, "is_cut": answer != turn.answer})
        if answer != turn.answer:
            break
    messages = [system, *messages, asked]
    return FusedPrompt(
        messages,
        {
            "version": RECEIPT_VERSION,
            "system_prompt": SYSTEM_PROMPT_VERSION,
            "turns": used,
            "memories": [],
            "budget_tokens": budget_tokens,
            "estimated_tokens": sum(_cost(message["content"]) for message in messages),
        },
    )


def estimate_tokens(text: str) -> int:
    """Three letters of an alphabet to a token; a sign of any wider script is up to two."""
    wide = sum(character > "\u2e7f" for character in text) if not text.isascii() else 0
    return (len(text) - wide) // 3 + 2 * wide + 1


def _cost(text: str) -> int:
    return estimate_tokens(text) + MESSAGE_TOKENS


def _fit(answer: str, room: int) -> str | None:
    """`answer`, or as much of it as fits, marked; None if it is not worth it."""
    if room < 0:
        return None
    if not answer or _cost(answer) <= room:
        return answer
    share = (room - MESSAGE_TOKENS - estimate_tokens(CUT_MARK)) / estimate_tokens(answer)
    kept = answer[: int(len(answer) * share * 0.95)].rstrip() if share > 0 else ""
    return kept + CUT_MARK if len(kept) > 200 and _cost(kept + CUT_MARK) <= room else None
