"""Cuts what goes to a model about growth to the room that the model has. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from chat.growth.values import ITEM_CHARS, ITEMS_MAX, Item, Job, quoted
from chat.model_server.protocol import Message
from chat.prompt.quoting import RULE
from chat.prompt.tokens import MESSAGE_TOKENS, estimate_tokens

# The longest answer: some sentences in JSON.
REPLY_TOKENS = 600
# Of a small room: the answer then has a third of it.
REPLY_SHARE = 3
# A shorter beginning of a quote tells nothing.
QUOTE_TOKENS_MIN = 40


def messages_for(job: Job, model_tokens: int) -> list[Message]:
    """Empty where there is no room for a single quote. `model_tokens`: all that the model takes in."""
    task = f"{job.task}\n{RULE}"
    room = model_tokens - min(REPLY_TOKENS, model_tokens // REPLY_SHARE) - estimate_tokens(task) - 2 * MESSAGE_TOKENS
    blocks = [quoted(number, item) for number, item in _fitted(job, room)]
    if not blocks:
        return []

    return [{"role": "system", "content": task}, {"role": "user", "content": "\n\n".join(blocks)}]


def _fitted(job: Job, room: int) -> list[tuple[int, Item]]:
    """With their numbers among all items: the answer names them. The long ones are cut, to the same length each."""
    whole = [replace(item, text=item.text[:ITEM_CHARS]) for item in job.items[:ITEMS_MAX]]
    numbered = list(enumerate(whole, 1))
    kept = max(0, min(len(numbered), room // (_around(numbered) + QUOTE_TOKENS_MIN)))
    chosen = numbered[len(numbered) - kept :] if job.keeps_last else numbered[:kept]
    costs = [estimate_tokens(item.text) for _, item in chosen]
    share = _share(costs, room - kept * _around(numbered))

    return [
        (number, replace(item, text=item.text[: len(item.text) * share // cost]) if cost > share else item)
        for (number, item), cost in zip(chosen, costs, strict=True)
    ]


def _around(numbered: Sequence[tuple[int, Item]]) -> int:
    """The marks around a quote, and what parts it from the next: of the one with most."""
    return max((estimate_tokens(quoted(number, replace(item, text=""))) + 1 for number, item in numbered), default=1)


def _share(costs: Sequence[int], room: int) -> int:
    """What each may take at most, so that all together fit."""
    for left, cost in zip(range(len(costs), 0, -1), sorted(costs), strict=True):
        if cost > room // left:
            return room // left
        room -= cost

    return max(costs, default=0)
