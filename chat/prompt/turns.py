"""Which turns of a session a prompt holds: as those before it did, until there is no room. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from chat.prompt import messages
from chat.prompt.inputs import PastTurn, SessionSoFar
from chat.prompt.quoting import neutral
from chat.prompt.tokens import CUT_MARK, head_chars
from sessions_memory.receipts.values import UsedTurn


def fit(conversation: SessionSoFar, room: int, block: int, *, is_quoted: bool) -> list[UsedTurn]:
    """All of its turns, oldest first; if there is no room for all, the newest that leave a block of it free.

    The newest itself goes in as far as it fits. `room` and `block` in tokens.
    """
    room -= cost([], is_quoted=is_quoted)
    turns = _newest(conversation.turns, room, is_quoted=is_quoted)
    if len(turns) == len(conversation.turns):
        return turns

    spent = accumulate(turn["tokens"] for turn in reversed(turns))
    count = sum(tokens <= room - block for tokens in spent)
    return turns[-max(1, count) :]


def cost(turns: Sequence[UsedTurn], *, is_quoted: bool) -> int:
    heading = messages.heading_cost(messages.CONTINUED) if is_quoted else 0
    return heading + sum(turn["tokens"] for turn in turns)


def _newest(turns: Sequence[PastTurn], room: int, *, is_quoted: bool) -> list[UsedTurn]:
    """As many as fit, oldest first; of the very newest, if it does not fit, a part."""
    used: list[UsedTurn] = []

    for turn in reversed(turns):
        taken = _taken(_neutral(turn) if is_quoted else turn, room, is_quoted=is_quoted, in_part=not used)
        if taken is None:
            break

        used.append(taken)
        room -= taken["tokens"]

    return used[::-1]


def _taken(turn: PastTurn, room: int, *, is_quoted: bool, in_part: bool) -> UsedTurn | None:
    """The turn, as much of it as went in before; None if it does not fit. `in_part`: less of its answer will do."""
    answer = turn.answer or messages.NO_ANSWER
    wanted = len(answer) if turn.cut_at is None else min(turn.cut_at, len(answer))
    room -= messages.turn_cost(turn.question, CUT_MARK if wanted < len(answer) else "", is_quoted=is_quoted)

    kept = head_chars(answer[:wanted], room)
    if kept is None or (kept < wanted and not in_part):
        return None

    is_cut = kept < len(answer)
    said = answer[:kept] + CUT_MARK if is_cut else answer
    return {
        "id": turn.interaction_id,
        "date": turn.date,
        "answer_chars": kept if turn.answer else 0,
        "is_cut": is_cut,
        "tokens": messages.turn_cost(turn.question, said, is_quoted=is_quoted),
    }


def _neutral(turn: PastTurn) -> PastTurn:
    return replace(turn, question=neutral(turn.question), answer=neutral(turn.answer))
